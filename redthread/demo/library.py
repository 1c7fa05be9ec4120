"""The demo's texts, which lie as plain files in `texts/`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

TEXTS = Path(__file__).resolve().parent / "texts"
BARN, UNGDOM = "barn", "ungdom"


class Work(NamedTuple):
    """Something a school takes home, what comes of it, and how it ends at a later gathering."""

    what: str
    who: str
    reach: str
    did: str
    happened: str
    hard: str
    reached: str
    word: str
    grades: str = ""  # only for «barn» or «ungdom»; empty suits every school
    ends: str = "closed"

    def at(self, grade: str) -> Work:
        """The same work for one grade, such as «5. trinn»."""
        return Work(*(text.replace("{trinn}", grade) for text in self))


@dataclass(frozen=True)
class Theme:
    """What a gathering and the between-work after it are about."""

    title: str
    task: str
    prepare: str
    input: str
    story: str
    information: Sequence[str]
    decisions: Sequence[str]
    dissent: str
    proposal: str
    answer: str
    works: Sequence[Work]

    def suiting(self, levels: Sequence[str]) -> Iterator[Work]:
        yield from (work for work in self.works if not work.grades or work.grades in levels)


def theme(name: str) -> Theme:
    """The theme from the file of that name."""
    texts = read(name)
    works = [Work(**work) for work in texts.pop("work")]
    return Theme(works=works, **texts)


def read(name: str) -> dict[str, Any]:
    return tomllib.loads((TEXTS / f"{name}.toml").read_text(encoding="utf-8"))
