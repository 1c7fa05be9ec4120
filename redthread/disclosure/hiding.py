"""Which figures to hide beside the small ones, so that as many as possible are still shown."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from random import Random
from typing import NamedTuple

from redthread.disclosure.spans import PRIME, Row, Span, subtract

MOST_SHOWINGS = 20_000
AT_A_TIME = (1, 1, 2, 3)


class Guard:
    """Shows one row after another, and refuses those by which a guarded row would follow.

    Of each guarded row is kept what is left of it after all that is shown. It follows from one row more
    exactly when what is left of both is the same but for a factor. (The idea of secondary suppression by
    Gaussian elimination is Øyvind Langsrud's, 2024.)
    """

    def __init__(self, known: Iterable[Row], guarded: Iterable[Row]) -> None:
        self.span = Span()
        for row in known:
            if rest := self.span.rest(row):
                self.span.add(rest, next(iter(rest)))
        self.left = {number: rest for number, row in enumerate(guarded) if (rest := self.span.rest(row))}
        self.having: dict[int, set[int]] = {}
        for number, rest in self.left.items():
            self._note(number, rest)

    def shows(self, row: Row) -> bool:
        """Whether the row can be shown; it is known from then on."""
        rest = self.span.rest(row)
        if not rest:
            return True
        pivot = min(rest, key=lambda column: len(self.having.get(column, ())))
        touched = self.having.get(pivot, set())
        if touched:
            inverse = pow(rest[pivot], -1, PRIME)
            if any(self._is_multiple(number, rest, pivot, inverse) for number in touched):
                return False
        known = self.span.add(rest, pivot)
        for number in list(touched):
            left = self.left[number]
            gone = known.keys() & left.keys()
            new = subtract(left, known, left[pivot])
            self._note(number, new)
            for column in gone - left.keys():
                self.having[column].discard(number)
        return True

    def _is_multiple(self, number: int, rest: Row, pivot: int, inverse: int) -> bool:
        left = self.left[number]
        if left.keys() != rest.keys():
            return False
        factor = left[pivot] * inverse % PRIME
        return all(left[column] == value * factor % PRIME for column, value in rest.items())

    def _note(self, number: int, columns: Iterable[int]) -> None:
        for column in columns:
            self.having.setdefault(column, set()).add(number)


class Choice(NamedTuple):
    """What there is to choose among: each figure's row, how many places it stands in, how many it counts.

    `nobody` are the rows of groups that nobody is in: some may know that, so nothing may follow from it.
    """

    rows: Mapping[int, Row]
    worth: Mapping[int, int]
    sizes: Sequence[int]
    known: Sequence[int]
    nobody: Sequence[Row]
    guarded: Sequence[Row]


class Chosen(NamedTuple):
    """What can be shown, and the order in which it was found; a later choice may begin with that order."""

    shown: frozenset[int]
    order: tuple[int, ...]


def widest_first(choice: Choice, figures: Iterable[int]) -> list[int]:
    """The wide figures first, and of those the large before the small."""
    return sorted(figures, key=lambda one: (-len(choice.rows[one]), -choice.sizes[one], one))


def choose(choice: Choice, order: Sequence[int], *, refused: Collection[int], trials: int) -> Chosen:
    """Shows what it can in the order. Then it puts some that were left out first, lets the rest follow, and
    keeps what is no worse, for some trials. `refused` are hidden, unless they follow in any case.
    """
    draw = Random(1)  # noqa: S311 - no secret; the same figures give the same choice
    best = Chosen(_shown(choice, order, refused), tuple(order))
    for _trial in range(min(trials, MOST_SHOWINGS // max(len(order), 1))):
        left = [one for one in best.order if one not in best.shown]
        if not left:
            break
        first = draw.sample(left, min(len(left), draw.choice(AT_A_TIME)))
        last = [one for one in left if one not in first]
        tried = (*first, *(one for one in best.order if one in best.shown), *last)
        shown = _shown(choice, tried, refused)
        if _worth(choice, shown) >= _worth(choice, best.shown):
            best = Chosen(shown, tried)
    return best


def _shown(choice: Choice, order: Sequence[int], refused: Collection[int]) -> frozenset[int]:
    """With what follows from it, which it is of no use to hide. What is refused is guarded as well, and told
    only where it follows for everybody."""
    known = [choice.rows[one] for one in choice.known]
    guard = Guard([*choice.nobody, *known], [*choice.guarded, *(choice.rows[one] for one in refused)])
    shown = {one for one in order if guard.shows(choice.rows[one])}
    follow = [one for one in order if one not in shown and not guard.span.rest(choice.rows[one])]
    if refused:
        plain = Guard([*known, *(choice.rows[one] for one in (*shown, *follow))], ()).span
        follow += [one for one in refused if not plain.rest(choice.rows[one])]
    return frozenset(shown.union(follow))


def can_be_shown(choice: Choice, shown: Collection[int], figure: int) -> bool:
    """Whether nothing that is guarded or hidden follows when the figure is shown beside those that are."""
    known = [choice.rows[one] for one in (*choice.known, *shown)]
    hidden = [row for one, row in choice.rows.items() if one != figure and one not in shown]
    return Guard([*choice.nobody, *known], [*choice.guarded, *hidden]).shows(choice.rows[figure])


def _worth(choice: Choice, shown: Collection[int]) -> tuple[int, int]:
    """How many places are shown, and how many people those figures count."""
    return sum(choice.worth[one] for one in shown), sum(choice.sizes[one] for one in shown)
