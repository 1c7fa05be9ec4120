"""Words that lead to one answer, and statements with a negation, which many read past.

A negation in a clause of its own («det som ikke hjelper oss») says what is meant, and is let be.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from redthread.instruments.lint.findings import Finding, Severity, numbered
from redthread.instruments.lint.sentences import sentences_of
from redthread.instruments.model import Instrument, Item
from redthread.instruments.words import marked as _
from redthread.instruments.words import say

LEADS = re.compile(
    r"\b(?:er du (?:ikke )?enig i|synes du ikke|vil du ikke si|selvfølgelig|selvsagt|naturligvis|åpenbart"
    r"|som kjent|alle vet|fantastisk\w*|utmerket|endelig|ikke sant)\b",
    re.I,
)
NEGATION = re.compile(r"\b(?:ikke|aldri|ingen|verken)\b", re.I)
NOT_A_STATEMENT = re.compile(r"\b(?:ikke bare|ingen andre|verken\b.*\beller)\b", re.I)
CLAUSE = re.compile(r"\b(?:som|at|hvis|når|fordi|om|der|hva|hvem|selv om|mens)\b", re.I)


def findings(instrument: Instrument) -> Iterator[Finding]:
    for place, item in numbered(instrument):
        if found := LEADS.search(item.text.nb):
            yield Finding(
                "leading", Severity.FIX, place,
                say(_("«%(words)s» leder mot ett av svarene."), words=found.group().lower()),
                say(_("Spør nøytralt, så alle svar er like lette å gi.")),
            )  # fmt: skip
        elif _is_rated(instrument, item) and (word := _negation(item.text.nb)):
            yield Finding(
                "negation", Severity.CONSIDER, place,
                say(_("Påstanden er nektende («%(word)s»). Mange leser forbi det."), word=word),
                say(_("Si det uten nektelse, og merk den med «reversed» hvis den skal telle motsatt.")),
            )  # fmt: skip


def _is_rated(instrument: Instrument, item: Item) -> bool:
    scale = instrument.scale_of(item)
    return item.kind == "scale" and scale is not None and scale.kind != "nominal"


def _negation(text: str) -> str:
    for sentence in sentences_of(text):
        found = NEGATION.search(sentence)
        if found and not CLAUSE.search(sentence[: found.start()]) and not NOT_A_STATEMENT.search(sentence):
            return found.group().lower()
    return ""
