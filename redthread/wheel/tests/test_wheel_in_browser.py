"""The wheel in a real browser: a picture with a list as its equal, at a phone's and a desk's width."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from redthread.testing.browser import DESK, PHONE, check_page
from redthread.wheel.drawing.wheel import KNOTS, now_of
from redthread.wheel.tests.year import INITIATIVES, WHEEL, Year, full_year

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser


@pytest.fixture
def world(transactional_db: None) -> Year:
    return full_year()


@pytest.mark.parametrize("width", [320, PHONE, DESK])
@pytest.mark.parametrize("dark", [False, True])
def test_the_pages_have_no_fault_at_any_width(
    world: Year, page_for: Callable[..., Page], width: int, dark: bool
) -> None:
    page = page_for(world.cast.mona, width=width, dark=dark)
    month = f"{WHEEL}?maned={world.year.first_year}-10"
    for address in (WHEEL, month, INITIATIVES, f"{INITIATIVES}ny/"):
        page.goto(address)
        check_page(page)


def test_the_picture_is_walked_by_date_with_the_keyboard_alone(
    world: Year, page_for: Callable[..., Page]
) -> None:
    page = page_for(world.cast.mona, width=DESK)
    page.goto(WHEEL)
    first = page.locator(".wheel .is-gathering:is(a)").first
    first.focus()
    assert page.evaluate("() => document.activeElement.getAttribute('aria-label')").startswith(
        "Samling: Oppstart"
    )
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/samlinger/{world.gatherings[0].public_id}/")


def test_a_month_opens_from_the_wheel_without_scripts(world: Year, page_for: Callable[..., Page]) -> None:
    page = page_for(world.cast.mona, width=PHONE, scripts=False)
    page.goto(WHEEL)
    page.locator(".wheel .month").nth(2).click(position={"x": 20, "y": 20})
    assert page.locator("h1").inner_text() == f"Oktober {world.year.first_year}"


def test_month_names_can_be_read_on_a_phone(world: Year, page_for: Callable[..., Page]) -> None:
    page = page_for(world.cast.mona, width=PHONE)
    page.goto(WHEEL)
    heights = page.locator(".wheel .month text").evaluate_all(
        "texts => texts.map(text => parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a)"
    )
    assert len(heights) == 12
    assert min(heights) >= 13


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_now_touches_neither_a_month_nor_a_gathering_on_any_day(
    world: Year, page_for: Callable[..., Page], width: int
) -> None:
    page = page_for(world.cast.mona, width=width)
    page.goto(WHEEL)
    first = world.year.starts_on
    for day in (first + timedelta(days=number) for number in range(0, 365, 7)):
        now, _spoke = now_of(day, world.year)
        assert now is not None
        inner, outer = page.evaluate(NOW_REACHES, now.place)
        assert outer + 10 < page.evaluate(MONTHS_BEGIN), day
        assert inner > KNOTS + page.evaluate(KNOT_REACHES), day


# Distances from the middle of the wheel, in its own measure.
NOW_REACHES = """place => {
  const now = document.querySelector(".wheel .now"), box = now.querySelector("rect").getBBox();
  now.setAttribute("transform", place);
  const far = (x, y) => {
    const at = new DOMPoint(x, y).matrixTransform(now.transform.baseVal.consolidate().matrix);
    return Math.hypot(at.x - 500, at.y - 500);
  };
  const [left, right, top, bottom] = [box.x, box.x + box.width, box.y, box.y + box.height];
  const all = [left, 0, right].flatMap(x => [far(x, top), far(x, bottom)]);
  return [Math.min(...all), Math.max(...all)];
}"""
MONTHS_BEGIN = """() => {
  const text = document.querySelector(".wheel .month text"), path = document.querySelector(".wheel .curve");
  const start = path.getPointAtLength(0);
  return Math.hypot(start.x - 500, start.y - 500) - parseFloat(getComputedStyle(text).fontSize) / 2;
}"""
KNOT_REACHES = "() => parseFloat(getComputedStyle(document.querySelector('.wheel .knot')).r) + 2.5"


def test_the_overlays_have_no_fault(world: Year, page_for: Callable[..., Page]) -> None:
    for person, address in ((world.cast.mona, "/arshjul/"), (world.cast.olav, "/arshjul/skoleeier/")):
        for width in (PHONE, DESK):
            page = page_for(person, width=width)
            page.goto(address)
            check_page(page)
