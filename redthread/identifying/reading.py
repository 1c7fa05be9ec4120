"""A text as words: where each stands, whether it opens a sentence, and what is between it and the next."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cached_property

from redthread.identifying.lexicon import word_group
from redthread.identifying.windows import Stretch, near

WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
OPENING = frozenset('.!?:;…\n\r•*#>|«"“”([{–—/\t=&')
SKIPPED = frozenset(" '«\"“”([")
SHORT = word_group("reading.short")
DIGITS = re.compile(r"\d+")
END = re.compile(r"[.!?…\n]")


class Reading:
    """The words of a folded text, by number."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words: list[str] = WORD.findall(text)
        self.starts = [match.start() for match in WORD.finditer(text)]
        self.ends = [start + len(word) for start, word in zip(self.starts, self.words, strict=True)]
        self.lower = [word.lower() for word in self.words]

    def __len__(self) -> int:
        return len(self.words)

    def gap(self, index: int) -> str:
        """What stands between this word and the next (at most four signs of it)."""
        end = self.ends[index]
        nxt = self.starts[index + 1] if index + 1 < len(self.starts) else len(self.text)
        return self.text[end : min(nxt, end + 4)]

    def word(self, index: int) -> str:
        """In lower case; nothing before the first and after the last."""
        return self.lower[index] if 0 <= index < len(self.lower) else ""

    def joined(self, index: int) -> bool:
        """Whether the next word follows after one space."""
        return index + 1 < len(self.starts) and self.gap(index) in (" ", "  ", "\t")

    def opens(self, index: int) -> bool:
        """Whether a capital letter says nothing here, since a sentence, a line or a quotation begins."""
        at = self.starts[index] - 1
        while at >= 0 and self.text[at] in SKIPPED and at > self.starts[index] - 40:
            if self.text[at] in '«"“”([':
                return True
            at -= 1
        if at < 0:
            return True
        sign = self.text[at]
        if sign == "-":
            return at == 0 or self.text[at - 1] in " \n"
        if sign == ")":
            return at > 0 and self.text[at - 1].isdigit() and (at < 3 or "\n" in self.text[at - 3 : at])
        if sign == ".":
            return not self._is_short(index, at)
        return sign in OPENING

    def _is_short(self, index: int, stop: int) -> bool:
        """Whether the stop belongs to an abbreviation or an initial, or to an ordinal as in «4. B»."""
        if index and self.ends[index - 1] == stop:
            before = self.words[index - 1]
            return before.lower() in SHORT or (len(before) == 1 and before.isupper())
        return False

    @cached_property
    def digits(self) -> list[Stretch]:
        """Around each number, as far as what is written together with one goes."""
        return near(self.text, DIGITS, before=48, after=48)

    @cached_property
    def _stops(self) -> list[int]:
        return [
            match.end() for match in END.finditer(self.text) if not _within_number(self.text, match.start())
        ]

    def sentence(self, start: int, end: int) -> tuple[int, int]:
        """From where to where the sentence goes that has this piece in it."""
        before, after = bisect_right(self._stops, start), bisect_left(self._stops, end)
        begin = self._stops[before - 1] if before else 0
        return begin, self._stops[after] if after < len(self._stops) else len(self.text)


def _within_number(text: str, at: int) -> bool:
    """«12. mars» and «03.04.» have stops that end no sentence."""
    return (
        text[at] == "."
        and at > 0
        and text[at - 1].isdigit()
        and bool(re.match(r" ?[\da-zæøå]", text[at + 1 : at + 3]))
    )
