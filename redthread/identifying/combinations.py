"""What identifies together in a small municipality, although no single word does."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from redthread.identifying.folding import Folded
from redthread.identifying.marks import Kind, Mark
from redthread.identifying.reading import Reading

FEW_INHABITANTS, FEW_SCHOOLS = 5_000, 3
ENOUGH_ANYWHERE, ENOUGH_WHERE_SMALL = 3, 2
TRAITS = {
    "grade": r"\d{1,2}\. ?(?:trinn|klasse)\w*|\w+klassing\w*|(?:småskole|mellom|ungdoms)trinnet",
    "gender": r"gutt\w{0,3}|gut(?:en|ar|ane)?|jente\w{0,3}|jenta|han|hun|ho|sønn\w*|datter\w*|dotter\w*",
    "health": r"\w*autis\w+|adhd|add|cp|aspergers?|tourettes?|downs?|epilepsi\w*|diabetes\w*|cerebral parese"
    r"|døv\w*|hørselshem\w*|høyrselshem\w*|blind\w*|svaksynt\w*|rullestol\w*"
    r"|dyslek\w+|psyk\w+|depre\w+|angst\w*|selvskad\w*|sjølvskad\w*|spiseforstyrr\w+|kreft\w*|allergi\w*|astma\w*|cøliaki\w*|mutis\w+|funksjons(?:hem|ned)\w+|utviklingshem\w+",
    "origin": r"flyktning\w*|asylsøk\w+|innvandr\w+|ukrain\w+|syri\w+|somali\w+|eritre\w+|afgha\w+"
    r"|polsk\w*|litau\w+|rom(?:folk|ani)\w*|samisk\w*|same(?:r|ne|n)?|arabisk\w*|muslim\w*|adoptert\w*|adoptivbarn\w*",
    "family": r"foster\w+|skil(?:t|sm)\w*|tvilling\w*|trilling\w*|enke\w*|aleine\w+|alene(?:mor"
    r"|far)\w*|barnevern\w*|besøksheim\w*|omsorgsovertak\w*|samværs\w+|krisesenter\w*",
    "event": r"selvmord\w*|sjølvmord\w*|dødsfall\w*|døde|omkom\w*|ulykke\w*|ulukke\w*|brann\w*"
    r"|politi\w*|anmeld\w+|overgrep\w*|vold\w*|drap\w*|arrest\w*|rus(?:et|a)?|narkotika\w*",
    "only_one": r"eneste|einaste|rektor|inspektør\w*|helsesykepleier\w*|helsesjukepleiar\w*"
    r"|vaktmester\w*|vaktmeister\w*|ordfører\w*|ordførar\w*|prest\w*|lensmann\w*",
}
TRAIT = re.compile(
    r"(?<!\w)(?:" + "|".join(f"(?P<{name}>{words})" for name, words in TRAITS.items()) + r")(?!\w)", re.I
)
OF_MARKS = {
    Kind.AGE: "age",
    Kind.CLASS: "grade",
    Kind.DATE: "day",
    Kind.NAME: "name",
    Kind.SCHOOL: "school",
    Kind.PLACE: "place",
    Kind.DIALECT: "dialect",
}


class Combination(NamedTuple):
    """A sentence in which several traits of somebody stand together. Offsets count as those of a mark."""

    start: int
    end: int
    text: str
    traits: tuple[str, ...]


def is_small(*, inhabitants: int | None, schools: int | None) -> bool:
    """Whether people know of each other: few inhabitants, or few schools to choose between."""
    return (inhabitants is not None and inhabitants < FEW_INHABITANTS) or (
        schools is not None and schools <= FEW_SCHOOLS
    )


def combinations_in(
    text: str, marks: Iterable[Mark], *, inhabitants: int | None = None, schools: int | None = None
) -> list[Combination]:
    """Sentences with two traits or more where the municipality is small, and with three anywhere."""
    enough = ENOUGH_WHERE_SMALL if is_small(inhabitants=inhabitants, schools=schools) else ENOUGH_ANYWHERE
    folded = Folded(text)
    reading = Reading(folded.text)
    traits: dict[tuple[int, int], set[str]] = {}
    for match in TRAIT.finditer(folded.text):
        if match.lastgroup:
            traits.setdefault(reading.sentence(*match.span()), set()).add(match.lastgroup)
    spans = {folded.span(*piece): found for piece, found in traits.items()}
    ordered, at = sorted(marks, key=lambda mark: mark.start), 0
    result = []
    for (start, end), found in sorted(spans.items()):
        while at < len(ordered) and ordered[at].end <= start:
            at += 1
        found |= {OF_MARKS[mark.kind] for mark in _until(ordered, at, end) if mark.kind in OF_MARKS}
        if len(found) >= enough:
            begin = start + len(text[start:end]) - len(text[start:end].lstrip())
            result.append(Combination(begin, end, text[begin:end], tuple(sorted(found))))
    return result


def _until(marks: list[Mark], at: int, end: int) -> list[Mark]:
    found = []
    while at < len(marks) and marks[at].start < end:
        found.append(marks[at])
        at += 1
    return found
