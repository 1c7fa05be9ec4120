"""What a school has written, and how two who wrote at once are joined without losing a word. Pure."""

from __future__ import annotations

import hashlib
import json
from typing import NamedTuple

TEXTS = ("did", "happened", "hard")


class Draft(NamedTuple):
    """The four answers of a summary, as they stand in the form."""

    did: str = ""
    happened: str = ""
    hard: str = ""
    reach: str = ""

    @property
    def says_something(self) -> bool:
        return any(text.strip() for text in (self.did, self.happened, self.hard))


class Joined(NamedTuple):
    """`draft` holds every word of both; `clashes` are the fields that both had changed."""

    draft: Draft
    clashes: tuple[str, ...]


def join(*, base: Draft, theirs: Draft, mine: Draft) -> Joined:
    """Join two drafts that both grew out of `base`. What only one of them changed is taken as it is.

    >>> join(base=Draft("a"), theirs=Draft("a", hard="b"), mine=Draft("a c")).draft
    Draft(did='a c', happened='', hard='b', reach='')
    """
    joined, clashes = [], []
    for name, before, other, own in zip(Draft._fields, base, theirs, mine, strict=True):
        if own == other or other == before:
            joined.append(own)
        elif own == before:
            joined.append(other)
        else:
            joined.append(_both(other, own) if name in TEXTS else own)
            clashes.append(name)
    return Joined(Draft(*joined), tuple(clashes))


def _both(theirs: str, mine: str) -> str:
    if theirs.strip() in mine:
        return mine
    if mine.strip() in theirs:
        return theirs
    return f"{theirs.rstrip()}\n\n{mine}"


class Submission(NamedTuple):
    """One save from one phone: what it says, and which version it grew out of."""

    key: str
    version: int
    base: Draft
    mine: Draft

    @property
    def body_hash(self) -> str:
        """The same for a repeated save, another for everything else."""
        body = json.dumps([self.version, self.base, self.mine], ensure_ascii=False)
        return hashlib.sha256(body.encode()).hexdigest()
