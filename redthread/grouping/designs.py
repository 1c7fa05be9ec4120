"""Rounds in which nobody meets anybody twice, by arithmetic where the sizes allow. Pure.

Think of the people as `size` columns of `tables` rows. In round m, the person in column c and row r sits at
table r + m·c. Two from different columns meet once at most, as long as (m − m')(c − c') is never 0, and two
from the same column never. Counting modulo the number of tables does for a few rounds. Where that number is a
prime power, counting in the finite field does for as many rounds as there are tables (a transversal design).
Afterwards each column can be split into tables of its own, in turn without repeats. For 32 people at tables
of four this gives nine rounds; ten were found by searching, and are kept here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from redthread.grouping.fields import Field, prime_power

Round = list[int]  # the table of each person, in the order of the people

# Found by our own search, for 32 people at eight tables of four: two rounds that each give four more. Thirty
# of the people are in rings of five (0–4, 5–9 …), and from round to round each place goes to the next in the
# ring; 30 and 31 stay where they are, and never meet.
RING = 5
TEN_ROUNDS_OF_32 = (
    (
        (12, 18, 20, 30), (4, 6, 25, 31), (8, 9, 15, 21), (1, 2, 10, 24),
        (22, 23, 26, 29), (5, 11, 13, 27), (0, 17, 19, 28), (3, 7, 14, 16),
    ),
    (
        (1, 9, 25, 30), (6, 8, 16, 26), (2, 4, 14, 29), (0, 5, 21, 24),
        (7, 11, 12, 22), (3, 18, 19, 23), (10, 15, 27, 28), (13, 17, 20, 31),
    ),
)  # fmt: skip


def perfect_rounds(sizes: Sequence[int], most: int) -> list[Round]:
    """As many rounds without a repeat as arithmetic gives, `most` at the most; maybe none.

    None when the sizes differ by more than one. The tables of each round come in the order of `sizes`.
    """
    if most <= 0 or not sizes or max(sizes) - min(sizes) > 1:
        return []
    tables, size = len(sizes), max(sizes)
    missing = tables * size - sum(sizes)
    rounds = _rounds_of(tables, size, most) if missing == 0 else _by_columns(tables, size, most)
    if len(rounds) < most and (tables, size) == (8, 4) and missing <= 2:
        rounds = _ten_rounds_of_32()[:most]
    people = sum(sizes)  # those left out are the last row ends (or 30 and 31), who never share a table
    return [_in_order(one[:people], sizes) for one in rounds]


def _rounds_of(tables: int, size: int, most: int) -> list[Round]:
    """Every table full: rounds across columns, then rounds within them."""
    rounds = _by_columns(tables, size, most)
    if tables % size == 0 and len(rounds) < most:
        within = _rounds_of(tables // size, size, most - len(rounds))
        for one in within:
            step = tables // size
            rounds.append([column * step + table for column in range(size) for table in one])
    return rounds


def _by_columns(tables: int, size: int, most: int) -> list[Round]:
    """Person number c·tables + r is column c, row r."""
    if tables == 1:
        return [[0] * size][:most]
    table_of = (
        _table_in_a_field(tables) if prime_power(tables) and size <= tables else _table_by_clock(tables)
    )
    rounds = min(most, tables if prime_power(tables) and size <= tables else _safe_rounds(tables, size))
    return [[table_of(m, c, r) for c in range(size) for r in range(tables)] for m in range(rounds)]


def _safe_rounds(tables: int, size: int) -> int:
    """How many rounds the clock gives: until some difference of columns times a round comes back to 0."""
    rounds = 1
    while rounds < tables and all(rounds * c % tables for c in range(1, size)):
        rounds += 1
    return rounds


def _table_by_clock(tables: int) -> Callable[[int, int, int], int]:
    return lambda m, c, r: (r + m * c) % tables


def _table_in_a_field(tables: int) -> Callable[[int, int, int], int]:
    field = Field(tables)
    return lambda m, c, r: field.add(r, field.multiply(m, c))


def _ten_rounds_of_32() -> list[Round]:
    rounds = []
    for base in TEN_ROUNDS_OF_32:
        for turn in range(RING):
            one = [0] * 32
            for table, members in enumerate(base):
                for person in members:
                    one[_next_in_ring(person, turn)] = table
            rounds.append(one)
    return rounds


def _next_in_ring(person: int, turn: int) -> int:
    ring, place = divmod(person, RING)
    return person if person >= 30 else ring * RING + (place + turn) % RING


def _in_order(one: Round, sizes: Sequence[int]) -> Round:
    """The same tables, numbered so that they have the sizes asked for."""
    counts = [one.count(table) for table in range(len(sizes))]
    by_size = sorted(range(len(sizes)), key=lambda table: (-counts[table], table))
    places = sorted(range(len(sizes)), key=lambda table: (-sizes[table], table))
    number = dict(zip(by_size, places, strict=True))
    return [number[table] for table in one]
