"""One line of the parameter table."""

from __future__ import annotations

from typing import NamedTuple

Key = tuple[str, str, str]


class Parameter(NamedTuple):
    """`free` is its place among the estimated ones, or None; `is_sample` is held at what was observed."""

    lhs: str
    op: str
    rhs: str
    fixed: float | None
    label: str
    start: float | None
    free: int | None = None
    is_sample: bool = False
    is_freed: bool = False
