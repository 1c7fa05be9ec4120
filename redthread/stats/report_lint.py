"""The text of a published report, looked through for figures that cannot be: see `result_lint`.

Only what can be told from the text itself. A percentage is held against the n of its own sentence, else
against that of the caption it stands under, else against the one that is given for the whole report; where
none is known, or several, nothing is said of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from redthread.stats.grim import MOST_PEOPLE, figure
from redthread.stats.result_lint import CAPTION, Finding, lint_percents, lint_references

PERCENT = re.compile(
    r"(?<![\d,.–-])(\d{1,3}(?:[.,]\d{1,4})?)\s?(?:%|prosent\b|per ?cent\b)"
    r"(?!\s*(?:[–-]|[ck]onfiden|interval|KI\b|CI\b))"
)
PEOPLE = re.compile(r"\b[nN]\s*=\s*(\d{1,3}(?:[\s.,]\d{3})+|\d{1,7})\b")
NO_SHARE = re.compile(
    r"\b(?:under|over|minst|høyst|høgst|mer enn|meir enn|færre enn|fra|frå|til|ca\.?|omtrent|om lag"
    r"|at (?:least|most)|below|above|(?:more|fewer|less) than|from|to|about|around|approximately)\s+$",
    re.I,
)
SENTENCE = re.compile(r"(?<=[.!?:])\s+(?=[A-ZÆØÅ«“])")
LABEL = re.compile(r"^\s*\|?\s*([^\d%|]{2,120}?)[\s|:;]+(?=\d)")
ONLY_FIGURES = re.compile(r"[\s|;]*(?:\d{1,3}(?:[.,]\d{1,4})?\s?%[\s|;]*){3,}(?:[nN]\s*=\s*)?\d*[\s|]*\Z")
NEARLY_A_WHOLE = range(85, 116)


class Found(NamedTuple):
    """`line` counts from 1; 0 is of the text as a whole."""

    line: int
    finding: Finding


def lint_report(text: str, people: int | None = None) -> list[Found]:
    """In bokmål, nynorsk or English: lost and unused figures, rows of a table that are nearly a whole and not
    100, and percentages that no whole number of people can be. `people` is the n where the text has none."""
    lost = [Found(0, one) for one in lint_references(text)]
    return [*lost, *dict.fromkeys(_in_blocks(text, people))]


def _in_blocks(text: str, people: int | None) -> Iterator[Found]:
    """A block goes to the next empty line; its caption tells the n of what stands under it."""
    own: int | None = people
    is_new = True
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            own, is_new = people, True
            continue
        if is_new and CAPTION.match(line):
            own = _people_in(line, people)
        is_new = False
        for finding in _of_line(line, own):
            yield Found(number, finding)


def _of_line(line: str, people: int | None) -> Iterator[Finding]:
    label = LABEL.match(line)
    if label and ONLY_FIGURES.match(line, label.end()):
        yield from _of_row(label[1].strip(), line, _people_in(line, people))
        return
    for sentence in SENTENCE.split(line):
        known = _people_in(sentence, people)
        if known is not None:
            for percent in _percents(sentence):
                yield from lint_percents(_about(sentence), [percent], known, may_choose_many=True)


def _of_row(label: str, line: str, people: int | None) -> Iterator[Finding]:
    """Parts that are far from 100 together are not those of one whole."""
    percents = _percents(line)
    is_whole = int(sum(figure(one).value for one in percents)) in NEARLY_A_WHOLE
    if people is not None or is_whole:
        yield from lint_percents(label, percents, people or MOST_PEOPLE, may_choose_many=not is_whole)


def _people_in(text: str, otherwise: int | None) -> int | None:
    """The one n that stands there; None where there are several."""
    stated = {int(re.sub(r"\D", "", one)) for one in PEOPLE.findall(text)} - {0}
    if not stated:
        return otherwise
    return stated.pop() if len(stated) == 1 else None


def _percents(text: str) -> list[str]:
    return [
        one[1]
        for one in PERCENT.finditer(text)
        if figure(one[1]).value <= 100 and not NO_SHARE.search(text[: one.start()])
    ]


def _about(sentence: str) -> str:
    words = " ".join(sentence.split())
    return f"«{words if len(words) <= 80 else words[:77] + '…'}»"
