"""A planned visit for one's own calendar. What it is about is not in it, for calendars are read by many."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from redthread.gatherings import calendar_lines as lines
from redthread.guidance.models import Visit

PRODUCT = "-//Rodtrad//Besok//NO"
UID_DOMAIN = "visits.redthread"  # a name, not a host: it stays when the service moves
LASTS = timedelta(hours=1)


def visit_calendar(visit: Visit, now: datetime) -> str:
    """All day when no time is set. `visit.network`, `school` and `visitor` are read."""
    title = _("Besøk: %(school)s og %(visitor)s") % {"school": visit.school, "visitor": visit.visitor}
    rows = [
        "BEGIN:VCALENDAR",
        f"PRODID:{PRODUCT}",
        "VERSION:2.0",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        *lines.OSLO_RULES,
        "BEGIN:VEVENT",
        f"UID:{visit.public_id}@{UID_DOMAIN}",
        f"SEQUENCE:{visit.version}",
        f"DTSTAMP:{lines.stamp(now)}",
        *_when(visit),
        lines.text("SUMMARY", lines.one_line(title)),
        f"URL:{settings.BASE_URL}{visit.get_absolute_url()}",
        f"STATUS:{'CANCELLED' if visit.is_called_off else 'CONFIRMED'}",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return lines.joined(rows)


def _when(visit: Visit) -> list[str]:
    if visit.clock is None:
        next_day = visit.day + timedelta(days=1)
        return [f"DTSTART;VALUE=DATE:{visit.day:%Y%m%d}", f"DTEND;VALUE=DATE:{next_day:%Y%m%d}"]
    starts_at = timezone.make_aware(datetime.combine(visit.day, visit.clock))
    return [
        f"DTSTART;TZID=Europe/Oslo:{lines.local_time(starts_at)}",
        f"DTEND;TZID=Europe/Oslo:{lines.local_time(starts_at + LASTS)}",
    ]
