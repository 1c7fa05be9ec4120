"""What hangs on one gathering, at the time it has and at another. Nothing is written here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from redthread.core import dates
from redthread.gatherings.models import Gathering
from redthread.schoolyear.school_days import days_through
from redthread.schoolyear.years import school_year_of
from redthread.wheel.plan_difference import hanging_at
from redthread.wheel.plan_reading import Basis, basis_of
from redthread.wheel.plan_words import day_name, people, reasons
from redthread.wheel.planning.deadlines import Hanging

WEEKEND = 5


@dataclass(frozen=True)
class Moving:
    """Before and after, and what speaks against the new time."""

    was: Hanging
    becomes: Hanging
    against: tuple[str, ...]
    is_moved: bool


def moving(gathering: Gathering, starts_at: datetime, ends_at: datetime, now: datetime) -> Moving:
    """What follows when the gathering gets that time, among the network's own gatherings."""
    year = school_year_of(timezone.localdate(starts_at))
    basis = basis_of(gathering.network, year, now)
    others = [_days(one) for key, one in basis.gatherings.items() if key != gathering.public_id]
    old, new = _days(gathering), (timezone.localdate(starts_at), timezone.localdate(ends_at))
    return Moving(
        hanging_at(basis, old, others),
        hanging_at(basis, new, others),
        tuple(_against(basis, gathering, new, now)),
        (starts_at, ends_at) != (gathering.starts_at, gathering.ends_at),
    )


def _days(gathering: Gathering) -> tuple[date, date]:
    return timezone.localdate(gathering.starts_at), timezone.localdate(gathering.ends_at)


def _against(basis: Basis, gathering: Gathering, new: tuple[date, date], now: datetime) -> list[str]:
    """Days off, weekends, people elsewhere, other gatherings of the network, and too little notice."""
    found = []
    for day in days_through(*new):
        words = {"day": capfirst(day_name(day))}
        off = basis.question.off.get(day, ())
        if off:
            found.append(_("%(day)s er det %(why)s.") % {**words, "why": reasons(off)})
        elif day.weekday() >= WEEKEND:
            found.append(_("%(day)s er i helga.") % words)
        hit = basis.question.hit(day)
        if hit:
            found.append(_("%(day)s er %(who)s på en annen samling.") % {**words, "who": people(hit)})
    for other in basis.gatherings.values():
        first, last = _days(other)
        if other.public_id != gathering.public_id and first <= new[1] and last >= new[0]:
            found.append(_("Nettverket har «%(title)s» samme dag.") % {"title": other.title})
    if new[0] < timezone.localdate(now):
        found.append(_("%(day)s har vært.") % {"day": dates.day_and_year(new[0])})
    return found
