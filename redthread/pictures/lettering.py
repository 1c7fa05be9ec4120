"""How wide text is and where it breaks. Widths are estimates, a little too wide rather than too narrow."""

from __future__ import annotations

import unicodedata

NO_BREAK, JOINER = "\u00a0", "\u200d"
SIZE, SMALL, LINE_HEIGHT = 14, 13, 19
_THIN, _SLIM = frozenset("ijlI.,:;'|! \u00a0"), frozenset("tfr()[]-/")
_BROAD = frozenset("mwMWÆ%@…—")


def width_of(text: str, size: float = SIZE) -> float:
    """Pixels, in the page's typeface."""
    return size * sum(map(_width, text))


def _width(sign: str) -> float:
    if sign in _THIN:
        return 0.29
    if sign in _SLIM:
        return 0.4
    if sign in _BROAD or unicodedata.east_asian_width(sign) in "WF":
        return 1.0
    return 0.73 if sign.isupper() else 0.61


def lines_of(text: str, width: float, size: float = SIZE) -> list[str]:
    """The text in lines no wider than `width` pixels. A word that is wider than a line is broken.

    >>> lines_of("Vi prøver ut det vi lærer", 100)
    ['Vi prøver ut', 'det vi lærer']
    """
    lines = [""]
    for word in readable(text).split(" "):
        for place, part in enumerate(_parts(word, width, size)):
            longer = f"{lines[-1]}{'' if place else ' '}{part}".strip()
            if width_of(longer, size) <= width or not lines[-1]:
                lines[-1] = longer
            else:
                lines.append(part)
    return lines


def _parts(word: str, width: float, size: float) -> list[str]:
    if width_of(word, size) <= width:
        return [word]
    if "-" in word.strip("-"):
        first, rest = word.split("-", 1)
        return [*_parts(first + "-", width, size), *_parts(rest, width, size)] if first else [word]
    parts = [""]
    for sign in word:
        if parts[-1] and width_of(parts[-1] + sign + "-", size) > width:
            parts[-1] += "-"
            parts.append("")
        parts[-1] += sign
    return parts


def readable(text: str) -> str:
    """On one line, without signs that a document cannot hold or that turn the reading direction."""
    spaced = "".join(" " if sign.isspace() and sign != NO_BREAK else sign for sign in text)
    written = "".join(sign for sign in spaced if _is_written(sign))
    return " ".join(part for part in written.split(" ") if part)


def _is_written(sign: str) -> bool:
    return sign == JOINER or unicodedata.category(sign) not in ("Cc", "Cf", "Cs", "Cn", "Co")
