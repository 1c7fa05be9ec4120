"""Where in a long text it is worth looking: most patterns need a digit or a sign that most sentences lack."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

Stretch = tuple[int, int]


def near(text: str, sign: re.Pattern[str], *, before: int, after: int) -> list[Stretch]:
    """Stretches around each place where the sign is; they do not overlap."""
    stretches: list[Stretch] = []
    begin = end = -1
    for match in sign.finditer(text):
        at = match.start()
        if at - before > end:
            if end >= 0:
                stretches.append((begin, end))
            begin = at - before if at > before else 0
        end = match.end() + after
    if end >= 0:
        stretches.append((begin, min(end, len(text))))
    return stretches


def matches_in(
    text: str, stretches: Iterable[Stretch], *patterns: re.Pattern[str]
) -> Iterator[re.Match[str]]:
    """What the patterns find in the stretches, which must be wider than the longest match."""
    for begin, end in stretches:
        for pattern in patterns:
            yield from pattern.finditer(text, begin, end)
