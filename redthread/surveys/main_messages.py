"""The three things a reader is told first, chosen by rule and never by hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from redthread.instruments.model import Instrument
from redthread.pictures.figures import decimal, percent
from redthread.surveys.answer_range import range_of
from redthread.surveys.figures.levels import TOTAL
from redthread.surveys.level_words import level_words
from redthread.surveys.result_words import is_weak

Figures = Mapping[str, Any]
MOST = 3


class Message(NamedTuple):
    """`about` is the code whose page tells where it comes from."""

    text: str
    about: str


def main_messages(figures: Figures, instrument: Instrument, language: str) -> list[Message]:
    """The widest gap between roles, the highest and lowest index, and the largest change since last time.

    Where there is none of one, what most people say does not concern them, and the single highest item.
    """
    names = Names(instrument, language)
    candidates = (
        *_gap(figures, names),
        *_indices(figures, names),
        *_change(figures, names),
        *_not_relevant(figures, names),
        *_highest_item(figures, names),
    )
    return list(islice(candidates, MOST))


class Names:
    """What an index or item is called in one language."""

    def __init__(self, instrument: Instrument, language: str) -> None:
        self.instrument, self.language = instrument, language
        self.indices = {index.code: index for index in instrument.indices}

    def of(self, kind: str, code: str) -> str:
        if kind == "index":
            return self.indices[code].title.to(self.language)
        return self.instrument.item(code).text.to(self.language)

    def highest_value(self, kind: str, code: str) -> float:
        return range_of(self.instrument, self.indices[code].items[0] if kind == "index" else code)[1]


def _gap(figures: Figures, names: Names) -> Iterator[Message]:
    gap = max(figures["gaps"], key=lambda one: (one["is_clear"], one["difference"]), default=None)
    if gap is None or gap["difference"] <= 0:
        return
    cells = figures["indices" if gap["of"] == "index" else "items"][gap["code"]]["cells"]
    words = {
        "about": names.of(gap["of"], gap["code"]),
        "high": level_words(gap["highest"]),
        "low": level_words(gap["lowest"]),
        "top": decimal(cells[gap["highest"]]["mean"]),
        "bottom": decimal(cells[gap["lowest"]]["mean"]),
    }
    text = (
        _("Størst avstand mellom nivåene: «%(about)s». %(high)s svarer %(top)s og %(low)s %(bottom)s.")
        % words
    )
    chance = (
        _("Forskjellen er større enn tilfeldigheter tilsier.")
        if gap["is_clear"]
        else _("Forskjellen kan være tilfeldig.")
    )
    yield Message(f"{text} {chance}", gap["code"])


def _indices(figures: Figures, names: Names) -> Iterator[Message]:
    """How far up each scale, so that scales of different length compare; none that measures poorly."""
    known = []
    for code, figure in figures["indices"].items():
        mean = figure["cells"][TOTAL].get("mean")
        if mean is not None and not is_weak(figure["reliability"]):
            low, high = range_of(names.instrument, names.indices[code].items[0])
            known.append(((mean - low) / (high - low), code, mean, high))
    if len(known) < 2:
        return
    (_l, weakest, low_mean, low_top), (_h, strongest, high_mean, high_top) = min(known), max(known)
    words = {
        "strongest": names.of("index", strongest),
        "high": decimal(high_mean),
        "of_high": f"{high_top:g}",
        "weakest": names.of("index", weakest),
        "low": decimal(low_mean),
        "of_low": f"{low_top:g}",
    }
    text = _(
        "Høyest ligger «%(strongest)s» (%(high)s av %(of_high)s). "
        "Lavest ligger «%(weakest)s» (%(low)s av %(of_low)s)."
    )
    yield Message(text % words, strongest)


def _change(figures: Figures, names: Names) -> Iterator[Message]:
    changes = [
        (since["since"], one)
        for since in figures["changes"][-1:]
        for one in since["changes"]
        if one["level"] == TOTAL and one["difference"]
    ]
    if not changes:
        return
    since, one = max(changes, key=lambda both: (both[1]["is_clear"], abs(both[1]["difference"])))
    words = {
        "about": names.of(one["of"], one["code"]),
        "points": decimal(abs(one["difference"])),
        "wave": since,
    }
    text = (
        _("Størst endring siden runde %(wave)d: «%(about)s» har gått opp med %(points)s.")
        if one["difference"] > 0
        else _("Størst endring siden runde %(wave)d: «%(about)s» har gått ned med %(points)s.")
    )
    chance = (
        _("Endringen er større enn tilfeldigheter tilsier.")
        if one["is_clear"]
        else _("Endringen kan være tilfeldig.")
    )
    yield Message(f"{text % words} {chance}", one["code"])


def _not_relevant(figures: Figures, names: Names) -> Iterator[Message]:
    shares = [
        (share, code)
        for code, figure in figures["items"].items()
        if isinstance(share := figure["cells"][TOTAL].get("not_relevant"), float) and share >= 0.1
    ]
    if shares:
        share, code = max(shares)
        words = {"share": percent(share), "about": names.of("item", code)}
        yield Message(_("%(share)s sier at «%(about)s» ikke er aktuelt for dem.") % words, code)


def _highest_item(figures: Figures, names: Names) -> Iterator[Message]:
    means = [
        (mean, code)
        for code, figure in figures["items"].items()
        if (mean := figure["cells"][TOTAL].get("mean")) is not None
    ]
    if means:
        mean, code = max(means)
        words = {
            "about": names.of("item", code),
            "mean": decimal(mean),
            "top": f"{names.highest_value('item', code):g}",
        }
        yield Message(_("Høyest av påstandene: «%(about)s» (%(mean)s av %(top)s).") % words, code)
