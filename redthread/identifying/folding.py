"""The text as it reads, whatever it is written with, and the way back to where each sign stood.

Invisible signs, soft hyphens, combining marks, look-alike letters of other scripts, and wide or styled
letters and
digits must not hide an identity. What is plain already is not touched, which is nearly all of nearly every
text.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right

_PLAIN = "\t\n\r -~æøåÆØÅ«»–—…§°éèêëóòôöüäáàâçñíúčđŋšŧžÁÀÉÈÓÖÜÄČĐŊŠŦŽ€•"
_JOINS = (
    "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"  # marks over and under letters
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufe00-\ufe0f\ufeff\U000e0000-\U000e01ef"  # what is not seen
)
ODD = re.compile(f"[^{_PLAIN}]")
# A letter with what is hung on it. So many and no more, since sorting thousands of them takes long.
CLUSTER = re.compile(f".[{_JOINS}]{{1,16}}|[^{_PLAIN}]", re.DOTALL)
JOINS = re.compile(f"[{_JOINS}]")
UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e01ef]"
)
LOOK_ALIKE = str.maketrans(
    "АВЕЅІЈКМНОРСТУХаеѕіјкорсухвмнтԁԛԝһҺӏΑΒΕΖΗΙΚΜΝΟΡΤΥΧαονικρτυχıɡɑƖǃ‐‑‒−﹣ʼ’‘´`′\u2028\u2029\u0085\x0b\x0c",
    "ABESIJKMHOPCTYXaesijkopcyxbmhtdqwhHlABEZHIKMNOPTYXaovikptuxigaI!-----''''''\n\n\n\n\n",
)


class Folded:
    """A text for reading, and where each piece of it stood in the text that was given."""

    def __init__(self, original: str) -> None:
        self.original = original
        self.text = original
        self._starts: list[int] = []  # of each piece, in the folded text
        self._pieces: list[tuple[int, int, bool]] = []  # start and end in the original, and whether as it was
        if ODD.search(original):
            self._fold()

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Start and end in the original of what stands from start to end (not empty) in the folded text."""
        return (self._place(start)[0], self._place(end - 1)[1]) if self._starts else (start, end)

    def _place(self, at: int) -> tuple[int, int]:
        index = bisect_right(self._starts, at) - 1
        start, end, is_same = self._pieces[index]
        if not is_same:
            return start, end
        place = start + at - self._starts[index]
        return place, place + 1

    def _fold(self) -> None:
        parts: list[str] = []
        length = at = 0

        def add(part: str, start: int, end: int, is_same: bool) -> None:
            nonlocal length
            if part:
                self._starts.append(length)
                self._pieces.append((start, end, is_same))
                parts.append(part)
                length += len(part)

        for cluster in CLUSTER.finditer(self.original):
            start, end = cluster.span()
            add(self.original[at:start], at, start, True)
            add(plain(cluster.group()), start, end, False)
            at = end
        add(self.original[at:], at, len(self.original), True)
        self.text = "".join(parts)


def plain(cluster: str) -> str:
    """How one sign with what is hung on it reads."""
    known = _KNOWN.get(cluster)
    if known is None:
        seen = unicodedata.normalize("NFKC", UNSEEN.sub("", cluster)).translate(LOOK_ALIKE)
        known = "".join(_digit(sign) for sign in seen if not JOINS.match(sign))
        if len(_KNOWN) < MOST_KNOWN:
            _KNOWN[cluster] = known
    return known


def _digit(sign: str) -> str:
    if sign.isascii():
        return sign
    value = unicodedata.digit(sign, None)
    return sign if value is None else str(value)


MOST_KNOWN = 20_000
_KNOWN: dict[str, str] = {}
