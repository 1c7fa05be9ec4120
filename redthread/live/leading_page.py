"""The page of the one who leads: where the room is, what can be done, and what everybody sees.

Made from the channels that leaders read and nothing else, so that no word of a silent phase can stand here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

from redthread.gatherings.method_card import Step
from redthread.gatherings.method_library import current_card
from redthread.gatherings.method_script import Phase, ScriptError
from redthread.live.actions.showing import hidden_in
from redthread.live.circles import ALL
from redthread.live.lead_cards import TableCard, cards_of, who_is_not_done
from redthread.live.models import Contribution, LiveSession
from redthread.live.pictures import LEAD, pictures
from redthread.live.places_in_words import Clock, common_clock, lap_words, written
from redthread.live.progress import LOBBY, Place, is_driven_by_tables
from redthread.live.reading import read_room
from redthread.live.shown import SpeakerLine, shown_to_all, speakers_of


@dataclass(frozen=True)
class Ahead:
    """Where «Neste» leads."""

    title: str
    laps: str


@dataclass(frozen=True)
class PhaseLine:
    """A line of the script. `numbers` is how many tables are there now; `jump` what the button sends."""

    title: str
    minutes: int
    is_behind: bool
    tables: int
    jump: str


@dataclass(frozen=True)
class LeadPage:
    """`phase` is where the table furthest behind is, None in the lobby; `clock` is there when it is one."""

    head: dict[str, Any]
    phase: Phase | None
    number: int
    lap: str
    step: Step | None
    rules: tuple[str, ...]
    clock: Clock | None
    is_paused: bool
    is_spread: bool
    behind: str
    front: str
    is_first: bool
    following: Ahead | None
    by_themselves: str
    cards: list[TableCard]
    not_done: str
    phases: list[PhaseLine]
    speakers: list[SpeakerLine]
    shown: list[dict[str, Any]]
    hidden: list[Contribution]

    @property
    def seats(self) -> str:
        return str(self.phase.seats.label) if self.phase else ""


def lead_page(session: LiveSession, now: int) -> LeadPage:
    """The room as it stands; `now` in milliseconds."""
    room = read_room(session)
    drawn = pictures(room)
    lead, phases = drawn[LEAD][""], room.script.phases
    tables, behind, count = lead["tables"], Place(*lead["behind"]), len(room.used)
    in_use = [table for table in tables if table["n"] in room.used]
    phase = None if behind.phase == LOBBY else phases[behind.phase]
    together, step = common_clock(in_use, now), _step(session, phase)
    return LeadPage(
        head=drawn[ALL][""],
        phase=phase,
        number=behind.phase + 1,
        lap=lap_words(phase, behind.lap, count) if phase else "",
        step=step,
        rules=_rules(phase, step),
        clock=together,
        is_paused=any(table["left"] is not None for table in tables),
        is_spread=lead["behind"] != lead["front"],
        behind=written(behind),
        front=written(Place(*lead["front"])),
        is_first=lead["front"][0] == LOBBY,
        following=_following(phases, lead["next"], count),
        by_themselves=_by_themselves(phases, behind),
        cards=cards_of(tables, room.script, room.used, now, together=together is not None),
        not_done=who_is_not_done(in_use, phase),
        phases=_lines(phases, in_use, behind),
        speakers=speakers_of(room),
        shown=shown_to_all(drawn),
        hidden=hidden_in(session),
    )


def _step(session: LiveSession, phase: Phase | None) -> Step | None:
    """What the method's card says of it; the card may have been changed since."""
    method = session.item.method if session.item else None
    if phase is None or method is None:
        return None
    try:
        steps = current_card(method).steps
    except ScriptError:
        return None
    return steps[phase.step - 1] if phase.step <= len(steps) else None


def _rules(phase: Phase | None, step: Step | None) -> tuple[str, ...]:
    """In the card's words where it has them."""
    if phase is None:
        return ()
    if step is not None and step.rules:
        return step.rules
    return tuple(str(rule.label).capitalize() for rule in phase.rules)


def _following(phases: Sequence[Phase], to: list[int] | None, count: int) -> Ahead | None:
    if to is None:
        return None
    phase = phases[to[0]]
    return Ahead(phase.title, lap_words(phase, to[1], count) if to[1] else "")


def _by_themselves(phases: Sequence[Phase], behind: Place) -> str:
    """What the tables go on to at their own pace, «Sorter i temaer» first; empty when they go together."""
    run = takewhile(is_driven_by_tables, phases[max(behind.phase, 0) :])
    return ", ".join(f"«{phase.title}»" for phase in list(run)[1:]) if behind.phase != LOBBY else ""


def _lines(phases: Sequence[Phase], tables: Sequence[dict[str, Any]], behind: Place) -> list[PhaseLine]:
    return [
        PhaseLine(
            title=phase.title,
            minutes=-(-phase.seconds // 60),
            is_behind=number < behind.phase,
            tables=sum(table["phase"] == number for table in tables),
            jump=f"{written(behind)}til{written(Place(number))}" if number > behind.phase else "",
        )
        for number, phase in enumerate(phases)
    ]
