"""What makes the demo's gatherings more than lists: methods, tables, preparation, answers, a poll."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from redthread.demo.circles import Circle
from redthread.demo.library import read
from redthread.demo.rhythm import OSLO, is_closed
from redthread.gatherings.actions.agenda import add_agenda_item, set_minutes
from redthread.gatherings.actions.balance import set_balance_norm
from redthread.gatherings.actions.groups import Sitter, compose_groups, show_groups
from redthread.gatherings.actions.polls import answer_poll, make_poll, send_poll
from redthread.gatherings.actions.preparation import add_preparation, say_ready, send_preparation
from redthread.gatherings.actions.replies import answer_invitation
from redthread.gatherings.agenda_times import minutes_over
from redthread.gatherings.method_library import keep_library_method
from redthread.gatherings.models import AgendaItem, DateAnswer, Gathering, Invitation, Preparation
from redthread.gatherings.programme import programme_of
from redthread.networks.models import Membership
from redthread.people.models import Organisation, Person

Kind = AgendaItem.Kind
HAS_TABLES = 10  # fewer than this sit at one table
TABLE = {"kind": "cross", "size": 4}
WORDS = read("sammen")


def sit_together(circle: Circle, gathering: Gathering, now: datetime) -> None:
    """Those who came, or are to come, sit where they meet new ones; shown to everybody."""
    came = gathering.attendances.came().select_related("person", "organisation")
    people = [(one.person, one.organisation) for one in came] or _expected(circle, gathering)
    if len(people) < HAS_TABLES:
        return
    sitters = [Sitter(person=person, organisation=school) for person, school in people]
    grouping = compose_groups(
        gathering=gathering, item=None, sitters=sitters, asked=TABLE, by=circle.leader, now=now
    )
    show_groups(grouping=grouping, by=circle.leader, now=now)


def _expected(circle: Circle, gathering: Gathering) -> list[tuple[Person, Organisation | None]]:
    members = Membership.objects.filter(network=circle.network, role__in=("member", "delegate"))
    current = members.current(gathering.starts_at).select_related("person", "organisation")
    return [(one.person, one.organisation) for one in current.order_by("pk")]


def work_with_methods(circle: Circle, gathering: Gathering, now: datetime) -> None:
    """The groups of the coming gathering follow a method, and there is something to prepare."""
    items = list(gathering.agenda_items.order_by("position"))
    talk = next((item for item in items if item.kind == Kind.CROSS_GROUPS), None)
    if talk is not None and not talk.is_confidential:
        AgendaItem.objects.filter(pk=talk.pk).update(method=keep_library_method("igp"))
    add_agenda_item(
        gathering=gathering,
        kind=Kind.OWN_SCHOOL,
        title="Refleksjon i egen skole",
        minutes=20,
        method=keep_library_method("egen_skole"),
        position=len(items),
        by=circle.leader,
        now=now,
    )
    _make_it_fit(gathering, circle.leader, now)
    about = next((item for item in items if item.kind in (Kind.INPUT, Kind.STORY)), items[0])
    for kind, text in (("question", WORDS["question"]), ("reading", WORDS["reading"])):
        add_preparation(
            item=about, kind=kind, text=text, url="", upload=None, minutes=10, by=circle.leader, now=now
        )
    send_preparation(gathering=gathering, by=circle.leader, now=now)


def _make_it_fit(gathering: Gathering, by: Person, now: datetime) -> None:
    """The longest input gives up what the new item takes."""
    items = list(gathering.agenda_items.order_by("position"))
    over = minutes_over(programme_of(gathering, items), gathering.starts_at, gathering.ends_at)
    longest = max(items, key=lambda item: (item.kind == Kind.INPUT, item.minutes))
    if 0 < over <= longest.minutes - 10:
        set_minutes(item=longest, minutes=longest.minutes - over, by=by, now=now)


def answer_and_prepare(gathering: Gathering, now: datetime) -> None:
    """Most say that they come, a few cannot, some have not answered; some are ready."""
    invitations = Invitation.objects.filter(gathering=gathering).select_related("person", "gathering")
    for place, invitation in enumerate(invitations.order_by("pk")):
        if place % 5 == 4:
            continue  # has not answered
        answer, word = ("no", WORDS["cannot"]) if place % 9 == 7 else ("yes", "")
        answer_invitation(
            invitation=invitation,
            answer=answer,
            word=word,
            seen=None,
            way=Invitation.Way.LINK,
            now=now - timedelta(days=4, minutes=place),
        )
        for preparation in _prepared(gathering) if answer == "yes" and place % 2 else ():
            text = WORDS["answers"][place % len(WORDS["answers"])] if preparation.kind == "question" else ""
            say_ready(preparation=preparation, is_ready=True, answer=text, by=invitation.person, now=now)


def _prepared(gathering: Gathering) -> list[Preparation]:
    return [one for item in gathering.agenda_items.all() for one in item.preparations.all()]


def choose_a_balance(circle: Circle, now: datetime) -> None:
    set_balance_norm(
        network=circle.network, input=25, reflection=45, try_out=20, information=10, by=circle.leader, now=now
    )


def ask_for_a_date(circle: Circle, now: datetime) -> None:
    """A free date for a visit to one another's schools; half of those asked have answered."""
    poll = make_poll(
        network=circle.network,
        title="Skolebesøk på Dalen",
        about=WORDS["visit"],
        place="Dalen skole",
        answer_by=(now + timedelta(days=14)).date(),
        times=_some_mornings(now),
        by=circle.leader,
        now=now - timedelta(days=6),
    )
    send_poll(poll=poll, by=circle.leader, now=now - timedelta(days=6))
    poll.refresh_from_db()
    options, choices = list(poll.options.all()), DateAnswer.Choice
    for place, voter in enumerate(poll.voters.order_by("pk")):
        if place % 2:
            continue
        suits = {
            option.pk: (choices.YES, choices.YES, choices.MAYBE, choices.NO)[(place // 2 + 3 * number) % 4]
            for number, option in enumerate(options)
        }
        answer_poll(voter=voter, choices=suits, word="", now=now - timedelta(days=5, minutes=place))


def _some_mornings(now: datetime) -> list[tuple[datetime, datetime]]:
    days = (now.astimezone(OSLO).date() + timedelta(days=ahead) for ahead in range(25, 200))
    free = [day for day in days if day.weekday() in (1, 2, 3) and not is_closed(day)][:4]
    return [(datetime.combine(day, time(9), OSLO), datetime.combine(day, time(11, 30), OSLO)) for day in free]
