"""An attacker written anew, slowly and from the figures alone, to hold ours against.

It reads what is written out (tables, categories, counts), makes the finest groups itself, and asks with
fractions what follows, and by trying every possibility what each hidden figure can be.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import product

from redthread.disclosure import Protected, Status, Table

Groups = Mapping[tuple[str, ...], int]
Equation = tuple[list[int], int]


class Outsider:
    """Knows the groups that exist, the tables as they were written, and how many people there are."""

    def __init__(
        self, columns: Sequence[str], groups: Groups, tables: Sequence[Table], made: Protected
    ) -> None:
        self.people = list(groups.values())
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

    @staticmethod
    def _fits(group: Mapping[str, str], table: Table, categories: Mapping[str, str]) -> bool:
        return all(group[name] == value for name, value in categories.items()) and all(
            group[name] in kept for name, kept in (table.only or {}).items()
        )

    def derived(self) -> list[list[int]]:
        """The hidden figures that are sums of multiples of known ones, in exact fractions."""
        basis = _echelon([row for row, _count in self.known])
        return [row for row in self.hidden if not any(_reduced(row, basis))]

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
