"""From what somebody chose to the bytes that are stored, and how long it takes to answer.

Answers come as the page sends them, by the code of the item: the value of an option (a number, or the number
as text), `DONT_KNOW_WORD`, `NOT_RELEVANT_WORD`, a list of values where several can be chosen, and plain text
for free words. None, an empty text or an empty list is no answer.

An answer to an item that is not asked is dropped without a word: somebody went back and changed an earlier
answer, so that the later item was never a question to them any more. An answer to an item that does not exist
is an error: the page then shows another instrument than the one that is asked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from redthread.instruments.coding import (
    CHOSEN,
    DONT_KNOW,
    NOT_ANSWERED,
    NOT_CHOSEN,
    NOT_RELEVANT,
)
from redthread.instruments.model import AnswerScale, Instrument, Item
from redthread.instruments.words import Words, say
from redthread.instruments.words import marked as _

DONT_KNOW_WORD, NOT_RELEVANT_WORD = "dont_know", "not_relevant"
LONGEST_TEXT = 2000

Answer = int | str | Sequence[int | str] | None
Answers = Mapping[str, Answer]


class AnswerError(Exception):
    """One answer cannot be stored. `item` is its code; `text` is for the one who answers."""

    def __init__(self, item: str, text: Words) -> None:
        super().__init__(f"{item}: {text}")
        self.item = item
        self.text = text


def asked(instrument: Instrument, role: str) -> tuple[Item, ...]:
    """What can be put to that role, in order; some of it only after certain answers (`is_asked`)."""
    return tuple(item for item in instrument.items if item.is_for(role))


def is_asked(instrument: Instrument, item: Item, answers: Answers) -> bool:
    """Whether the answers so far lead to the item. One whose condition is not asked is not asked either."""
    if item.shown_if is None:
        return True
    first = instrument.item(item.shown_if.item)
    return _leads_on(instrument, item, first, answers) and is_asked(instrument, first, answers)


def asked_after(instrument: Instrument, role: str, answers: Answers) -> tuple[Item, ...]:
    """The items that the role was asked, given all the answers."""
    led_to: dict[str, Item] = {}
    for item in asked(instrument, role):
        first = led_to.get(item.shown_if.item) if item.shown_if else None
        if item.shown_if is None or (first and _leads_on(instrument, item, first, answers)):
            led_to[item.code] = item
    return tuple(led_to.values())


def encode(instrument: Instrument, role: str, answers: Answers) -> bytes:
    """One byte a column of `coding.columns`. Raises AnswerError for an answer that is none of the options,
    and for an item that does not exist.
    """
    _refuse_unknown(instrument, answers)
    were_asked = {item.code for item in asked_after(instrument, role, answers)}
    row = bytearray()
    for item in instrument.items:
        scale = instrument.scale_of(item)
        if scale is None or item.kind == "text":
            continue
        answer = answers.get(item.code) if item.code in were_asked else None
        row += _several(item, scale, answer) if item.kind == "choices" else _one(item, scale, answer)
    return bytes(row)


def free_texts(instrument: Instrument, role: str, answers: Answers) -> dict[str, str]:
    """The free words by item, without those that are empty. Raises AnswerError for what is too long."""
    _refuse_unknown(instrument, answers)
    found: dict[str, str] = {}
    for item in asked_after(instrument, role, answers):
        answer = answers.get(item.code)
        if item.kind == "text" and answer:
            found[item.code] = _plain_text(item, answer)
    return {code: text for code, text in found.items() if text}


def _refuse_unknown(instrument: Instrument, answers: Answers) -> None:
    unknown = answers.keys() - {item.code for item in instrument.items}
    if unknown:
        text = say(_("Spørsmålene er endret siden du begynte. Last inn siden på nytt."))
        raise AnswerError(min(unknown), text)


def _leads_on(instrument: Instrument, item: Item, first: Item, answers: Answers) -> bool:
    """Whether a value that leads to the item was chosen. An answer that is no value leads nowhere."""
    answer = answers.get(first.code)
    several = answer if isinstance(answer, list | tuple) else (answer,)
    chosen = {_value(one) for one in several}
    return item.shown_if is not None and bool(chosen & item.shown_if.values)


def _value(answer: object) -> int | None:
    """4 and "4" as 4; anything else is no value."""
    if isinstance(answer, int) and not isinstance(answer, bool):
        return answer
    if isinstance(answer, str) and answer.isascii() and len(answer) <= 6 and answer.lstrip("-").isdigit():
        return int(answer) if answer.count("-") <= 1 else None
    return None


def _no_answer(item: Item, scale: AnswerScale, answer: Answer) -> int | None:
    """The byte of no answer, or None where an answer was given."""
    if answer is None or (isinstance(answer, str | list | tuple) and not answer):
        return NOT_ANSWERED
    if answer == DONT_KNOW_WORD and scale.has_dont_know:
        return DONT_KNOW
    if answer == NOT_RELEVANT_WORD and scale.has_not_relevant:
        return NOT_RELEVANT
    return None


def _one(item: Item, scale: AnswerScale, answer: Answer) -> bytes:
    none = _no_answer(item, scale, answer)
    return bytes([none if none is not None else _place(item, scale, answer)])


def _several(item: Item, scale: AnswerScale, answer: Answer) -> bytes:
    none = _no_answer(item, scale, answer)
    if none is not None:
        return bytes([none]) * len(scale.options)
    chosen = answer if isinstance(answer, list | tuple) else (answer,)
    places = {_place(item, scale, one) for one in chosen}
    return bytes(CHOSEN if place in places else NOT_CHOSEN for place in range(1, len(scale.options) + 1))


def _place(item: Item, scale: AnswerScale, answer: object) -> int:
    """The place of the chosen option, from 1."""
    value = _value(answer)
    for place, option in enumerate(scale.options, start=1):
        if option.value == value:
            return place
    raise AnswerError(item.code, say(_("Svaret er ikke et av dem det går an å velge. Velg på nytt.")))


def _plain_text(item: Item, answer: Answer) -> str:
    if not isinstance(answer, str):
        raise AnswerError(item.code, say(_("Her skal det stå tekst. Skriv svaret på nytt.")))
    text = "".join(
        sign for sign in answer.replace("\r\n", "\n") if sign == "\n" or sign.isprintable()
    ).strip()
    if len(text) > LONGEST_TEXT:
        too_long = say(_("Svaret er lengre enn %(most)d tegn. Kort det ned."), most=LONGEST_TEXT)
        raise AnswerError(item.code, too_long)
    return text
