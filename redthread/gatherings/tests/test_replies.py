"""Answers from calendars: in any order, many times, forged, for somebody else, broken and hostile."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from redthread.config.commands.doctor import FINE, LOOK, findings
from redthread.gatherings.actions.lifecycle import cancel_gathering, move_gathering
from redthread.gatherings.actions.news import tell_news
from redthread.gatherings.actions.replies import answer_invitation, read_replies, take_reply
from redthread.gatherings.models import Gathering, Invitation
from redthread.gatherings.reply_reading import NotAReplyError, read_reply
from redthread.networks.models import Membership
from redthread.notices.models import OutgoingMail
from redthread.notices.tests.fake_imap import Post, post
from redthread.testing import make
from redthread.testing.cast import Cast

NOW = datetime(2026, 9, 1, 10, 0, tzinfo=UTC)
MONA = "mona@fjordvik.example"


@pytest.fixture
def invitation(cast: Cast) -> Invitation:
    """Mona's, to a gathering in two weeks."""
    gathering = make.gathering(cast.network, starts_at=NOW + timedelta(days=14), mode="hybrid")
    return Invitation.objects.create(gathering=gathering, person=cast.mona)


@pytest.fixture
def server() -> Iterator[Post]:
    with post() as running:
        yield running


def reply(
    key: str,
    status: str = "ACCEPTED",
    *,
    sequence: str = "0",
    stamp: str = "20260901T090000Z",
    attendee: str = MONA,
    sender: str = f"Mona Vik <{MONA}>",
    more: str = "",
    method: str = "REPLY",
    charset: str = "utf-8",
) -> bytes:
    """As Outlook sends it: a text and a calendar, with zones that nobody needs."""
    calendar = "\r\n".join(
        (
            "BEGIN:VCALENDAR",
            f"METHOD:{method}",
            "VERSION:2.0",
            "BEGIN:VTIMEZONE",
            "TZID:W. Europe Standard Time",
            "BEGIN:STANDARD",
            "DTSTART:16010101T030000",
            "RRULE:FREQ=SECONDLY",
            "END:STANDARD",
            "END:VTIMEZONE",
            "BEGIN:VEVENT",
            f'ATTENDEE;PARTSTAT={status};CN="Mona; Vik":mailto:{attendee}',
            f"UID:{key}@gatherings.redthread",
            f"SEQUENCE:{sequence}",
            f"DTSTAMP:{stamp}",
            *more.splitlines(),
            "END:VEVENT",
            "END:VCALENDAR",
            "",
        )
    )
    head = (
        f"From: {sender}\r\nTo: svar@fjordvik.example\r\nSubject: Godtatt: Samling\r\nMIME-Version: 1.0\r\n"
    )
    return (
        f'{head}Content-Type: multipart/alternative; boundary="b"\r\n\r\n--b\r\nContent-Type: text/plain'
        f'\r\n\r\n\r\n--b\r\nContent-Type: text/calendar; charset="{charset}"; method={method}\r\n'
        f"Content-Transfer-Encoding: 8bit\r\n\r\n{calendar}\r\n--b--\r\n"
    ).encode()


def answer_of(invitation: Invitation) -> str:
    invitation.refresh_from_db()
    return invitation.answer


@pytest.mark.parametrize(
    ("status", "answer"),
    [("ACCEPTED", "yes"), ("TENTATIVE", "maybe"), ("DECLINED", "no"), ("accepted", "yes")],
)
def test_a_calendars_button_is_an_answer(invitation: Invitation, status: str, answer: str) -> None:
    assert take_reply(reply(invitation.key, status), now=NOW)
    assert (answer_of(invitation), invitation.answered_by_way) == (answer, "mail")


def test_a_word_comes_along_and_breaks_nothing(invitation: Invitation) -> None:
    take_reply(reply(invitation.key, more="COMMENT:Kommer litt senere\\, kl. 10\\nHilsen Mona"), now=NOW)
    answer_of(invitation)
    assert invitation.word == "Kommer litt senere, kl. 10 Hilsen Mona"


def test_the_same_mail_again_changes_nothing_and_a_later_one_counts(invitation: Invitation) -> None:
    first, second = reply(invitation.key), reply(invitation.key, "DECLINED", stamp="20260901T093000Z")
    for mail in (second, first, second, first):
        assert take_reply(mail, now=NOW)
    assert answer_of(invitation) == "no"


