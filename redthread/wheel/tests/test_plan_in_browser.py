"""Planning a year in a real browser: by keyboard, on a phone, without script, and without faults."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from redthread.gatherings.models import Gathering
from redthread.notices.models import OutgoingMail
from redthread.schoolyear.years import SchoolYear, school_year_of
from redthread.testing import make
from redthread.testing.browser import check_page
from redthread.testing.cast import Cast, build
from redthread.wheel.models import BlockedDays, HostWish, YearPlan

if TYPE_CHECKING:
    from playwright.sync_api import Page

    PageFor = Callable[..., Page]

pytestmark = pytest.mark.browser
OSLO = ZoneInfo("Europe/Oslo")


@pytest.fixture
def cast(live: str) -> Cast:
    return build()


@pytest.fixture
def year() -> SchoolYear:
    """The next one, so that nothing in it has been."""
    return SchoolYear(school_year_of(timezone.localdate()).first_year + 1)


def address(cast: Cast, year: SchoolYear, name: str = "plan") -> str:
    return reverse(f"wheel:{name}", args=[cast.network.slug]) + f"?ar={year.first_year}"


def drafts(cast: Cast) -> list[Gathering]:
    return list(cast.network.gatherings.drafts())


@pytest.mark.parametrize(("width", "dark"), [(390, False), (1280, True)])
def test_no_page_has_a_fault_on_a_phone_or_at_a_desk(
    page_for: PageFor, cast: Cast, year: SchoolYear, width: int, dark: bool
) -> None:
    start = datetime.combine(year.starts_on + timedelta(days=40), time(9), OSLO)
    asked = make.gathering(
        cast.network, starts_at=start, host=cast.asen, theme="Et svært langt tema om lesing " * 3
    )
    BlockedDays.objects.create(
        network=cast.network,
        why="Ombygging",
        starts_on=year.starts_on + timedelta(days=150),
        ends_on=year.starts_on + timedelta(days=280),
    )
    HostWish.objects.create(
        network=cast.network, school=cast.asen, wants=False, starts_on=year.starts_on, ends_on=year.ends_on
    )
    page = page_for(cast.liv, width=width, dark=dark)
    page.goto(address(cast, year))
    assert page.get_by_role("heading", name="Dette gikk ikke opp").is_visible()
    check_page(page)
    page.locator(f"#dag-{asked.public_id}").fill((start + timedelta(days=7)).date().isoformat())
    page.get_by_role("button", name="Se over og lagre").click()
    page.wait_for_url("**/lagring/**")
    assert page.get_by_role("checkbox").first.is_visible()
    check_page(page)
    page.goto(reverse("wheel:move", args=[cast.network.slug, asked.public_id]))
    check_page(page)
    page.get_by_label("Dato").fill(f"{year.first_year}-12-25")
    page.get_by_role("heading", name="Se på dette først").wait_for()
    check_page(page)


def test_a_year_is_planned_and_saved_by_keyboard_alone(
    page_for: PageFor, cast: Cast, year: SchoolYear
) -> None:
    page = page_for(cast.liv, width=1280)
    page.goto(address(cast, year))
    page.get_by_label("Antall", exact=True).focus()
    page.keyboard.type("8")
    page.keyboard.press("Control+A")
    page.keyboard.type("8")
    page.keyboard.press("Tab")
    page.get_by_text("åtte uker etter forrige").first.wait_for()
    page.locator("#vert-2").focus()
    page.keyboard.press("End")
    page.keyboard.press("Tab")
    page.get_by_text("er valgt som vertskap").wait_for()
    assert (
        page.evaluate("document.activeElement.id") == "leder-2"
    )  # the place is kept when the rest is renewed
    page.locator("#fast-2").focus()
    page.keyboard.press("Space")
    page.get_by_text("Du har valgt datoen").wait_for()
    page.get_by_role("button", name="Se over og lagre").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/lagring/**")
    assert drafts(cast) == []
    page.get_by_role("button", name="Lagre planen").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/samlinger/")
    made = drafts(cast)
    assert len(made) >= 5
    assert [one.is_pinned for one in made].count(True) == 1
    assert made[1].is_pinned
    assert OutgoingMail.objects.count() == 0


def test_a_year_is_planned_without_script(page_for: PageFor, cast: Cast, year: SchoolYear) -> None:
    page = page_for(cast.liv, scripts=False)
    page.goto(address(cast, year))
    page.get_by_label("Temaer").fill("Lesing\nSkriving")
    page.get_by_role("button", name="Regn ut på nytt").click()
    assert page.locator("#tema-2").input_value() == "Skriving"
    page.get_by_role("button", name="Se over og lagre").click()
    page.get_by_role("button", name="Lagre planen").click()
    assert [one.theme for one in drafts(cast)][:3] == ["Lesing", "Skriving", ""]


def test_what_is_typed_is_there_when_one_comes_back(page_for: PageFor, cast: Cast, year: SchoolYear) -> None:
    page = page_for(cast.liv)
    page.goto(address(cast, year))
    page.locator("#tema-1").fill("Leik i alle fag")
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.locator("#tema-1").blur()
    page.goto(reverse("networks:network", args=[cast.network.slug]))
    page.goto(address(cast, year))
    assert page.locator("#tema-1").input_value() == "Leik i alle fag"
    assert YearPlan.objects.get().choices["rows"]["1"]["theme"] == "Leik i alle fag"
