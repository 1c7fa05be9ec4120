"""Reading a mailbox (IMAP): each new mail is given out once, and marked as read when it has been dealt with.

What comes is whatever anybody sends. So large mails are not fetched, a round has an end, and nothing that a
mail says is written to the log.
"""

from __future__ import annotations

import imaplib
import logging
import re
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from time import monotonic

from redthread.notices.reply_mailbox import ReplyMailbox

SECONDS = 10  # for one answer of the server
LONGEST_ROUND = 20.0  # seconds; what is left is read in the next round
BATCH = 50
LARGEST = 512 * 1024  # an answer from a calendar is a few kilobytes
SIZE = re.compile(rb"RFC822\.SIZE (\d+)")


class Fate(StrEnum):
    """What becomes of a mail in the box that has been dealt with: the flags that it gets."""

    OURS = r"(\Seen)"
    FOR_PEOPLE = r"(\Seen \Flagged)"  # not for us, so that a person who looks finds it
    PRIVATE = r"(\Seen \Deleted)"  # between two people: nobody is to find it in the box


Read = Callable[[bytes], bool | Fate]

log = logging.getLogger(__name__)


class MailboxAwayError(Exception):
    """The mailbox cannot be reached or signed in to. The text is the kind of failure, and names no person."""


def read_new_mails(box: ReplyMailbox, read: Read) -> int:
    """Give each unread mail to `read`, oldest first, and mark it as read; answers how many there were.

    `read` answers with the mail's fate, or whether it was for us. Mails that are not, and those that are too
    large, get a flag as well, so that a person who looks into the mailbox finds them. When `read` raises, the
    mail stays unread, and the next is read. Raises MailboxAwayError.
    """
    until, count = monotonic() + LONGEST_ROUND, 0
    with opened(box) as connection:
        for number in _unread(connection)[:BATCH]:
            if monotonic() > until:
                break
            try:
                fate = _is_small(connection, number) and read(_text(connection, number))
            except (imaplib.IMAP4.error, OSError):
                raise
            except Exception as error:  # this mail is read again in the next round
                log.error("a mail in the reply mailbox could not be dealt with: %s", type(error).__name__)
                continue
            _mark(connection, number, fate)
            count += 1
    return count


def _mark(connection: imaplib.IMAP4, number: str, fate: bool | Fate) -> None:
    known = fate if isinstance(fate, Fate) else Fate.OURS if fate else Fate.FOR_PEOPLE
    connection.uid("STORE", number, "+FLAGS", known.value)
    if known is Fate.PRIVATE:
        connection.expunge()


def try_mailbox(box: ReplyMailbox) -> None:
    """Sign in, look at the folder, and leave. Raises MailboxAwayError."""
    with opened(box):
        pass


@contextmanager
def opened(box: ReplyMailbox) -> Iterator[imaplib.IMAP4]:
    """A connection with the folder selected, closed afterwards whatever happens."""
    connection: imaplib.IMAP4 | None = None
    try:
        connection = _connected(box)
        connection.login(box.user, box.password)
        answer, _data = connection.select(f'"{box.folder}"')
        if answer != "OK":
            raise MailboxAwayError("no such folder")
        yield connection
    except (imaplib.IMAP4.error, OSError, ssl.SSLError) as error:
        raise MailboxAwayError(type(error).__name__) from None  # its text may hold the user's name
    finally:
        if connection is not None:
            _leave(connection)


def _connected(box: ReplyMailbox) -> imaplib.IMAP4:
    if box.is_secure:
        context = ssl.create_default_context()
        return imaplib.IMAP4_SSL(box.host, box.port, ssl_context=context, timeout=SECONDS)
    return imaplib.IMAP4(box.host, box.port, timeout=SECONDS)


def _leave(connection: imaplib.IMAP4) -> None:
    try:
        connection.logout()
    except (imaplib.IMAP4.error, OSError):
        connection.shutdown()


def _unread(connection: imaplib.IMAP4) -> list[str]:
    _answer, found = connection.uid("SEARCH", "UNSEEN")
    numbers = found[0].split() if found and found[0] else []
    return [number.decode("ascii", "replace") for number in numbers if number.isdigit()]


def _is_small(connection: imaplib.IMAP4, number: str) -> bool:
    """By the size that the server knows, before anything of it is fetched."""
    _answer, parts = connection.uid("FETCH", number, "(RFC822.SIZE)")
    lines = [part for part in parts if isinstance(part, bytes)]
    found = SIZE.search(b" ".join(lines))
    return found is not None and int(found.group(1)) <= LARGEST


def _text(connection: imaplib.IMAP4, number: str) -> bytes:
    """The mail as it came, still unread; never more of it than a small one has."""
    _answer, parts = connection.uid("FETCH", number, f"(BODY.PEEK[]<0.{LARGEST}>)")
    return next((part[1] for part in parts if isinstance(part, tuple)), b"")
