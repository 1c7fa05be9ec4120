"""A gathering as calendar text (iCalendar, RFC 5545; as an invitation by mail, iTIP, RFC 5546).

What Outlook needs, learnt from its users: the same UID for good; SEQUENCE a counter that rises with every
change; ORGANIZER a bare address that is never a recipient; the zone's rules before the event; no recurrence.
Nothing from a confidential item is ever here, for calendars are read in many places.
"""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parseaddr
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, Timezone, vCalAddress, vText, vUri

from redthread.gatherings.models import Gathering
from redthread.people.models import Person

OSLO = ZoneInfo("Europe/Oslo")
UID_DOMAIN = "gatherings.redthread"  # a name, not a host: it stays when the service moves

ZONE_RULES = """BEGIN:VTIMEZONE
TZID:Europe/Oslo
BEGIN:DAYLIGHT
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
TZNAME:CEST
DTSTART:19810329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
TZNAME:CET
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE
"""
OSLO_RULES = Timezone.from_ical(ZONE_RULES)


class Method(NamedTuple):
    """The METHOD of the text, and the STATUS that the event has under it."""

    name: str
    status: str


REQUEST = Method("REQUEST", "CONFIRMED")
CANCEL = Method("CANCEL", "CANCELLED")
PUBLISH = Method("PUBLISH", "CONFIRMED")


def uid_of(gathering: Gathering) -> str:
    return f"{gathering.public_id}@{UID_DOMAIN}"


def address_of(gathering: Gathering) -> str:
    """The gathering's page, as a whole address for mails and calendars."""
    return f"{settings.BASE_URL}{gathering.get_absolute_url()}"


def calendar_text(gathering: Gathering, *, method: Method, to: Person | None, now: datetime) -> str:
    """The gathering as calendar text in the language that is active; `to` is whom it invites, if anybody.

    Every line is at most 75 octets and ends with CRLF. `gathering.network` is read.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Rodtrad//Samlinger//NO")
    calendar.add("version", "2.0")
    calendar.add("method", method.name)
    calendar.add_component(OSLO_RULES)
    calendar.add_component(_event(gathering, method=method, to=to, now=now))
    return str(calendar.to_ical(), "utf-8")


def _event(gathering: Gathering, *, method: Method, to: Person | None, now: datetime) -> Event:
    event = Event()
    event.add("uid", uid_of(gathering))
    event.add("sequence", gathering.sequence)
    event.add("dtstamp", now.astimezone(UTC))
    event.add("dtstart", gathering.starts_at.astimezone(OSLO))
    event.add("dtend", gathering.ends_at.astimezone(OSLO))
    event.add("summary", one_line(f"{gathering.title} – {gathering.network.name}"))
    event.add("location", one_line(gathering.place or gathering.meeting_url))
    event.add("description", _description(gathering))
    event["url"] = vUri(address_of(gathering))
    event.add("status", "CANCELLED" if gathering.is_cancelled else method.status)
    event["organizer"] = vCalAddress(f"mailto:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}")
    if to is not None:
        event.add("attendee", _attendee(to), encode=False)
    return event


def _attendee(person: Person) -> vCalAddress:
    attendee = vCalAddress(f"mailto:{person.email}")
    attendee.params["CN"] = vText(one_line(str(person)).replace('"', ""))
    attendee.params["ROLE"] = vText("REQ-PARTICIPANT")
    attendee.params["PARTSTAT"] = vText("NEEDS-ACTION")
    attendee.params["RSVP"] = vText("FALSE")
    return attendee


def _description(gathering: Gathering) -> str:
    lines = [gathering.theme]
    if gathering.meeting_url:
        lines.append(_("Bli med på skjerm: %(url)s") % {"url": gathering.meeting_url})
    lines.append(_("Program og forberedelse: %(url)s") % {"url": address_of(gathering)})
    return "\n".join(one_line(line) for line in lines if line)


def one_line(text: str) -> str:
    """The text without line breaks and control characters, which would start new lines in a calendar."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
