"""The school summary in a real browser: few taps, and the same without scripts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse

from redthread.betweenwork.models import SummaryPhoto
from redthread.betweenwork.tests.between import Between, between
from redthread.betweenwork.tests.saving import kept, photo_file, stored, wait_for
from redthread.sharing.models import Release
from redthread.testing.browser import check_page
from redthread.testing.cast import Cast

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

pytestmark = pytest.mark.browser


@pytest.fixture
def at(live: str, cast: Cast, settings: Any, tmp_path: Path) -> Between:
    settings.MEDIA_ROOT = tmp_path
    return between(cast)


@pytest.fixture
def phone(at: Between, page: Page) -> Page:
    """Mona's phone, where nobody is signed in, with the mailed link open; any script error fails the test."""
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(at.link(at.cast.mona))
    assert errors == []
    return page


@pytest.mark.parametrize(("width", "dark"), [(390, False), (390, True), (1280, False)])
def test_filed_with_five_taps_and_two_short_texts(
    at: Between, page_for: Callable[..., Page], width: int, dark: bool
) -> None:
    page, taps = page_for(None, width=width, dark=dark), 0
    page.goto(at.link(at.cast.mona))
    check_page(page)

    def tap(target: Locator) -> None:
        nonlocal taps
        taps += 1
        target.click()

    tap(page.get_by_label("Hva gjorde dere?"))
    page.keyboard.type("Vi prøvde to-lærer i tre uker.")
    tap(page.get_by_label("Hva skjedde?"))
    page.keyboard.type("Flere leste høyt.")
    tap(page.get_by_text("En del av personalet"))
    tap(page.get_by_role("button", name="Se over og ferdigstill"))
    page.wait_for_url("**/ferdigstilling/")
    check_page(page)
    assert Release.objects.count() == 0
    tap(page.get_by_role("button", name="Ferdigstill til nettverket"))
    page.get_by_role("heading", name="Ferdigstilt").wait_for()
    check_page(page)
    assert taps <= 6
    texts = [entry["text"] for entry in Release.objects.get().snapshot]
    assert texts == ["Vi prøvde to-lærer i tre uker.", "Flere leste høyt.", "En del av personalet"]
    assert kept(page) == []


@pytest.mark.parametrize("width", [390, 1280])
def test_every_page_is_free_of_accessibility_faults(
    at: Between, page_for: Callable[..., Page], width: int
) -> None:
    at.release(at.brekka, at.cast.rita, reach="whole")
    at.release(at.asen, at.cast.mona, reach="part")
    slug = at.cast.network.slug
    pages = {
        at.cast.liv: [
            reverse("betweenwork:plan", args=[slug, at.following.public_id]),
            reverse("betweenwork:lock", args=[slug, at.following.public_id]),
            at.url("assignment"),
        ],
        at.cast.mona: [
            reverse("betweenwork:list", args=[slug]),
            at.url("assignment"),
            at.url("summary", at.asen),
            at.url("release", at.asen),
            at.url("owner", at.asen),
        ],
        None: [reverse("betweenwork:summary_link", args=["x" * 43])],
    }
    for person, urls in pages.items():
        page = page_for(person, width=width)
        for url in urls:
            page.goto(url)
            check_page(page)
        page.context.close()


def test_the_keyboard_alone_is_enough(phone: Page) -> None:
    phone.get_by_label("Hva gjorde dere?").focus()
    phone.keyboard.type("Vi prøvde.")
    phone.keyboard.press("Tab")
    phone.keyboard.type("Noe skjedde.")
    phone.keyboard.press("Tab")
    phone.keyboard.press("Tab")
    phone.keyboard.press("Space")
    assert phone.get_by_label("Hele personalet").is_checked()
    for _ in range(12):
        phone.keyboard.press("Tab")
        if "Se over" in phone.evaluate("() => document.activeElement.textContent"):
            break
    phone.keyboard.press("Enter")
    phone.wait_for_url("**/ferdigstilling/")
    phone.get_by_role("button", name="Ferdigstill til nettverket").focus()
    phone.keyboard.press("Enter")
    phone.get_by_role("heading", name="Ferdigstilt").wait_for()
    assert stored().reach == "whole"


def test_it_saves_itself_and_keeps_nothing_on_the_phone_afterwards(phone: Page) -> None:
    phone.get_by_label("Hva gjorde dere?").fill("Vi prøvde.")
    wait_for(phone, "saved")
    assert stored().did == "Vi prøvde."
    assert kept(phone) == []
    assert not phone.get_by_role("button", name="Lagre", exact=True).is_visible()


def test_a_photo_goes_along_and_is_in_the_preview(at: Between, phone: Page) -> None:
    phone.get_by_label("Hva gjorde dere?").fill("Vi prøvde.")
    phone.get_by_label("Bilde").set_input_files(photo_file())
    phone.get_by_text("Bildet er lagret").wait_for()
    shown = phone.get_by_role("img", name="Bildet dere har valgt")
    assert shown.evaluate("async (image) => { await image.decode(); return image.naturalWidth }") == 400
    check_page(phone)
    phone.get_by_role("button", name="Se over og ferdigstill").click()
    phone.wait_for_url("**/ferdigstilling/")
    assert phone.get_by_label("Ta med bildet").is_checked()
    phone.get_by_role("button", name="Ferdigstill til nettverket").click()
    phone.get_by_text("Nettverket ser bildet.").wait_for()
    assert SummaryPhoto.objects.get().shown_in == Release.objects.get()


def test_without_scripts_the_same_form_does_the_same(at: Between, page_for: Callable[..., Page]) -> None:
    page = page_for(None, scripts=False)
    page.goto(at.link(at.cast.mona))
    page.get_by_label("Hva gjorde dere?").fill("Vi prøvde.")
    page.get_by_label("Ikke ennå").check()
    page.get_by_label("Bilde").set_input_files(photo_file())
    page.get_by_role("button", name="Lagre", exact=True).click()
    page.get_by_text("Lagret. Bare skolen din ser det").wait_for()
    page.get_by_role("button", name="Se over og ferdigstill").click()
    page.get_by_role("button", name="Ferdigstill til nettverket").click()
    page.get_by_role("heading", name="Ferdigstilt").wait_for()
    assert [entry["text"] for entry in Release.objects.get().snapshot] == ["Vi prøvde.", "Ikke ennå"]
    assert SummaryPhoto.objects.get().shown_in is not None


def test_somebody_signed_in_has_the_same_desk(at: Between, page_for: Callable[..., Page]) -> None:
    page = page_for(at.cast.mads, width=1280)
    page.goto(at.url("assignment"))
    page.get_by_role("link", name="Fortell hvordan det gikk").click()
    page.get_by_label("Hva gjorde dere?").fill("Mads prøvde.")
    wait_for(page, "saved")
    assert (stored().did, stored().written_by) == ("Mads prøvde.", at.cast.mads)


def test_nothing_is_asked_of_any_other_host_and_no_policy_is_broken(at: Between, page: Page) -> None:
    hosts, complaints = set(), []
    page.on("request", lambda request: hosts.add(request.url.split("/")[2]))
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.goto(at.link(at.cast.mona))
    page.get_by_label("Hva gjorde dere?").fill("Vi prøvde.")
    page.get_by_label("Bilde").set_input_files(photo_file())
    page.get_by_text("Bildet er lagret").wait_for()
    wait_for(page, "saved")
    assert len(hosts) == 1
    assert complaints == []
