"""The bytes of a wave, read as numbers: a row somebody, a column an item or one of its options."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from redthread.instruments.coding import CHOSEN, columns
from redthread.instruments.model import AnswerScale, Instrument, Item

Bytes = NDArray[np.uint8]
Numbers = NDArray[np.float32]
Counts = NDArray[np.int64]
LINK = 16  # bytes at the end of a row in a confidential survey
KINDS_OF_BYTE = 256


class Answers(NamedTuple):
    """`columns` has the bytes of each column by its code; `links` is None where nobody can be linked."""

    groups: Bytes
    columns: Mapping[str, Bytes]
    links: NDArray[np.void] | None

    @property
    def people(self) -> int:
        return len(self.groups)


def answers_from(matrix: Bytes, instrument: Instrument, *, is_linked: bool) -> Answers:
    """Raises ValueError for a matrix that is not of this instrument."""
    codes = [column.code for column in columns(instrument)]
    width = 1 + len(codes) + (LINK if is_linked else 0)
    if matrix.ndim != 2 or matrix.shape[1] != width:
        raise ValueError(f"The rows have {matrix.shape[1:]} bytes; {instrument.code} has {width}.")
    links = np.ascontiguousarray(matrix[:, -LINK:]).view(f"V{LINK}").ravel() if is_linked else None
    return Answers(matrix[:, 0], {code: matrix[:, place] for place, code in enumerate(codes, start=1)}, links)


def values_of(item: Item, scale: AnswerScale) -> Numbers:
    """What each byte counts for; NaN for no answer. A place is the option's, 1 the first."""
    worth = np.full(KINDS_OF_BYTE, np.nan, np.float32)
    if item.kind == "choices":
        worth[[CHOSEN - 1, CHOSEN]] = 0, 1
    else:
        worth[1 : len(scale.options) + 1] = [option.value for option in scale.options]
    return worth


def histogram(answers: Answers, column: str) -> Counts:
    """How many of each group have given each byte: a row a group's number, a column a byte."""
    places = answers.groups.astype(np.int32) * KINDS_OF_BYTE + answers.columns[column]
    size = KINDS_OF_BYTE * KINDS_OF_BYTE
    return np.bincount(places, minlength=size).reshape(KINDS_OF_BYTE, KINDS_OF_BYTE)


def numbers_of(answers: Answers, instrument: Instrument, code: str, *, turned: bool = False) -> Numbers:
    """An item's answers as numbers; `turned` turns what is asked the other way round."""
    item = instrument.item(code)
    scale = instrument.scale_of(item)
    assert scale is not None
    worth = values_of(item, scale)
    if turned and item.is_reversed:
        worth = np.nanmin(worth) + np.nanmax(worth) - worth
    return worth[answers.columns[code]]
