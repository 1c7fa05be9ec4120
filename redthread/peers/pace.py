"""«Svarer vanligvis innen to dager»: of nobody before five cases, and never slower than kind words. Pure."""

from __future__ import annotations

from datetime import timedelta
from typing import NamedTuple

from django.utils.translation import gettext as _

CASES = 5  # this many at a time are counted in, so that nobody sees what a single one did
SOON, WEEK = timedelta(days=2), timedelta(days=7)


class Counts(NamedTuple):
    soon: int = 0
    week: int = 0
    later: int = 0

    @property
    def total(self) -> int:
        return sum(self)

    def plus(self, took: timedelta) -> Counts:
        """One more answer."""
        if took <= SOON:
            return self._replace(soon=self.soon + 1)
        if took <= WEEK:
            return self._replace(week=self.week + 1)
        return self._replace(later=self.later + 1)

    def with_all(self, more: Counts) -> Counts:
        return Counts(*(one + other for one, other in zip(self, more, strict=True)))


def settled(known: Counts, waiting: Counts) -> tuple[Counts, Counts]:
    """The counts that may be shown and those that wait: they are moved over when there are five."""
    return (known.with_all(waiting), Counts()) if waiting.total >= CASES else (known, waiting)


def pace_words(known: Counts) -> str:
    """What more than half of the answers were within; nothing before there are five."""
    if known.total < CASES:
        return ""
    if known.soon * 2 > known.total:
        return _("svarer vanligvis innen to dager")
    if (known.soon + known.week) * 2 > known.total:
        return _("svarer vanligvis innen en uke")
    return _("svarer når det blir tid")
