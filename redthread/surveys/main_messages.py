"""The three things a reader is told first, chosen by rule and never by hand, of what carries weight.

Where less than three do, it is told that nothing stands out, and else fewer are told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from redthread.instruments.model import Instrument
from redthread.pictures.figures import decimal, interval
from redthread.surveys.answer_range import range_of
from redthread.surveys.figures.gaps import INDEX, ITEM
from redthread.surveys.figures.levels import ROLE, TOTAL
from redthread.surveys.level_words import level_words
from redthread.surveys.result_words import measured_words, people_words
from redthread.surveys.weight import (
    FEWEST,
    carried_indices,
    carried_items,
    height_on,
    is_carried,
    on_one_scale,
    reliability_of,
    stands_out,
)

Figures = Mapping[str, Any]
MOST = 3


class Told(NamedTuple):
    """A figure of a message, with whom or what it is of. `about` is the code whose page tells more."""

    value: str
    name: str
    about: str


class Message(NamedTuple):
    """What is found, its figures, how sure it is, what it rests on, and what it cannot say."""

    kind: str
    title: str
    figures: Sequence[Told]
    sure: str
    rests: str
    cannot: str

    def in_words(self) -> str:
        figures = ", ".join(f"{one.name}: {one.value}" for one in self.figures)
        parts = (f"{self.kind}: {self.title}. {figures}.", self.sure, self.rests, self.cannot)
        return " ".join(part for part in parts if part)


class Names:
    """What an index or item is called in one language."""

    def __init__(self, instrument: Instrument, language: str) -> None:
        self.instrument, self.language = instrument, language
        self.indices = {index.code: index for index in instrument.indices}

    def of(self, kind: str, code: str) -> str:
        if kind == INDEX:
            return self.indices[code].title.to(self.language)
        return self.instrument.item(code).text.to(self.language)

    def an_item_of(self, code: str) -> str:
        """Itself, or the first item of an index; all of an index have the same answers to choose from."""
        return self.indices[code].items[0] if code in self.indices else code

    def in_a_sentence(self, of: str, code: str) -> str:
        """Without the full stop of a statement."""
        return self.of(of, code).rstrip(".")


def main_messages(figures: Figures, names: Names) -> list[Message]:
    """The widest gap between roles, the highest and lowest index, and the largest change since last time.

    Where there is none of one, the single highest item, and that nothing stands out.
    """
    candidates = (
        *_gap(figures, names),
        *_indices(figures, names),
        *_change(figures, names),
        *_highest_item(figures, names),
        *_indices_alike(figures, names),
        *_levels_alike(figures),
    )
    return list(islice(candidates, MOST))


def _gap(figures: Figures, names: Names) -> Iterator[Message]:
    gaps = [
        one
        for one in figures["gaps"]
        if one["is_clear"] and min(one["n"]) >= FEWEST and _is_told(figures, one["of"], one["code"])
    ]
    if not gaps:
        return
    gap = max(gaps, key=lambda one: (one["of"] == INDEX, one["difference"]))
    cells = figures["indices" if gap["of"] == INDEX else "items"][gap["code"]]["cells"]
    both = [(level_words(level), cells[level]) for level in (gap["highest"], gap["lowest"])]
    yield Message(
        _("Størst avstand mellom nivåene"),
        names.in_a_sentence(gap["of"], gap["code"]),
        [Told(decimal(cell["mean"]), who, gap["code"]) for who, cell in both],
        _("Forskjellen er større enn tilfeldigheter tilsier."),
        _rests([f"{who}: {people_words(cell['n'])}" for who, cell in both], figures, gap["of"], gap["code"]),
        _("Det sier ikke hvem som ser det riktig, eller hvorfor de ser det ulikt."),
    )


def _is_told(figures: Figures, of: str, code: str) -> bool:
    return of != INDEX or is_carried(figures["indices"][code]["reliability"])


def _rests(people: Sequence[str], figures: Figures, of: str, code: str) -> str:
    reliability = figures["indices"][code]["reliability"] if of == INDEX else None
    return f"{', '.join(people)}. {measured_words(reliability)}"


def _indices(figures: Figures, names: Names) -> Iterator[Message]:
    """The highest and the lowest of those on the same scale, where their intervals are apart."""
    low, high, known = _ends(figures, names)
    if not high:
        return
    if low == high:
        yield _one_index(high, known[high], figures, names)
    elif known[high]["low"] > known[low]["high"]:
        named = {"high": names.of(INDEX, high), "low": names.of(INDEX, low)}
        yield Message(
            _("Høyest og lavest"),
            _("%(high)s ligger høyest, %(low)s lavest") % named,
            [_of_top(code, known[code], names) for code in (high, low)],
            _("Intervallene rundt dem overlapper ikke."),
            _rests_on_two(high, low, known, figures),
            _("Det sier ikke om det er bra nok. Det avgjør dere."),
        )


def _indices_alike(figures: Figures, names: Names) -> Iterator[Message]:
    low, high, known = _ends(figures, names)
    if low == high or known[high]["low"] > known[low]["high"]:
        return
    yield Message(
        _("Indeksene"),
        _("Ingen skiller seg klart ut"),
        [_of_top(code, known[code], names) for code in (high, low)],
        _("Intervallene rundt dem overlapper."),
        _rests_on_two(high, low, known, figures),
        _("Det sier ikke om det er bra nok. Det avgjør dere."),
    )


def _ends(figures: Figures, names: Names) -> tuple[str, str, Figures]:
    """The lowest and the highest index of those on the same scale, which may be one, with all their figures;
    empty codes where none can be read as one figure."""
    known = carried_indices(figures)
    items = {code: names.an_item_of(code) for code in known}
    alike = on_one_scale(known, items, names.instrument)
    ordered = sorted(alike, key=lambda code: height_on(known[code], names.instrument, items[code]))
    return (ordered[0], ordered[-1], known) if ordered else ("", "", known)


def _levels_alike(figures: Figures) -> Iterator[Message]:
    """Where roles were compared, and no difference between them is clear."""
    roles = [one for one in figures["levels"] if one["axis"] == ROLE and "n" in one]
    if len(roles) < 2 or not figures["gaps"] or any(one["is_clear"] for one in figures["gaps"]):
        return
    yield Message(
        _("Mellom nivåene"),
        _("Ingen klar forskjell"),
        [Told(people_words(one["n"]), level_words(one["code"]), "") for one in roles],
        _("Forskjellene som finnes, kan være tilfeldige."),
        "",
        _("Det sier ikke at de ser likt på det. Med få svar kan bare store forskjeller slås fast."),
    )


def _rests_on_two(high: str, low: str, known: Figures, figures: Figures) -> str:
    """The fewest people, and the one of them that measures worst."""
    people = min(known[code]["n"] for code in (high, low))
    worst = min(high, low, key=lambda code: reliability_of(figures["indices"][code]["reliability"]) or 0)
    return _rests([_("Minst %(people)s") % {"people": people_words(people)}], figures, INDEX, worst)


def _one_index(code: str, cell: Figures, figures: Figures, names: Names) -> Message:
    words = {"interval": interval(cell["low"], cell["high"])}
    return Message(
        _("Samlet"),
        names.of(INDEX, code),
        [_of_top(code, cell, names)],
        _("Det ligger trolig i området %(interval)s.") % words,
        _rests([people_words(cell["n"])], figures, INDEX, code),
        _("Det sier ikke om det er bra nok. Det avgjør dere."),
    )


def _of_top(code: str, cell: Figures, names: Names, name: str = "") -> Told:
    top = range_of(names.instrument, names.an_item_of(code))[1]
    value = _("%(mean)s av %(top)s") % {"mean": decimal(cell["mean"]), "top": f"{top:g}"}
    return Told(value, name or names.of(INDEX, code), code)


def _change(figures: Figures, names: Names) -> Iterator[Message]:
    """An index before a question alone."""
    for since in figures["changes"][-1:]:
        looked_at = [
            one
            for one in since["changes"]
            if one["level"] == TOTAL and _is_told(figures, one["of"], one["code"])
        ]
        for of in (INDEX, ITEM):
            some = [one for one in looked_at if one["of"] == of]
            firm = [one for one in some if stands_out(one, len(some))]
            if firm:
                largest = max(firm, key=lambda one: abs(one["difference"]))
                yield _of_change(since["since"], largest, figures, names)
                return


def _of_change(since: int, one: Figures, figures: Figures, names: Names) -> Message:
    now, then = one["n"]
    if one["is_paired"]:
        people = _("%(count)d har svart begge ganger") % {"count": now}
        cannot = _("Det sier ikke hva endringen kommer av.")
    else:
        people = _("%(now)d svar nå og %(then)d da") % {"now": now, "then": then}
        cannot = _("Det sier ikke hva endringen kommer av. Noe kan skyldes hvem som svarte.")
    points = ("+" if one["difference"] > 0 else "") + decimal(one["difference"])
    return Message(
        _("Størst endring siden runde %(wave)d") % {"wave": since},
        names.in_a_sentence(one["of"], one["code"]),
        [Told(points, level_words(TOTAL), one["code"])],
        _("Endringen er større enn tilfeldigheter tilsier."),
        _rests([people], figures, one["of"], one["code"]),
        cannot,
    )


def _highest_item(figures: Figures, names: Names) -> Iterator[Message]:
    known = carried_items(figures)
    alike = on_one_scale(known, {code: code for code in known}, names.instrument)
    if len(alike) < 2:
        return
    code = max(alike, key=lambda one: known[one]["mean"])
    yield Message(
        _("Høyest av påstandene"),
        names.in_a_sentence(ITEM, code),
        [_of_top(code, known[code], names, level_words(TOTAL))],
        "",
        _rests([people_words(known[code]["n"])], figures, ITEM, code),
        _("Ett spørsmål alene er et tynt grunnlag. Les det sammen med de andre."),
    )
