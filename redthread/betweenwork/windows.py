"""The time between two gatherings, in words. Pure; time comes in."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from redthread.core import dates


def is_open(next_starts_at: datetime | None, now: datetime) -> bool:
    return next_starts_at is None or next_starts_at > now


def window_words(starts_at: datetime, next_starts_at: datetime | None, now: datetime) -> str:
    """«frem til 12. november», «til neste samling er satt», or both days when it is over."""
    if next_starts_at is None:
        return _("til neste samling er satt")
    if is_open(next_starts_at, now):
        return _("frem til %(day)s") % {"day": _day(next_starts_at, now)}
    return _("%(first)s til %(last)s") % {
        "first": _day(starts_at, now),
        "last": _day(next_starts_at, now),
    }


def _day(moment: datetime, now: datetime) -> str:
    """The year is said when it is not this one."""
    same_year = timezone.localdate(moment).year == timezone.localdate(now).year
    return dates.day(moment) if same_year else dates.day_and_year(moment)
