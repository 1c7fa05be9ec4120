"""How known names are found however they are bent or shortened: genitive, case, accents, «Haakon» for
«Håkon», one
part of the name, initials, pet forms, «Brekkaskolen» for «Brekka skole»."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from redthread.identifying.folding import Folded
from redthread.identifying.known import KINDS, Known
from redthread.identifying.lexicon import Is, hard, is_everyday, lines, look_up, word_group
from redthread.identifying.marks import Kind
from redthread.identifying.phrases import KINDERGARTEN, PARTICLES, SCHOOL
from redthread.identifying.reading import WORD, Reading

NEUTRAL = {
    Kind.NAME: "person",
    Kind.SCHOOL: "school",
    Kind.PLACE: "municipality",
    Kind.NETWORK: "network",
    Kind.PROJECT: "project",
}
BENT = ("s", "'s", "et", "en", "a", "ets", "ens", "ene", "e")
PET = (
    "emannen",
    "emann",
    "mannen",
    "mann",
    "mor",
    "gutten",
    "jenta",
    "vennen",
    "ern",
    "en",
    "is",
    "ie",
    "i",
    "e",
    "a",
    "y",
    "o",
    "s",
    "",
)


@cache
def pet_forms() -> dict[str, list[str]]:
    rows = (line.split(": ") for line in lines("pet_forms.txt"))
    return {name: forms.split() for name, forms in rows}


GENERIC = SCHOOL | KINDERGARTEN | frozenset(("avd", "avdeling", "as", "sa", "og"))
SCHOOL_ENDS = tuple(sorted(map(hard, word_group("known_index.school_ends"))))
SHORTEST_PREFIX = 3


class Hit(NamedTuple):
    start: int
    end: int
    kind: Kind
    neutral: str
    first: int
    last: int


class Index:
    """The known names by their first word, made once for many texts."""

    def __init__(self, known: Known) -> None:
        self._phrases: dict[str, list[tuple[tuple[str, ...], Kind]]] = {}
        self._starts: dict[str, Kind] = {}  # of words such as «Brekkaskolen»
        self._initials: dict[str, Kind] = {}
        self._prefixes: set[str] = set()
        for names, kind in zip(known, KINDS.values(), strict=True):
            for name in names:
                self._add(name, kind)
        for phrases in self._phrases.values():
            phrases.sort(key=lambda each: -len(each[0]))

    def __bool__(self) -> bool:
        return bool(self._phrases)

    def _add(self, name: str, kind: Kind) -> None:
        words = WORD.findall(Folded(name).text)
        if not words:
            return
        self._put(words, kind)
        initials = "".join(word[0] for word in words)
        if len(initials) > (1 if kind == Kind.NAME else 2):
            self._initials.setdefault(initials.upper(), kind)
        if kind == Kind.NAME:
            self._add_parts(words)
        elif kind in (Kind.SCHOOL, Kind.PLACE):
            own = [word for word in words if word.lower() not in GENERIC and word.lower() != "kommune"]
            if own and own != words:
                self._put(own, kind)
            if own:
                self._starts.setdefault("".join(hard(word) for word in own), kind)

    def _add_parts(self, words: list[str]) -> None:
        for word in words:
            parts = [word, *word.split("-")] if "-" in word else [word]
            for part in parts:
                if len(part) > 1 and part.lower() not in PARTICLES:
                    self._put([part], Kind.NAME)
        given = hard(words[0])
        for pet in pet_forms().get(words[0].lower(), ()):
            self._put([pet], Kind.NAME)
        self._prefixes.update(given[:end] for end in range(SHORTEST_PREFIX, len(given) + 1))

    def _put(self, words: list[str], kind: Kind) -> None:
        keys = tuple(hard(word) for word in words)
        row = self._phrases.setdefault(keys[0], [])
        if all(one[0] != keys for one in row):
            row.append((keys, kind))
        if len(keys) == 1:
            return
        solid = "".join(keys)
        self._phrases.setdefault(solid, []).append(((solid,), kind))

    def find(self, reading: Reading) -> Iterator[Hit]:
        key_of = {word: hard(word) for word in set(reading.words)}
        possible = {word for word, key in key_of.items() if self._may_begin(word, key)}
        keys = [key_of[word] for word in reading.words]
        until = -1
        for at in [at for at, word in enumerate(reading.words) if word in possible]:
            hit = (self._phrase(reading, keys, at) or self._word(reading, keys, at)) if at > until else None
            if hit:
                yield hit
                until = hit.last

    def _may_begin(self, word: str, key: str) -> bool:
        """Whether a known name may begin with this word; asked once for each word."""
        if len(word) == 1 and word.isupper():
            return True
        is_known = any(one in self._phrases for one in _unbent(key))
        return is_known or self._kind_of_word(word, key) is not None

    def _phrase(self, reading: Reading, keys: list[str], at: int) -> Hit | None:
        for first in _unbent(keys[at]):
            for wanted, kind in self._phrases.get(first, ()):
                last = at + len(wanted) - 1
                if self._matches(keys, at, wanted) and _is_meant(reading, at, last, kind):
                    return _hit(reading, at, last, kind)
        return None

    @staticmethod
    def _matches(keys: list[str], at: int, wanted: tuple[str, ...]) -> bool:
        last = at + len(wanted) - 1
        if last >= len(keys):
            return False
        inner = tuple(keys[at:last]) == wanted[:-1]
        return inner and wanted[-1] in _unbent(keys[last])

    def _word(self, reading: Reading, keys: list[str], at: int) -> Hit | None:
        """Initials, «Brekkaskolen», and pet forms."""
        word, key = reading.words[at], keys[at]
        kind = self._kind_of_word(word, key)
        if kind:
            return _hit(reading, at, at, kind)
        return self._spaced_initials(reading, at) if len(word) == 1 and word.isupper() else None

    def _kind_of_word(self, word: str, key: str) -> Kind | None:
        kind = self._initials.get(word.rstrip("s") if word[:2].isupper() else "")
        if kind:
            return kind
        for end in SCHOOL_ENDS:
            if key.endswith(end):
                stem = key.removesuffix(end)
                kind = self._starts.get(stem.rstrip("-s")) or self._starts.get(stem.rstrip("-"))
                if kind:
                    return kind
        return Kind.NAME if self._is_pet_form(word, key) else None

    def _spaced_initials(self, reading: Reading, at: int) -> Hit | None:
        letters, last = "", at
        while (
            last < len(reading)
            and len(letters) < 4
            and len(reading.words[last]) == 1
            and reading.words[last].isupper()
        ):
            letters += reading.words[last]
            kind = self._initials.get(letters)
            if kind and len(letters) > 1:
                return _hit(reading, at, last, kind)
            if reading.gap(last) not in (".", ". "):
                break
            last += 1
        return None

    def _is_pet_form(self, word: str, key: str) -> bool:
        if not word[0].isupper() or is_everyday(word) or look_up(word) & (Is.MAY_HAVE_CAPITAL | Is.EVERYDAY):
            return False
        for ending in PET:
            if key.endswith(ending):
                stem = key.removesuffix(ending)
                for base in (stem, stem[:-1] if len(stem) > 3 and stem[-1:] == stem[-2:-1] else stem):
                    if len(base) >= SHORTEST_PREFIX and base in self._prefixes:
                        return True
        return False


def _unbent(key: str) -> Iterator[str]:
    yield key
    for ending in BENT:
        if key.endswith(ending) and len(key) > len(ending) + 1:
            yield key.removesuffix(ending)


def _is_meant(reading: Reading, first: int, last: int, kind: Kind) -> bool:
    """A name of one word that is an everyday word as well needs its capital, and not only as the first in a
    sentence."""
    if last > first:
        return all(reading.gap(at) in (" ", "  ", "-", "\t", ", ", "\n") for at in range(first, last))
    word = reading.words[first]
    flags = look_up(word)
    is_common = (
        bool(flags & (Is.EVERYDAY | Is.VERB | Is.MAY_HAVE_CAPITAL)) or is_everyday(word) or len(word) < 3
    )
    if not is_common and not flags & Is.BOTH:
        return True
    if not word[0].isupper():
        return False
    if kind in (Kind.NETWORK, Kind.PROJECT):
        return not reading.opens(first) or reading.text[reading.ends[first] : reading.ends[first] + 1] in (
            "»",
            '"',
        )
    return not reading.opens(first) or (
        kind == Kind.NAME and bool(look_up(reading.word(first + 1)) & Is.VERB)
    )


def _hit(reading: Reading, first: int, last: int, kind: Kind) -> Hit:
    if (
        kind == Kind.NAME
        and reading.joined(last)
        and len(reading.words[last + 1]) == 1
        and reading.words[last + 1].isupper()
        and (reading.words[last + 1] not in "IÅ" or reading.gap(last + 1)[:1] == ".")
    ):
        last += 1  # «Kari N.»
    if kind == Kind.SCHOOL and reading.joined(last) and reading.lower[last + 1] in SCHOOL | KINDERGARTEN:
        last += 1
    end = reading.ends[last]
    if len(reading.words[last]) == 1 and reading.text[end : end + 1] == ".":
        end += 1
    return Hit(reading.starts[first], end, kind, NEUTRAL[kind], first, last)
