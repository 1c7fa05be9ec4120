"""What hangs on the wall is read to the end: it runs over to more pages, which take turns."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image

from redthread.live.tests.hands import go, press
from redthread.live.tests.running import Run, run
from redthread.live.tests.test_leading import address
from redthread.testing.browser import check_page
from redthread.testing.cast import Cast

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from redthread.live.tests.hands import Open

pytestmark = pytest.mark.browser

PageFor = Callable[..., "Page"]
SENTENCE = "Vi leser sammen i alle fag, og elevene velger selv hver fredag. "
# The lines of what hangs there, by number, and which of them are whole on the page that is up.
LINES = """() => {
  const lines = (node) => {
    const range = document.createRange();
    range.selectNodeContents(node);
    return [...range.getClientRects()];
  };
  const all = [...document.querySelectorAll(".wall-flow")].flatMap((flow) => {
    const edge = flow.getBoundingClientRect();
    const isUp = getComputedStyle(flow).opacity === "1";
    const isIn = (one) => isUp && one.left >= edge.left - 1 && one.right <= edge.right + 1 &&
      one.top >= edge.top - 1 && one.bottom <= edge.bottom + 1;
    return [...flow.querySelectorAll("p, h2, th, li:not(:has(*))")].flatMap((node) => lines(node).map(isIn));
  });
  return all.map((isSeen, number) => (isSeen ? number : -1)).concat([all.length]);
}"""


def wall_of(page_for: PageFor, at: Run, *, dark: bool = False) -> Page:
    page = page_for(at.cast.liv, width=1920)
    page.set_viewport_size({"width": 1920, "height": 1080})
    page.goto(address(at.session, "wall") + ("?lys=av" if dark else ""))
    page.locator("[data-flow][data-up]").wait_for()
    return page


def pages_of(page: Page) -> int:
    words = page.locator("#side").text_content() or ""
    return int(words.rsplit(" ", 1)[1]) if words else 1


def lines_seen(page: Page) -> tuple[int, int]:
    """How many lines are whole on one of the pages, and how many there are."""
    seen: set[int] = set()
    if pages_of(page) > 1:
        press(page, "Stopp bladingen")
    for _ in range(pages_of(page)):
        *up, count = page.evaluate(LINES)
        seen |= {number for number in up if number >= 0}
        check_page(page)
        if pages_of(page) > 1:
            press(page, "Neste side")
    return len(seen), count


def hung(cast: Cast, tables: int, text: str) -> Run:
    """Every table has hung up its text, and visits the next."""
    made = run(cast, "igp", tables)
    for number in range(1, tables + 1):
        made.sit(number)
    made.go_to("plansje")
    for number, who in enumerate(made.people, start=1):
        made.write(who, "plansje", f"Plansje {number}: {text}", kind="product")
    at = run(cast, "gallerivandring", tables, source=made.session)
    for number in range(1, tables + 1):
        at.sit(number)
    at.go_to("besok")
    return at


@pytest.mark.parametrize(
    ("tables", "times", "dark"), [(2, 1, False), (3, 30, True), (8, 3, False), (12, 6, False), (24, 1, True)]
)
def test_every_line_that_hangs_in_the_gallery_is_read(
    page_for: PageFor, cast: Cast, tables: int, times: int, dark: bool
) -> None:
    at = hung(cast, tables, SENTENCE * times)
    wall = wall_of(page_for, at, dark=dark)
    assert wall.get_by_text("besøk av bord 2").count() >= 1
    seen, count = lines_seen(wall)
    assert seen == count > tables
    assert wall.evaluate("document.documentElement.scrollHeight <= innerHeight")


@pytest.mark.parametrize("dark", [False, True])
def test_photos_of_a_session_that_still_runs_hang_in_the_gallery(
    page_for: PageFor, phone: Open, cast: Cast, settings: Any, tmp_path: Path, dark: bool
) -> None:
    settings.MEDIA_ROOT = tmp_path
    source = run(cast, "fremtidsbilde", 2)
    drawer = source.sit(1)
    source.go_to("bilde")
    for height, text in ((900, "Skolen i 2040"), (2600, "")):
        source.write(drawer, "bilde", text, kind="photo", photo=photo_of(1600, height))
    at = run(cast, "gallerivandring", 2, source=source.session)
    at.sit(1)
    visitor = phone(at.session, table=2, dark=dark)
    at.go_to("besok")
    wall = wall_of(page_for, at, dark=dark)
    for page in (visitor, wall):
        page.wait_for_function(
            "[...document.querySelectorAll('.photo, .wall-exhibits img')]"
            ".filter((one) => one.complete && one.naturalWidth > 0).length === 2"
        )
        check_page(page)
    seen, count = lines_seen(wall)
    assert seen == count
    is_whole = """() => [...document.querySelectorAll(".wall-exhibits img")].every((one) => {
      const [own, edge] = [one.getBoundingClientRect(), one.closest(".wall-flow").getBoundingClientRect()];
      return own.width > 100 && own.bottom <= edge.bottom + 1;
    })"""
    assert wall.evaluate(is_whole)


def photo_of(width: int, height: int) -> bytes:
    out = BytesIO()
    Image.new("RGB", (width, height), "#7a9").save(out, "JPEG")
    return out.getvalue()


def test_the_pages_turn_by_themselves_and_stop_when_they_are_stopped(page_for: PageFor, cast: Cast) -> None:
    at = hung(cast, 12, SENTENCE)
    page = page_for(cast.liv, width=1920)
    page.set_viewport_size({"width": 1920, "height": 1080})
    page.clock.install()
    page.goto(address(at.session, "wall"))
    page.locator("#side", has_text="Side").wait_for()
    first = page.locator("#side").text_content()
    page.clock.run_for(15_500)
    assert page.locator("#side").text_content() != first
    press(page, "Stopp bladingen")
    stands = page.locator("#side").text_content()
    page.clock.run_for(40_000)
    assert page.locator("#side").text_content() == stands
    press(page, "Neste side")
    assert page.locator("#side").text_content() != stands
    page.get_by_role("button", name="Bla videre").wait_for()


@pytest.mark.parametrize(
    ("method", "written_in", "shown", "kind", "many", "times"),
    [
        ("praksisfortelling", "oppklar", "oppklar", "question", 30, 2),
        ("igp", "plansje", "plenum", "product", 1, 14),
        ("evalueringssamling", "folge", "velg", "idea", 14, 2),
    ],
    ids=["notes", "a product", "votes"],
)
def test_every_line_on_the_other_faces_is_read(
    page_for: PageFor, cast: Cast, method: str, written_in: str, shown: str, kind: str, many: int, times: int
) -> None:
    at = run(cast, method, 1)
    who = at.sit()
    at.go_to(written_in)
    for number in range(many):
        at.write(who, written_in, f"{number}. {SENTENCE * times}", kind=kind)
    go(at.session, shown)
    wall = wall_of(page_for, at)
    seen, count = lines_seen(wall)
    assert pages_of(wall) > 1
    assert seen == count > many
