"""An instrument as it is when it has been read and checked. All parts are values that never change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

LANGUAGES = ("nb", "nn", "en")
# Whom a question can be put to; the words of the register, and no finer.
ROLES = ("principal", "middle_leader", "resource_teacher", "teacher", "owner", "adviser", "other")


@dataclass(frozen=True)
class Text:
    """The same words in each language; bokmål is always there."""

    nb: str
    nn: str = ""
    en: str = ""

    def to(self, language: str) -> str:
        """In that language, else in bokmål."""
        return str(getattr(self, language, "") or self.nb)


@dataclass(frozen=True)
class Option:
    """One answer that can be chosen; `value` is what it counts for."""

    value: int
    label: Text


@dataclass(frozen=True)
class AnswerScale:
    """What can be answered. «Vet ikke» and «ikke aktuelt» are two things, and neither is a value."""

    code: str
    kind: str  # ordered, nominal or yes_no
    options: tuple[Option, ...]  # in the order in which they are shown
    has_dont_know: bool = False
    has_not_relevant: bool = False


@dataclass(frozen=True)
class Condition:
    """The item is asked when an earlier one was answered with one of these values."""

    item: str
    values: frozenset[int]


@dataclass(frozen=True)
class Item:
    """One statement or question. `versions` are its words to certain roles; `roles` empty means all."""

    code: str
    text: Text
    kind: str = "scale"  # scale (one answer), choices (several) or text (free words)
    scale: str = ""  # the code of its scale; empty for free words
    versions: Mapping[str, Text] = field(default_factory=dict)
    roles: frozenset[str] = frozenset()
    shown_if: Condition | None = None
    is_reversed: bool = False
    is_sensitive: bool = False
    source: str = ""

    def words(self, role: str, language: str) -> str:
        return self.versions.get(role, self.text).to(language)

    def is_for(self, role: str) -> bool:
        return not self.roles or role in self.roles


@dataclass(frozen=True)
class Section:
    title: Text
    items: tuple[Item, ...]
    intro: Text | None = None


DOSE, SATISFACTION, CHANGE = MEASURES = ("dose", "satisfaction", "change")


@dataclass(frozen=True)
class Index:
    """A person's mean over some items, when at least the share `at_least` of them is answered.

    `measures` is one of MEASURES where more can be told by knowing it, else empty.
    """

    code: str
    title: Text
    items: tuple[str, ...]
    at_least: float = 0.5
    source: str = ""
    measures: str = ""


@dataclass(frozen=True)
class Source:
    """Where a construct comes from; the words are ours."""

    code: str
    text: str


@dataclass(frozen=True)
class Instrument:
    """A questionnaire with all that is needed to ask it and to read its answers."""

    code: str
    version: int
    title: Text
    about: Text
    scales: Mapping[str, AnswerScale]
    sections: tuple[Section, ...]
    indices: tuple[Index, ...] = ()
    sources: tuple[Source, ...] = ()
    languages: tuple[str, ...] = LANGUAGES
    roles: tuple[str, ...] = ()  # whom it is for; empty means all
    contradictions: tuple[tuple[str, str], ...] = ()  # pairs of items that cannot both be agreed with
    comparisons: tuple[tuple[str, str], ...] = ()  # pairs on one scale, compared among those who answer both

    @property
    def items(self) -> tuple[Item, ...]:
        return tuple(item for section in self.sections for item in section.items)

    def item(self, code: str) -> Item:
        """Raises KeyError for a code that is not there."""
        for item in self.items:
            if item.code == code:
                return item
        raise KeyError(code)

    def scale_of(self, item: Item) -> AnswerScale | None:
        return self.scales.get(item.scale)
