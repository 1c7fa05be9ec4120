"""One kind question a week at most, for all that waits in all networks."""

from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from redthread.betweenwork.actions.releases import take_back
from redthread.betweenwork.actions.reminders import queue_weekly_reminders
from redthread.betweenwork.models import Assignment, SchoolLine
from redthread.betweenwork.tests.between import Between, between
from redthread.gatherings.models import Gathering
from redthread.networks.models import Membership, Network, Role
from redthread.notices.models import OutgoingMail
from redthread.people.models import Person
from redthread.testing import make
from redthread.testing.cast import build
from redthread.testing.make import OSLO

TUESDAY = datetime(2026, 11, 3, 7, 30, tzinfo=OSLO)


@pytest.fixture
def at(db: None) -> Any:
    """Opened on Thursday 22 October 2026, and the next gathering on 21 November."""
    with time_machine.travel(datetime(2026, 11, 1, 12, tzinfo=OSLO), tick=False):
        made = between(build())
        Assignment.objects.update(opened_at=datetime(2026, 10, 22, 15, tzinfo=OSLO))
        yield made


def reminders() -> dict[str, OutgoingMail]:
    kind = OutgoingMail.Kind.REMINDER
    return {mail.person.first_name: mail for mail in OutgoingMail.objects.filter(kind=kind)}


def test_those_whose_school_has_told_nothing_are_asked_kindly(at: Between) -> None:
    assert queue_weekly_reminders(TUESDAY) == 3
    sent = reminders()
    assert set(sent) == {"Mona", "Mads", "Rita"}
    mail = sent["Mona"]
    assert mail.subject == "Vil dere fortelle hvordan det gikk?"
    for told in ("Hei, Mona!", "Åsen skole: Lesing i alle fag", "Prøve ut to-lærer", "/oppsummering/"):
        assert told in mail.text
    assert "/paaminnelser/" in mail.text
    for shaming in ("mangler", "frist", "forsinket", "purring", "ikke levert", "husk", "Brekka"):
        assert shaming not in mail.text.lower()


def test_the_link_in_it_opens_the_form(at: Between, client: Client) -> None:
    queue_weekly_reminders(TUESDAY)
    link = next(word for word in reminders()["Mona"].text.split() if "/oppsummering/" in word)
    assert client.get(link.removeprefix("http://localhost:8000")).status_code == 200


@pytest.mark.parametrize("reason", ["wants none", "filed", "left", "guest", "closed", "not active"])
def test_nobody_is_asked_without_cause(at: Between, reason: str) -> None:
    mona = Person.objects.filter(pk=at.cast.mona.pk)
    member = Membership.objects.filter(person=at.cast.mona)
    match reason:
        case "wants none":
            mona.update(wants_reminders=False)
        case "filed":
            at.release(at.asen, at.cast.mads)
        case "left":
            member.update(ends_at=TUESDAY)
        case "guest":
            member.update(role=Role.GUEST)
        case "closed":
            Network.objects.update(closed_at=at.now)
        case "not active":
            mona.update(is_active=False)
    queue_weekly_reminders(TUESDAY)
    assert "Mona" not in reminders()


def test_a_draft_is_as_little_told_as_nothing(at: Between) -> None:
    at.write(at.asen, at.cast.mads)
    queue_weekly_reminders(TUESDAY)
    assert "Mona" in reminders()


def test_a_summary_that_was_taken_back_has_been_told(at: Between) -> None:
    at.release(at.asen, at.cast.mads)
    take_back(line=at.asen, audience="network", by=at.cast.mads, now=at.now)
    queue_weekly_reminders(TUESDAY)
    assert set(reminders()) == {"Rita"}


def test_it_stops_when_the_next_gathering_has_begun(at: Between) -> None:
    Gathering.objects.filter(pk=at.following.pk).update(
        starts_at=TUESDAY - timedelta(hours=1), ends_at=TUESDAY + timedelta(hours=1)
    )
    assert queue_weekly_reminders(TUESDAY) == 0


def test_without_a_next_gathering_it_does_not_go_on_for_ever(at: Between) -> None:
    at.following.delete()
    assert queue_weekly_reminders(TUESDAY) == 3
    later = TUESDAY + timedelta(days=7 * 18)
    assert queue_weekly_reminders(later) == 0


@pytest.mark.parametrize("minutes", [0, 1, 60, 60 * 24, 60 * 24 * 3])
def test_run_again_in_the_same_week_it_adds_nothing(at: Between, minutes: int) -> None:
    queue_weekly_reminders(TUESDAY)
    assert queue_weekly_reminders(TUESDAY + timedelta(minutes=minutes)) == 0
    assert OutgoingMail.objects.count() == 3


def test_the_next_week_brings_one_more_with_the_same_link(at: Between) -> None:
    queue_weekly_reminders(TUESDAY)
    first = reminders()["Mona"].text
    assert queue_weekly_reminders(TUESDAY + timedelta(days=7)) == 3
    second = OutgoingMail.objects.filter(person=at.cast.mona).order_by("pk")[1].text
    assert first == second
    assert set(OutgoingMail.objects.filter(person=at.cast.mona).values_list("key", flat=True)) == {
        f"reminder:2026-W45:{at.cast.mona.pk}",
        f"reminder:2026-W46:{at.cast.mona.pk}",
    }


