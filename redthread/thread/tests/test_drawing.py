"""The layout of the thread: nothing lost, nothing crossed, every school in its own lane."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redthread.thread.drawing import (
    CLEAR,
    MOST_LANES,
    bundle_of,
    draw,
    labels,
    lane_middles,
    leaving_path,
    returning_path,
    short_names,
    split_evenly,
)
from redthread.thread.loops import (
    Knot,
    KnotKind,
    Loop,
    Promise,
    PromiseState,
    Report,
    School,
    Strand,
    Thread,
)

WHEN = datetime(2026, 9, 8, 7, tzinfo=UTC)


def schools(count: int) -> tuple[School, ...]:
    return tuple(School(n, f"Skole {n}", f"Skole {n}", f"{n}", f"/skole/{n}/") for n in range(count))


def loop(*strands: Strand) -> Loop:
    return Loop(Knot(KnotKind.TIED, "Samling", "/samling/", WHEN, WHEN), strands=strands)


def told(school: School, *, shared: bool = True) -> Strand:
    return Strand(school, report=Report("/rapport/", is_shared=shared), href="/linje/")


def points(path: str, steps: int = 50) -> list[tuple[float, float]]:
    """Points along one cubic curve, by its own formula."""
    x0, y0, x1, y1, x2, y2, x3, y3 = (float(n) for n in re.findall(r"[\d.]+", path))
    return [
        (
            (1 - t) ** 3 * x0 + 3 * (1 - t) ** 2 * t * x1 + 3 * (1 - t) * t**2 * x2 + t**3 * x3,
            (1 - t) ** 3 * y0 + 3 * (1 - t) ** 2 * t * y1 + 3 * (1 - t) * t**2 * y2 + t**3 * y3,
        )
        for t in (n / steps for n in range(steps + 1))
    ]


@pytest.mark.parametrize("draw_path", [leaving_path, returning_path])
@given(count=st.integers(2, MOST_LANES))
def test_strands_never_cross_and_never_turn_back(draw_path: object, count: int) -> None:
    curves = [points(draw_path(x)) for x in lane_middles(count)]  # type: ignore[operator]
    for nearer, further in pairwise(curves):
        assert all(a[0] <= b[0] for a, b in zip(nearer, further, strict=True))
    for curve in curves:
        heights = [y for _x, y in curve]
        assert heights == sorted(heights)


@given(count=st.integers(1, MOST_LANES))
def test_strands_leave_from_the_thread_and_end_in_the_middle_of_their_lane(count: int) -> None:
    width = (100 - CLEAR) / count
    for lane, x in enumerate(lane_middles(count)):
        assert points(leaving_path(x))[0] == (0, 0)
        assert points(leaving_path(x))[-1] == pytest.approx((x, 100))
        assert points(returning_path(x))[-1] == (0, 100)
        assert x == pytest.approx(CLEAR + (lane + 0.5) * width, abs=0.01)


@given(count=st.integers(0, 200))
def test_schools_are_split_in_order_and_evenly_with_room_for_a_finger_each(count: int) -> None:
    groups = split_evenly(schools(count))
    assert [s for group in groups for s in group] == list(schools(count))
    assert all(1 <= len(group) <= MOST_LANES for group in groups)
    assert not groups or max(map(len, groups)) - min(map(len, groups)) <= 1


@given(count=st.integers(1, 40), chosen=st.sets(st.integers(0, 39)))
def test_every_strand_is_drawn_once_in_its_schools_lane(count: int, chosen: set[int]) -> None:
    every = schools(count)
    strands = [told(school) for school in every if school.key in chosen]
    (row,) = draw(Thread(every, (loop(*strands),)))
    drawn = [lane for bundle in row.bundles for lane in bundle.lanes if lane]
    assert drawn == strands
    assert sum(len(bundle.leaving) for bundle in row.bundles) == len(strands)


def test_a_school_keeps_its_lane_when_the_one_beside_it_took_nothing_home() -> None:
    first, second, third = schools(3)
    bundle = bundle_of((first, second, third), [told(first), told(third)])
    assert bundle is not None
    assert [lane.school if lane else None for lane in bundle.lanes] == [first, None, third]
    assert [curve.x for curve in bundle.leaving] == [lane_middles(3)[0], lane_middles(3)[2]]


def test_nothing_is_drawn_where_no_school_took_anything_home() -> None:
    (row,) = draw(Thread(schools(4), (loop(),)))
    assert row.bundles == ()


def test_a_summary_that_is_shared_comes_back_and_a_draft_hangs_loose() -> None:
    shared, draft = schools(2)
    bundle = bundle_of((shared, draft), [told(shared), told(draft, shared=False)])
    assert bundle is not None
    assert len(bundle.leaving) == 2
    assert [curve.path for curve in bundle.returning] == [returning_path(lane_middles(2)[0])]


@pytest.mark.parametrize(
    ("states", "comes_back"),
    [
        ((), False),
        ((PromiseState.OPEN,), False),
        ((PromiseState.CLOSED, PromiseState.OPEN), False),
        ((PromiseState.CLOSED,), True),
        ((PromiseState.LET_GO,), True),
        ((PromiseState.CARRIED, PromiseState.CLOSED), True),
    ],
)
def test_a_strand_comes_back_when_all_it_promised_has_been_talked_through(
    states: tuple[PromiseState, ...], comes_back: bool
) -> None:
    promises = tuple(Promise("Prøve", "Alle", state, "/lofte/") for state in states)
    assert Strand(schools(1)[0], promises).is_back is comes_back


@given(st.lists(st.text(min_size=1, max_size=20), min_size=1, max_size=30))
def test_short_names_are_short(names: list[str]) -> None:
    assert all(len(short) <= 5 for short in short_names(names))
    assert len(short_names(names)) == len(names)


def test_short_names_tell_the_schools_apart() -> None:
    assert short_names(["Åsen skole", "Brekka skole", "Bruvik skole"]) == ["Ås", "Bre", "Bru"]
    assert short_names(["Nordby skole", "Nordvik skole", "Vik skole"]) == ["No1", "No2", "Vi"]


def test_labels_leave_out_the_kind_of_school_unless_that_is_what_tells_them_apart() -> None:
    assert labels(["Åsen skole", "Tveit oppvekstsenter", "Lia barne- og ungdomsskole"]) == [
        "Åsen",
        "Tveit",
        "Lia",
    ]
    assert labels(["Brekka barneskole", "Brekka ungdomsskole", "Skole"]) == [
        "Brekka barneskole",
        "Brekka ungdomsskole",
        "Skole",
    ]
