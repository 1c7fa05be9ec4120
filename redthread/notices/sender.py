"""Whom mails are from. What is put in calendars is from whoever reads the answers, when somebody does."""

from __future__ import annotations

from email.utils import formataddr, parseaddr

from django.conf import settings

from redthread.notices.reply_mailbox import ReplyMailbox


def reply_mailbox() -> ReplyMailbox | None:
    """The mailbox where answers from calendars are read, if there is one."""
    found: ReplyMailbox | None = settings.REPLY_MAILBOX
    return found


def reads_replies() -> bool:
    return reply_mailbox() is not None


def calendar_address() -> str:
    """The bare address that calendars know as the organizer, and that their mails are from."""
    box = reply_mailbox()
    return box.address if box else parseaddr(settings.DEFAULT_FROM_EMAIL)[1]


def calendar_sender() -> str:
    """The same with the name of the sender."""
    return formataddr((parseaddr(settings.DEFAULT_FROM_EMAIL)[0], calendar_address()))
