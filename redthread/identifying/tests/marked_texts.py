"""Texts whose identities are marked as «{Kari Nordmann|name}», and what the checker finds of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from typing import NamedTuple

from redthread.identifying.checking import check_text
from redthread.identifying.lexicon import Is, look_up
from redthread.identifying.marks import Kind, Mark

FOLDER = Path(__file__).parent / "texts"
MARKED = re.compile(r"\{([^{}|]+)\|([a-z_]+)\}")
SLOT = re.compile(r"<([a-z_]+)>")
NAMES = (Kind.NAME, Kind.SCHOOL, Kind.PLACE)
FILLS = 3
NOT_COUNTED = Kind.GROUP  # «elevene», «foreldrene» are hints, and may be marked or not


class Identity(NamedTuple):
    start: int
    end: int
    text: str
    kind: Kind


class Marked(NamedTuple):
    text: str
    identities: list[Identity]


def read(marked: str) -> Marked:
    parts: list[str] = []
    identities: list[Identity] = []
    at = length = 0
    for match in MARKED.finditer(marked):
        before = marked[at : match.start()]
        length += len(before)
        words = match.group(1)
        identities.append(Identity(length, length + len(words), words, Kind(match.group(2))))
        parts += (before, words)
        length += len(words)
        at = match.end()
    return Marked("".join([*parts, marked[at:]]), identities)


def by_hand() -> list[Marked]:
    return [read(text) for text in _texts("by_hand.txt")]


def by_template() -> list[Marked]:
    """Each template three times, its slots filled in turn from the lists of its file."""
    fills = {name: cycle(words) for name, words in _fills().items()}
    return [
        read(SLOT.sub(lambda slot: next(fills[slot.group(1)]), template))
        for _round in range(FILLS)
        for template in _texts("templates.txt")
    ]


def fresh() -> list[Marked]:
    """Texts that were written last. Where they were missed, general rules were mended; no name was added."""
    return [read(text) for text in _texts("fresh.txt")]


def all_texts() -> list[Marked]:
    return [*by_hand(), *by_template()]


def _texts(name: str) -> Iterator[str]:
    yield from (FOLDER / name).read_text(encoding="utf-8").strip().split("\n\n")


def _fills() -> dict[str, list[str]]:
    rows = (row.split(": ", 1) for row in (FOLDER / "fills.txt").read_text(encoding="utf-8").splitlines())
    return {name: [one.strip() for one in words.split(";")] for name, words in rows}


def is_listed(identity: Identity) -> bool:
    """Whether every word with a capital in a name is in the lists of the package."""
    flags = [look_up(word) for word in re.findall(r"[^\W\d_][\w'-]*", identity.text) if word[0].isupper()]
    return all(flag & (Is.GIVEN | Is.SURNAME | Is.BOTH | Is.PLACE) for flag in flags)


@dataclass
class Score:
    """What was found and missed, by kind, and what was marked although nobody had marked it."""

    found: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    same_kind: int = 0
    misses: list[tuple[str, str]] = field(default_factory=list)
    false_ones: list[tuple[str, str]] = field(default_factory=list)

    def recall(self, *kinds: str) -> float:
        return _share(self.found, self.missed, kinds)

    def precision(self, *kinds: str) -> float:
        return _share(self.right, self.wrong, kinds)


def _share(good: Counter[str], bad: Counter[str], kinds: tuple[str, ...]) -> float:
    chosen = kinds or tuple({*good, *bad} - {"listed", "held out"})
    hits, all_of_them = sum(good[kind] for kind in chosen), sum(good[kind] + bad[kind] for kind in chosen)
    return hits / all_of_them if all_of_them else 1.0


def score(texts: Iterable[Marked]) -> Score:
    result = Score()
    for one in texts:
        marks = check_text(one.text)
        _count_recall(one, marks, result)
        _count_precision(one, marks, result)
    return result


def _count_recall(one: Marked, marks: list[Mark], result: Score) -> None:
    for identity in one.identities:
        if identity.kind == NOT_COUNTED:
            continue
        is_found = _is_covered(identity, one.text, marks)
        kinds = [str(identity.kind)]
        if identity.kind in NAMES:
            kinds.append("listed" if is_listed(identity) else "held out")
        (result.found if is_found else result.missed).update(kinds)
        result.same_kind += any(mark.kind == identity.kind and _touch(mark, identity) for mark in marks)
        if not is_found:
            result.misses.append((f"{identity.text}|{identity.kind}", one.text))


def _is_covered(identity: Identity, text: str, marks: list[Mark]) -> bool:
    """Whether every letter and digit that tells is marked; small words such as «på» and «til» tell
    nothing."""
    for word in re.finditer(r"\w+", identity.text):
        start = identity.start + word.start()
        tells = word.group()[0].isupper() or word.group()[0].isdigit() or " " not in identity.text
        last = identity.kind in (Kind.THIRD_PERSON, Kind.AGE) and word.end() == len(identity.text)
        if (tells or last) and not any(
            mark.start <= start and start + len(word.group()) <= mark.end for mark in marks
        ):
            return False
    return True


def _count_precision(one: Marked, marks: list[Mark], result: Score) -> None:
    for mark in marks:
        if mark.kind == NOT_COUNTED:
            continue
        is_right = any(_touch(mark, identity) for identity in one.identities)
        (result.right if is_right else result.wrong)[str(mark.kind)] += 1
        if not is_right:
            result.false_ones.append((f"{mark.text}|{mark.kind}", one.text))


def _touch(mark: Mark, identity: Identity) -> bool:
    return mark.start < identity.end and identity.start < mark.end
