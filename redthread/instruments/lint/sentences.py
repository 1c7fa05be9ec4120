"""Words and sentences of a text in bokmål."""

from __future__ import annotations

import re

WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*|\d+")
END = re.compile(r"(?<=[.!?:])\s+")


def words_of(text: str) -> list[str]:
    """In lower case, without signs."""
    return [word.lower() for word in WORD.findall(text)]


def sentences_of(text: str) -> list[str]:
    return [one for one in END.split(text.strip()) if one]
