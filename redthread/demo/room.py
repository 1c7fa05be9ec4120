"""What went on in the room at the last gathering, and a session that anybody may join at the next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from redthread.demo.library import read
from redthread.gatherings.method_library import keep_library_method
from redthread.gatherings.models import AgendaItem, Gathering
from redthread.live.actions.joining import join
from redthread.live.actions.laying import lay_out
from redthread.live.actions.minutes import take_into_minutes
from redthread.live.actions.pulse import add_pulse_answer, release_pulse
from redthread.live.actions.sessions import close_session, open_session
from redthread.live.actions.sorting import add_theme
from redthread.live.actions.steering import go_on
from redthread.live.actions.turns import say_empty
from redthread.live.actions.writing import write
from redthread.live.models import Contribution, LiveSession, Participant
from redthread.live.pieces import pieces_of
from redthread.live.progress import Place
from redthread.live.reading import read_room
from redthread.people.models import Person

Kind = AgendaItem.Kind
WORDS = read("rommet")
SHORT = "Vi hoppet over det vi hadde snakket om før pausen."


def work_in_a_room(gathering: Gathering, people: Sequence[Person], pen: Person) -> None:
    """Two tables lay out ideas and sort them; what they made is in the minutes, which are not locked yet."""
    item = _item(gathering, Kind.INPUT, "igp")
    if item is None:
        return
    at = gathering.starts_at + timedelta(hours=1)
    session = open_session(item=item, tables=2, question=WORDS["question"], by=pen, now=at)
    seats = [
        [_sit(session, number, who, at) for who in people[number * 2 - 2 : number * 2]] for number in (1, 2)
    ]
    _go_to(session, "runde", pen, at)
    laid = [_round(session, seats[n], WORDS["tables"][n]["themes"], at) for n in (0, 1)]
    _go_to(session, "sorter", pen, at)
    for n, table in enumerate(WORDS["tables"]):
        for name, ideas in table["themes"]:
            keys = [laid[n][idea] for idea in ideas]
            add_theme(participant=seats[n][0], name=name, ideas=keys, now=at)
    _make(session, [there[0] for there in seats], pen, at)
    close_session(session=session, by=pen, now=gathering.ends_at)
    session.refresh_from_db()
    keys = [piece.key for piece in pieces_of(read_room(session)) if piece.is_chosen]
    take_into_minutes(
        session=session, item=item, keys=keys, schools={}, answers={}, by=pen, now=gathering.ends_at
    )


def ask_for_the_pulse(gathering: Gathering, people: Sequence[Person], by: Person) -> None:
    """Six answer without names; two of the things they said are answered at the next gathering."""
    item, at = _item(gathering, Kind.REVIEW, "puls"), gathering.ends_at
    if item is None:
        return
    session = open_session(item=item, tables=1, question="", by=by, now=at)
    seats = [_sit(session, 1, who, at) for who in people[:6]]
    for phase, texts in (("nyttig", WORDS["pulse"]["useful"]), ("endre", WORDS["pulse"]["change"])):
        _go_to(session, phase, by, at)
        for number, (who, text) in enumerate(zip(seats, texts, strict=True)):
            write(participant=who, phase_key=phase, kind="idea", text=text, pen=_pen(number), now=at)
    close_session(session=session, by=by, now=at)
    for said, change in WORDS["pulse"]["answers"]:
        add_pulse_answer(gathering=gathering, said=said, change=change, by=by, now=at)
    release_pulse(gathering=gathering, by=by, now=at)


def open_a_room(gathering: Gathering, by: Person, now: datetime) -> None:
    """The main theme of the coming gathering is open to join: four tables, and somebody is there already."""
    item = _item(gathering, Kind.INPUT, "igp")
    if item is None:
        return
    session = open_session(item=item, tables=4, question=WORDS["question"], by=by, now=now)
    for table, name in ((1, "Ingrid"), (1, "Amund"), (2, "Solveig")):
        join(
            session=session,
            table=table,
            name=name,
            school=None,
            part="",
            mode=Participant.Mode.ROOM,
            person=None,
            now=now,
        )


def _item(gathering: Gathering, kind: str, method: str) -> AgendaItem | None:
    """The item of that kind, which from now on follows the method."""
    item = gathering.agenda_items.filter(kind=kind, is_confidential=False).first()
    if item is not None:
        item.method = keep_library_method(method)
        item.save(update_fields=["method"])
        item.gathering = gathering
    return item


def _sit(session: LiveSession, table: int, who: Person, now: datetime) -> Participant:
    seated, _key = join(
        session=session,
        table=table,
        name="",
        school=None,
        part="",
        mode=Participant.Mode.ROOM,
        person=who,
        now=now,
    )
    return seated


def _go_to(session: LiveSession, phase: str, by: Person, now: datetime) -> None:
    room = read_room(session)
    number = room.number_of(phase) or 0
    seen = min(room.places.values())
    go_on(session=session, seen=seen, why=SHORT, by=by, now=now, to=Place(number))


def _round(
    session: LiveSession,
    people: Sequence[Participant],
    themes: Sequence[tuple[str, list[str]]],
    now: datetime,
) -> dict[str, str]:
    """One idea a turn until both are empty; answers the address of each idea."""
    ideas, turn, laid = [idea for _name, texts in themes for idea in texts], 0, {}
    for turn, text in enumerate(ideas):
        number = turn % len(people)
        made = lay_out(
            participant=people[number], phase_key="runde", turn=turn, pen=_pen(number), text=text, now=now
        )
        assert made is not None
        laid[text] = made.public_id
    for turn, who in enumerate(people, start=len(ideas)):
        say_empty(participant=who, phase_key="runde", turn=turn, now=now)
    return laid


def _make(session: LiveSession, scribes: Sequence[Participant], by: Person, now: datetime) -> None:
    """What each table says in one sentence."""
    phase = next((p.key for p in session.phases.phases if p.kind == "make"), "")
    if not phase:
        return
    _go_to(session, phase, by, now)
    for who, text in zip(scribes, WORDS["product"], strict=True):
        write(
            participant=who, phase_key=phase, kind=Contribution.Kind.PRODUCT, text=text, pen=_pen(0), now=now
        )


def _pen(number: int) -> str:
    return f"demo-pen-{number:08d}"
