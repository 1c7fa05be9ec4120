"""The page of a wave's results: messages first, then pictures, figures, and what they cannot say. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from redthread.instruments.model import Instrument, Section
from redthread.pictures.figures import percent
from redthread.surveys.drawn import Numbered, pictures_at
from redthread.surveys.figures.levels import TOTAL
from redthread.surveys.level_words import level_words, why_hidden
from redthread.surveys.main_messages import Message, Names, main_messages
from redthread.surveys.result_lines import (
    Change,
    Gaps,
    Indices,
    Line,
    change_lines,
    comparison_lines,
    gap_lines,
    index_lines,
    response_lines,
)
from redthread.surveys.result_reading import hidden_lines, reading_lines
from redthread.surveys.result_words import mean_words, people_words, share_words

Figures = Mapping[str, Any]
FEW_SECTIONS = 2


class ItemLine(NamedTuple):
    code: str
    text: str
    told: str
    people: str


class SectionShown(NamedTuple):
    """`is_open` where folding it would hide more than it helps."""

    title: str
    pictures: list[Numbered]
    items: list[ItemLine]
    texts: list[tuple[str, list[str], str]]
    is_open: bool


class ResultPage(NamedTuple):
    messages: list[Message]
    rests: list[str]
    cannot: list[str]
    levels: list[Line]
    indices: Indices
    gaps: Gaps
    changes: list[Change]
    wave_pictures: list[Numbered]  # of everybody
    level_pictures: list[Numbered]  # of each role, which is the title
    comparisons: list[Line]  # of those who answered both
    modules: list[Numbered]
    sections: list[SectionShown]
    by_role: list[Line]
    by_unit: list[Line]
    response_pictures: list[Numbered]  # with the waves before it
    findings: list[str]
    reading: list[Line]
    hidden: list[Line]


def results_page(
    figures: Figures, pictures: Figures, instrument: Instrument, *, with_texts: bool = True
) -> ResultPage:
    """`with_texts` is for those who run the survey; nobody else reads the free words."""
    names = Names(instrument, get_language() or "nb")
    by_role, by_unit = response_lines(figures.get("response", {}))
    return ResultPage(
        messages=main_messages(figures, names),
        rests=_rests(figures, names),
        cannot=_cannot(figures),
        levels=[_level(one) for one in figures["levels"]],
        indices=index_lines(figures, pictures_at(pictures, "indices-"), names),
        gaps=gap_lines(figures, pictures_at(pictures, "gaps-"), names),
        changes=list(change_lines(figures, names)),
        wave_pictures=pictures_at(pictures, "waves-"),
        level_pictures=pictures_at(pictures, "levels-"),
        comparisons=list(comparison_lines(figures, names)),
        modules=pictures_at(pictures, "modules-"),
        sections=[
            _section(number, one, figures, pictures, names, with_texts)
            for number, one in enumerate(instrument.sections, start=1)
        ],
        by_role=by_role,
        by_unit=by_unit,
        response_pictures=pictures_at(pictures, "response-"),
        findings=[_finding(one, names) for one in figures["findings"]],
        reading=list(reading_lines(figures)),
        hidden=hidden_lines(figures),
    )


def _level(level: Mapping[str, Any]) -> Line:
    told = why_hidden(level) or people_words(level["n"])
    return Line(level_words(level["code"]), told)


def _rests(figures: Figures, names: Names) -> list[str]:
    total = figures["levels"][0]
    if "hidden" in total:
        return [_("For få har svart til at noe kan vises.")]
    response, found = figures.get("response", {}), list[str]()
    if response.get("answered") != total["n"]:
        found.append(_("%(people)s i alt.") % {"people": people_words(total["n"])})
    if "answered" in response:
        share = percent(response["answered"] / response["invited"])
        words = {"answered": response["answered"], "invited": response["invited"], "share": share}
        found.append(_("%(answered)d av %(invited)d spurte har svart (%(share)s).") % words)
    if figures["indices"]:
        found.append(_("Påliteligheten står under hver indeks."))
    return found


def _cannot(figures: Figures) -> list[str]:
    found = [
        _("Dette er hva de som svarte, selv sier. Det er ikke målt eller observert."),
        _("De som ikke svarte, kan mene noe annet."),
        _("At to ting henger sammen, viser ikke at det ene fører til det andre."),
    ]
    if figures["changes"]:
        found.append(_("En endring fra før til etter kan ha andre årsaker enn det dere har gjort."))
    return found


def _section(
    number: int, section: Section, figures: Figures, pictures: Figures, names: Names, with_texts: bool
) -> SectionShown:
    lines, texts = [], []
    for item in section.items:
        if item.kind == "text":
            if with_texts:
                texts.append(_texts(item.code, figures, names))
            continue
        cells = [one["cells"][TOTAL] for one in figures["items"].values() if one["item"] == item.code]
        people = people_words(cells[0]["n"]) if "n" in cells[0] else "–"
        lines.append(ItemLine(item.code, names.of("item", item.code), _told(cells), people))
    title, drawn = section.title.to(names.language), pictures_at(pictures, f"section-{number}-")
    is_open = (
        any(written for _question, written, _why in texts) or len(names.instrument.sections) <= FEW_SECTIONS
    )
    return SectionShown(title, drawn, lines, texts, is_open)


def _told(cells: list[Mapping[str, Any]]) -> str:
    """The mean of ordered answers, the first share of yes and no, and «se svarene» of several options."""
    first = cells[0]
    if why_hidden(first):
        return why_hidden(first)
    if "mean" in first:
        return mean_words(first)
    if len(cells) == 1 and len(first.get("shares", ())) == 2:
        return share_words(first["shares"][0])
    return _("se fordelingen")


def _texts(code: str, figures: Figures, names: Names) -> tuple[str, list[str], str]:
    found = figures.get("texts", {}).get(code, {"hidden": "none"})
    return names.of("item", code), [one["text"] for one in found.get("texts", ())], why_hidden(found)


def _finding(one: Mapping[str, Any], names: Names) -> str:
    about = [names.in_a_sentence("item", code) for code in one["items"]]
    shares = [share_words(share) for share in one["shares"]]
    if one["kind"] == "not_applicable":
        who = level_words(one.get("level", TOTAL))
        words = {"who": who, "share": shares[0], "about": about[0]}
        return (
            _(
                "%(who)s: %(share)s har svart «ikke aktuelt» på «%(about)s». "
                "Er spørsmålet stilt til rette personer?"
            )
            % words
        )
    if one["kind"] == "satisfaction":
        words = {"satisfied": shares[0], "one": about[0], "changed": shares[1], "other": about[1]}
        return (
            _(
                "%(satisfied)s er enige i «%(one)s», men %(changed)s i «%(other)s». "
                "Fornøydhet viser ikke at noe er endret."
            )
            % words
        )
    both = percent(sum(one["shares"]) - 1)
    words = {"first": about[0], "second": about[1], "share": both}
    return _("Minst %(share)s er enige i både «%(first)s» og «%(second)s». Hva har de ment?") % words
