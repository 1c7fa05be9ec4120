"""Names that are spelled out to slip through: «K a r i», «K.a.r.i», «kari_nordmann»."""

from __future__ import annotations

import re
from collections.abc import Iterator

from redthread.identifying.language import WORDS
from redthread.identifying.lexicon import Is, look_up
from redthread.identifying.marks import Found, Kind

SPELLED = re.compile(r"(?<![^\W_])[^\W\d_](?:[ ._-][^\W\d_]){2,24}(?![^\W_])")


def spelled_names_in(text: str, language: str) -> Iterator[Found]:
    for match in SPELLED.finditer(text):
        name = match.group()[::2]
        flags = look_up(name)
        if flags & (Is.GIVEN | Is.SURNAME) and not flags & Is.EVERYDAY:
            yield Found(*match.span(), Kind.NAME, WORDS[language]["person"].one)
