"""What a reader should stop at in the figures that are shown (003 §8.3)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from redthread.instruments.model import Instrument
from redthread.surveys.figures.levels import TOTAL

Cell = dict[str, Any]
MUCH = 0.4


def finding_figures(figures: Mapping[str, Cell], instrument: Instrument) -> list[Cell]:
    """Each with a stable `kind`, the items it is about, and shares of everybody; only of what is shown."""
    return [*_not_relevant(figures), *_contradictions(figures, instrument)]


def _not_relevant(figures: Mapping[str, Cell]) -> Iterator[Cell]:
    for code, figure in figures.items():
        share = figure["cells"].get(TOTAL, {}).get("not_relevant")
        if isinstance(share, float) and share >= MUCH:
            yield {"kind": "not_applicable", "items": [code], "shares": [share]}


def _contradictions(figures: Mapping[str, Cell], instrument: Instrument) -> Iterator[Cell]:
    """Two that cannot both hold: together above all, some have said both (Fréchet)."""
    for one, other in instrument.contradictions:
        agreed = [_agreed(figures, instrument, code) for code in (one, other)]
        if None not in agreed and sum(share or 0 for share in agreed) > 1:
            yield {"kind": "contradiction", "items": [one, other], "shares": agreed}


def _agreed(figures: Mapping[str, Cell], instrument: Instrument, code: str) -> float | None:
    """The share above the middle of the scale; None where any of it is a band, or hidden."""
    shares = figures.get(code, {}).get("cells", {}).get(TOTAL, {}).get("shares")
    scale = instrument.scale_of(instrument.item(code))
    if shares is None or scale is None:
        return None
    values = [option.value for option in scale.options]
    middle = (min(values) + max(values)) / 2
    above = [share for value, share in zip(values, shares, strict=True) if value > middle]
    exact = [share for share in above if isinstance(share, float)]
    return round(sum(exact), 4) if len(exact) == len(above) else None
