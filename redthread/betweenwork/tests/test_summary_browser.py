"""The school summary in a real browser: few taps, and not a word lost when the network goes.

What is said to be saved is held against the database each time.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse
from PIL import Image

from redthread.betweenwork.models import SchoolSummary, SubmissionKey, SummaryLink, SummaryPhoto
from redthread.betweenwork.tests.between import Between, between
from redthread.sharing.models import Release
from redthread.testing.browser import check_page
from redthread.testing.cast import Cast

if TYPE_CHECKING:
    from playwright.sync_api import FilePayload, Locator, Page, Route

pytestmark = pytest.mark.browser

# What the line above the button says, by the state the script is in.
SAYS = {
    "saved": "Lagret",
    "waiting": "Lagrer når nettet er tilbake",
    "refused": "Ikke lagret ennå. Teksten ligger på denne enheten, og vi prøver igjen.",
    "invalid": "Ikke lagret. Se meldingen ved feltet.",
    "full": "Enheten har ikke plass til å ta vare på teksten. Hold siden åpen til det står Lagret.",
    "gone": "Lenken virker ikke lenger. Teksten er fortsatt på denne telefonen. Be om en ny lenke.",
}


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


def status(page: Page) -> Locator:
    return page.locator(".save-status")


def wait_for(page: Page, state: str) -> None:
    page.locator(f'.save-status[data-state="{state}"]').wait_for(timeout=15_000)
    assert status(page).text_content() == SAYS[state]


def kept(page: Page) -> int:
    """How many drafts the phone keeps."""
    return int(page.evaluate("() => localStorage.length"))


def stored() -> SchoolSummary:
    return SchoolSummary.objects.get()


def holds_posts(page: Page, answer: Callable[[Route], None]) -> None:
    """Every save from now on is answered by `answer` instead of by the server."""
    page.route(
        "**/oppsummering/**",
        lambda route: answer(route) if route.request.method == "POST" else route.continue_(),
    )


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
    assert kept(page) == 0


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
    assert kept(phone) == 0
    assert not phone.get_by_role("button", name="Lagre", exact=True).is_visible()


def test_a_network_gap_of_a_minute_loses_nothing(at: Between, page: Page) -> None:
    page.clock.install()
    page.goto(at.link(at.cast.mona))
    page.context.set_offline(True)
    page.get_by_label("Hva gjorde dere?").fill("Skrevet uten nett.")
    for _second in range(60):
        page.clock.run_for(1000)
        assert "Lagret" not in (status(page).text_content() or "")
    wait_for(page, "waiting")
    page.get_by_label("Hva skjedde?").fill("Også dette.")
    assert kept(page) == 1
    assert not SchoolSummary.objects.exists()
    page.context.set_offline(False)
    page.clock.run_for(2000)
    wait_for(page, "saved")
    assert (stored().did, stored().happened) == ("Skrevet uten nett.", "Også dette.")
    assert kept(page) == 0


def test_it_tries_again_by_itself_though_nothing_says_that_the_network_is_back(phone: Page) -> None:
    tries = []

    def fail_twice(route: Route) -> None:
        tries.append(route.request.post_data)
        if len(tries) < 3:
            route.abort("internetdisconnected")
        else:
            route.continue_()

    holds_posts(phone, fail_twice)
    phone.get_by_label("Hva gjorde dere?").fill("Vi prøvde.")
    wait_for(phone, "waiting")
    wait_for(phone, "saved")
    assert len(tries) == 3
    assert stored().version == 1


def test_a_reload_in_the_gap_brings_the_text_back(phone: Page) -> None:
    holds_posts(phone, lambda route: route.abort("internetdisconnected"))
    phone.get_by_label("Hva gjorde dere?").fill("Skrevet i gapet.")
    phone.get_by_text("En del av personalet").click()
    wait_for(phone, "waiting")
    phone.reload()
    assert phone.get_by_label("Hva gjorde dere?").input_value() == "Skrevet i gapet."
    assert phone.get_by_label("En del av personalet").is_checked()
    wait_for(phone, "waiting")
    assert not SchoolSummary.objects.exists()
    phone.unroute_all()
    phone.reload()
    wait_for(phone, "saved")
    assert (stored().did, stored().reach) == ("Skrevet i gapet.", "part")


def test_a_closed_tab_is_as_good_as_a_reload(at: Between, phone: Page) -> None:
    phone.context.set_offline(True)
    phone.get_by_label("Hva gjorde dere?").fill("Skrevet før fanen ble lukket.")
    wait_for(phone, "waiting")
    context = phone.context
    phone.close()
    context.set_offline(False)
    again = context.new_page()
    again.goto(at.link(at.cast.mona))
    wait_for(again, "saved")
    assert stored().did == "Skrevet før fanen ble lukket."


def test_an_answer_that_was_lost_on_the_way_makes_no_second_save(phone: Page) -> None:
    lost: list[int] = []

    def lose_the_first(route: Route) -> None:
        if lost:
            route.continue_()
            return
        lost.append(route.fetch().status)
        route.abort("connectionreset")

    holds_posts(phone, lose_the_first)
    phone.get_by_label("Hva gjorde dere?").fill("Vi prøvde.")
    wait_for(phone, "saved")
    assert lost == [200]
    assert stored().version == 1
    assert SubmissionKey.objects.count() == 1


PORTALS = [
    {"status": 200, "content_type": "text/html", "body": "<h1>Velkommen til kafeen. Lagret!</h1>"},
    {"status": 200, "content_type": "application/json", "body": "{}"},
    {"status": 200, "content_type": "application/json", "body": '{"saved": true, "key": "en-annen"}'},
    {"status": 302, "headers": {"Location": "https://portal.example/"}, "body": ""},
    {"status": 502, "content_type": "text/html", "body": "Bad gateway"},
]


@pytest.mark.parametrize("portal", PORTALS)
def test_what_is_not_our_own_answer_is_never_taken_for_saved(phone: Page, portal: dict[str, Any]) -> None:
    said: list[str] = []
    phone.expose_function("told", lambda text: said.append(text))
    phone.evaluate(
        "() => new MutationObserver(() => told(document.querySelector('.save-status').textContent))"
        ".observe(document.querySelector('.save-status'), {childList: true})"
    )
    holds_posts(phone, lambda route: route.fulfill(**portal))
    phone.get_by_label("Hva gjorde dere?").fill("Vi prøvde.")
    wait_for(phone, "refused")
    phone.wait_for_timeout(1500)
    assert "Lagret" not in said
    assert kept(phone) == 1
    phone.unroute_all()
    phone.evaluate("() => window.dispatchEvent(new Event('online'))")
    wait_for(phone, "saved")
    assert stored().did == "Vi prøvde."


def test_two_tabs_are_one_writer(at: Between, phone: Page) -> None:
    other = phone.context.new_page()
    other.goto(at.link(at.cast.mona))
    phone.get_by_label("Hva gjorde dere?").fill("Fra den første fanen.")
    wait_for(phone, "saved")
    assert other.get_by_label("Hva gjorde dere?").input_value() == "Fra den første fanen."
    other.get_by_label("Hva skjedde?").fill("Fra den andre fanen.")
    wait_for(other, "saved")
    phone.get_by_label("Hva var vanskelig?").fill("Fra den første igjen.")
    wait_for(phone, "saved")
    phone.wait_for_timeout(1500)
    summary = stored()
    assert (summary.did, summary.happened, summary.hard) == (
        "Fra den første fanen.",
        "Fra den andre fanen.",
        "Fra den første igjen.",
    )
    assert summary.version == SubmissionKey.objects.count()
    assert phone.locator("#clash").is_hidden()


def test_two_tabs_send_what_waits_once(at: Between, phone: Page) -> None:
    other = phone.context.new_page()
    other.goto(at.link(at.cast.mona))
    phone.context.set_offline(True)
    phone.get_by_label("Hva gjorde dere?").fill("Skrevet uten nett.")
    wait_for(phone, "waiting")
    phone.context.set_offline(False)
    wait_for(phone, "saved")
    other.wait_for_timeout(1500)
    assert stored().version == 1
    assert SubmissionKey.objects.count() == 1


def test_a_colleague_who_wrote_at_the_same_time_loses_nothing_and_is_named(at: Between, phone: Page) -> None:
    at.write(at.asen, at.cast.mads, did="Mads skrev dette.", hard="Tid.")
    phone.get_by_label("Hva gjorde dere?").fill("Mona skrev dette.")
    phone.locator("#clash", has_text="Mads Lund skrev samtidig som deg").wait_for()
    wait_for(phone, "saved")
    assert phone.get_by_label("Hva gjorde dere?").input_value() == "Mads skrev dette.\n\nMona skrev dette."
    assert phone.get_by_label("Hva var vanskelig?").input_value() == "Tid."
    assert (stored().did, stored().hard) == ("Mads skrev dette.\n\nMona skrev dette.", "Tid.")
    check_page(phone)


def test_a_colleague_in_another_field_just_turns_up(at: Between, phone: Page) -> None:
    at.write(at.asen, at.cast.mads, did="", hard="Tid.")
    phone.get_by_label("Hva gjorde dere?").fill("Vi prøvde.")
    wait_for(phone, "saved")
    assert phone.get_by_label("Hva var vanskelig?").input_value() == "Tid."
    assert phone.locator("#clash").is_hidden()
    assert (stored().did, stored().hard) == ("Vi prøvde.", "Tid.")


def test_a_full_phone_says_so_and_still_sends(at: Between, page: Page) -> None:
    page.add_init_script(
        "Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError') }"
    )
    page.goto(at.link(at.cast.mona))
    page.context.set_offline(True)
    page.get_by_label("Hva gjorde dere?").fill("Vi prøvde.")
    wait_for(page, "full")
    page.context.set_offline(False)
    wait_for(page, "saved")
    assert stored().did == "Vi prøvde."


def test_a_text_that_is_too_long_is_told_at_its_field_and_stays(phone: Page) -> None:
    phone.get_by_label("Hva gjorde dere?").fill("a" * 2001)
    wait_for(phone, "invalid")
    phone.get_by_text("Teksten er på 2001 tegn").wait_for()
    assert kept(phone) == 1
    check_page(phone)
    phone.get_by_label("Hva gjorde dere?").fill("a" * 2000)
    wait_for(phone, "saved")
    assert phone.get_by_text("Teksten er på").count() == 0
    assert len(stored().did) == 2000


def test_when_the_link_stops_the_text_stays_on_the_phone_for_the_next_link(at: Between, phone: Page) -> None:
    SummaryLink.objects.update(revoked_at=at.now)
    phone.get_by_label("Hva gjorde dere?").fill("Skrevet for sent.")
    wait_for(phone, "gone")
    assert kept(phone) == 1
    assert not SchoolSummary.objects.exists()
    at.now += timedelta(seconds=1)
    phone.goto(at.link(at.cast.mona))
    wait_for(phone, "saved")
    assert stored().did == "Skrevet for sent."
    assert kept(phone) == 0


def test_the_main_button_waits_for_the_network_and_then_goes_on(phone: Page) -> None:
    phone.context.set_offline(True)
    phone.get_by_label("Hva gjorde dere?").fill("Vi prøvde.")
    phone.get_by_role("button", name="Se over og ferdigstill").click()
    wait_for(phone, "waiting")
    assert "/ferdigstilling/" not in phone.url
    phone.context.set_offline(False)
    phone.wait_for_url("**/ferdigstilling/", timeout=10_000)
    assert stored().did == "Vi prøvde."


def photo_file(colour: str = "red") -> FilePayload:
    out = BytesIO()
    Image.new("RGB", (400, 300), colour).save(out, "JPEG")
    return {"name": "IMG_0001.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}


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


def test_a_photo_waits_for_the_network_too(phone: Page) -> None:
    phone.context.set_offline(True)
    phone.get_by_label("Bilde").set_input_files(photo_file())
    phone.get_by_text("Bildet sendes når nettet er tilbake").wait_for()
    phone.context.set_offline(False)
    phone.get_by_text("Bildet er lagret").wait_for()
    assert SummaryPhoto.objects.count() == 1


def test_a_file_that_is_no_picture_is_refused_at_its_field(phone: Page) -> None:
    wrong: FilePayload = {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": b"<script>alert(1)</script>"}
    phone.get_by_label("Bilde").set_input_files(wrong)
    phone.get_by_text("Vi kan ikke lese bildet").wait_for()
    check_page(phone)
    phone.get_by_label("Hva gjorde dere?").fill("Vi prøvde.")
    phone.get_by_role("button", name="Se over og ferdigstill").click()
    phone.wait_for_url("**/ferdigstilling/")


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
