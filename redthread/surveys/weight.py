"""What carries enough weight to be told first: enough people, questions that measure together, and a
difference that stands although many were looked at. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from statistics import NormalDist
from typing import Any

from redthread.instruments.model import Instrument
from redthread.stats.wording import judge_reliability
from redthread.surveys.answer_range import range_of
from redthread.surveys.figures.levels import TOTAL
from redthread.surveys.figures.shown import FEW, VERY_FEW

Figures = Mapping[str, Any]
FEWEST = VERY_FEW  # behind each mean that is compared with another
FEWEST_OF_ITEM = FEW  # behind a question that stands alone
CERTAIN = 0.95


def reliability_of(found: Figures) -> float | None:
    """The lower of alpha and omega; None where neither could be worked out."""
    known = [found[name] for name in ("alpha", "omega") if found.get(name) is not None]
    return min(known, default=None)


def is_weak(found: Figures) -> bool:
    """Whether the questions are known to measure too poorly together to be read as one figure."""
    lowest = reliability_of(found)
    return lowest is not None and judge_reliability(lowest) == "poor"


def is_carried(found: Figures) -> bool:
    """Whether the questions are known to measure well enough together, among enough people."""
    return reliability_of(found) is not None and not is_weak(found) and found["n"] >= FEWEST


def carried_indices(figures: Figures) -> dict[str, Figures]:
    """The figures of everybody of each index that can be read as one figure."""
    return {
        code: one["cells"][TOTAL]
        for code, one in figures["indices"].items()
        if is_carried(one["reliability"]) and has_mean_of(one["cells"][TOTAL], FEWEST)
    }


def carried_items(figures: Figures) -> dict[str, Figures]:
    return {
        code: one["cells"][TOTAL]
        for code, one in figures["items"].items()
        if has_mean_of(one["cells"][TOTAL], FEWEST_OF_ITEM)
    }


def has_mean_of(cell: Figures, fewest: int) -> bool:
    return cell.get("mean") is not None and int(cell["n"]) >= fewest


def on_one_scale(codes: Iterable[str], items: Mapping[str, str], instrument: Instrument) -> list[str]:
    """The most that have the same answers to choose from, since how much and how good do not compare.

    `items` has an item of each code.
    """
    scales: dict[str, list[str]] = {}
    for code in codes:
        scales.setdefault(instrument.item(items[code]).scale, []).append(code)
    return max(scales.values(), key=len, default=[])


def height_on(cell: Figures, instrument: Instrument, item: str) -> float:
    """How far up its scale a mean is, from 0 to 1."""
    low, high = range_of(instrument, item)
    return float(cell["mean"] - low) / (high - low)


def stands_out(one: Figures, tests: int) -> bool:
    """Whether a difference stands when its interval is widened for the number looked at (Bonferroni)."""
    wanted, given = (NormalDist().inv_cdf(1 - (1 - CERTAIN) / (2 * count)) for count in (max(tests, 1), 1))
    reach = (one["interval"][1] - one["interval"][0]) / 2 * wanted / given
    return bool(min(one["n"]) >= FEWEST and abs(one["difference"]) > reach)
