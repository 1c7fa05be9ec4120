"""Dates and times as Norwegians (and others, in their own language) write them. Pure; time comes in."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone
from django.utils.dateformat import format as formatted
from django.utils.translation import get_language
from django.utils.translation import gettext as _


def _is_english() -> bool:
    return (get_language() or "nb").startswith("en")


def _local(moment: date | datetime) -> date | datetime:
    if isinstance(moment, datetime) and timezone.is_aware(moment):
        return timezone.localtime(moment)
    return moment


def day(moment: date | datetime) -> str:
    """«14. oktober»; «14 October» in English. The year is left out."""
    return formatted(_local(moment), "j F" if _is_english() else "j. F")


def day_and_year(moment: date | datetime) -> str:
    """«14. oktober 2026»."""
    return formatted(_local(moment), "j F Y" if _is_english() else "j. F Y")


def weekday(moment: date | datetime) -> str:
    """«tirsdag 14. oktober 2026»."""
    return formatted(_local(moment), "l j F Y" if _is_english() else "l j. F Y")


def clock(moment: datetime) -> str:
    """«09.00», with a colon in English. Local time, also across a change of summer time."""
    return formatted(_local(moment), "H:i" if _is_english() else "H.i")


def week(moment: date | datetime) -> str:
    """«uke 42», the ISO week of the local date."""
    return _("uke %(number)d") % {"number": _local(moment).isocalendar().week}


def moment_text(moment: datetime) -> str:
    """«tirsdag 14. oktober 2026 kl. 09.00»."""
    return _("%(day)s kl. %(clock)s") % {"day": weekday(moment), "clock": clock(moment)}


def when(starts_at: datetime, ends_at: datetime) -> str:
    """«tirsdag 14. oktober 2026 kl. 09.00–12.00»; both days are named when it lasts over midnight."""
    if timezone.localdate(starts_at) != timezone.localdate(ends_at):
        return f"{moment_text(starts_at)} – {moment_text(ends_at)}"
    return _("%(day)s kl. %(clock)s") % {
        "day": weekday(starts_at),
        "clock": f"{clock(starts_at)}–{clock(ends_at)}",
    }
