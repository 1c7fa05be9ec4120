"""Where a table is and how much time is left, as it is said to those who lead and on the wall. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from redthread.gatherings.method_script import Phase
from redthread.gatherings.method_words import PhaseKind, Repeat
from redthread.live.progress import LOBBY, Place, laps_of


@dataclass(frozen=True)
class Clock:
    """Milliseconds, as the pictures have them; `now` is when the page was made."""

    ends_at: int | None
    left: int | None
    total: int
    now: int

    @property
    def is_paused(self) -> bool:
        return self.left is not None

    @property
    def milliseconds(self) -> int:
        if self.left is not None:
            return max(self.left, 0)
        return max((self.ends_at or self.now) - self.now, 0)

    @property
    def is_over(self) -> bool:
        return self.milliseconds == 0

    @property
    def text(self) -> str:
        """«09:05», of whole seconds that have begun."""
        seconds = -(-self.milliseconds // 1000)
        return f"{seconds // 60:02}:{seconds % 60:02}"

    @property
    def share(self) -> int:
        """How much of the time is left, in per mille."""
        return min(1000, 1000 * self.milliseconds // max(self.total, 1))


def clock_of(table: dict[str, Any], now: int) -> Clock | None:
    """The clock of a table's slice; None where time is not counted."""
    if table["ends_at"] is None:
        return None
    return Clock(table["ends_at"], table["left"], table["total"], now)


def are_together(tables: Sequence[dict[str, Any]]) -> bool:
    """Whether they are at one place, with as much time left."""
    return len({(place_of(table), table["ends_at"], table["left"]) for table in tables}) == 1


def common_clock(tables: Sequence[dict[str, Any]], now: int) -> Clock | None:
    """The clock of tables that are together."""
    return clock_of(tables[0], now) if are_together(tables) else None


def place_of(table: dict[str, Any]) -> Place:
    return Place(table["phase"], table["lap"])


def written(place: Place) -> str:
    """«2.0», as the buttons send it."""
    return f"{place.phase}.{place.lap}"


def lap_words(phase: Phase, lap: int, tables: int) -> str:
    """Which time it is, where a phase is run through several times."""
    laps = laps_of(phase, tables)
    if phase.kind == PhaseKind.PRESENT and phase.repeat == Repeat.TABLE:
        return _("Bord %(number)d legger fram") % {"number": lap + 1}
    if laps == 1:
        return ""
    words = {"number": lap + 1, "of": laps}
    if phase.kind == PhaseKind.ROTATE:
        return _("Stopp %(number)d av %(of)d") % words
    return _("Gang %(number)d av %(of)d") % words


def place_words(phases: Sequence[Phase], place: Place, tables: int) -> str:
    """What a table is doing: the phase, and which time."""
    if place.phase == LOBBY:
        return _("Venter på start")
    phase = phases[place.phase]
    return " · ".join(filter(None, (phase.title, lap_words(phase, place.lap, tables))))


def in_row(numbers: Sequence[int]) -> str:
    """«4», «4 og 7», «2, 4 og 7»."""
    words = [str(number) for number in numbers]
    if len(words) < 2:
        return "".join(words)
    return _("%(first)s og %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}
