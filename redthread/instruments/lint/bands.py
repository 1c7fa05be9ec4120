"""Bands of numbers with a hole or a number in two of them: «5–9» and «Mer enn 10» leave out 10."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from redthread.instruments.lint.findings import Finding, Severity, scale_place
from redthread.instruments.model import AnswerScale, Instrument
from redthread.instruments.words import marked as _
from redthread.instruments.words import say

NO_END = 10**9
Band = tuple[int, int]
NUMBER_WORDS = {
    word: number
    for number, words in enumerate(
        ("ingen null aldri", "én en ett", "to", "tre", "fire", "fem", "seks", "sju syv", "åtte", "ni", "ti")
    )
    for word in words.split()
}
NUMBER = rf"(\d+|{'|'.join(NUMBER_WORDS)})"
UNIT = r"(?:\s*(?:%|prosent|år|ganger?|måneder|dager|timer|stk\.?|[a-zæøå]+))?"
RANGE = re.compile(rf"(?:mellom |fra )?{NUMBER}{UNIT}\s*(?:–|-|—|til|og)\s*{NUMBER}{UNIT}")
ABOVE = re.compile(rf"(?:mer|flere|lenger|lengre|eldre|oftere) enn {NUMBER}{UNIT}|over {NUMBER}{UNIT}")
AT_LEAST = re.compile(
    rf"(?:minst|fra) {NUMBER}{UNIT}|{NUMBER}{UNIT} (?:eller|og) (?:flere|mer|over|oppover|eldre)"
    rf"|{NUMBER}{UNIT} ?\+"
)
BELOW = re.compile(rf"(?:mindre|færre|yngre|kortere|sjeldnere) enn {NUMBER}{UNIT}|under {NUMBER}{UNIT}")
AT_MOST = re.compile(
    rf"(?:høyst|inntil|opptil|maks\.?|til og med) {NUMBER}{UNIT}|{NUMBER}{UNIT} eller (?:færre|mindre|under)"
)
ONE = re.compile(rf"{NUMBER}{UNIT}")


def findings(instrument: Instrument) -> Iterator[Finding]:
    for scale in instrument.scales.values():
        place = scale_place(instrument, scale.code)._replace(key="options")
        bands = bands_of(scale)
        for (_low, high), (low, _high) in pairwise(bands):
            if low > high + 1:
                missing = str(high + 1) if low == high + 2 else f"{high + 1}–{low - 1}"
                yield Finding(
                    "bands", Severity.FIX, place,
                    say(
                        _("Det er hull mellom svarene: %(missing)s passer ikke i noe av dem."),
                        missing=missing,
                    ),
                    say(_("Skriv om, så hvert tall hører til i akkurat ett svar.")),
                )  # fmt: skip
            elif low <= high:
                yield Finding(
                    "bands", Severity.FIX, place,
                    say(_("Svarene overlapper: %(number)d hører til i to av dem."), number=low),
                    say(_("Skriv om, så hvert tall hører til i akkurat ett svar.")),
                )  # fmt: skip


def bands_of(scale: AnswerScale) -> list[Band]:
    """In order from below; none where the answers are not all numbers, or are only single ones."""
    read = [_band(option.label.nb.strip().lower().rstrip(".")) for option in scale.options]
    bands = [band for band in read if band is not None]
    wide = [band for band in bands if band[0] != band[1]]
    if len(bands) < len(read) or not wide:
        return []
    return sorted(bands)


def _band(label: str) -> Band | None:
    if found := RANGE.fullmatch(label):
        first, second = _numbers(found)
        return (first, second) if first <= second else None
    for pattern, band in (
        (ABOVE, lambda number: (number + 1, NO_END)),
        (AT_LEAST, lambda number: (number, NO_END)),
        (BELOW, lambda number: (0, number - 1)),
        (AT_MOST, lambda number: (0, number)),
        (ONE, lambda number: (number, number)),
    ):
        if found := pattern.fullmatch(label):
            return band(_numbers(found)[0])
    return None


def _numbers(found: re.Match[str]) -> list[int]:
    return [NUMBER_WORDS[one] if one in NUMBER_WORDS else int(one) for one in found.groups() if one]