def test_an_answer_to_an_older_telling_does_not_undo_a_newer(invitation: Invitation) -> None:
    Gathering.objects.update(sequence=2)
    take_reply(reply(invitation.key, "DECLINED", sequence="2", stamp="20260901T080000Z"), now=NOW)
    take_reply(reply(invitation.key, sequence="1", stamp="20260901T090000Z"), now=NOW)
    assert answer_of(invitation) == "no"


def test_an_answer_to_the_time_before_it_was_moved_does_not_count(cast: Cast, invitation: Invitation) -> None:
    take_reply(reply(invitation.key), now=NOW)
    gathering = invitation.gathering
    new = gathering.starts_at + timedelta(days=7)
    move_gathering(gathering=gathering, starts_at=new, ends_at=new + timedelta(hours=3), by=cast.liv, now=NOW)
    take_reply(reply(invitation.key, "TENTATIVE", stamp="20260901T093000Z"), now=NOW)  # not told yet
    tell_news(gathering=gathering, now=NOW)
    assert (answer_of(invitation), invitation.earlier_answer) == ("", "maybe")
    assert "PARTSTAT=NEEDS-ACTION" in OutgoingMail.objects.get(person=cast.mona).calendar.replace("\r\n ", "")
    take_reply(reply(invitation.key, "DECLINED", stamp="20260901T095000Z"), now=NOW + timedelta(hours=1))
    assert answer_of(invitation) == ""
    take_reply(reply(invitation.key, sequence="1", stamp="20260901T103000Z"), now=NOW + timedelta(hours=1))
    assert (answer_of(invitation), invitation.earlier_answer) == ("yes", "")


def test_who_answered_the_new_time_on_a_page_is_not_asked_again(cast: Cast, invitation: Invitation) -> None:
    gathering = invitation.gathering
    new = gathering.starts_at + timedelta(days=7)
    move_gathering(gathering=gathering, starts_at=new, ends_at=new + timedelta(hours=3), by=cast.liv, now=NOW)
    answer(invitation, "yes", at=NOW + timedelta(minutes=5))
    tell_news(gathering=gathering, now=NOW + timedelta(minutes=15))
    assert answer_of(invitation) == "yes"


def answer(invitation: Invitation, what: str, at: datetime = NOW) -> None:
    invitation = Invitation.objects.select_related("gathering__network").get(pk=invitation.pk)
    answer_invitation(invitation=invitation, answer=what, word="", seen=None, way="link", now=at)


def test_an_answer_by_link_is_newer_than_a_mail_that_was_written_before(invitation: Invitation) -> None:
    answer(invitation, "no")
    take_reply(reply(invitation.key, stamp="20260901T090000Z"), now=NOW + timedelta(minutes=1))
    assert answer_of(invitation) == "no"
    take_reply(reply(invitation.key, stamp="20260901T103000Z"), now=NOW + timedelta(hours=1))
    assert answer_of(invitation) == "yes"


def test_a_calendar_whose_clock_is_years_ahead_does_not_have_the_last_word(invitation: Invitation) -> None:
    take_reply(reply(invitation.key, stamp="20990101T000000Z"), now=NOW)
    take_reply(reply(invitation.key, "DECLINED", stamp="20260901T103000Z"), now=NOW + timedelta(hours=1))
    assert answer_of(invitation) == "no"


@pytest.mark.parametrize(
    "wrong",
    [
        {"attendee": "kari@fjordvik.example"},  # handed on to a colleague
        {"attendee": "rita@fjordvik.example", "sender": "rita@fjordvik.example"},  # for somebody else
        {"sender": "stein@fjordvik.example"},
        {"sender": f'"{MONA}" <stein@havnes.example>'},  # the name looks right, the address is not
        {"sequence": "1"},  # a telling that has not been
    ],
)
def test_who_is_not_the_invited_person_answers_nothing(invitation: Invitation, wrong: dict[str, str]) -> None:
    assert take_reply(reply(invitation.key, **wrong), now=NOW)
    assert answer_of(invitation) == ""


def test_a_key_that_is_not_known_answers_nothing(cast: Cast, invitation: Invitation) -> None:
    for key in ("abcdefghijkmno", invitation.gathering.public_id, ""):
        take_reply(reply(key), now=NOW)
    assert not Invitation.objects.exclude(answer="").exists()


