"""The cheapest way to give each row a column of its own: the Hungarian method. Pure.

Whole numbers of any size, so that wishes of different rank can share one number without being rounded.
"""

from __future__ import annotations

from collections.abc import Sequence

FREE = -1


def cheapest_columns(costs: Sequence[Sequence[int]]) -> list[int]:
    """The column of each row, all different, with the least possible sum.

    Raises ValueError when there are fewer columns than rows.

    Rows are added one by one, each along the cheapest path of changes among those before it (Kuhn 1955,
    with the potentials of Edmonds and Karp 1972).

    >>> cheapest_columns([[1, 2], [1, 5]])
    [1, 0]
    """
    columns = len(costs[0]) if costs else 0
    if columns < len(costs):
        raise ValueError("there are fewer columns than rows")
    row_price = [0] * len(costs)
    column_price = [0] * columns
    row_of = [FREE] * columns
    for row in range(len(costs)):
        _add_row(row, costs, row_price, column_price, row_of)
    chosen = [FREE] * len(costs)
    for column, row in enumerate(row_of):
        if row != FREE:
            chosen[row] = column
    return chosen


def _add_row(
    row: int,
    costs: Sequence[Sequence[int]],
    row_price: list[int],
    column_price: list[int],
    row_of: list[int],
) -> None:
    columns = range(len(column_price))
    distance: dict[int, int] = {}
    came_from = dict.fromkeys(columns, FREE)
    done: list[int] = []
    at_row, column = row, FREE
    left = set(columns)
    reached = 0
    while True:
        for other in left:
            length = reached + costs[at_row][other] - row_price[at_row] - column_price[other]
            if other not in distance or length < distance[other]:
                distance[other], came_from[other] = length, column
        column = min(left, key=lambda one: (distance[one], one))
        reached = distance[column]
        left.remove(column)
        if row_of[column] == FREE:
            break
        done.append(column)
        at_row = row_of[column]
    row_price[row] += reached
    for one in done:
        row_price[row_of[one]] += reached - distance[one]
        column_price[one] -= reached - distance[one]
    while column != FREE:  # hand each row on the path its new column
        before = came_from[column]
        row_of[column] = row if before == FREE else row_of[before]
        column = before
