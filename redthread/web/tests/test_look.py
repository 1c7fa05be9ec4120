"""The main pages in a real browser: nothing axe can fault, nothing sideways, nothing from another host."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from redthread.networks.models import Mandate
from redthread.testing import make
from redthread.testing.browser import DESK, PHONE, check_page, overflow
from redthread.testing.cast import Cast, build

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
NETWORK = "/nettverk/rektornettverk-ost/"
FOR_ALL = ["", "trad/", "samlinger/", "mellomarbeid/", "mandat/", "deltakere/"]
FOR_LEADERS = [
    "samlinger/ny/",
    "enheter/",
    "organer/",
    "aar/",
    "mandat/ny-versjon/",
    "deltakere/ny/",
    "innstillinger/",
]


@pytest.fixture
def world(transactional_db: None) -> Cast:
    cast = build()
    now = timezone.now()
    held = make.gathering(cast.network, title="Oktobersamling", starts_at=now - timedelta(weeks=4))
    make.commitment(held, cast.asen)
    make.assignment(held, cast.asen, cast.brekka)
    make.gathering(cast.network, title="Desembersamling", starts_at=now + timedelta(weeks=2), host=cast.asen)
    Mandate.objects.create(
        network=cast.network, version=1, purpose="Lære sammen.", written_by=cast.liv, adopted_at=now
    )
    return cast


@pytest.mark.parametrize(("width", "dark"), [(320, False), (PHONE, True), (DESK, False), (DESK, True)])
def test_what_everybody_meets_has_no_fault(page_for: Callable[..., Page], width: int, dark: bool) -> None:
    page = page_for(None, width=width, dark=dark)
    for address in ("/", "/om/", "/konto/innlogging/", "/finnes-ikke/"):
        page.goto(address)
        check_page(page)


@pytest.mark.parametrize(("width", "dark"), [(320, True), (PHONE, False), (DESK, True)])
def test_a_members_pages_have_no_fault(
    world: Cast, page_for: Callable[..., Page], width: int, dark: bool
) -> None:
    page = page_for(world.mona, width=width, dark=dark)
    for address in ("/", "/nettverk/", "/meg/", *(f"{NETWORK}{part}" for part in FOR_ALL)):
        page.goto(address)
        check_page(page)


@pytest.mark.parametrize(("width", "dark"), [(PHONE, True), (DESK, False)])
def test_a_leaders_pages_have_no_fault(
    world: Cast, page_for: Callable[..., Page], width: int, dark: bool
) -> None:
    page = page_for(world.liv, width=width, dark=dark)
    for part in FOR_LEADERS:
        page.goto(f"{NETWORK}{part}")
        check_page(page)


def test_nothing_is_asked_of_another_host_and_the_policy_is_kept(
    world: Cast, page_for: Callable[..., Page], live: str
) -> None:
    page = page_for(world.mona)
    asked: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    for address in ("/", f"{NETWORK}trad/", f"{NETWORK}samlinger/"):
        page.goto(address)
    assert asked
    assert [url for url in asked if not url.startswith((live, "data:"))] == []
    assert complaints == []


def test_the_skip_link_comes_first_and_leads_to_the_content(
    world: Cast, page_for: Callable[..., Page]
) -> None:
    page = page_for(world.mona)
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.textContent") == "Hopp til innholdet"
    page.keyboard.press("Enter")
    assert page.evaluate("() => document.activeElement.id") == "innhold"


def test_the_account_menu_opens_and_closes_with_the_keyboard(
    world: Cast, page_for: Callable[..., Page]
) -> None:
    page = page_for(world.mona)
    page.goto("/")
    menu = page.locator("#account-menu")
    page.get_by_role("button", name="Konto: Mona Vik").press("Enter")
    assert menu.is_visible()
    check_page(page)
    page.keyboard.press("Escape")
    assert not menu.is_visible()


def test_one_can_sign_out_from_the_menu(world: Cast, page_for: Callable[..., Page]) -> None:
    page = page_for(world.mona)
    page.goto("/")
    page.get_by_role("button", name="Konto: Mona Vik").click()
    page.get_by_role("button", name="Logg ut").click()
    page.goto("/meg/")
    assert "/konto/innlogging/" in page.url


def test_on_a_phone_the_local_navigation_begins_where_the_reader_is(
    world: Cast, page_for: Callable[..., Page]
) -> None:
    page = page_for(world.mona)
    page.goto(f"{NETWORK}deltakere/")
    here = page.locator(".network-nav [aria-current]")
    assert here.inner_text() == "Deltakere"
    box = here.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= PHONE
    assert overflow(page) <= 0


def test_what_is_touched_is_large_enough(world: Cast, page_for: Callable[..., Page]) -> None:
    page = page_for(world.mona)
    page.goto(f"{NETWORK}trad/")
    small = page.locator(".site-header a, .site-header button, .network-nav a, .crumbs a").evaluate_all(
        "all => all.filter(one => one.offsetParent && one.offsetHeight < 44).map(one => one.textContent)"
    )
    assert small == []
