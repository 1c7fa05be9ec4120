"""The calendar text that Outlook, Google and phones read."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Event

from redthread.gatherings.actions.lifecycle import (
    cancel_gathering,
    create_gathering,
    move_gathering,
    publish_gathering,
)
from redthread.gatherings.actions.news import tell_waiting_news
from redthread.gatherings.calendar_lines import fold
from redthread.gatherings.calendar_text import PUBLISH, REQUEST, calendar_text
from redthread.gatherings.models import Gathering, Invitation
from redthread.notices.models import OutgoingMail
from redthread.notices.reply_mailbox import read_address
from redthread.people.models import Person
from redthread.testing import make
from redthread.testing.cast import Cast

OSLO = ZoneInfo("Europe/Oslo")
NOW = datetime(2026, 9, 1, 12, 0, tzinfo=OSLO)
NASTY = (
    'Blåbærsyltetøy på Østfløyen; «ærlig, åpen» \\ og\r\nATTENDEE:mailto:evil@example.com "sitat" \x00\x1b 🧶'
)


def event_of(text: str) -> Event:
    (event,) = Calendar.from_ical(text).walk("VEVENT")
    assert isinstance(event, Event)
    return event


def assert_well_formed(text: str) -> None:
    assert text.endswith("\r\n")
    lines = text.encode().split(b"\r\n")
    assert max(len(line) for line in lines) <= 75
    assert not any(b"\n" in line or b"\r" in line or b"\x00" in line for line in lines)


def invited(gathering: Gathering, person: Person, **fields: str) -> Invitation:
    return Invitation.objects.create(gathering=gathering, person=person, **fields)


def gathering_at(cast: Cast, starts_at: datetime) -> Gathering:
    return make.gathering(cast.network, starts_at=starts_at)


def test_update_and_cancellation_have_the_same_uid_and_a_sequence_that_rises(cast: Cast) -> None:
    nine = datetime(2026, 10, 14, 9, 0, tzinfo=OSLO)
    gathering = create_gathering(
        network=cast.network, by=cast.liv, now=NOW, starts_at=nine, ends_at=nine + timedelta(hours=3)
    )
    publish_gathering(gathering=gathering, by=cast.liv, now=NOW)
    later = nine + timedelta(days=1)
    move_gathering(
        gathering=gathering, starts_at=later, ends_at=later + timedelta(hours=3), by=cast.liv, now=NOW
    )
    tell_waiting_news(NOW + timedelta(minutes=15))
    cancel_gathering(gathering=gathering, why="Streik", by=cast.liv, now=NOW + timedelta(hours=1))
    mails = list(OutgoingMail.objects.filter(person=cast.mona).order_by("pk"))
    events = [event_of(mail.calendar) for mail in mails]
    assert [str(Calendar.from_ical(mail.calendar)["method"]) for mail in mails] == [
        mail.calendar_method for mail in mails
    ]
    assert [mail.calendar_method for mail in mails] == ["REQUEST", "REQUEST", "CANCEL"]
    assert [event.decoded("sequence") for event in events] == [0, 1, 2]
    key = gathering.invitations.get(person=cast.mona).key
    assert {str(event["uid"]) for event in events} == {f"{key}@gatherings.redthread"}
    assert key != gathering.invitations.get(person=cast.rita).key
    for event in events:
        assert str(event["organizer"]) == "mailto:rodtrad@localhost"
        assert str(event["attendee"]) == f"mailto:{cast.mona.email}"
    assert [str(event["status"]) for event in events] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert [event.decoded("dtstart") for event in events] == [nine, later, later]
    for mail in mails:
        assert_well_formed(mail.calendar)


def test_whom_it_invites_is_there_and_who_sends_it_is_a_bare_address_of_nobody(cast: Cast) -> None:
    gathering = gathering_at(cast, datetime(2026, 10, 14, 9, 0, tzinfo=OSLO))
    event = event_of(calendar_text(gathering, method=REQUEST, to=invited(gathering, cast.mona), now=NOW))
    assert str(event["attendee"]) == f"mailto:{cast.mona.email}"
    assert event["attendee"].params["PARTSTAT"] == "NEEDS-ACTION"
    assert event["attendee"].params["CN"] == "Mona Vik"
    assert event["attendee"].params["RSVP"] == "FALSE"
    assert str(event["organizer"]) == "mailto:rodtrad@localhost"
    assert not event["organizer"].params
    assert not Person.objects.filter(email="rodtrad@localhost").exists()
    assert "rodtrad@localhost" in settings.DEFAULT_FROM_EMAIL


def test_when_answers_are_read_they_are_asked_for_at_the_address_that_reads_them(
    cast: Cast, settings: Any
) -> None:
    settings.REPLY_MAILBOX = read_address("imaps://svar%40fjordvik.example:x@post.example")
    gathering = gathering_at(cast, datetime(2026, 10, 14, 9, 0, tzinfo=OSLO))
    event = event_of(calendar_text(gathering, method=REQUEST, to=invited(gathering, cast.mona), now=NOW))
    assert str(event["organizer"]) == "mailto:svar@fjordvik.example"
    assert event["attendee"].params["RSVP"] == "TRUE"


@pytest.mark.parametrize(
    ("answer", "partstat"),
    [("yes", "ACCEPTED"), ("digital", "ACCEPTED"), ("maybe", "TENTATIVE"), ("no", "DECLINED")],
)
def test_what_was_answered_is_kept_in_the_calendar(cast: Cast, answer: str, partstat: str) -> None:
    gathering = gathering_at(cast, datetime(2026, 10, 14, 9, 0, tzinfo=OSLO))
    to = invited(gathering, cast.mona, answer=answer)
    event = event_of(calendar_text(gathering, method=REQUEST, to=to, now=NOW))
    assert event["attendee"].params["PARTSTAT"] == partstat


def test_the_way_to_answer_and_the_meeting_on_screen_stand_in_the_text(cast: Cast) -> None:
    gathering = gathering_at(cast, datetime(2026, 10, 14, 9, 0, tzinfo=OSLO))
    gathering.meeting_url = "https://teams.microsoft.com/meet/123?p=abc"
    to = invited(gathering, cast.mona)
    event = event_of(calendar_text(gathering, method=REQUEST, to=to, now=NOW))
    description = str(event["description"])
    assert f"Svar om du kommer: http://localhost:8000/svar/{to.key}/" in description
    assert "Bli med i Teams: https://teams.microsoft.com/meet/123?p=abc" in description
    assert str(event["location"]) == "https://teams.microsoft.com/meet/123?p=abc"


@given(st.text(max_size=300))
def test_folding_loses_nothing_and_cuts_no_letter(line: str) -> None:
    pieces = fold(line).split("\r\n ") if "\r\n " not in line else [line]
    assert "".join(pieces) == line
    assert "\r\n " in line or all(len(piece.encode()) <= 75 for piece in fold(line).split("\r\n"))


def test_the_zone_and_its_rules_stand_before_the_event(cast: Cast) -> None:
    gathering = gathering_at(cast, datetime(2026, 10, 14, 9, 0, tzinfo=OSLO))
    text = calendar_text(gathering, method=REQUEST, to=None, now=NOW)
    assert "DTSTART;TZID=Europe/Oslo:20261014T090000\r\n" in text
    assert "DTEND;TZID=Europe/Oslo:20261014T120000\r\n" in text
    assert text.index("BEGIN:VTIMEZONE") < text.index("BEGIN:VEVENT")
    assert "RRULE" not in text[text.index("BEGIN:VEVENT") :]


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (datetime(2026, 10, 24, 18, 0, tzinfo=OSLO), datetime(2026, 10, 25, 12, 0, tzinfo=OSLO)),
        (datetime(2026, 10, 25, 1, 0, tzinfo=OSLO), datetime(2026, 10, 25, 4, 0, tzinfo=OSLO)),
        (datetime(2027, 3, 27, 18, 0, tzinfo=OSLO), datetime(2027, 3, 28, 12, 0, tzinfo=OSLO)),
        (datetime(2026, 12, 31, 22, 0, tzinfo=OSLO), datetime(2027, 1, 1, 2, 0, tzinfo=OSLO)),
    ],
)
def test_the_times_come_back_right_across_clock_changes_and_new_year(
    cast: Cast, start: datetime, end: datetime
) -> None:
    gathering = make.gathering(cast.network, starts_at=start, ends_at=end)
    text = calendar_text(Gathering.objects.get(pk=gathering.pk), method=PUBLISH, to=None, now=NOW)
    event = event_of(text)
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (start, end)
    assert [offset(event, name) for name in ("dtstart", "dtend")] == [start.utcoffset(), end.utcoffset()]


def offset(event: Event, name: str) -> timedelta | None:
    moment = event.decoded(name)
    assert isinstance(moment, datetime)
    return moment.utcoffset()


def test_what_people_typed_cannot_break_out_of_its_line(cast: Cast) -> None:
    gathering = gathering_at(cast, datetime(2026, 10, 14, 9, 0, tzinfo=OSLO))
    gathering.title = gathering.place = gathering.theme = cast.mona.name = NASTY
    text = calendar_text(gathering, method=REQUEST, to=invited(gathering, cast.mona), now=NOW)
    assert_well_formed(text)
    event = event_of(text)
    assert str(event["attendee"]) == f"mailto:{cast.mona.email}"
    assert "🧶 – Rektornettverk øst" in str(event["summary"])
    assert "Blåbærsyltetøy på Østfløyen; «ærlig, åpen» \\ og" in str(event["location"])


def test_a_confidential_item_is_not_in_the_calendar(cast: Cast) -> None:
    gathering = gathering_at(cast, datetime(2026, 10, 14, 9, 0, tzinfo=OSLO))
    make.item(gathering, title="Personalsak", description="Om en ansatt", is_confidential=True)
    text = calendar_text(gathering, method=PUBLISH, to=None, now=NOW)
    assert "Personalsak" not in text
    assert "ansatt" not in text
