"""What a phone sent, read strictly: what does not answer a question is refused with the question's words."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from django.http import HttpRequest
from django.utils.translation import gettext as _

from redthread.instruments.answering import Answer, AnswerError, encode, free_texts
from redthread.surveys.actions.answers import Given
from redthread.surveys.definition import instrument_of
from redthread.surveys.models import Survey
from redthread.surveys.tickets import Ticket, link_of, receipt_of, tidy_word

LARGEST = 400 * 1024  # bytes; the longest questionnaire with words in every field is less
LONGEST_WORD, SHORTEST_WORD = 60, 4
KEY = re.compile(r"[A-Za-z0-9-]{16,64}")
ITEM = "i-"  # in front of an item's code in the plain form


class SentError(Exception):
    """It cannot be taken as it is. The text is for the one who sent it, and `status` for the phone."""

    def __init__(self, text: str, status: int = 422, item: str = "") -> None:
        super().__init__(text)
        self.status, self.item = status, item


class Sent(NamedTuple):
    key: str
    answers: Mapping[str, Answer]
    word: str


def sent_by_script(content: bytes) -> Sent:
    """Raises SentError for what is too large or not of our shape."""
    if len(content) > LARGEST:
        raise _too_large()
    try:
        body = json.loads(content)
    except (ValueError, RecursionError):
        body = None
    if not isinstance(body, dict) or not isinstance(body.get("answers"), dict):
        raise _not_ours()
    key, word = body.get("key"), body.get("word", "")
    answers = {str(code): one for code, one in body["answers"].items() if _is_answer(one)}
    if len(answers) < len(body["answers"]) or not isinstance(key, str):
        raise _not_ours()
    return _with_key(Sent(key, answers, word if isinstance(word, str) else ""))


def _is_answer(one: Any) -> bool:
    several = one if isinstance(one, list) else [one]
    return all(part is None or isinstance(part, str | int) for part in several)


def sent_by_form(request: HttpRequest) -> Sent:
    """Raises SentError for what is too large (413), of another kind (415) or not of our shape (422)."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST:
        raise _too_large()
    if request.content_type not in ("application/x-www-form-urlencoded", "multipart/form-data"):
        raise SentError(_("Dette er ikke sendt fra siden vår. Last den inn på nytt, og svar der."), 415)
    answers: dict[str, Answer] = {}
    for name in request.POST:
        if name.startswith(ITEM):
            several = request.POST.getlist(name)
            answers[name.removeprefix(ITEM)] = several[0] if len(several) == 1 else several
    return _with_key(Sent(request.POST.get("key", ""), answers, request.POST.get("word", "")))


def _with_key(sent: Sent) -> Sent:
    if not KEY.fullmatch(sent.key):
        raise _not_ours()
    return sent


def _too_large() -> SentError:
    return SentError(_("Svaret er for langt. Kort ned det du har skrevet, og prøv igjen."), 413)


def _not_ours() -> SentError:
    return SentError(_("Siden er ikke hel. Last den inn på nytt, og svar igjen."))


def given_by(sent: Sent, ticket: Ticket) -> Given:
    """What is stored of it. Raises SentError, with the words of the question that it does not answer."""
    survey, role = ticket.wave.survey, ticket.group.role
    instrument = instrument_of(survey)
    try:
        columns, texts = encode(instrument, role, sent.answers), free_texts(instrument, role, sent.answers)
    except AnswerError as error:
        raise SentError(_in_words(error, ticket), item=error.item) from None
    return Given(
        columns, link=_link(survey, sent.word), texts=texts, receipt=receipt_of(ticket.seed, sent.key)
    )


def _link(survey: Survey, word: str) -> bytes:
    if survey.kind != Survey.Kind.CONFIDENTIAL:
        return b""
    if len(tidy_word(word)) < SHORTEST_WORD or len(word) > LONGEST_WORD:
        raise SentError(
            _("Skriv et kodeord på minst fire bokstaver eller tall, så svarene dine kan legges sammen."),
            item="word",
        )
    return link_of(survey, word)


def _in_words(error: AnswerError, ticket: Ticket) -> str:
    said = _(error.text.template) % error.text.values
    known = {item.code: item for item in instrument_of(ticket.wave.survey).items}
    if error.item not in known:
        return said
    return f"«{known[error.item].words(ticket.role, ticket.language or 'nb')}»: {said}"
