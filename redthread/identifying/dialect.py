"""Spoken forms, which point at a part of the country: marked with the written form beside them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from redthread.identifying.language import cased
from redthread.identifying.lexicon import lines
from redthread.identifying.marks import Found, Kind
from redthread.identifying.reading import Reading

# Nynorsk in a quotation within bokmål says as much about where somebody is from.
NYNORSK_SAID = {
    "eg": "jeg",
    "ikkje": "ikke",
    "korleis": "hvordan",
    "kvifor": "hvorfor",
    "kva": "hva",
    "kven": "hvem",
    "mykje": "mye",
}
LONGEST_QUOTATION = 600


@cache
def forms() -> dict[str, tuple[str, str]]:
    """The form in bokmål and in nynorsk, by the spoken one."""
    return {
        spoken: (bokmal, nynorsk)
        for spoken, bokmal, nynorsk in (line.split() for line in lines("dialect.txt"))
    }


def dialect_in(reading: Reading, language: str) -> Iterator[Found]:
    table = forms()
    said = NYNORSK_SAID if language == "nb" else {}
    for at in [at for at, word in enumerate(reading.lower) if word in table or word in said]:
        word = reading.lower[at]
        if word in table:
            written = table[word][language == "nn"]
        elif _is_quoted(reading.text, reading.starts[at]):
            written = said[word]
        else:
            continue
        opens = reading.words[at][0].isupper()
        yield Found(reading.starts[at], reading.ends[at], Kind.DIALECT, cased(written, opens=opens))


def _is_quoted(text: str, at: int) -> bool:
    """Whether a quotation was begun before this place and is not ended."""
    before = text.rfind("«", max(0, at - LONGEST_QUOTATION), at)
    if before >= 0 and text.find("»", before, at) < 0:
        return True
    begin = text.rfind("\n", max(0, at - LONGEST_QUOTATION), at) + 1
    return text.count('"', max(begin, at - LONGEST_QUOTATION), at) % 2 == 1 or text[begin : begin + 2] in (
        "– ",
        "- ",
    )
