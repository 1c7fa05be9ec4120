"""An attacker written anew, slowly and from the figures alone, to hold ours against.

It reads what is written out (tables, categories, counts), makes the finest groups itself, and asks with
fractions what follows, and by trying every possibility what each hidden figure can be.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import product

from redthread.disclosure import Protected, Status, Table
from redthread.disclosure.figures import Figures

Groups = Mapping[tuple[str, ...], int]
Equation = tuple[list[int], int]


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

    def _worlds(self) -> Iterator[tuple[int, ...]]:
        most = [min(count for row, count in self.known if row[place]) for place in range(len(self.people))]
        for people in product(*(range(n + 1) for n in most)):
            if all(
                sum(n for n, inside in zip(people, row, strict=True) if inside) == count
                for row, count in self.known
            ):
                yield people


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
