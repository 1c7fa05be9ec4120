"""What a reader should stop at in a report of a survey (003 §8.3): each finding says what, and what to ask
for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from redthread.stats.grim import check_percent, check_whole, figure
from redthread.stats.wording import number

MUCH_NOT_APPLICABLE, FEW_CHANGED, MANY_SATISFIED = 40, 20, 50
_KIND = r"(figur|tabell|figure|table)"  # in bokmål and nynorsk, and in English
CAPTION = re.compile(rf"^\s*{_KIND}\s+(\d{{1,3}})\s*[.:]", re.M | re.I)
REFERENCE = re.compile(rf"\b{_KIND}\s+(\d{{1,3}})\b", re.I)


class Finding(NamedTuple):
    """`kind` is a stable word, `about` the item or figure."""

    kind: str
    about: str
    sentence: str


def lint_not_applicable(item: str, percent: float) -> list[Finding]:
    """An item most people say does not concern them measures something else, or was asked of the
    wrong ones.
    """
    if percent < MUCH_NOT_APPLICABLE:
        return []
    text = (
        f"{number(percent, 0)} % har svart «ikke aktuelt» på {item}. Er spørsmålet stilt til rette personer,"
    )
    return [Finding("not_applicable", item, text + " eller er to spørsmål byttet om?")]


def lint_contradiction(one: str, one_percent: float, other: str, other_percent: float) -> list[Finding]:
    """Two statements that cannot both hold: together above 100 per cent, some must have said
    both (Fréchet).
    """
    both = one_percent + other_percent - 100
    if both <= 0:
        return []
    text = f"{number(one_percent, 0)} % sier «{one}» og {number(other_percent, 0)} % sier «{other}»."
    text += f" Minst {number(both, 0)} % må ha sagt begge deler. Hva har de ment?"
    return [Finding("contradiction", f"{one} · {other}", text)]


def lint_transfer(satisfied: float, changed: float) -> list[Finding]:
    """Satisfaction is not change of practice."""
    if satisfied < MANY_SATISFIED or changed >= FEW_CHANGED:
        return []
    text = f"{number(satisfied, 0)} % er fornøyde, men {number(changed, 0)} % har endret praksis i stor grad."
    return [Finding("satisfaction", "", text + " Fornøydhet viser ikke at noe er endret.")]


def lint_self_report(item: str, *, is_measured: bool) -> list[Finding]:
    """What people say of themselves is not what was seen."""
    if is_measured:
        return []
    text = f"{item} er det deltakerne selv sier. Si «opplever» eller «oppgir», ikke at det er målt."
    return [Finding("self_report", item, text)]


def lint_percents(
    about: str, percents: Sequence[str], people: int, *, may_choose_many: bool = False
) -> list[Finding]:
    """Percentages as they are printed, with the n that is stated. Raises StatsError for what is no
    percentage.
    """
    found = [
        Finding("impossible", about, _impossible(about, percent, people))
        for percent in percents
        if not check_percent(percent, people=people).is_possible
    ]
    return found if may_choose_many else found + _sum(about, percents, people)


def _impossible(about: str, percent: str, people: int) -> str:
    below, above = check_percent(percent, people=people).nearest
    near = " og ".join(f"{count} er {number(100 * count / people)} %" for count in (below, above))
    text = f"{about}: {percent.replace('.', ',')} % er umulig med n = {people} ({near})."
    return text + " Har færre svart på spørsmålet? Oppgi n."


def _sum(about: str, percents: Sequence[str], people: int) -> list[Finding]:
    whole = check_whole(percents, people=people)
    total = number(float(whole.total), max(figure(one).decimals for one in percents))
    if whole.total == 100:
        return []
    if whole.adds_up:
        text = f"{about}: prosentene blir {total}. Det kan være avrunding; si det under figuren."
        return [Finding("rounding", about, text)]
    if whole.total < 100:
        missing = number(float(Fraction(100) - whole.total), 1)
        text = f"{about}: prosentene blir {total}. {missing} % mangler. Hvem er de?"
        return [Finding("sum", about, text)]
    text = f"{about}: prosentene blir {total}, mer enn 100. Kunne man velge flere? Si det i så fall."
    return [Finding("sum", about, text)]


def lint_references(text: str) -> list[Finding]:
    """Figures and tables that are mentioned but not there, and those that are there but never mentioned."""
    captions = {(kind.lower(), int(n)) for kind, n in CAPTION.findall(text)}
    rest = CAPTION.sub("", text)
    mentioned = {(kind.lower(), int(n)) for kind, n in REFERENCE.findall(rest)}
    lost = [
        Finding("lost_reference", f"{kind} {n}", f"Teksten viser til {kind} {n}, som ikke finnes.")
        for kind, n in sorted(mentioned - captions)
    ]
    return lost + [
        Finding("unused", f"{kind} {n}", f"{kind.capitalize()} {n} er ikke omtalt i teksten.")
        for kind, n in sorted(captions - mentioned)
    ]
