"""The pages that somebody answers on: what is put to them, one question a screen."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from math import ceil
from typing import NamedTuple

from django.utils.translation import gettext as _

from redthread.instruments.answering import (
    DONT_KNOW_WORD,
    LONGEST_TEXT,
    NOT_RELEVANT_WORD,
    asked,
)
from redthread.instruments.minutes import minutes
from redthread.instruments.model import Instrument, Item, Section
from redthread.surveys.actions.answers import is_open
from redthread.surveys.definition import instrument_of
from redthread.surveys.mails import kind_words
from redthread.surveys.models import Survey
from redthread.surveys.tickets import Ticket

LANGUAGE_NAMES = {"nb": "bokmål", "nn": "nynorsk", "en": "English"}


class Choice(NamedTuple):
    value: str
    label: str
    is_apart: bool  # «vet ikke» and «ikke aktuelt» stand below the others


class Screen(NamedTuple):
    """One question. `section` and `intro` stand on the first of a section."""

    code: str
    kind: str  # scale, choices or text
    words: str
    choices: list[Choice]
    section: str
    intro: str
    after: str  # the code of the item that leads here, and with which values
    after_values: str
    condition: str  # the same in words, for a page without script
    most: int = LONGEST_TEXT


class AnswerPage(NamedTuple):
    title: str
    network: str
    why: str
    about: str
    minutes: int
    kind: str
    is_confidential: bool
    screens: list[Screen]
    is_open: bool
    languages: list[tuple[str, str]]
    language: str
    place: str = ""  # whose code on the wall it is


def answer_page(ticket: Ticket, language: str, now: datetime) -> AnswerPage:
    """The whole page for whoever has the ticket. Nothing in it tells whether the ticket is used."""
    survey = ticket.wave.survey
    page = page_of(survey, ticket.group.role, ticket.role, language, is_open=is_open(ticket.wave, now))
    unit = ticket.code.unit if ticket.code else None
    return page._replace(place=unit.name if unit else "")


def page_of(survey: Survey, group_role: str, role: str, language: str, *, is_open: bool) -> AnswerPage:
    """What is put to the group, in the words for the role."""
    instrument = instrument_of(survey)
    return AnswerPage(
        title=survey.title,
        network=survey.network.name,
        why=survey.why,
        about=instrument.about.to(language),
        minutes=max(1, ceil(minutes(instrument, group_role, language))),
        kind=kind_words(survey),
        is_confidential=survey.kind == Survey.Kind.CONFIDENTIAL,
        screens=list(_screens(instrument, group_role, role, language)),
        is_open=is_open,
        languages=[(one, LANGUAGE_NAMES[one]) for one in instrument.languages],
        language=language,
    )


def language_of(ticket: Ticket, wanted: str) -> str:
    """The one that was asked for, else the person's own, as far as the questions are written in it."""
    written = instrument_of(ticket.wave.survey).languages
    return next((one for one in (wanted, ticket.language) if one in written), "nb")


def _screens(instrument: Instrument, group_role: str, role: str, language: str) -> Iterator[Screen]:
    put = {item.code for item in asked(instrument, group_role)}
    for section in instrument.sections:
        is_first = True
        for item in section.items:
            if item.code in put:
                yield _screen(instrument, item, section if is_first else None, role, language)
                is_first = False


def _screen(instrument: Instrument, item: Item, opens: Section | None, role: str, language: str) -> Screen:
    after = item.shown_if
    return Screen(
        code=item.code,
        kind=item.kind,
        words=item.words(role, language),
        choices=list(_choices(instrument, item, language)),
        section=opens.title.to(language) if opens else "",
        intro=opens.intro.to(language) if opens and opens.intro else "",
        after=after.item if after else "",
        after_values=" ".join(map(str, sorted(after.values))) if after else "",
        condition=_condition(instrument, item, role, language),
    )


def _choices(instrument: Instrument, item: Item, language: str) -> Iterator[Choice]:
    scale = instrument.scale_of(item)
    if scale is None:
        return
    for option in scale.options:
        yield Choice(str(option.value), option.label.to(language), is_apart=False)
    if item.kind == "scale" and scale.has_dont_know:
        yield Choice(DONT_KNOW_WORD, _("Vet ikke"), is_apart=True)
    if item.kind == "scale" and scale.has_not_relevant:
        yield Choice(NOT_RELEVANT_WORD, _("Ikke aktuelt"), is_apart=True)


def _condition(instrument: Instrument, item: Item, role: str, language: str) -> str:
    if item.shown_if is None:
        return ""
    return _("Svar på dette hvis du svarte %(answers)s på «%(question)s»") % {
        "answers": _answers_that_lead(instrument, item, language),
        "question": instrument.item(item.shown_if.item).words(role, language),
    }


def condition_words(instrument: Instrument, item: Item | None, language: str) -> str:
    """For whoever asks: to whom the question is put."""
    if item is None or item.shown_if is None:
        return ""
    return _("Stilles bare til dem som svarer %(answers)s på «%(question)s».") % {
        "answers": _answers_that_lead(instrument, item, language),
        "question": instrument.item(item.shown_if.item).text.to(language),
    }


def _answers_that_lead(instrument: Instrument, item: Item, language: str) -> str:
    assert item.shown_if is not None
    scale = instrument.scale_of(instrument.item(item.shown_if.item))
    options = scale.options if scale else ()
    labels = [f"«{one.label.to(language)}»" for one in options if one.value in item.shown_if.values]
    return _(" eller ").join(labels)
