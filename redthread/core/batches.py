"""Long lists a piece at a time, for databases that take only so many values at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")
SIZE = 500


def batches(items: Iterable[T], size: int = SIZE) -> Iterator[list[T]]:
    """Lists of at most `size` items, in order; the last may be shorter."""
    remaining = iter(items)
    while piece := list(islice(remaining, size)):
        yield piece
