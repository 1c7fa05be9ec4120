"""What a successor pack is made of, the same on the screen and on paper. Plain values."""

from __future__ import annotations

from dataclasses import dataclass, field


def unbroken(words: str) -> str:
    """A day in a narrow column stays on one line."""
    return words.replace(" ", "\u00a0")


@dataclass(frozen=True)
class Line:
    """One thing, with a quiet word beside it and the address where it stands."""

    text: str
    quiet: str = ""
    href: str = ""


@dataclass(frozen=True)
class Lines:
    rows: list[Line]
    title: str = ""
    kind: str = "lines"


@dataclass(frozen=True)
class Facts:
    """A word and what it is, row by row."""

    rows: list[tuple[str, str]]
    title: str = ""
    kind: str = "facts"


@dataclass(frozen=True)
class Table:
    """`rows` are as wide as `head`; `widths` are shares of the page."""

    head: list[str]
    rows: list[list[str]]
    widths: list[float]
    title: str = ""
    kind: str = "table"


Block = Lines | Facts | Table


@dataclass(frozen=True)
class Section:
    """One heading of the pack, in the order of reading. Without blocks it is left out."""

    key: str
    title: str
    blocks: list[Block]
    lead: str = ""

    @property
    def has_content(self) -> bool:
        return any(block.rows for block in self.blocks)


@dataclass(frozen=True)
class Pack:
    """The whole of it, made for one person."""

    title: str
    made_for: str
    network: str
    facts: list[tuple[str, str]]
    sections: list[Section] = field(default_factory=list)
