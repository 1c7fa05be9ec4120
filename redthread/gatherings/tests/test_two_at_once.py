"""Two people act at the same moment, each with a connection of their own: one effect, one mail each."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.utils import timezone

from redthread.core.errors import RuleError
from redthread.gatherings.actions.agenda import add_agenda_item, move_agenda_item
from redthread.gatherings.actions.lifecycle import cancel_gathering, move_gathering, publish_gathering
from redthread.gatherings.actions.news import tell_waiting_news
from redthread.gatherings.actions.proposals import answer_proposal, propose_item
from redthread.gatherings.models import AgendaItem, AgendaProposal, Gathering
from redthread.notices.models import OutgoingMail
from redthread.testing import make
from redthread.testing.cast import Cast, build

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 4


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return build()


def at_once(act: Callable[[int], object]) -> list[Exception]:
    """Let several threads start `act` at the same moment; what they raised."""
    barrier, raised = Barrier(MANY), list[Exception]()

    def run(number: int) -> None:
        try:
            barrier.wait(10)
            act(number)
        except Exception as error:
            raised.append(error)
        finally:
            connection.close()

    threads = [Thread(target=run, args=(number,)) for number in range(MANY)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return raised


def one_mail_each(cast: Cast) -> bool:
    return sorted(OutgoingMail.objects.values_list("person_id", flat=True)) == sorted(
        person.pk for person in cast.insiders()
    )


def test_publishing_at_once_invites_everybody_once(cast: Cast) -> None:
    gathering = make.gathering(cast.network, is_published=False)
    make.item(gathering)

    def act(_number: int) -> None:
        publish_gathering(gathering=Gathering.objects.get(), by=cast.liv, now=timezone.now())

    assert at_once(act) == []
    assert one_mail_each(cast)


def test_moving_at_once_to_different_times_moves_it_once(cast: Cast) -> None:
    gathering = make.gathering(cast.network)
    seen = [Gathering.objects.get() for _ in range(MANY)]

    def act(number: int) -> None:
        start = gathering.starts_at + timedelta(days=1 + number)
        move_gathering(
            gathering=seen[number],
            starts_at=start,
            ends_at=start + timedelta(hours=3),
            by=cast.liv,
            now=timezone.now(),
        )

    raised = at_once(act)
    assert [type(error) for error in raised] == [RuleError] * (MANY - 1)
    assert Gathering.objects.get().version == 1
    assert at_once(lambda _number: tell_waiting_news(timezone.now() + timedelta(hours=1))) == []
    assert Gathering.objects.get().sequence == 1
    assert one_mail_each(cast)


def test_cancelling_at_once_cancels_it_once(cast: Cast) -> None:
    make.gathering(cast.network)

    def act(number: int) -> None:
        gathering = Gathering.objects.get()
        cancel_gathering(gathering=gathering, why=f"Grunn {number}", by=cast.liv, now=timezone.now())

    assert at_once(act) == []
    assert Gathering.objects.get().sequence == 1
    assert one_mail_each(cast)


def test_moving_and_cancelling_at_once_leaves_it_cancelled(cast: Cast) -> None:
    gathering = make.gathering(cast.network)
    start = gathering.starts_at + timedelta(days=1)

    def act(number: int) -> None:
        seen = Gathering.objects.get()
        if number % 2:
            cancel_gathering(gathering=seen, why="Streik", by=cast.liv, now=timezone.now())
        else:
            end = start + timedelta(hours=3)
            move_gathering(gathering=seen, starts_at=start, ends_at=end, by=cast.liv, now=timezone.now())

    raised = at_once(act)
    assert all(isinstance(error, RuleError) for error in raised)
    gathering.refresh_from_db()
    assert (gathering.is_cancelled, gathering.sequence, gathering.news_due_at) == (True, 1, None)
    assert OutgoingMail.objects.get(person=cast.mona).calendar_method == "CANCEL"


def test_telling_moving_and_cancelling_at_once_leaves_nobody_with_old_news(cast: Cast) -> None:
    gathering = make.gathering(cast.network)
    day = timedelta(days=1)

    def move(seen: Gathering, days: int) -> None:
        start = gathering.starts_at + days * day
        end = start + timedelta(hours=3)
        move_gathering(gathering=seen, starts_at=start, ends_at=end, by=cast.liv, now=timezone.now())

    move(Gathering.objects.get(), 1)

    def act(number: int) -> None:
        if number == 0:
            move(Gathering.objects.get(), 2)
        else:
            tell_waiting_news(timezone.now() + timedelta(hours=1))

    assert at_once(act) == []
    tell_waiting_news(timezone.now() + timedelta(hours=3))
    gathering.refresh_from_db()
    last = OutgoingMail.objects.filter(person=cast.mona).order_by("pk").last()
    assert last is not None
    assert f"SEQUENCE:{gathering.sequence}\r\n" in last.calendar
    assert (
        f"DTSTART;TZID=Europe/Oslo:{timezone.localtime(gathering.starts_at):%Y%m%dT%H%M%S}" in last.calendar
    )


def test_reordering_and_adding_at_once_leaves_one_order(cast: Cast) -> None:
    gathering = make.gathering(cast.network)
    items = [make.item(gathering, title=f"Post {number}") for number in range(5)]

    def act(number: int) -> None:
        now = timezone.now()
        if number == 0:
            add_agenda_item(gathering=gathering, kind="input", title="Ny", minutes=5, by=cast.liv, now=now)
        else:
            move_agenda_item(item=items[number], places=-number, by=cast.liv, now=now)

    assert at_once(act) == []
    left = list(AgendaItem.objects.filter(gathering=gathering))
    assert [item.position for item in left] == [1, 2, 3, 4, 5, 6]
    assert len({item.title for item in left}) == 6


def test_accepting_a_proposal_at_once_makes_one_item(cast: Cast) -> None:
    gathering = make.gathering(cast.network)
    propose_item(gathering=gathering, title="Leirskole", why="", minutes=15, by=cast.mona, now=timezone.now())

    def act(_number: int) -> None:
        proposal = AgendaProposal.objects.get()
        answer_proposal(proposal=proposal, is_accepted=True, answer="", by=cast.liv, now=timezone.now())

    assert at_once(act) == []
    assert AgendaItem.objects.filter(title="Leirskole").count() == 1
    assert AgendaProposal.objects.get().item is not None
