"""What somebody answered, as the bytes that are stored: one a column, nothing but the answers.

A column is an item with one answer, or one option of an item with several. A byte is the place of the chosen
option (1 is the first), or one of the three kinds of no answer. For an option of several: 1 not chosen, 2
chosen.
"""

from __future__ import annotations

from typing import NamedTuple

from redthread.instruments.model import Instrument, Option

NOT_ANSWERED, DONT_KNOW, NOT_RELEVANT = 0, 254, 255
NOT_CHOSEN, CHOSEN = 1, 2


class Column(NamedTuple):
    """`code` is the item's, and with the option's value behind a dot where several can be chosen."""

    code: str
    item: str
    option: Option | None


def columns(instrument: Instrument) -> tuple[Column, ...]:
    """In the order of the items; free words have none, and are stored elsewhere."""
    found: list[Column] = []
    for item in instrument.items:
        scale = instrument.scale_of(item)
        if item.kind == "choices" and scale is not None:
            found += [Column(f"{item.code}.{one.value}", item.code, one) for one in scale.options]
        elif item.kind == "scale":
            found.append(Column(item.code, item.code, None))
    return tuple(found)
