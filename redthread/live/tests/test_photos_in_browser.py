"""Photos from a phone go through its outbox: kept until the server has signed for them, and stored once."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image

from redthread.live.models import Contribution, LiveSession, Receipt
from redthread.live.tests.hands import go, press
from redthread.live.tests.rooms import open_room
from redthread.testing.browser import check_page
from redthread.testing.cast import Cast

if TYPE_CHECKING:
    from playwright.sync_api import FilePayload, Page, Route

    from redthread.live.tests.hands import Open

pytestmark = pytest.mark.browser

ON_ITS_WAY = "Bildet sendes …"
WAITS = "Bildet ligger på telefonen, og sendes når du er på nett."
FULL = "Telefonen har ikke plass til å ta vare på mer."
# A phone with room for words and for no files.
NO_ROOM_FOR_FILES = """() => {
  const { put } = IDBObjectStore.prototype;
  IDBObjectStore.prototype.put = function (value, ...key) {
    if (value instanceof ArrayBuffer) throw new DOMException("full", "QuotaExceededError");
    return put.call(this, value, ...key);
  };
}"""
ON_THE_SHELF = """async () => {
  const done = (asked) => new Promise((resolve) => (asked.onsuccess = () => resolve(asked.result)));
  const [{ name }] = await indexedDB.databases();
  const db = await done(indexedDB.open(name));
  const files = await done(db.transaction("files").objectStore("files").getAll());
  db.close();
  return files.map((bytes) => bytes.byteLength);
}"""


@pytest.fixture
def session(cast: Cast, settings: Any, tmp_path: Path) -> LiveSession:
    settings.MEDIA_ROOT = tmp_path
    session = open_room(cast)
    go(session, "skriv")
    return session


@pytest.fixture
def page(session: LiveSession, phone: Open) -> Page:
    return phone(session)


def picture(size: tuple[int, int] = (2400, 1600)) -> FilePayload:
    out = BytesIO()
    Image.effect_noise(size, 40).convert("RGB").save(out, "JPEG")
    return {"name": "IMG_0001.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}


def take(page: Page, file: FilePayload | None = None) -> None:
    page.get_by_label("Ta bilde av lapper").set_input_files(file or picture())


def photos_answered_by(page: Page, answer: Callable[[Route], None]) -> None:
    page.route("**/bilde/", answer)


def cut(route: Route) -> None:
    route.abort("internetdisconnected")


def fate(page: Page) -> str:
    return page.locator("li.idea", has_text="Bilde fra bordet").locator(".fate").inner_text()


def wait_until_sent(page: Page) -> None:
    idea = page.locator("li.idea", has_text="Bilde fra bordet")
    idea.get_by_text("sendt", exact=True).wait_for()


def test_a_photo_taken_without_network_is_kept_over_a_reload_and_sent_once(page: Page) -> None:
    page.context.set_offline(True)
    take(page)
    page.get_by_text(WAITS).wait_for()
    page.get_by_text("1 ting venter på å bli sendt.").wait_for()
    assert fate(page) == "sendes …"
    check_page(page)
    (size,) = page.evaluate(ON_THE_SHELF)
    assert 10_000 < size < 10 * 2**20
    photos_answered_by(page, cut)  # the page comes from the server, so the rest of the net is there again
    page.context.set_offline(False)
    page.reload()
    page.get_by_text(ON_ITS_WAY).wait_for()
    assert fate(page) == "sendes …"
    assert not Contribution.objects.exists()
    page.unroute_all()
    page.evaluate("dispatchEvent(new Event('online'))")
    wait_until_sent(page)
    made = Contribution.objects.get()
    with made.photo.open() as file, Image.open(file) as stored:
        assert (made.kind, made.from_paper, stored.size) == ("photo", True, (1600, 1067))
    assert Receipt.objects.count() == 1
    assert page.evaluate(ON_THE_SHELF) == []


def test_an_answer_that_is_lost_on_the_way_and_one_that_is_not_ours_make_nothing_double(page: Page) -> None:
    tries: list[int] = []

    def lose(route: Route) -> None:
        tries.append(len(tries))
        if len(tries) == 1:
            assert route.fetch().status == 200
            route.abort("connectionreset")
        elif len(tries) == 2:
            route.fulfill(status=200, body="<h1>Logg inn på gjestenettet</h1>", content_type="text/html")
        elif len(tries) == 3:
            route.fulfill(json={"id": "abc", "key": "k" * 32, "ack": "0" * 64})
        else:
            assert fate(page) == "sendes …"
            route.continue_()

    photos_answered_by(page, lose)
    take(page)
    wait_until_sent(page)
    assert (len(tries), Contribution.objects.count(), Receipt.objects.count()) == (4, 1, 1)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (
            b"<script>alert(1)</script>",
            "Vi kan ikke lese bildet. Velg et bilde i formatet JPEG, PNG eller WebP.",
        ),
        (b"x" * (10 * 2**20 + 1), "Bildet er større enn 10 MB. Velg et mindre bilde."),
    ],
    ids=["no picture", "too large"],
)
def test_what_is_no_photo_says_why_and_is_taken_away(page: Page, content: bytes, words: str) -> None:
    take(page, {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": content})
    page.get_by_role("alert").get_by_text(words).wait_for()
    check_page(page)
    refused = page.locator("li.idea", has_text=words)
    if refused.count():
        press(page, "Ta bort")
        refused.wait_for(state="detached")
    assert page.evaluate(ON_THE_SHELF) == []
    assert not Contribution.objects.exists()


def test_a_phone_without_room_for_the_photo_says_so_keeps_the_words_and_sends_both(page: Page) -> None:
    page.evaluate(NO_ROOM_FOR_FILES)
    photos_answered_by(page, cut)
    take(page)
    page.get_by_text(FULL).wait_for()
    check_page(page)
    page.route("**/send/", cut)
    page.get_by_label("Skriv én idé").fill("Skrevet etterpå")
    press(page, "Legg til")
    page.locator("li.idea", has_text="Skrevet etterpå").wait_for()
    page.wait_for_timeout(300)
    kept = page.evaluate(ON_THE_SHELF.replace('"files"', '"commands"').replace("byteLength", "body.text"))
    assert kept == ["Skrevet etterpå"]
    page.unroute_all()
    page.evaluate("dispatchEvent(new Event('online'))")
    wait_until_sent(page)
    page.get_by_text(FULL).wait_for(state="detached")
    assert {one.text for one in Contribution.objects.all()} == {"", "Skrevet etterpå"}


def test_a_slow_photo_holds_no_words_back_and_is_taken_back_when_it_has_come(page: Page) -> None:
    held: list[Route] = []
    photos_answered_by(page, lambda route: held.append(route))
    take(page)
    page.get_by_text(ON_ITS_WAY).wait_for()
    page.get_by_label("Skriv én idé").fill("Mens bildet sendes")
    press(page, "Legg til")
    idea = page.locator("li.idea", has_text="Mens bildet sendes")
    idea.get_by_text("sendt", exact=True).wait_for()
    page.locator("li.idea", has_text="Bilde fra bordet").get_by_role("button", name="Ta tilbake").click()
    page.wait_for_timeout(300)
    assert [one.text for one in Contribution.objects.all()] == ["Mens bildet sendes"]
    assert len(held) == 1
    held[0].continue_()
    page.get_by_text(ON_ITS_WAY).wait_for(state="detached")
    page.get_by_text("Bilde fra bordet").wait_for(state="detached")
    for _ in range(100):
        if [one.text for one in Contribution.objects.all()] == ["Mens bildet sendes"]:
            break
        page.wait_for_timeout(50)
    assert Contribution.objects.get().text == "Mens bildet sendes"
    assert Receipt.objects.count() == 3
