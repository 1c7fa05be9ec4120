"""A survey's results as they go on paper: the parts in order, for the PDF and the Word file alike. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from redthread.instruments.model import Instrument
from redthread.reports.numbering import Captioned, Numbers, Titled, references
from redthread.surveys.definition import instrument_of
from redthread.surveys.drawn import Numbered
from redthread.surveys.figure_page import FigurePage, figure_page
from redthread.surveys.models import WaveResult
from redthread.surveys.result_lines import Line
from redthread.surveys.results_page import ResultPage, results_page


class Part(NamedTuple):
    """`level` is that of its heading, 2 or 3. Lines come first, then what `see` refers to by number, which is
    `shown` after it: `pictures` and titled `tables`, once they are numbered."""

    title: str
    level: int = 2
    lines: Sequence[str] = ()
    pictures: Sequence[Numbered] = ()
    tables: Sequence[Titled] = ()
    see: str = ""
    shown: Sequence[Captioned] = ()


class Record(NamedTuple):
    language: str
    title: str
    network: str
    lead: str
    parts: list[Part]
    made_at: datetime


def record_of(result: WaveResult) -> Record:
    """What the page shows, without the free words, and the method behind it."""
    survey = result.wave.survey
    instrument = instrument_of(survey)
    page = results_page(result.figures, result.pictures, instrument, with_texts=False)
    figures = [one for code in _codes(instrument) if (one := figure_page(code, result.figures, instrument))]
    lead = _("Målt %(moment)s, %(people)s") % {
        "moment": result.wave.get_moment_display(),
        "people": page.levels[0].told,
    }
    parts = [*_found(page), *_every_figure(figures), *_method(page, instrument)]
    shown = list(_numbered(parts))
    return Record(get_language() or "nb", survey.title, survey.network.name, lead, shown, result.made_at)


def _numbered(parts: Sequence[Part]) -> Iterator[Part]:
    numbers = Numbers()
    for part in parts:
        shown = numbers.captioned(part.pictures, part.tables)
        yield part._replace(see=references(shown), shown=shown)


def _codes(instrument: Instrument) -> Iterator[str]:
    yield from (index.code for index in instrument.indices)
    yield from (item.code for item in instrument.items)


def _found(page: ResultPage) -> Iterator[Part]:
    yield Part(_("Det viktigste"), lines=[message.in_words() for message in page.messages])
    yield Part(_("Det bygger på"), lines=[*page.rests, *_told(page.levels)])
    yield Part(_("Det sier ikke"), lines=page.cannot)
    if page.findings:
        yield Part(_("Stopp opp ved dette"), lines=page.findings)
    if page.indices.lines:
        told = [line.in_words() for line in page.indices.lines]
        yield Part(_("Indeksene"), lines=told, pictures=page.indices.pictures)
    if page.gaps.pictures:
        yield Part(
            _("Der nivåene ser ulikt på det"),
            lines=_told([*page.gaps.lines, *page.gaps.more]),
            pictures=page.gaps.pictures,
        )
    yield from _over_time_and_by_section(page)


def _over_time_and_by_section(page: ResultPage) -> Iterator[Part]:
    for place, one in enumerate(page.changes):
        lines = _told([*one.indices, *one.items])
        drawn = page.wave_pictures if place == 0 else []
        yield Part(_("Endret siden runde %(since)s") % {"since": one.since}, lines=lines, pictures=drawn)
    yield from (Part(one.picture.title, 3, pictures=[one]) for one in page.level_pictures)
    if page.comparisons:
        yield Part(_("De samme om begge"), lines=_told(page.comparisons))
    if page.modules:
        yield Part(_("Temaene og utbyttet"), pictures=page.modules)
    for section in page.sections:
        if section.pictures:
            yield Part(section.title, pictures=section.pictures)
    response = [*_told(page.by_role), *_told(page.by_unit)]
    if response or page.response_pictures:
        yield Part(_("Hvor mange som svarte"), lines=response, pictures=page.response_pictures)


def _told(lines: Sequence[Line]) -> list[str]:
    return [f"{line.name.rstrip('.')}: {line.told}" for line in lines]


def _every_figure(figures: Sequence[FigurePage]) -> Iterator[Part]:
    yield Part(_("Tallene, spørsmål for spørsmål"))
    for one in figures:
        facts = [f"{fact.label}: {fact.told}" for fact in (*one.facts, *one.wordings)]
        tables = [(one.title, one.table)]
        if one.reliability:
            tables.append((_("Pålitelighet, spørsmål for spørsmål"), one.reliability))
        yield Part(one.title, 3, facts, (), tables)


def _method(page: ResultPage, instrument: Instrument) -> Iterator[Part]:
    language = get_language() or "nb"
    yield Part(
        _("Slik er det gjort"),
        lines=[
            instrument.about.to(language),
            _("Ingen svar er lagret med navn, tid eller adresse."),
            _("Tallene ble laget én gang, da runden lukket."),
            _("Et gjennomsnitt har én desimal."),
            _("Når få har svart, vises andeler nær ingen eller alle som «under 20 %» og «over 80 %»."),
            *[f"{source.code}: {source.text}" for source in instrument.sources],
        ],
    )
    if page.hidden:
        yield Part(_("Hvorfor noe er skjult"), lines=_told(page.hidden))
