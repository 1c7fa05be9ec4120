"""The planner of a school year, as pure functions: no database, no clock, no texts.

`plan_year` answers a `Question` with a `Plan`; `plan_region` plans networks that share people together. Each
choice carries codes and facts for why it was made; `wheel/plan_words.py` says them in words.
"""

from redthread.wheel.planning.answer import Plan, Planned, Unmet, Why
from redthread.wheel.planning.planner import plan_year
from redthread.wheel.planning.question import (
    Choice,
    Draft,
    Host,
    Matter,
    Pin,
    Question,
    Rhythm,
    Wish,
)
from redthread.wheel.planning.region import plan_region

__all__ = [
    "Choice",
    "Draft",
    "Host",
    "Matter",
    "Pin",
    "Plan",
    "Planned",
    "Question",
    "Rhythm",
    "Unmet",
    "Why",
    "Wish",
    "plan_region",
    "plan_year",
]
