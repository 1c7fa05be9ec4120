"""The summary's photo goes through the same outbox as its text."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from redthread.betweenwork.models import SubmissionKey, SummaryPhoto
from redthread.betweenwork.tests.between import Between, between
from redthread.betweenwork.tests.saving import kept, photo_file, stored, wait_for
from redthread.testing.browser import check_page
from redthread.testing.cast import Cast

if TYPE_CHECKING:
    from playwright.sync_api import FilePayload, Page, Route

pytestmark = pytest.mark.browser

WAITING = "Bildet sendes når nettet er tilbake."
SAVED = "Bildet er lagret"
NO_ROOM_FOR_FILES = """
const { put } = IDBObjectStore.prototype;
IDBObjectStore.prototype.put = function (value, ...key) {
  if (value instanceof ArrayBuffer) throw new DOMException("full", "QuotaExceededError");
  return put.call(this, value, ...key);
};"""


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


def test_a_photo_chosen_without_network_is_kept_over_a_reload_and_saved_once(phone: Page) -> None:
    phone.context.set_offline(True)
    phone.get_by_label("Bilde").set_input_files(photo_file())
    phone.get_by_text(WAITING).wait_for()
    check_page(phone)
    phone.route("**/bilde/", lambda route: route.abort("internetdisconnected"))
    phone.context.set_offline(False)
    phone.reload()
    phone.get_by_text(WAITING).wait_for()
    assert kept(phone) == ["save"]
    assert not SummaryPhoto.objects.exists()
    phone.unroute_all()
    phone.reload()
    phone.get_by_text(SAVED).wait_for()
    assert (SummaryPhoto.objects.count(), SubmissionKey.objects.count()) == (1, 1)
    assert kept(phone) == []


def test_an_answer_that_is_not_ours_saves_no_photo_and_a_lost_one_makes_no_second(phone: Page) -> None:
    tries: list[int] = []

    def answer(route: Route) -> None:
        tries.append(len(tries))
        if len(tries) == 1:
            route.fulfill(status=200, body="<h1>Velkommen til kafeen</h1>", content_type="text/html")
        elif len(tries) == 2:
            assert not SummaryPhoto.objects.exists()
            assert route.fetch().status == 200
            route.abort("connectionreset")
        else:
            assert SAVED not in (phone.locator(".photo-status").text_content() or "")
            route.continue_()

    phone.route(
        "**/bilde/", lambda route: answer(route) if route.request.method == "POST" else route.continue_()
    )
    phone.get_by_label("Bilde").set_input_files(photo_file())
    phone.get_by_text(SAVED).wait_for()
    assert (len(tries), SummaryPhoto.objects.count(), SubmissionKey.objects.count()) == (3, 1, 1)


def test_another_photo_takes_the_place_of_one_that_waits(phone: Page) -> None:
    phone.context.set_offline(True)
    phone.get_by_label("Bilde").set_input_files(photo_file())
    phone.get_by_text(WAITING).wait_for()
    phone.get_by_label("Bilde").set_input_files(photo_file("blue"))
    phone.wait_for_timeout(500)
    phone.context.set_offline(False)
    phone.get_by_text(SAVED).wait_for()
    assert SubmissionKey.objects.count() == 1


def test_a_device_without_room_for_the_photo_says_so_and_keeps_the_text(at: Between, page: Page) -> None:
    page.add_init_script(NO_ROOM_FOR_FILES)
    page.goto(at.link(at.cast.mona))
    page.context.set_offline(True)
    page.get_by_label("Bilde").set_input_files(photo_file())
    page.get_by_text("Enheten har ikke plass til å ta vare på bildet.").wait_for()
    page.get_by_label("Hva gjorde dere?").fill("Vi prøvde.")
    wait_for(page, "waiting")
    assert kept(page) == ["draft", "save"]
    check_page(page)
    page.context.set_offline(False)
    page.get_by_text(SAVED).wait_for()
    wait_for(page, "saved")
    assert (stored().did, SummaryPhoto.objects.count()) == ("Vi prøvde.", 1)


def test_a_file_that_is_too_large_is_told_at_once(phone: Page) -> None:
    large: FilePayload = {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": b"x" * (10 * 2**20 + 1)}
    phone.context.set_offline(True)
    phone.get_by_label("Bilde").set_input_files(large)
    phone.get_by_text("Bildet er større enn 10 MB. Velg et mindre bilde.").wait_for()
    assert kept(phone) == []


def test_a_file_that_is_no_picture_is_refused_at_its_field(phone: Page) -> None:
    wrong: FilePayload = {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": b"<script>alert(1)</script>"}
    phone.get_by_label("Bilde").set_input_files(wrong)
    phone.get_by_text("Vi kan ikke lese bildet").wait_for()
    check_page(phone)
    phone.get_by_label("Hva gjorde dere?").fill("Vi prøvde.")
    phone.get_by_role("button", name="Se over og ferdigstill").click()
    phone.wait_for_url("**/ferdigstilling/")
