"""One error for what cannot be calculated."""

from __future__ import annotations


class StatsError(Exception):
    """There is no number that means anything. The text says what is wrong and where, then what to do.

    `reason` is a stable word that a page can have its own text for; `items` are those it is about.
    """

    def __init__(self, reason: str, text: str, *, items: tuple[str, ...] = ()) -> None:
        super().__init__(text)
        self.reason = reason
        self.items = items


def listed(names: tuple[str, ...] | list[str], most: int = 5) -> str:
    """The names in a sentence: all of few, the first of many."""
    shown = ", ".join(names[:most])
    return shown if len(names) <= most else f"{shown} and {len(names) - most} more"