def test_too_late_cancelled_or_no_longer_a_member_answers_nothing(cast: Cast, invitation: Invitation) -> None:
    take_reply(reply(invitation.key), now=invitation.gathering.starts_at)
    assert answer_of(invitation) == ""
    Membership.objects.filter(person=cast.mona).update(ends_at=NOW)
    take_reply(reply(invitation.key), now=NOW)
    Membership.objects.filter(person=cast.mona).update(ends_at=None)
    cancel_gathering(gathering=invitation.gathering, why="Streik", by=cast.liv, now=NOW)
    take_reply(reply(invitation.key, sequence="1"), now=NOW)
    assert answer_of(invitation) == ""


@pytest.mark.parametrize(
    "mail",
    [
        b"",
        b"\x00\xff" * 1000,
        b"From: mona@fjordvik.example\r\n\r\nHei, jeg kommer!",
        reply("abc", method="REQUEST"),
        reply("abc", method="COUNTER"),
        reply("abc", "DELEGATED"),
        reply("abc", "NEEDS-ACTION"),
        reply("abc@evil.example"),
        reply("abc", stamp="i gar"),
        reply("abc", stamp="20260230T090000Z"),
        reply("abc", sequence="-1"),
        reply("abc", sequence="9" * 40),
        reply("abc", sequence="٣"),
        reply("abc", more="RECURRENCE-ID:20260901T090000Z"),
        reply("abc", more="UID:annen@gatherings.redthread"),
        reply("abc", more="END:VEVENT\nBEGIN:VEVENT\nUID:to@gatherings.redthread"),
        reply("abc", more="ATTENDEE;PARTSTAT=DECLINED:mailto:rita@fjordvik.example"),
        reply("abc", more="X:" + "æ" * 70_000),
        reply("abc")[:400],
        b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + b"--b\r\n\r\nx\r\n" * 20_000,
        b'Content-Type: text/calendar; charset="finnes-ikke"\r\n\r\nBEGIN:VCALENDAR\r\nMETHOD',
        b"Content-Type: text/calendar\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!!",
        b"".join(
            b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(3000)
        ),
    ],
    ids=lambda mail: mail[-30:].decode("ascii", "replace").strip().replace("\r\n", " "),
)
def test_what_is_not_one_answer_is_refused_and_named_by_nothing_it_says(mail: bytes) -> None:
    with pytest.raises(NotAReplyError) as error:
        read_reply(mail)
    assert "fjordvik" not in str(error.value)


def test_endless_recurrence_and_foreign_zones_are_never_looked_at(invitation: Invitation) -> None:
    more = "RRULE:FREQ=SECONDLY\nDTSTART;TZID=Mars/Olympus:20260915T090000\nRDATE:19000101T000000Z"
    assert take_reply(reply(invitation.key, more=more), now=NOW)
    assert answer_of(invitation) == "yes"


@pytest.mark.parametrize("charset", ["iso-8859-1", "windows-1252", "finnes-ikke"])
def test_another_charset_is_read(invitation: Invitation, charset: str) -> None:
    assert read_reply(reply(invitation.key, charset=charset)).answer == "yes"


def test_accepting_what_is_only_on_screen_is_coming_on_screen(invitation: Invitation) -> None:
    Gathering.objects.update(mode="digital")
    take_reply(reply(invitation.key), now=NOW)
    assert answer_of(invitation) == "digital"


def test_the_duty_reads_the_mailbox_once_and_answers_nobody(
    invitation: Invitation, server: Post, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    settings.REPLY_MAILBOX = server.box()
    server.mails = [reply("ukjent"), b"From: mona@fjordvik.example\r\n\r\nHei", reply(invitation.key)]
    for _ in range(2):
        read_replies(NOW)
    assert answer_of(invitation) == "yes"
    assert server.flags == {1: r"\Seen", 2: r"\Seen \Flagged", 3: r"\Seen"}
    assert server.fetched == [1, 2, 3]
    assert not OutgoingMail.objects.exists()
    assert "passed over" in caplog.text
    assert "mona" not in caplog.text
    assert invitation.key not in caplog.text


def test_a_mailbox_that_is_away_stops_nothing(
    cast: Cast, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    with post() as server:
        settings.REPLY_MAILBOX = server.box()
        assert any("read from svar@fjordvik.example" in one.what for one in findings() if one.state == FINE)
    read_replies(NOW)
    assert "the reply mailbox cannot be read: ConnectionRefusedError" in caplog.text
    told = [one.what for one in findings() if one.state == LOOK]
    assert any("does not answer: ConnectionRefusedError" in what for what in told)
    assert not any("riktig" in what for what in told)
