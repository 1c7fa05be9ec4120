"""What follows from what is shown, by adding and subtracting: exact elimination in a finite field.

A figure follows from others when its row (which groups it counts) is a sum of multiples of theirs. That is
asked modulo a prime of 31 bits, so that nothing is rounded. What follows in fractions follows here too, but
for a fraction with the prime in its denominator, which rows of 0, 1 and −1 of this size do not come to.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from heapq import heapify, heappop, heappush

PRIME = 2**31 - 1
Row = dict[int, int]


def row_of(members: Iterable[int]) -> Row:
    return dict.fromkeys(members, 1)


class Span:
    """All that follows from the rows added so far."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.pivots: dict[int, int] = {}

    def rest(self, row: Mapping[int, int]) -> Row:
        """What is left of a row when all that is known is taken out; empty when it follows."""
        left = {column: value % PRIME for column, value in row.items()}
        waiting = [self.pivots[column] for column in left if column in self.pivots]
        heapify(waiting)
        while waiting:
            known = self.rows[number := heappop(waiting)]
            factor = left.get(next(iter(known)), 0)
            if factor:
                for column in subtract(left, known, factor):
                    if (later := self.pivots.get(column, -1)) > number:
                        heappush(waiting, later)
        return left

    def add(self, rest: Row, pivot: int) -> Row:
        """Takes in what `rest` gave, solved for one of its columns. The row itself comes back."""
        inverse = pow(rest[pivot], -1, PRIME)
        known = {pivot: 1}
        known.update((column, value * inverse % PRIME) for column, value in rest.items() if column != pivot)
        self.pivots[pivot] = len(self.rows)
        self.rows.append(known)
        return known

    def directions(self, columns: int) -> list[Row]:
        """How the groups may change without any known figure changing: a basis, a row each."""
        free_columns = [column for column in range(columns) if column not in self.pivots]
        moves: dict[int, Row] = {column: {column: 1} for column in free_columns}
        solved: dict[int, Row] = {}
        for known in reversed(self.rows):
            pivot, *others = known
            free: Row = {}
            for column in others:
                if column in solved:
                    subtract(free, solved[column], -known[column])
                else:
                    free[column] = (free.get(column, 0) + known[column]) % PRIME
            solved[pivot] = {column: PRIME - value for column, value in free.items() if value}
            for column, value in solved[pivot].items():
                moves[column][pivot] = value
        return [{column: _signed(value) for column, value in move.items()} for move in moves.values()]


def subtract(row: Row, other: Mapping[int, int], factor: int) -> list[int]:
    """row − factor · other, in place. Answers the columns that are new in it."""
    new = []
    for column, value in other.items():
        before = row.get(column)
        after = ((before or 0) - factor * value) % PRIME
        if after:
            row[column] = after
            if before is None:
                new.append(column)
        elif before is not None:
            del row[column]
    return new


def _signed(value: int) -> int:
    return value if value <= PRIME // 2 else value - PRIME
