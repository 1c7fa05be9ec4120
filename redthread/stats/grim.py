"""Can this percentage, or this mean, come from this many people? (GRIM: Brown & Heathers 2017, Social
Psychological and Personality Science 8(4); percentages as in Heathers & Brown.) Whole numbers of people give
only some figures.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import NamedTuple

from redthread.stats.errors import StatsError

WRITTEN = re.compile(r"\d{1,6}(?:[.,]\d{1,6})?\Z")
MOST_PEOPLE = 10_000_000


class Figure(NamedTuple):
    """A number as it is written: its value, and how many decimals it is rounded to."""

    value: Fraction
    decimals: int

    @property
    def edges(self) -> tuple[Fraction, Fraction]:
        """What may have been rounded to it, whichever way a half is rounded."""
        half = Fraction(1, 2 * 10**self.decimals)
        return self.value - half, self.value + half


class Checked(NamedTuple):
    """`counts` are the numbers of people (or sums of points) that give the figure: none when it is
    impossible.
    """

    is_possible: bool
    counts: range
    nearest: tuple[int, int]


def figure(text: str) -> Figure:
    """«2.5» and «2,5» are 2.5 with one decimal. Raises StatsError for what is no such number."""
    written = text.strip().removesuffix("%").strip()
    if not WRITTEN.match(written):
        raise StatsError("not_numbers", f"«{text}» is not a number such as 2.5 or 62.")
    whole, _sign, decimals = written.replace(",", ".").partition(".")
    return Figure(Fraction(f"{whole}.{decimals or 0}"), len(decimals))


def check_percent(percent: str, *, people: int) -> Checked:
    """Is there a whole number of `people` that is this per cent of them?

    >>> check_percent("2.5", people=166).is_possible
    False
    >>> list(check_percent("62", people=166).counts)
    [103]
    """
    given = figure(percent)
    if given.value > 100:
        raise StatsError("outside_scale", f"{percent} is more than 100 per cent.")
    return _checked(given, Fraction(_people(people), 100), most=people)


def check_mean(mean: str, *, people: int, items: int = 1, lowest: int = 0) -> Checked:
    """Is there a whole sum of points that gives this mean of so many people and items? Answers are whole
    numbers.
    """
    given = figure(mean)
    points = _people(people) * items
    found = _checked(given, Fraction(points), most=None)
    return found if given.edges[1] >= lowest else found._replace(is_possible=False, counts=range(0))


def _checked(given: Figure, scale: Fraction, *, most: int | None) -> Checked:
    low, high = (edge * scale for edge in given.edges)
    first, last = max(math.ceil(low), 0), math.floor(high)
    if most is not None:
        last = min(last, most)
    below = math.floor(given.value * scale)
    counts = range(first, last + 1)
    return Checked(len(counts) > 0, counts, (below, below + 1))


def possible_people(percent: str, *, most: int) -> list[range]:
    """Which numbers of people up to `most` could give the percentage, as ranges, the largest first."""
    fitting = [
        people for people in range(_people(most), 0, -1) if check_percent(percent, people=people).is_possible
    ]
    return _ranges(fitting)


def _ranges(falling: Iterable[int]) -> list[range]:
    found: list[range] = []
    for one in falling:
        if found and found[-1].start == one + 1:
            found[-1] = range(one, found[-1].stop)
        else:
            found.append(range(one, one + 1))
    return found


class Whole(NamedTuple):
    """Percentages of one whole. `total` is their sum, `slack` how far rounding can take it from 100.

    `counts` is the only way to divide the people, when there is only one.
    """

    total: Fraction
    slack: Fraction
    adds_up: bool
    is_possible: bool
    counts: tuple[int, ...] | None


def check_whole(percents: Sequence[str], *, people: int) -> Whole:
    """Do they add up to 100, as far as rounding allows, and can whole people be divided so?

    >>> check_whole(["62", "24", "8", "6"], people=166).counts
    (103, 40, 13, 10)
    """
    given = [figure(percent) for percent in percents]
    total = sum((one.value for one in given), Fraction(0))
    slack = sum((Fraction(1, 2 * 10**one.decimals) for one in given), Fraction(0))
    ranges = [check_percent(percent, people=people).counts for percent in percents]
    low, high = sum(r.start for r in ranges), sum(r.stop - 1 for r in ranges)
    is_possible = all(len(one) for one in ranges) and low <= people <= high
    return Whole(
        total, slack, abs(total - 100) <= slack, is_possible, _only(ranges, people) if is_possible else None
    )


def _only(ranges: list[range], people: int) -> tuple[int, ...] | None:
    """There is one way when nothing is left to choose, or everything that may be is at one end, or one range
    is open.
    """
    spare = people - sum(one.start for one in ranges)
    room = [len(one) - 1 for one in ranges]
    opened = [place for place, free in enumerate(room) if free]
    if spare == 0:
        return tuple(one.start for one in ranges)
    if spare == sum(room):
        return tuple(one.stop - 1 for one in ranges)
    if len(opened) == 1:
        return tuple(one.start + (spare if place == opened[0] else 0) for place, one in enumerate(ranges))
    return None


def _people(people: int) -> int:
    if not 0 < people <= MOST_PEOPLE:
        raise StatsError("too_few", f"The number of people must be from 1 to {MOST_PEOPLE}; it is {people}.")
    return people
