"""The wall: what a room reads from ten metres, made from what the wall's channels hold and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import time_format

from redthread.gatherings.method_script import Phase
from redthread.gatherings.method_words import PhaseKind, Seats
from redthread.live.circles import ALL
from redthread.live.models import LiveSession
from redthread.live.pictures import WALL, pictures
from redthread.live.places_in_words import (
    Clock,
    are_together,
    clock_of,
    common_clock,
    lap_words,
    place_of,
    place_words,
)
from redthread.live.progress import LOBBY, host_of
from redthread.live.reading import read_room
from redthread.live.shown import SpeakerLine, floor_of, speakers_of

SOME, MANY = 8, 16  # tables
# Letters; longer words are written smaller, and still read from the back. First what fills the wall alone,
# then what hangs there together.
BIG_TEXTS, SHORT_TEXTS = (70, 160), (180, 420)
MOST_COLUMNS = 3


@dataclass(frozen=True)
class WallTable:
    """One table that keeps its own time."""

    number: int
    where: str
    clock: Clock | None
    is_done: bool


@dataclass(frozen=True)
class Exhibit:
    """What hangs at a table, and who is visiting; without words a photo, or a sheet of paper."""

    table: int
    visitor: int | None
    made: list[dict[str, Any]]


@dataclass(frozen=True)
class Bar:
    """What was voted on. `width` is in per cent of the most voted."""

    text: str
    dots: int
    width: int


@dataclass(frozen=True)
class WallPage:
    """`shows` is the wall's face: lobby, closed, exhibits, votes, product, tables, notes or words."""

    shows: str
    head: dict[str, Any]
    phase: Phase | None
    number: int
    count: int
    lap: str
    clock: Clock | None
    tables: list[WallTable]
    notes: list[dict[str, Any]]
    exhibits: list[Exhibit]
    bars: list[Bar]
    options: list[str]
    speakers: list[SpeakerLine]
    has_floor: SpeakerLine | None

    @property
    def crowd(self) -> str:
        """How many tables there must be room for."""
        return "s" if len(self.tables) > MANY else "m" if len(self.tables) > SOME else "l"

    @property
    def has_plan(self) -> bool:
        """Whether who visits whom needs a page of its own, before what hangs there is shown in turn."""
        return len(self.exhibits) > SOME or not all(one.made for one in self.exhibits)

    @property
    def hanging(self) -> list[Exhibit]:
        """What hangs at the tables; those that have nothing are told of in the plan."""
        return [one for one in self.exhibits if one.made]

    @property
    def columns(self) -> int:
        """How many columns what hangs there needs."""
        return min(MOST_COLUMNS, len(self.hanging if self.shows == "exhibits" else self.notes) or 1)

    @property
    def hanging_size(self) -> str:
        return size_of("".join(made["text"] for one in self.hanging for made in one.made), SHORT_TEXTS)

    @property
    def goes_on_at(self) -> str:
        """Of a break that is going on, the hour when it ends."""
        is_pause = self.phase is not None and self.phase.kind == PhaseKind.PAUSE
        clock = self.clock
        if not is_pause or clock is None or clock.is_paused or clock.ends_at is None:
            return ""
        return time_format(timezone.localtime(datetime.fromtimestamp(clock.ends_at / 1000, UTC)), "H:i")

    @property
    def task_size(self) -> str:
        return size_of(self.phase.prompt if self.phase else "")

    @property
    def notes_size(self) -> str:
        sizes = BIG_TEXTS if self.shows == "product" else SHORT_TEXTS
        return size_of("".join(one["text"] for one in self.notes), sizes)


def size_of(text: str, sizes: tuple[int, int] = BIG_TEXTS) -> str:
    medium, small = sizes
    return "s" if len(text) > small else "m" if len(text) > medium else "l"


def wall_page(session: LiveSession, now: int) -> WallPage:
    """The room as it stands; `now` in milliseconds."""
    room = read_room(session)
    drawn = pictures(room)
    everybody, wall, phases = drawn[ALL], drawn[WALL][""], room.script.phases
    tables = [table for table in wall["tables"] if table["n"] in room.used]
    front = max(place_of(table) for table in tables)
    phase = None if front.phase == LOBBY else phases[front.phase]
    vote = everybody.get("vote", {}) if phase else {}
    notes = everybody.get(f"ph:{phase.key}", []) if phase else []
    presents = everybody.get("presents") if phase and phase.kind == PhaseKind.PRESENT else None
    return WallPage(
        shows=_face(
            session, phase, is_together=are_together(tables), presents=presents, has_notes=bool(notes)
        ),
        head=everybody[""],
        phase=phase,
        number=front.phase + 1,
        count=len(phases),
        lap=lap_words(phase, front.lap, len(tables)) if phase else "",
        clock=common_clock(tables, now),
        tables=[_table(table, phases, len(tables), now) for table in tables],
        notes=[one for one in notes if presents is None or one["table"] == presents],
        exhibits=_exhibits(wall["exhibits"], front.lap, room.used),
        bars=_bars(vote),
        options=[one["text"] for one in vote.get("options", [])],
        speakers=speakers_of(room),
        has_floor=floor_of(room, everybody),
    )


def _face(
    session: LiveSession, phase: Phase | None, *, is_together: bool, presents: int | None, has_notes: bool
) -> str:
    if not session.is_running:
        return "closed"
    if phase is None:
        return "lobby"
    if phase.kind == PhaseKind.ROTATE:
        return "exhibits"
    if phase.kind == PhaseKind.VOTE and phase.seats == Seats.ALL:
        return "votes"
    if presents is not None:
        return "product"
    if not is_together:
        return "tables"
    return "notes" if has_notes else "words"


def _table(table: dict[str, Any], phases: Sequence[Phase], count: int, now: int) -> WallTable:
    where = place_words(phases, place_of(table), count)
    return WallTable(table["n"], where, clock_of(table, now), table["done"])


def _exhibits(made: Sequence[dict[str, Any]], lap: int, used: Sequence[int]) -> list[Exhibit]:
    """Every table in use, with what hangs there and whose turn it is to look at it."""
    visitors = {host_of(number, lap, used): number for number in used}
    return [
        Exhibit(number, visitors.get(number), [one for one in made if one["table"] == number])
        for number in used
    ]


def _bars(vote: dict[str, Any]) -> list[Bar]:
    """Most dots first; none while the counts are hidden."""
    counts = vote.get("counts")
    if counts is None:
        return []
    most = max([1, *counts.values()])
    bars = [
        Bar(one["text"], counts.get(one["id"], 0), round(100 * counts.get(one["id"], 0) / most))
        for one in vote["options"]
    ]
    return sorted(bars, key=lambda bar: -bar.dots)
