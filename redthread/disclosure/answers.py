"""Shares, means and response rates of few people: told so that nobody's answer is told (rule R12, R15).

Where all have answered alike, five of five or nineteen of nineteen, the figure is everybody's answer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil
from typing import NamedTuple

from redthread.disclosure.tables import USUAL_K, WORDS, Reason

FEW_MISSING, FEW_FOR_MEANS, FEW_FOR_EXTREMES = 2, 10, 20
BAND, EDGE = 20, 5
NEARLY_ALL, ALIKE = "nesten alle", "svarene er for like til å vise et gjennomsnitt"


class Told(NamedTuple):
    """`text` is what may be said. `value` is the number behind it when that may be shown as it is."""

    text: str
    value: float | None = None


def response_rate(answered: int, invited: int, *, k: int = USUAL_K) -> Told:
    """How many per cent have answered: «75 %», or in words when it would tell who has not.

    With at most two missing those who have not answered can be found by asking around: «nesten alle».
    """
    if not 0 <= answered <= invited:
        raise ValueError("No more can have answered than were invited.")
    if answered < k:
        return Told(WORDS[Reason.FEW if answered else Reason.NONE])
    if invited - answered <= FEW_MISSING:
        return Told(NEARLY_ALL)
    percent = min(round(100 * answered / invited), 99)
    return Told(f"{percent} %", percent)


def banded_share(chose: int, people: int, *, k: int = USUAL_K) -> Told:
    """How many per cent chose an answer; the ends are bands: «0–20 %» and «80–100 %» below 20 people."""
    return banded_shares([chose, people - chose], k=k)[0]


def banded_shares(chose: Sequence[int], *, k: int = USUAL_K) -> list[Told]:
    """The shares of all the answers to one question. Everybody has chosen one.

    Below 20 people, when a share is near an end, all are told in bands, for the others would give it away.
    From 20 on, only shares within 5 per cent of an end are, since few dissenters are still few.
    """
    people = sum(chose)
    if min(chose, default=0) < 0:
        raise ValueError("No answer is chosen by fewer than nobody.")
    if people < k:
        return [Told(WORDS[Reason.FEW if people else Reason.NONE])] * len(chose)
    percents = [100 * count / people for count in chose]
    width = BAND if people < FEW_FOR_EXTREMES else EDGE
    if people < FEW_FOR_EXTREMES and any(not width < one < 100 - width for one in percents):
        return [_band(one) for one in percents]
    return [_edged(one, width) for one in percents]


def shown_mean(chose: Mapping[int, int], *, ends: tuple[int, int], k: int = USUAL_K) -> Told:
    """The mean of a scale with one decimal, where `chose` tells how many chose each value.

    Below ten people only when two values or more were used; below twenty never at an end of the scale.
    """
    used = {value: count for value, count in chose.items() if count}
    people = sum(used.values())
    if people < k:
        return Told(WORDS[Reason.FEW if people else Reason.NONE])
    mean = sum(value * count for value, count in used.items()) / people
    rounded = round(mean, 1)
    if people < FEW_FOR_MEANS and len(used) < 2:
        return Told(ALIKE)
    if people < FEW_FOR_EXTREMES and rounded in ends:
        return Told(ALIKE)
    return Told(f"{rounded:.1f}".replace(".", ","), rounded)


def _band(percent: float) -> Told:
    """A share between two bands is in the outer one, so that a share and the rest mirror each other."""
    place = ceil(percent / BAND) - 1 if percent <= 50 else int(percent // BAND)
    low = min(max(place, 0) * BAND, 100 - BAND)
    return Told(f"{low}–{low + BAND} %")


def _edged(percent: float, width: int) -> Told:
    if percent <= width:
        return Told(f"høyst {width} %")
    if percent >= 100 - width:
        return Told(f"minst {100 - width} %")
    return Told(f"{round(percent)} %", round(percent))
