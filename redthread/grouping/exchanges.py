"""One round at its tables, and what every exchange of two people would change. Pure.

The whole matrix of exchanges is kept up to date with numpy, so that the best of all can be taken each time.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from redthread.grouping.costs import Matrix, company_cost

Tables = NDArray[np.int64]  # the table of each person
Mask = NDArray[np.bool_]


class Exchanges:
    """Exchanges within one round, with `pair` as the cost of sharing a table."""

    def __init__(self, tables: Tables, pair: Matrix, company: Matrix | None, number_of_tables: int) -> None:
        self.tables, self.pair, self.company = tables, pair, company
        seated = np.zeros((len(tables), number_of_tables))
        seated[np.arange(len(tables)), tables] = 1
        self.size = seated.sum(axis=0)
        self.at = pair @ seated  # what each would cost at each table as it stands
        self.friends = company @ seated if company is not None else None

    def total(self) -> float:
        """The cost of the round as it stands."""
        own = self.at[np.arange(len(self.tables)), self.tables].sum() / 2
        if self.friends is None:
            return float(own)
        return float(own + company_cost(self._pairs(), self.size).sum())

    def changes(self) -> Matrix:
        """What the cost would change if i and j took each other's places; 0 for two at the same table."""
        tables = self.tables
        to = self.at[:, tables]
        to -= np.diagonal(to).copy()[:, None]
        changes = to + to.T
        changes -= 2 * self.pair
        if self.friends is not None and self.company is not None:
            changes += self._company_changes(self.friends, self.company)
        changes[tables[:, None] == tables[None, :]] = 0
        return changes

    def exchange(self, i: int, j: int) -> None:
        a, b = self.tables[i], self.tables[j]
        for matrix, at in ((self.pair, self.at), (self.company, self.friends)):
            if matrix is not None and at is not None:
                moved = matrix[:, j] - matrix[:, i]
                at[:, a] += moved
                at[:, b] -= moved
        self.tables[i], self.tables[j] = b, a

    def _pairs(self) -> Matrix:
        """Pairs from one environment at each table."""
        assert self.friends is not None
        own = self.friends[np.arange(len(self.tables)), self.tables]
        return np.bincount(self.tables, own, len(self.size)) / 2

    def _company_changes(self, friends: Matrix, company: Matrix) -> Matrix:
        pairs, tables = self._pairs(), self.tables
        to = friends[:, tables]  # the friends i would have where j sits, j among them
        own = np.diagonal(to).copy()
        size = np.broadcast_to(self.size[tables], to.shape)
        # Where j sits: j's own pairs go, and i's come, less the one with j.
        there = pairs[tables][None, :] - own[None, :] + to - company
        cost = company_cost(there, size) - company_cost(pairs, self.size)[tables][None, :]
        return cost + cost.T
