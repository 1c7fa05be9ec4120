"""What a reader should stop at in the figures that are shown (003 §8.3)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from redthread.instruments.model import CHANGE, SATISFACTION, Instrument
from redthread.stats.result_lint import FEW_CHANGED, MANY_SATISFIED, MUCH_NOT_APPLICABLE
from redthread.surveys.figures.levels import KIND, TOTAL

Cell = dict[str, Any]
MUCH, MANY, FEW = (limit / 100 for limit in (MUCH_NOT_APPLICABLE, MANY_SATISFIED, FEW_CHANGED))


def finding_figures(figures: Mapping[str, Cell], instrument: Instrument) -> list[Cell]:
    """Each with a stable `kind`, the items it is about, and shares of everybody; only of what is shown."""
    return [
        *_not_relevant(figures),
        *_contradictions(figures, instrument),
        *_satisfied_but_unchanged(figures, instrument),
    ]


def _not_relevant(figures: Mapping[str, Cell]) -> Iterator[Cell]:
    """Of everybody, else of a role that was perhaps not the one to ask; a band counts from its lower end."""
    for code, figure in figures.items():
        for level, cell in figure["cells"].items():
            share = cell.get("not_relevant", 0.0)
            least = share[0] if isinstance(share, list) else share
            if least >= MUCH and not level.startswith(KIND):
                yield {"kind": "not_applicable", "items": [code], "shares": [share], "level": level}
                break


def _satisfied_but_unchanged(figures: Mapping[str, Cell], instrument: Instrument) -> Iterator[Cell]:
    """Most are satisfied, and few say that they do anything differently: satisfaction is not change."""
    one, other = (_of_index(instrument, what) for what in (SATISFACTION, CHANGE))
    if one is None or other is None:
        return
    agreed = [_agreed(figures, instrument, code) for code in (one, other)]
    if agreed[0] is not None and agreed[1] is not None and agreed[0] >= MANY and agreed[1] < FEW:
        yield {"kind": "satisfaction", "items": [one, other], "shares": agreed}


def _of_index(instrument: Instrument, measures: str) -> str | None:
    """The first question of the index that measures it, which is the one that says it outright."""
    return next((index.items[0] for index in instrument.indices if index.measures == measures), None)


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
