"""Sending what waits in the outbox: each mail by one worker, again when the mail server was away.

A worker takes a mail by moving its `send_after` past a lease, in one conditional update, so two workers never
send the same row. If a worker dies between the mail server's answer and our note of it, the mail goes out
once more after the lease, under the same Message-ID, which lets mailboxes show it once.
"""

from __future__ import annotations

import logging
import smtplib
from collections.abc import Callable
from datetime import datetime, timedelta
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import F

from redthread.notices.models import OutgoingMail
from redthread.notices.sender import calendar_sender, reply_mailbox
from redthread.notices.unsubscribe import unsubscribe_address

LEASE = timedelta(minutes=10)
WAITS = tuple(timedelta(minutes=m) for m in (1, 5, 15, 60, 240, 720, 1440, 1440))  # over a weekend
BATCH = 10  # even a batch of the slowest answers ends before the lease does
KEEP_TEXT = timedelta(days=30)
# Their texts open something without a sign-in, so once they are sent the database does not hold them.
HOLDS_A_LINK = (
    OutgoingMail.Kind.SIGN_IN,
    OutgoingMail.Kind.SUMMARY_LINK,
    OutgoingMail.Kind.REMINDER,
    OutgoingMail.Kind.INVITATION,
    OutgoingMail.Kind.HELP,
    OutgoingMail.Kind.SURVEY,
    OutgoingMail.Kind.SURVEY_REMINDER,
)
REMINDERS = (OutgoingMail.Kind.REMINDER, OutgoingMail.Kind.SURVEY_REMINDER)
GONE = "the person is no longer active"

log = logging.getLogger(__name__)


class MailServerAwayError(Exception):
    """No connection to the mail server. No mail has lost an attempt; the text names no person."""


def wanted(mail: OutgoingMail) -> bool:
    return True


def deliver_due_mails(now: datetime, is_wanted: Callable[[OutgoingMail], bool] = wanted) -> int:
    """Send some of what is due, oldest first, and answer how many went out; 0 when nothing more can be sent.

    `is_wanted` is asked just before a mail is sent. One that is not wanted any more goes to nobody, and its
    row ends as one that was sent: nobody can read from the outbox who no longer wanted it.

    A mail that fails is noted on its row. Raises MailServerAwayError when the mail server cannot be reached.
    """
    due = list(OutgoingMail.objects.due(now).select_related("person")[:BATCH])
    if not due:
        return 0
    connection: BaseEmailBackend = get_connection()
    try:
        connection.open()
    except Exception as error:  # a name that is not found, a refused connection, a wrong password
        raise MailServerAwayError(describe(error)) from error
    try:
        return sum(deliver(mail, connection=connection, now=now, is_wanted=is_wanted) for mail in due)
    finally:
        connection.close()


def deliver(
    mail: OutgoingMail,
    *,
    connection: BaseEmailBackend,
    now: datetime,
    is_wanted: Callable[[OutgoingMail], bool] = wanted,
) -> bool:
    """Send one mail if nobody else has taken it; a failure is noted on the row and tried again later."""
    if not claim(mail, now=now):
        return False
    if not mail.person.is_active:
        note_failure(mail, GONE, is_final=True, now=now)
        return False
    try:
        if is_wanted(mail):
            message(mail, connection=connection).send()
    except Exception as error:  # whatever a mail server or a library says, the queue goes on
        connection.close()
        if mail.kind == OutgoingMail.Kind.SURVEY_REMINDER:
            return note_as_sent(mail, now)  # a failure on the row would tell that it was wanted
        note_failure(mail, describe(error), is_final=is_final(error), now=now)
        return False
    return note_as_sent(mail, now)


def note_as_sent(mail: OutgoingMail, now: datetime) -> bool:
    OutgoingMail.objects.filter(pk=mail.pk).update(sent_at=now, last_error="")
    if mail.kind in HOLDS_A_LINK:
        forget([mail.pk])
    return True


def claim(mail: OutgoingMail, *, now: datetime) -> bool:
    """Take the mail for this worker: true for exactly one of those who try at the same time."""
    waiting = OutgoingMail.objects.due(now).order_by()
    taken = waiting.filter(pk=mail.pk, attempts=mail.attempts)
    return taken.update(attempts=F("attempts") + 1, send_after=now + LEASE) == 1


def message(mail: OutgoingMail, *, connection: BaseEmailBackend) -> EmailMultiAlternatives:
    """Plain text, and for a calendar notice the part that Outlook and others put in the calendar."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    made = EmailMultiAlternatives(
        subject=mail.subject,
        body=mail.text,
        from_email=calendar_sender() if mail.calendar else None,  # the organizer, or Outlook takes no answer
        to=[mail.person.email],
        connection=connection,
        headers={
            "Message-ID": f"<{mail.public_id}@{domain}>",
            "Auto-Submitted": "auto-generated",
            "Content-Language": mail.person.language,
        },
    )
    box = reply_mailbox()
    if mail.reference and box is not None:
        made.reply_to = [box.address]
        made.extra_headers["References"] = f"<{mail.reference}@{domain}>"
    if mail.kind in REMINDERS:
        made.extra_headers["List-Unsubscribe"] = f"<{unsubscribe_address(mail.person)}>"
        made.extra_headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"  # RFC 8058
    if mail.calendar:
        # No charset here: Django adds it, and twice is an error to some mail programs.
        made.attach_alternative(mail.calendar, f"text/calendar; method={mail.calendar_method}")
        made.attach("innkalling.ics", mail.calendar.encode(), "application/ics")
    return made


def note_failure(mail: OutgoingMail, error: str, *, is_final: bool, now: datetime) -> None:
    """Write down why, and when to try again: after ever longer waits, at last not at all."""
    failed = mail.attempts  # how often it had failed before this attempt
    gives_up = is_final or failed >= len(WAITS)
    OutgoingMail.objects.filter(pk=mail.pk).update(
        last_error=error[:300],
        given_up_at=now if gives_up else None,
        send_after=now if gives_up else now + WAITS[failed],
    )
    log.warning("mail %s (%s) not sent: %s", mail.public_id, mail.kind, error)


def describe(error: Exception) -> str:
    """The kind of failure and the mail server's number; its words may hold the person's address."""
    code = smtp_code(error)
    return f"{type(error).__name__} {code}" if code else type(error).__name__


def is_final(error: Exception) -> bool:
    """Whether the mail server refused this recipient for good (5xx), so that trying again is pointless."""
    return isinstance(error, smtplib.SMTPRecipientsRefused) and smtp_code(error) >= 500


def smtp_code(error: Exception) -> int:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return max((code for code, _ in error.recipients.values()), default=0)
    return error.smtp_code if isinstance(error, smtplib.SMTPResponseException) else 0


def forget_old_texts(now: datetime) -> None:
    """Duty: what a mail said is kept for thirty days, that it was sent is kept for good (its key)."""
    old = OutgoingMail.objects.filter(sent_at__lt=now - KEEP_TEXT).exclude(text="")
    forget(list(old.values_list("pk", flat=True)[:1000]))


def forget(keys: list[int]) -> None:
    OutgoingMail.objects.filter(pk__in=keys).update(text="", calendar="", reference="")
