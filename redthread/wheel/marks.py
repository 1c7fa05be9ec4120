"""What a wheel, its list and an overlay are made of, as plain values. No database."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from redthread.core import dates


class Kind(StrEnum):
    """What an entry is; the value is its class in the style sheet."""

    GATHERING = "gathering"
    BETWEEN = "between"
    PREPARE = "prepare"  # what is to be prepared is ready
    SUMMARY = "summary"  # the schools' summaries are in
    FIXED = "fixed"
    OWNERS = "owners"  # an initiative of the owner
    SCHOOLS = "schools"  # an initiative of a school
    REST = "rest"  # the schools are closed


class State(StrEnum):
    PLAIN = ""
    DRAFT = "draft"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Entry:
    """Something in the year. Without an end it goes on; `who` is the school or owner it belongs to."""

    kind: Kind
    key: str  # its place in the list, also as an anchor
    title: str
    starts_on: date
    ends_on: date | None
    network: str
    slug: str
    href: str = ""
    detail: str = ""
    who: str = ""
    who_key: int = 0
    is_own: bool = False
    state: State = State.PLAIN

    @property
    def last(self) -> date:
        """Its last known day."""
        return self.ends_on or self.starts_on

    @property
    def address(self) -> str:
        """Its own page, or else its line in the list."""
        return self.href or f"#{self.key}"

    @property
    def when(self) -> str:
        """«14. oktober», «5.–9. oktober», «14. oktober – 20. november», «fra 14. oktober»."""
        if self.ends_on is None:
            return _("fra %(day)s") % {"day": _tied(self.starts_on)}
        return span(self.starts_on, self.ends_on)

    @property
    def what(self) -> str:
        return str(KINDS[self.kind])

    @property
    def short(self) -> str:
        """What fits in a day of the month's grid."""
        return self.title if self.kind not in (Kind.PREPARE, Kind.SUMMARY) else self.what

    @property
    def state_words(self) -> str:
        return state_text(self.state)

    @property
    def words(self) -> str:
        """«Samling: Lesing i alle fag, 14. oktober», read aloud and shown where the pointer rests."""
        who = f", {self.who}" if self.who else ""
        return f"{self.what}: {self.title}{who}, {self.when}{self.state_words}"

    @property
    def quiet(self) -> str:
        """The line below its title: «Samling (kladd). Tirsdag kl. 09.00»; nothing of days off."""
        if self.kind == Kind.REST:
            return ""
        who = f", {self.who}" if self.who else ""
        detail = f". {self.detail}" if self.detail else ""
        return f"{self.what}{self.state_words}{who}{detail}"

    def touches(self, first: date, last: date) -> bool:
        """Whether any day of it lies between these two, both included."""
        return self.starts_on <= last and (self.ends_on is None or self.ends_on >= first)

    @property
    def is_long(self) -> bool:
        """Longer than a week, so that it is a stretch of the year and not some days of it."""
        return self.ends_on is None or self.ends_on - self.starts_on > timedelta(days=7)


KINDS = {
    Kind.GATHERING: gettext_lazy("Samling"),
    Kind.BETWEEN: gettext_lazy("Mellomarbeid"),
    Kind.PREPARE: gettext_lazy("Forberedelse klar"),
    Kind.SUMMARY: gettext_lazy("Oppsummering inne"),
    Kind.FIXED: gettext_lazy("Fast sak"),
    Kind.OWNERS: gettext_lazy("Skoleeiers satsing"),
    Kind.SCHOOLS: gettext_lazy("Skolens satsing"),
    Kind.REST: gettext_lazy("Fri"),
}


def span(first: date, last: date) -> str:
    """«14. oktober», «5.–9. oktober», «21. desember – 1. januar»; a line never breaks inside a date."""
    if first == last:
        return _tied(first)
    if (first.year, first.month) == (last.year, last.month):
        dot = "" if (get_language() or "nb").startswith("en") else "."
        return f"{first.day}{dot}–{_tied(last)}"
    return f"{_tied(first)}\u00a0– {_tied(last)}"


def _tied(day: date) -> str:
    return _tied_in(day, get_language() or "nb")


@lru_cache(maxsize=4096)
def _tied_in(day: date, language: str) -> str:
    """A full wheel says each day of the year several times, and to format takes longer than to draw."""
    return dates.day(day).replace(" ", "\u00a0")


def state_text(state: State) -> str:
    match state:
        case State.DRAFT:
            return _(" (kladd)")
        case State.CANCELLED:
            return _(" (avlyst)")
        case State.PLAIN:
            return ""


_ORDER = {kind: place for place, kind in enumerate(Kind)}


def in_order(entries: Iterable[Entry]) -> list[Entry]:
    """By the day they start, and on one day in the order of the rings."""
    return sorted(entries, key=lambda one: (one.starts_on, _ORDER[one.kind], one.title, one.key))
