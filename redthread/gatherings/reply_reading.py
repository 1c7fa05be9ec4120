"""An answer from a calendar (iTIP REPLY, RFC 5546), read out of a mail. Pure.

Whoever knows the address can send anything, so only the few lines that are needed are read, one by one, and
nothing is expanded: recurrence and zones are never looked at. What is not exactly one person's answer to one
event is refused whole.
"""

from __future__ import annotations

from datetime import UTC, datetime
from email import message_from_bytes
from email.message import Message
from email.utils import parseaddr
from itertools import islice
from typing import Any, NamedTuple

from icalendar.parser import Contentlines, Parameters

from redthread.gatherings.calendar_text import UID_DOMAIN
from redthread.gatherings.models import Invitation

MOST_PARTS = 40
LARGEST_TEXT = 64 * 1024
MOST_LINES = 2000
LARGEST_SEQUENCE = 2**31 - 1

A = Invitation.Answer
ANSWERS = {"ACCEPTED": A.YES, "TENTATIVE": A.MAYBE, "DECLINED": A.NO}
SINGLE = frozenset({"METHOD", "UID", "SEQUENCE", "DTSTAMP", "ATTENDEE", "COMMENT", "RECURRENCE-ID"})


class Reply(NamedTuple):
    """What one calendar answered. Addresses are in lower case; `sender` is whom the mail is from."""

    key: str
    answer: Invitation.Answer
    word: str
    sequence: int
    stamp: datetime
    attendee: str
    sender: str


class NotAReplyError(Exception):
    """The mail holds no answer that can be used. The text says why and quotes nothing from it."""


def read_reply(mail: bytes) -> Reply:
    """The answer in the mail. Raises NotAReplyError, and nothing else, for whatever anybody may send."""
    try:
        message = message_from_bytes(mail)
        return _reply(_calendar_of(message), parseaddr(str(message.get("From", "")))[1].lower())
    except NotAReplyError:
        raise
    except Exception as error:  # the parsers of mails and calendars raise many kinds
        raise NotAReplyError(f"malformed: {type(error).__name__}") from None


def _calendar_of(message: Message) -> str:
    for part in islice(message.walk(), MOST_PARTS):
        if part.get_content_type() in ("text/calendar", "application/ics"):
            content = part.get_payload(decode=True)
            if not isinstance(content, bytes) or len(content) > LARGEST_TEXT:
                raise NotAReplyError("the calendar part is too large")
            return _decoded(content, part.get_content_charset("utf-8"))
    raise NotAReplyError("no calendar part")


def _decoded(content: bytes, charset: str) -> str:
    try:
        return content.decode(charset)
    except (LookupError, UnicodeDecodeError):
        return content.decode("utf-8", "replace")


class _Line(NamedTuple):
    parameters: Parameters
    value: str


def _reply(text: str, sender: str) -> Reply:
    found = _lines_of(text)
    if _value(found, "METHOD").upper() != "REPLY":
        raise NotAReplyError("not an answer")
    if "RECURRENCE-ID" in found:
        raise NotAReplyError("an answer to one of several")
    attendee = found.get("ATTENDEE") or _refuse("nobody answers")
    status = str(attendee.parameters.get("PARTSTAT", "")).upper()
    return Reply(
        key=_key(_value(found, "UID")),
        answer=ANSWERS.get(status) or _refuse("neither yes, no nor perhaps"),
        word=_value(found, "COMMENT", ""),
        sequence=_sequence(_value(found, "SEQUENCE", "0")),
        stamp=_stamp(_value(found, "DTSTAMP")),
        attendee=attendee.value.strip().lower().removeprefix("mailto:"),
        sender=sender,
    )


def _lines_of(text: str) -> dict[str, _Line]:
    """The calendar's own lines and those of its one event; what stands in zones and alarms is passed over."""
    found: dict[str, _Line] = {}
    inside: list[str] = []
    events = 0
    lines = Contentlines.from_ical(text)  # type: ignore[no-untyped-call]
    for line in islice(lines, MOST_LINES):
        if not line:
            continue
        name, parameters, value = line.parts()
        name = name.upper()
        if name == "BEGIN":
            inside.append(value.upper())
            events += value.upper() == "VEVENT"
        elif name == "END":
            inside = inside[:-1]
        elif inside in (["VCALENDAR"], ["VCALENDAR", "VEVENT"]) and name in SINGLE:
            if name in found and name != "COMMENT":
                raise NotAReplyError("the same line twice")
            found[name] = _Line(parameters, value)
    if events != 1:
        raise NotAReplyError("not one event")
    return found


def _value(found: dict[str, _Line], name: str, default: str | None = None) -> str:
    if name in found:
        return found[name].value
    return _refuse(f"no {name}") if default is None else default


def _key(uid: str) -> str:
    key, _, domain = uid.strip().partition("@")
    return key if domain == UID_DOMAIN and key else _refuse("another's event")


def _sequence(text: str) -> int:
    is_number = text.isascii() and text.isdigit() and len(text) <= 10
    number = int(text) if is_number else LARGEST_SEQUENCE + 1
    return number if number <= LARGEST_SEQUENCE else _refuse("a strange SEQUENCE")


def _stamp(text: str) -> datetime:
    return datetime.strptime(text.strip().rstrip("Z"), "%Y%m%dT%H%M%S").replace(tzinfo=UTC)


def _refuse(why: str) -> Any:
    raise NotAReplyError(why)
