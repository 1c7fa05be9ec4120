"""The words that the search knows: those that say nothing, the same word in two written norms, and the words
of the field that others are put together of. Read from `data/`."""

from __future__ import annotations

from importlib.resources import files


def _lines(name: str) -> list[str]:
    text = files(__package__).joinpath("data", name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def _words(name: str) -> frozenset[str]:
    return frozenset(" ".join(_lines(name)).split())


def _pairs(name: str) -> dict[str, str]:
    """Each line: the form that is kept, then the others."""
    rows = [line.split() for line in _lines(name)]
    return {other: kept for kept, *others in rows for other in others}


STOP_WORDS = _words("stop_words.txt")  # all of PostgreSQL's Norwegian ones are among them
PARTS = _words("parts.txt")
SAME_WORD = _pairs("same_word.txt")
