"""An attacker written anew, slowly and from the figures alone, to hold ours against.

It reads what is written out (tables, categories, counts), makes the finest groups itself, and asks with
fractions what follows, and by trying every possibility what each hidden figure can be.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations

from redthread.disclosure import Protected, Status, Table, of_counts
from redthread.disclosure.figures import Figures

Groups = Mapping[tuple[str, ...], int]
Equation = tuple[list[int], int]


def with_empty(columns: Sequence[str], people: Groups) -> dict[tuple[str, ...], int]:
    """The empty groups that could be, too; which are empty is not told."""
    return {kind: count for (kind, _waves), count in of_counts(columns, people).in_order()}


class Outsider:
    """Knows the groups that exist, the tables as they were written, and how many people there are."""

    def __init__(
        self, columns: Sequence[str], groups: Groups, tables: Sequence[Table], made: Protected
    ) -> None:
        self.people = list(groups.values())
        self.asked: list[int] = []
        self.known: list[Equation] = [([1] * len(groups), sum(groups.values()))]
        self.hidden: list[list[int]] = []
        for table in tables:
            for cell in made.tables[table.name]:
                row = [
                    int(self._fits(dict(zip(columns, group, strict=True)), table, cell.categories))
                    for group in groups
                ]
                if cell.status == Status.SHOWN:
                    assert cell.count is not None
                    self.known.append((row, cell.count))
                elif any(row):
                    self.hidden.append(row)

    @classmethod
    def of_figures(cls, figures: Figures, shown: Collection[int]) -> Outsider:
        """Of figures as they are laid out, where any may be hidden."""
        made = cls.__new__(cls)
        made.people = list(figures.people)
        rows = [
            [int(group in members) for group in range(len(figures.people))] for members in figures.members
        ]
        known = {*shown, *figures.totals}
        made.known = [(rows[one], figures.counts[one]) for one in known]
        made.asked = [one for one in range(len(rows)) if one not in shown]
        made.hidden = [rows[one] for one in made.asked]
        return made

    @staticmethod
    def _fits(group: Mapping[str, str], table: Table, categories: Mapping[str, str]) -> bool:
        return all(group[name] == value for name, value in categories.items()) and all(
            group[name] in kept for name, kept in (table.only or {}).items()
        )

    def derived(self) -> list[list[int]]:
        """The hidden figures that are sums of multiples of known ones, in exact fractions."""
        basis = _echelon([row for row, _count in self.known])
        return [row for row in self.hidden if not any(_reduced(row, basis))]

    def derived_figures(self) -> list[int]:
        gone = self.derived()
        return [one for one, row in zip(self.asked, self.hidden, strict=True) if row in gone]

    def possible(self) -> list[set[int]]:
        """Every number that each hidden figure can be. Only for few people."""
        found: list[set[int]] = [set() for _row in self.hidden]
        for people in self._worlds():
            for place, row in enumerate(self.hidden):
                found[place].add(sum(n for n, inside in zip(people, row, strict=True) if inside))
        return found

    def is_found_by_two(self, figure: int) -> bool:
        """Whether some two people, of whom others are left in the figure, find it by being there."""
        worlds, row = list(self._worlds()), self.hidden[self.asked.index(figure)]
        truth = self._count(row, self.people)
        groups = [group for group, count in enumerate(self.people) for _one in range(min(count, 2))]
        for one, other in combinations(groups, 2):
            if truth - row[one] - row[other] < 1:
                continue
            left = [
                world
                for world in worlds
                if all(world[group] >= (one, other).count(group) for group in (one, other))
            ]
            if {self._count(row, world) for world in left} == {truth}:
                return True
        return False

    @staticmethod
    def _count(row: Sequence[int], people: Sequence[int]) -> int:
        return sum(n for n, inside in zip(people, row, strict=False) if inside)

    def _worlds(self, before: tuple[int, ...] = ()) -> Iterator[tuple[int, ...]]:
        """Every number in every group, one group after another, until a known figure is too large."""
        place = len(before)
        if place == len(self.people):
            yield before
            return
        here = [(row, count - self._count(row, before)) for row, count in self.known if row[place]]
        most = min(left for _row, left in here)
        is_last = {left for row, left in here if not any(row[place + 1 :])}  # the group makes up what is left
        for number in is_last or range(most + 1):
            if number <= most and is_last <= {number}:
                yield from self._worlds((*before, number))


def _echelon(rows: Sequence[Sequence[int]]) -> list[tuple[int, list[Fraction]]]:
    basis: list[tuple[int, list[Fraction]]] = []
    for row in rows:
        left = _reduced(row, basis)
        pivot = next((place for place, value in enumerate(left) if value), None)
        if pivot is not None:
            basis.append((pivot, [value / left[pivot] for value in left]))
    return basis


def _reduced(row: Sequence[int], basis: Sequence[tuple[int, list[Fraction]]]) -> list[Fraction]:
    left = [Fraction(value) for value in row]
    for pivot, known in basis:
        if factor := left[pivot]:
            left = [value - factor * other for value, other in zip(left, known, strict=True)]
    return left
