"""One gathering as it went: who came, what was said and promised, and the locking of the minutes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random

from redthread.betweenwork.actions.assignments import close_gathering, plan_between_work
from redthread.betweenwork.models import Assignment
from redthread.demo.circles import Circle
from redthread.demo.library import Theme, Work, read
from redthread.demo.room import ask_for_the_pulse, work_in_a_room
from redthread.demo.town import School
from redthread.gatherings.actions.attendance import record_attendance, welcome_guest
from redthread.gatherings.actions.commitments import add_commitment, record_step
from redthread.gatherings.actions.minutes import approve_minutes, open_minutes
from redthread.gatherings.actions.outcomes import VoteGiven, add_outcome
from redthread.gatherings.models import (
    AgendaItem,
    Attendance,
    CommitmentStep,
    Gathering,
    Minutes,
    Outcome,
    Vote,
)
from redthread.networks.models import Body, Seat
from redthread.people.models import Person

Kind = AgendaItem.Kind
PHRASES = read("vendinger")
SAID = {
    Kind.RESULTS: PHRASES["results"],
    Kind.STORY: PHRASES["story"],
    Kind.INPUT: PHRASES["input"],
    Kind.CROSS_GROUPS: PHRASES["groups"],
    Kind.INFORMAL: PHRASES["informal"],
    Kind.INFORMATION: PHRASES["information"],
    Kind.REVIEW: PHRASES["review"],
}
HOUR = timedelta(hours=1)


def hold(
    circle: Circle, gathering: Gathering, theme: Theme, number: int, chance: Random, *, in_rooms: bool
) -> tuple[Assignment, dict[School, Work]]:
    """The whole gathering, from the first hello to the locked minutes; answers what each school took home."""
    by, at = gathering.chair or circle.leader, gathering.starts_at
    came = _attend(circle, gathering, number, chance)
    pen = came[(number + 1) % len(came)]
    open_minutes(gathering=gathering, written_by=pen, by=by, now=at)
    items = list(gathering.agenda_items.all())
    _since_last(circle, gathering, by, chance)
    for item in items:
        _what_was_said(item, theme, number, pen, gathering.ends_at)
    _decide(circle, _item(items, Kind.DECISION, Kind.INFORMATION), theme, number, came, pen)
    if number % 4 == 2:
        _propose(_item(items, Kind.INFORMATION, Kind.DECISION), theme, pen)
    works = _promise(circle, _item(items, Kind.OWN_SCHOOL, Kind.DECISION), theme, number, pen, chance)
    if in_rooms:
        work_in_a_room(gathering, came, pen)
        ask_for_the_pulse(gathering, came, circle.leader)
    plan_between_work(
        gathering=gathering, theme=theme.title, task=theme.task, expects_whole_staff=True, by=by, now=at
    )
    locked_at = gathering.ends_at + HOUR
    assignment = close_gathering(gathering=gathering, by=by, now=locked_at)
    minutes = Minutes.objects.get(gathering=gathering)
    for place, person in enumerate(came[: 2 + number % 4]):
        remark = PHRASES["remarks"][(number + place) % len(PHRASES["remarks"])]
        approve_minutes(minutes=minutes, remark=remark, by=person, now=locked_at + HOUR * (place + 2))
    return assignment, works


def _attend(circle: Circle, gathering: Gathering, number: int, chance: Random) -> list[Person]:
    """Most came, some on a screen; once in a while there is a guest. Answers those who were there."""
    presences: dict[Person, str] = {}
    for person in circle.people:
        is_away = chance.random() < 0.1 and person not in (circle.leader, gathering.chair)
        on_screen = gathering.mode != Gathering.Mode.PHYSICAL and chance.random() < 0.4
        presences[person] = (
            Attendance.Presence.ABSENT
            if is_away
            else Attendance.Presence.DIGITAL
            if on_screen
            else Attendance.Presence.PHYSICAL
        )
    by, at = gathering.chair or circle.leader, gathering.starts_at + HOUR / 4
    record_attendance(gathering=gathering, presences=presences, by=by, now=at)
    if circle.guests and number % 4 == 1:
        name = circle.guests[0]
        address = f"{name.split()[0].lower()}@gjest.example"
        presence = Attendance.Presence.PHYSICAL
        welcome_guest(gathering=gathering, name=name, email=address, presence=presence, by=by, now=at)
    return [person for person in circle.people if presences[person] != Attendance.Presence.ABSENT]


def _since_last(circle: Circle, gathering: Gathering, by: Person, chance: Random) -> None:
    """What was promised earlier ends here, or is carried on once."""
    goes_on = []
    for place, (commitment, ends, word) in enumerate(circle.open):
        choice, said = ends, word
        is_new = commitment.gathering_id == circle.last_held
        if is_new and chance.random() < 0.22:
            choice = CommitmentStep.Choice.CARRIED
            said = PHRASES["carried"][(gathering.pk + place) % len(PHRASES["carried"])]
            goes_on.append((commitment, ends, word))
        record_step(
            commitment=commitment,
            gathering=gathering,
            choice=choice,
            word=said,
            by=by,
            now=gathering.starts_at + HOUR / 2,
        )
    circle.open = goes_on


def _item(items: Sequence[AgendaItem], *kinds: str) -> AgendaItem:
    """The first item of the first of these kinds that is there; else the last but one."""
    for kind in kinds:
        for item in items:
            if item.kind == kind and not item.is_confidential:
                return item
    return items[-2] if len(items) > 1 else items[0]


def _what_was_said(item: AgendaItem, theme: Theme, number: int, by: Person, now: datetime) -> None:
    if item.is_confidential:
        _note(item, PHRASES["confidential"][number % 2], by, now)
    elif item.kind == Kind.INFORMATION and number % 2:
        _note(item, theme.information[number // 2 % len(theme.information)], by, now)
    elif item.kind in SAID and (number + item.position) % 2:
        said = SAID[Kind(item.kind)]
        _note(item, said[(number + item.position) % len(said)], by, now)


def _note(item: AgendaItem, text: str, by: Person, now: datetime) -> Outcome:
    return add_outcome(item=item, kind=Outcome.Kind.INFORMATION, text=text, by=by, now=now)


def _decide(
    circle: Circle, item: AgendaItem, theme: Theme, number: int, came: list[Person], by: Person
) -> None:
    """A decision at every other gathering, once in a while with somebody against; the steering body votes."""
    text, now = theme.decisions[number // 2 % len(theme.decisions)], item.gathering.ends_at
    votes_there = circle.body is not None and circle.body.vote_rule != Body.VoteRule.NONE
    if number % 2 and not votes_there:
        return
    votes: list[VoteGiven] = []
    if votes_there:
        votes = _votes(circle, came, theme, number)
    elif number % 3 == 0:
        votes = [VoteGiven(came[-1 - number % 3], Vote.Choice.AGAINST, theme.dissent)]
    body = circle.body if votes_there else None
    add_outcome(item=item, kind=Outcome.Kind.DECISION, text=text, body=body, votes=votes, by=by, now=now)


def _propose(item: AgendaItem, theme: Theme, by: Person) -> None:
    """Once a network: nobody asks for what has been answered."""
    kind, now = Outcome.Kind.PROPOSAL, item.gathering.ends_at
    asked = Outcome.objects.filter(item__gathering__network=item.gathering.network, kind=kind)
    if asked.filter(text=theme.proposal).exists():
        return
    add_outcome(item=item, kind=kind, text=theme.proposal, by=by, now=now)


def _votes(circle: Circle, came: list[Person], theme: Theme, number: int) -> list[VoteGiven]:
    """One vote a municipality (002 L6344-6348); one of them is against now and then, and one abstains."""
    voting = Seat.objects.filter(body=circle.body, is_voting=True).select_related("person")
    votes = []
    for place, seat in enumerate(seat for seat in voting if seat.person in came):
        if place == 3 and number % 2 == 0:
            votes.append(VoteGiven(seat.person, Vote.Choice.AGAINST, theme.dissent))
        elif place == 5:
            votes.append(VoteGiven(seat.person, Vote.Choice.ABSTAINED))
        else:
            votes.append(VoteGiven(seat.person, Vote.Choice.FOR))
    return votes


def _promise(
    circle: Circle, item: AgendaItem, theme: Theme, number: int, by: Person, chance: Random
) -> dict[School, Work]:
    """What each school takes home; a few do the common task and promise nothing of their own."""
    gathering, taken, works = item.gathering, set[str](), {}
    reach_by = gathering.ends_at.date() + timedelta(days=circle.rhythm.weeks * 7 - 7)
    for place, school in enumerate(circle.schools):
        work = _work_for(circle, school, theme, taken, number + place)
        works[school] = work
        if chance.random() < 0.25:
            continue
        commitment = add_commitment(
            item=item,
            school=school.organisation,
            what=work.what,
            who=work.who,
            due_on=reach_by if place % 3 else None,
            reach=work.reach,
            by=by,
            now=gathering.ends_at,
        )
        circle.open.append((commitment, work.ends, work.word))
    circle.last_held = gathering.pk
    return works


def _work_for(circle: Circle, school: School, theme: Theme, taken: set[str], start: int) -> Work:
    """Something that nobody else took today, and that the school has not done before while there is more."""
    suiting = list(theme.suiting(school.levels))
    in_turn = suiting[start * 3 % len(suiting) :] + suiting[: start * 3 % len(suiting)]

    def is_new(work: Work) -> bool:
        return (school.organisation.pk, work.what) not in circle.told

    in_turn.sort(key=lambda work: (work.what in taken, not is_new(work)))
    work = in_turn[0]
    taken.add(work.what)
    circle.told.add((school.organisation.pk, work.what))
    return work.at(school.grades[start % len(school.grades)])
