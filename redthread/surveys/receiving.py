"""Answers that the page's script sends, whichever way they came in, and what the phones are told."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from redthread.core.errors import RuleError
from redthread.core.receipts import receipt, secret_of
from redthread.core.together import Together
from redthread.surveys.actions.answers import Sent, answer_waves
from redthread.surveys.answer_page import language_of
from redthread.surveys.answer_sent import SentError, given_by, sent_by_script
from redthread.surveys.door import ANSWERS
from redthread.surveys.tickets import Ticket, receipt_of, tickets_by

MOST_TOGETHER = 100
UNKNOWN, CONFLICT, UNPROCESSABLE, TOO_MANY = 404, 409, 422, 429
Told = tuple[int, dict[str, Any]]
FAILED: Told = (500, {})


class Arrived(NamedTuple):
    """What came by the link with this token, `language` as the page was asked for, and from which address."""

    token: str
    content: bytes
    language: str
    address: str


def _take_in(_lane: str, arrived: list[Arrived]) -> list[Told]:
    """Store those that are answers, together, and tell each phone how it went."""
    tickets = tickets_by(one.token for one in arrived)
    found = [_read(one, tickets.get(one.token)) for one in arrived]
    stored = iter(answer_waves(sent=[one for one in found if isinstance(one, Sent)], now=timezone.now()))
    return [
        _tell(one, read, next(stored)) if isinstance(read, Sent) else read
        for one, read in zip(arrived, found, strict=True)
    ]


def _read(one: Arrived, ticket: Ticket | None) -> Sent | Told:
    if ticket is None:
        return UNKNOWN, {"refused": unknown_words()}
    with translation.override(language_of(ticket, one.language)):
        wait = ANSWERS.wait(one.address)
        if wait:
            return TOO_MANY, {"refused": too_many_words(), "wait": wait}
        try:
            sent = sent_by_script(one.content)
            return Sent(ticket, sent.key, given_by(sent, ticket))
        except SentError as error:
            return UNPROCESSABLE, {"refused": str(error), **({"item": error.item} if error.item else {})}


def _tell(one: Arrived, sent: Sent, refused: RuleError | None) -> Told:
    if refused is not None:
        with translation.override(language_of(sent.ticket, one.language)):
            return CONFLICT, {"refused": str(refused)}
    mine = receipt_of(sent.ticket.seed, sent.key) if sent.given.texts else ""
    return 200, {**receipt(ack_of(one.token), sent.key), "receipt": mine}


def ack_of(token: str) -> str:
    """The secret by which the page knows our receipts."""
    return secret_of(f"survey-ack:{token}")


def unknown_words() -> str:
    """The same for a link that is unknown, altered, or of a survey that was dropped."""
    return _("Lenken virker ikke. Se etter at hele adressen er med, eller be om en ny av den som spør.")


def too_many_words() -> str:
    return _("Det kommer mange svar på en gang. Vi prøver igjen om litt.")


INTAKE = Together(_take_in, most=MOST_TOGETHER, failed=FAILED)
