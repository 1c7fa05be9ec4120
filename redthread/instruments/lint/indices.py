"""Indices that are no index: of one question, or of answers on scales that cannot be put together."""

from __future__ import annotations

from collections.abc import Iterator

from redthread.instruments.lint.findings import Finding, Severity
from redthread.instruments.model import Instrument
from redthread.instruments.problems import Place
from redthread.instruments.words import marked as _
from redthread.instruments.words import say


def findings(instrument: Instrument) -> Iterator[Finding]:
    for number, index in enumerate(instrument.indices, start=1):
        place = Place("index", number, index.code, "items")
        if len(index.items) == 1:
            yield Finding(
                "indices", Severity.FIX, place,
                say(_("Indeksen har bare ett spørsmål, og kan ikke få noen pålitelighet.")),
                say(_("Legg til flere spørsmål om det samme, eller ta bort indeksen.")),
            )  # fmt: skip
        if len({_span(instrument, code) for code in index.items}) > 1:
            yield Finding(
                "indices", Severity.FIX, place,
                say(_("Spørsmålene i indeksen har skalaer med ulike verdier.")),
                say(_("Bruk samme skala på alle, eller del indeksen.")),
            )  # fmt: skip


def _span(instrument: Instrument, code: str) -> tuple[int, int]:
    scale = instrument.scale_of(instrument.item(code))
    values = [option.value for option in scale.options] if scale else [0]
    return min(values), max(values)
