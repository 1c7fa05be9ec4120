"""Mails leave once, come again when the mail server was away, and are given up with a reason."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.locmem import EmailBackend

from redthread.notices.actions import queue_mail
from redthread.notices.delivery import WAITS, MailServerAwayError, claim, deliver_due_mails, forget_old_texts
from redthread.notices.models import OutgoingMail
from redthread.notices.reply_mailbox import read_address
from redthread.notices.tests.fake_smtp import Mailbox, mailbox
from redthread.testing.cast import Cast

NOW = datetime(2026, 10, 14, 7, 0, tzinfo=UTC)
CALENDAR = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n"


@pytest.fixture
def server(settings: Any) -> Iterator[Mailbox]:
    with mailbox() as running:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", running.port
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = None
        settings.DEFAULT_FROM_EMAIL = "Rødtråd <rodtrad@fjordvik.example>"
        yield running


def queued(cast: Cast, key: str = "a", kind: str = OutgoingMail.Kind.NEWS, **more: Any) -> OutgoingMail:
    fields: dict[str, Any] = {"subject": "Nytt på tråden", "text": "Åsen har prøvd noe nytt.", "now": NOW}
    return queue_mail(person=cast.mona, kind=kind, key=key, **(fields | more))


def test_a_due_mail_is_sent_once_with_its_text_and_one_name(cast: Cast, server: Mailbox) -> None:
    mail = queued(cast)
    assert deliver_due_mails(NOW) == 1
    assert deliver_due_mails(NOW + timedelta(days=1)) == 0
    [received] = server.received
    assert (received["To"], received["Subject"]) == ("mona@fjordvik.example", "Nytt på tråden")
    assert received["Message-ID"] == f"<{mail.public_id}@fjordvik.example>"
    assert received["Auto-Submitted"] == "auto-generated"
    assert received.get_content().strip() == "Åsen har prøvd noe nytt."
    mail.refresh_from_db()
    assert (mail.sent_at, mail.attempts, mail.last_error) == (NOW, 1, "")


def test_a_mail_waits_until_its_time(cast: Cast, server: Mailbox) -> None:
    queued(cast, send_after=NOW + timedelta(hours=1))
    assert deliver_due_mails(NOW) == 0
    assert deliver_due_mails(NOW + timedelta(hours=1)) == 1


def test_an_invitation_carries_the_calendar_part_with_its_method(cast: Cast, server: Mailbox) -> None:
    queued(cast, kind=OutgoingMail.Kind.INVITATION, calendar=CALENDAR, calendar_method="REQUEST")
    deliver_due_mails(NOW)
    parts = {part.get_content_type(): part for part in server.received[0].walk()}
    assert set(parts) >= {"multipart/alternative", "text/plain", "text/calendar", "application/ics"}
    assert parts["text/calendar"]["Content-Type"].params["method"] == "REQUEST"
    assert server.received[0].as_string().count("charset=") == 2  # one a text part
    assert parts["application/ics"].get_content() == CALENDAR.encode()


def test_an_invitation_is_from_whoever_reads_the_answers_and_other_mails_are_not(
    cast: Cast, server: Mailbox, settings: Any
) -> None:
    settings.REPLY_MAILBOX = read_address("imaps://svar%40fjordvik.example:x@post.example")
    queued(cast, kind=OutgoingMail.Kind.INVITATION, calendar=CALENDAR, calendar_method="REQUEST")
    queued(cast, "b")
    deliver_due_mails(NOW)
    assert [mail["From"] for mail in server.received] == [
        "Rødtråd <svar@fjordvik.example>",
        "Rødtråd <rodtrad@fjordvik.example>",
    ]
    assert OutgoingMail.objects.get(key="a").calendar == ""  # it holds the way to answer for somebody


def test_of_two_workers_one_takes_the_mail(cast: Cast) -> None:
    mail = queued(cast)
    same_row = OutgoingMail.objects.get(pk=mail.pk)
    assert [claim(mail, now=NOW), claim(same_row, now=NOW)] == [True, False]
    assert not OutgoingMail.objects.due(NOW + timedelta(minutes=9)).exists()


def test_what_a_dead_worker_held_is_taken_over_after_the_lease(cast: Cast, server: Mailbox) -> None:
    claim(queued(cast), now=NOW)
    assert deliver_due_mails(NOW + timedelta(minutes=9)) == 0
    assert deliver_due_mails(NOW + timedelta(minutes=10)) == 1


def test_a_server_that_is_away_is_asked_again_ever_later_and_then_given_up(
    cast: Cast, server: Mailbox, caplog: pytest.LogCaptureFixture
) -> None:
    mail, now = queued(cast), NOW
    server.refuses = 451
    for wait in WAITS:
        assert deliver_due_mails(now) == 0
        mail.refresh_from_db()
        assert (mail.send_after, mail.given_up_at) == (now + wait, None)
        now = mail.send_after
    deliver_due_mails(now)
    mail.refresh_from_db()
    assert (mail.given_up_at, mail.attempts) == (now, len(WAITS) + 1)
    assert mail.last_error == "SMTPRecipientsRefused 451"
    assert "mona" not in caplog.text


def test_a_refused_address_is_given_up_at_once_and_the_next_mail_goes_out(
    cast: Cast, server: Mailbox
) -> None:
    refused = queued(cast)
    server.refuses = 550
    deliver_due_mails(NOW)
    refused.refresh_from_db()
    assert (refused.given_up_at, refused.last_error) == (NOW, "SMTPRecipientsRefused 550")
    server.refuses = 250
    queued(cast, key="b")
    assert deliver_due_mails(NOW) == 1


def test_a_mail_server_that_cannot_be_reached_costs_no_mail_an_attempt(cast: Cast, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    with mailbox() as gone:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", gone.port
    mail = queued(cast)
    with pytest.raises(MailServerAwayError, match="ConnectionRefusedError"):
        deliver_due_mails(NOW)
    mail.refresh_from_db()
    assert (mail.attempts, mail.send_after, mail.sent_at) == (0, NOW, None)


def test_somebody_who_has_left_gets_nothing(cast: Cast, server: Mailbox) -> None:
    mail = queued(cast)
    cast.mona.is_active = False
    cast.mona.save()
    assert deliver_due_mails(NOW) == 0
    mail.refresh_from_db()
    assert (mail.given_up_at, server.received) == (NOW, [])


def test_more_mails_than_one_batch_all_go_out(cast: Cast, server: Mailbox) -> None:
    for number in range(23):
        queued(cast, key=str(number))
    while deliver_due_mails(NOW):
        pass
    assert len({mail["Message-ID"] for mail in server.received}) == 23


def test_a_sign_in_mail_is_forgotten_when_sent_and_others_after_thirty_days(
    cast: Cast, server: Mailbox
) -> None:
    link, news = queued(cast, "a", OutgoingMail.Kind.SIGN_IN), queued(cast, "b")
    deliver_due_mails(NOW)
    forget_old_texts(NOW + timedelta(days=29))
    texts = dict(OutgoingMail.objects.values_list("pk", "text"))
    assert texts == {link.pk: "", news.pk: "Åsen har prøvd noe nytt."}
    forget_old_texts(NOW + timedelta(days=31))
    news.refresh_from_db()
    assert (news.text, news.sent_at) == ("", NOW)
    queued(cast, "b")  # the key still stands: the same notice is not queued twice
    assert OutgoingMail.objects.count() == 2


def test_the_log_tells_the_mail_and_not_the_person(cast: Cast, caplog: pytest.LogCaptureFixture) -> None:
    mail = queued(cast)
    with caplog.at_level(logging.WARNING), pytest.MonkeyPatch.context() as patch:
        patch.setattr(EmailBackend, "send_messages", refuse)
        deliver_due_mails(NOW)
    assert mail.public_id in caplog.text
    assert "mona" not in caplog.text


def refuse(self: EmailBackend, messages: list[EmailMessage]) -> int:
    raise RuntimeError(f"no way to {messages[0].to} with {get_connection()}")
