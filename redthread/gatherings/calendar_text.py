"""A gathering as calendar text, by itself and as an invitation by mail (iTIP, RFC 5546).

What Outlook needs, learnt from its users: the same UID for good; SEQUENCE a counter that rises with every
telling; ORGANIZER a bare address that is never a recipient and is whom the mail is from; the zone's rules
before the event; no recurrence. Nothing from a confidential item is ever here, for calendars are read in
many places.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import cache, lru_cache
from typing import NamedTuple

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from redthread.gatherings import calendar_lines as lines
from redthread.gatherings.calendar_lines import fold, one_line
from redthread.gatherings.meeting_links import words_for_link
from redthread.gatherings.models import Gathering, Invitation
from redthread.notices.sender import calendar_address, reads_replies
from redthread.people.models import Person

PRODUCT = "-//Rodtrad//Samlinger//NO"
HERE = "_here_"  # in the place of an id
UID_DOMAIN = "gatherings.redthread"  # a name, not a host: it stays when the service moves


class Method(NamedTuple):
    """The METHOD of the text, and the STATUS that the event has under it."""

    name: str
    status: str


REQUEST = Method("REQUEST", "CONFIRMED")
CANCEL = Method("CANCEL", "CANCELLED")
PUBLISH = Method("PUBLISH", "CONFIRMED")

A = Invitation.Answer
PARTSTATS = {A.YES: "ACCEPTED", A.DIGITAL: "ACCEPTED", A.MAYBE: "TENTATIVE", A.NO: "DECLINED"}


class Words(NamedTuple):
    """What stands before the ways on, in one language."""

    language: str
    to_answer: str
    to_read: str


class Event(NamedTuple):
    """What a calendar tells of a gathering. `key` is of the person's invitation, empty without one; `stamp`
    is when the event last changed."""

    public_id: str
    slug: str
    network: str
    title: str
    theme: str
    starts_at: datetime
    ends_at: datetime
    place: str
    meeting_url: str
    sequence: int
    is_cancelled: bool
    key: str
    stamp: datetime

    @property
    def uid(self) -> str:
        """One for life: by the invitation's key, which is secret, or by the gathering's own id."""
        return f"{self.key or self.public_id}@{UID_DOMAIN}"


def event_of(gathering: Gathering, *, key: str, stamp: datetime) -> Event:
    """`gathering.network` is read."""
    one, network = gathering, gathering.network
    told = (one.title, one.theme, one.starts_at, one.ends_at, one.place, one.meeting_url, one.sequence)
    return Event(one.public_id, network.slug, network.name, *told, one.is_cancelled, key, stamp)


def address_of(gathering: Gathering) -> str:
    """The gathering's page, as a whole address for mails and calendars."""
    return _page(gathering.network.slug, gathering.public_id)


def answer_address(key: str) -> str:
    """Where the person answers without signing in."""
    return settings.BASE_URL + _answer_page().replace(HERE, key)


def _page(slug: str, public_id: str) -> str:
    return settings.BASE_URL + _page_of(slug).replace(HERE, public_id)


# A calendar of ten years has thousands of addresses: each kind is made out once.


@cache
def _page_of(slug: str) -> str:
    return reverse("gatherings:gathering", args=[slug, HERE])


@cache
def _answer_page() -> str:
    return reverse("gatherings:answer_link", args=[HERE])


def calendar_text(
    gathering: Gathering,
    *,
    method: Method,
    to: Invitation | None = None,
    key: str = "",
    about: str = "",
    now: datetime,
) -> str:
    """The gathering as calendar text in the language that is active.

    `to` is the invitation it carries, if any, with its person; `key` gives the UID of somebody's invitation
    without inviting anew. `about` stands first in the description: what is new. Every line is at most 75
    octets and ends with CRLF. `gathering.network` is read.
    """
    event = event_of(gathering, key=to.key if to else key, stamp=now)
    head = ["BEGIN:VCALENDAR", f"PRODID:{PRODUCT}", "VERSION:2.0", "CALSCALE:GREGORIAN"]
    before = lines.joined([*head, f"METHOD:{method.name}", *lines.OSLO_RULES])
    text = event_text(event, words_now(), method=method, about=about)
    whom = lines.joined([f"ORGANIZER:mailto:{calendar_address()}", *(attendance_lines(to) if to else ())])
    return f"{before}{text}{whom}END:VEVENT\r\nEND:VCALENDAR\r\n"


