"""What is carried out of a wave, a row a figure, and what each figure is a measure of, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

PEOPLE, INVITED, ANSWERED = "people", "invited", "answered"
MEAN, SHARE, DONT_KNOW, NOT_RELEVANT = "mean", "share", "dont_know", "not_relevant"
INDEX, SD, LOW, HIGH, ALPHA, OMEGA = "index", "sd", "low", "high", "alpha", "omega"
GAP, CHANGE, PAIRED_CHANGE, COMPARED, EFFECT = "gap", "change", "paired_change", "compared", "effect"
COVERAGE, CORRELATION = "coverage", "correlation"

# SPSS numbers them in this order, so a new one goes last.
MEASURES: Mapping[str, Promise] = {
    PEOPLE: gettext_lazy("Antall som svarte"),
    MEAN: gettext_lazy("Gjennomsnitt"),
    SHARE: gettext_lazy("Andel som valgte svaret"),
    DONT_KNOW: gettext_lazy("Andel «vet ikke»"),
    NOT_RELEVANT: gettext_lazy("Andel «ikke aktuelt»"),
    INDEX: gettext_lazy("Indeks, gjennomsnitt"),
    SD: gettext_lazy("Indeks, standardavvik"),
    LOW: gettext_lazy("Nedre grense (95 %)"),
    HIGH: gettext_lazy("Øvre grense (95 %)"),
    ALPHA: gettext_lazy("Alfa"),
    OMEGA: gettext_lazy("Omega"),
    INVITED: gettext_lazy("Antall som ble spurt"),
    ANSWERED: gettext_lazy("Antall av de spurte som svarte"),
    GAP: gettext_lazy("Avstand mellom roller"),
    CHANGE: gettext_lazy("Endring, alle som svarte"),
    PAIRED_CHANGE: gettext_lazy("Endring, de som svarte begge ganger"),
    COMPARED: gettext_lazy("Forskjell mellom to spørsmål"),
    EFFECT: gettext_lazy("Effektstørrelse (Hedges' g)"),
    COVERAGE: gettext_lazy("Dekning"),
    CORRELATION: gettext_lazy("Sammenheng med utbyttet"),
}


class Row(NamedTuple):
    """`value` is None for a band (told in `words`) and for what is hidden, whose `hidden` tells why.

    A difference is that of `level` less `against`, in words; `n` and `n_against` answered on each side. The
    limits and the effect of a figure are the rows with its code, level and `against`.
    """

    code: str
    text: str
    level: str
    measure: str
    answer: str = ""
    value: float | None = None
    words: str = ""
    n: int | None = None
    against: str = ""
    n_against: int | None = None
    hidden: str = ""