def test_in_week_53_and_week_1_it_is_one_each(at: Between) -> None:
    at.following.delete()
    for day in (datetime(2026, 12, 29, 9, tzinfo=OSLO), datetime(2027, 1, 5, 9, tzinfo=OSLO)):
        assert queue_weekly_reminders(day) == 3
        assert queue_weekly_reminders(day + timedelta(days=2)) == 0
    weeks = {key.split(":")[1] for key in OutgoingMail.objects.values_list("key", flat=True)}
    assert weeks == {"2026-W53", "2027-W01"}


@pytest.mark.parametrize(
    "moment",
    [
        TUESDAY - timedelta(minutes=1),  # before the working day
        TUESDAY - timedelta(days=1),  # a Monday
        TUESDAY.replace(hour=17),  # after it
        TUESDAY + timedelta(days=4),  # a Saturday
        TUESDAY + timedelta(days=5),  # a Sunday
    ],
)
def test_nothing_comes_at_night_on_mondays_or_in_weekends(at: Between, moment: datetime) -> None:
    assert queue_weekly_reminders(moment) == 0


def test_nothing_comes_in_the_summer(at: Between) -> None:
    at.following.delete()
    Assignment.objects.update(opened_at=datetime(2027, 6, 10, 15, tzinfo=OSLO))
    assert queue_weekly_reminders(datetime(2027, 7, 6, 9, tzinfo=OSLO)) == 0
    assert queue_weekly_reminders(datetime(2027, 8, 17, 9, tzinfo=OSLO)) == 3


def test_the_first_question_comes_a_week_after_the_promise_was_mailed(at: Between) -> None:
    Assignment.objects.update(opened_at=TUESDAY - timedelta(days=7) + timedelta(minutes=1))
    assert queue_weekly_reminders(TUESDAY) == 0
    assert queue_weekly_reminders(TUESDAY + timedelta(days=2)) == 0  # a late worker asks nobody early
    assert queue_weekly_reminders(TUESDAY + timedelta(days=7)) == 3


def test_a_worker_that_was_down_on_tuesday_sends_later_in_the_week(at: Between) -> None:
    assert queue_weekly_reminders(TUESDAY + timedelta(days=3)) == 3


def test_the_clock_is_the_one_on_the_wall_also_after_it_was_turned(at: Between) -> None:
    at.following.delete()
    summer = datetime(2027, 3, 30, 7, 29, tzinfo=OSLO)  # the clock was turned two days before
    Assignment.objects.update(opened_at=summer - timedelta(days=20))
    assert queue_weekly_reminders(summer) == 0
    assert queue_weekly_reminders(summer + timedelta(minutes=1)) == 3


def test_what_waits_in_several_networks_comes_in_one_mail(at: Between) -> None:
    cast = at.cast
    make.membership(cast.steins_network, cast.mona, Role.MEMBER, cast.asen)
    make.unit(cast.steins_network, cast.asen, 5)
    held = make.gathering(cast.steins_network, starts_at=at.now - timedelta(days=12))
    elsewhere = make.assignment(held, cast.asen, theme="Skriving", opened_at=held.ends_at)
    assert queue_weekly_reminders(TUESDAY) == 3
    text = reminders()["Mona"].text
    assert text.count("/oppsummering/") == 2
    assert "Lesing i alle fag" in text
    assert elsewhere.theme in text
    assert "Skriving" not in reminders()["Mads"].text


def test_a_member_who_came_later_gets_a_link_of_their_own(at: Between) -> None:
    new = make.person("Nora Ny")
    make.membership(at.cast.network, new, Role.MEMBER, at.cast.asen)
    queue_weekly_reminders(TUESDAY)
    assert "/oppsummering/" in reminders()["Nora"].text


def test_many_people_cost_few_questions(at: Between) -> None:
    people = [Person(email=f"p{n}@fjordvik.example", name=f"Person {n}", password="!") for n in range(240)]
    Person.objects.bulk_create(people)
    Membership.objects.bulk_create(
        Membership(
            network=at.cast.network,
            person=person,
            organisation=at.cast.asen,
            role=Role.MEMBER,
            starts_at=at.now - timedelta(days=9),
        )
        for person in people
    )
    with CaptureQueriesContext(connection) as asked:
        assert queue_weekly_reminders(TUESDAY) == 243
    assert len(asked) < 60
    with CaptureQueriesContext(connection) as asked:
        assert queue_weekly_reminders(TUESDAY + timedelta(minutes=1)) == 0
    assert len(asked) < 8


def test_only_what_has_been_opened_is_asked_about(at: Between) -> None:
    assert SchoolLine.objects.open_at(timezone.now()).count() == 2
    Assignment.objects.update(opened_at=None)
    assert SchoolLine.objects.open_at(timezone.now()).count() == 0
    assert queue_weekly_reminders(TUESDAY) == 0