def event_text(event: Event, words: Words, *, method: Method, about: str = "") -> str:
    """The event's lines, but for who invites whom, and its last line.

    In one piece, as a calendar of ten years has a thousand: only what people wrote can be long.
    """
    is_cancelled = event.is_cancelled or method is CANCEL
    page = _page(event.slug, event.public_id)
    summary = lines.text("SUMMARY", one_line(f"{event.title} – {event.network}"))
    location = lines.text("LOCATION", one_line(event.place or event.meeting_url))
    description = lines.text("DESCRIPTION", _description(event, words, page, about))
    return (
        f"BEGIN:VEVENT\r\nUID:{event.uid}\r\nSEQUENCE:{event.sequence}\r\n"
        f"DTSTAMP:{lines.stamp(event.stamp)}\r\n"
        f"DTSTART;TZID=Europe/Oslo:{lines.local_time(event.starts_at)}\r\n"
        f"DTEND;TZID=Europe/Oslo:{lines.local_time(event.ends_at)}\r\n"
        f"{fold(summary)}\r\n{fold(location)}\r\n{fold(description)}\r\n{fold(f'URL:{page}')}\r\n"
        f"STATUS:{'CANCELLED' if is_cancelled else method.status}\r\n"
        f"TRANSP:{'TRANSPARENT' if is_cancelled else 'OPAQUE'}\r\n"
    )


def attendance_lines(to: Invitation) -> Iterator[str]:
    """Whom it invites and what they have answered, and how Outlook marks the time until they answer."""
    # Whoever was asked to answer by mail, and is not read, would think that they had answered.
    rsvp = "TRUE" if reads_replies() else "FALSE"
    yield (
        f"ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT={partstat_of(to)};RSVP={rsvp}"
        f";CN={lines.quoted(str(to.person))}:mailto:{to.person.email}"
    )
    yield "X-MICROSOFT-CDO-BUSYSTATUS:BUSY"


def partstat_of(invitation: Invitation) -> str:
    """The answer as calendars name it."""
    return PARTSTATS[A(invitation.answer)] if invitation.answer else "NEEDS-ACTION"


def _description(event: Event, words: Words, page: str, about: str) -> str:
    """First what is new, then the ways on. Of a cancelled gathering there is nothing to answer or join."""
    rows = [one_line(row) for row in (*about.splitlines(), event.theme)]
    if event.key and not event.is_cancelled:
        rows.append(words.to_answer % {"url": answer_address(event.key)})
    if event.meeting_url and not event.is_cancelled:
        to_join = _words_for_link(event.meeting_url, words.language)
        rows.append(f"{to_join}: {one_line(event.meeting_url)}")
    rows.append(words.to_read % {"url": page})
    return "\n".join([row for row in rows if row])


def words_now() -> Words:
    """In the language that is active, asked for once a calendar."""
    return _words(get_language() or "")


@cache
def _words(language: str) -> Words:
    """In the language that is active, which is `language`."""
    return Words(language, _("Svar om du kommer: %(url)s"), _("Program og forberedelse: %(url)s"))


@lru_cache(maxsize=512)
def _words_for_link(link: str, language: str) -> str:
    return words_for_link(link)


def for_person(gathering: Gathering, person: Person) -> str:
    """The key of the person's invitation, by which their calendar knows the gathering; empty without one."""
    found = Invitation.objects.filter(gathering=gathering, person=person).values_list("key", flat=True)
    return found.first() or ""
