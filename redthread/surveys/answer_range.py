"""From where to where the answers to an item go."""

from __future__ import annotations

from redthread.instruments.model import Instrument

Range = tuple[float, float]


def range_of(instrument: Instrument, item: str) -> Range:
    """The lowest and the highest value that can be answered."""
    scale = instrument.scale_of(instrument.item(item))
    assert scale is not None
    values = [option.value for option in scale.options]
    return min(values), max(values)
