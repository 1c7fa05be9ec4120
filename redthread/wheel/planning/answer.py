"""What the planner answers: the year's gatherings, why each is as it is, and what was not met. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

from redthread.wheel.planning.deadlines import Between
from redthread.wheel.planning.question import Matter, Rhythm


@dataclass(frozen=True)
class Why:
    """A reason as a code and its facts; `about` is date, host, chair, theme or matter."""

    about: str
    code: str
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Unmet:
    """A wish that the plan does not meet, and rhythms that were tried and would."""

    code: str
    facts: dict[str, Any] = field(default_factory=dict)
    tries: tuple[Rhythm, ...] = ()


@dataclass(frozen=True)
class Planned:
    """One gathering of the plan. `pin` is why it stays where it is, or empty.

    `after` is the between-work that it opens; None after the last one, and where there is no room.
    """

    key: str
    number: int
    day: date
    last_day: date
    starts: time
    ends: time
    pin: str = ""
    host: str | None = None
    chair: str | None = None
    theme: str = ""
    prepare_by: date | None = None
    after: Between | None = None
    matters: tuple[Matter, ...] = ()
    hit: int = 0
    why: tuple[Why, ...] = ()

    @property
    def is_camp(self) -> bool:
        return self.last_day > self.day


@dataclass(frozen=True)
class Plan:
    """A whole year; `cost` is lower the better the dates are, and compares plans of the same rhythm only."""

    key: str
    gatherings: tuple[Planned, ...]
    unmet: tuple[Unmet, ...] = ()
    cost: int = 0
