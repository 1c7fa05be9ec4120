"""Rounds by arithmetic, in which nobody meets anybody twice."""

import itertools

import pytest

from redthread.grouping.designs import perfect_rounds
from redthread.grouping.fields import Field, prime_power
from redthread.grouping.history import meetings


def most_meetings(rounds: list[list[int]]) -> int:
    """How often the pair that meets most often meets."""
    as_tables = [
        [[str(person) for person, at in enumerate(one) if at == table] for table in sorted(set(one))]
        for one in rounds
    ]
    return max(meetings(as_tables).values())


@pytest.mark.parametrize("q", [2, 3, 4, 5, 7, 8, 9, 16, 25, 27])
def test_a_field_can_be_divided_in(q: int) -> None:
    field = Field(q)
    for one in range(1, q):
        assert sorted(field.multiply(one, other) for other in range(q)) == list(range(q))
        assert sorted(field.add(one, other) for other in range(q)) == list(range(q))
    for a, b, c in itertools.product(range(min(q, 9)), repeat=3):
        left = field.multiply(a, field.add(b, c))
        assert left == field.add(field.multiply(a, b), field.multiply(a, c))


def test_there_is_no_field_of_six() -> None:
    assert prime_power(6) is None
    with pytest.raises(ValueError, match="no field with 6"):
        Field(6)


@pytest.mark.parametrize(
    ("tables", "size", "rounds"),
    [(8, 4, 9), (9, 5, 9), (4, 4, 5), (5, 5, 6), (3, 3, 4), (16, 4, 21), (27, 3, 40), (26, 5, 6), (7, 4, 7)],
)
def test_full_tables_for_so_many_rounds_without_a_repeat(tables: int, size: int, rounds: int) -> None:
    found = perfect_rounds([size] * tables, rounds)
    assert len(found) == rounds
    assert most_meetings(found) == 1
    assert all(one.count(table) == size for one in found for table in range(tables))


@pytest.mark.parametrize("missing", [0, 1, 2])
def test_ten_rounds_of_eight_tables_without_a_repeat(missing: int) -> None:
    sizes = [4] * (8 - missing) + [3] * missing
    found = perfect_rounds(sizes, 10)
    assert len(found) == 10
    assert most_meetings(found) == 1
    assert all([one.count(table) for table in range(8)] == sizes for one in found)
    assert len(perfect_rounds(sizes, 12)) == 10


def test_with_three_missing_no_table_of_eight_gets_too_few() -> None:
    found = perfect_rounds([4] * 5 + [3] * 3, 10)
    assert all([one.count(table) for table in range(8)] == [4] * 5 + [3] * 3 for one in found)


@pytest.mark.parametrize("missing", [1, 2, 5, 8])
def test_with_some_missing_the_tables_still_have_the_sizes_asked_for(missing: int) -> None:
    sizes = [4] * (9 - missing) + [3] * missing
    found = perfect_rounds(sizes, 9)
    assert len(found) == 9
    assert most_meetings(found) == 1
    assert all([one.count(table) for table in range(9)] == sizes for one in found)


def test_more_rounds_than_arithmetic_gives_are_not_promised() -> None:
    assert len(perfect_rounds([4] * 6, 20)) == 2
    assert perfect_rounds([5], 3) == [[0] * 5]
    assert perfect_rounds([], 3) == []
    assert perfect_rounds([5, 4, 3], 2) == []
    assert perfect_rounds([3, 3], 0) == []
