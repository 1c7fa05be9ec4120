"""Stories in a real browser: told on a phone, looked over by tap, and tried at another school in few taps."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse
from django.utils import timezone

from redthread.betweenwork.models import TryOut
from redthread.knowledge.models import Reading, Story, StoryThanks
from redthread.knowledge.tests.telling import again, ask, tell, told_and_shown
from redthread.sharing.models import Release
from redthread.testing.browser import check_page
from redthread.testing.cast import Cast

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

pytestmark = pytest.mark.browser
MOST_TAPS = 5  # journey 8
NOW = timezone.now()


@pytest.fixture
def town(live: str, cast: Cast, settings: Any, tmp_path: Path) -> Cast:
    settings.MEDIA_ROOT = tmp_path
    return cast


def address(cast: Cast, name: str, *more: str) -> str:
    return reverse(f"knowledge:{name}", args=[cast.network.slug, *more])


@pytest.mark.parametrize("dark", [False, True])
def test_tried_at_another_school_within_five_taps(
    town: Cast, page_for: Callable[..., Page], dark: bool
) -> None:
    story = told_and_shown(town.network, town.brekka, town.rita, town.mads, NOW, title="Lesing i gangen")
    page, taps = page_for(town.mona, width=390, dark=dark), 0
    page.goto(address(town, "story", story.public_id))
    check_page(page)

    def tap(target: Locator) -> None:
        nonlocal taps
        taps += 1
        target.click()

    tap(page.get_by_role("link", name="Prøv det hos oss"))
    page.get_by_text("Inspirert av «Lesing i gangen», Brekka skole").wait_for()
    check_page(page)
    tap(page.get_by_label("Hva kaller dere det?"))
    page.keyboard.type("Gangen vår")
    tap(page.get_by_label("Hva gjør dere annerledes hos dere?"))
    page.keyboard.type("Vi leser ute.")
    tap(page.get_by_role("button", name="Sett i gang"))
    page.get_by_role("heading", name="Gangen vår").wait_for()
    page.get_by_role("link", name="Lesing i gangen, Brekka skole").wait_for()
    check_page(page)
    assert taps <= MOST_TAPS
    assert TryOut.objects.get().story == story
    assert StoryThanks.objects.get().text == "Takk for fortellingen! Nå prøver vi det hos oss."


def test_told_looked_over_read_through_and_shared_on_a_phone(
    town: Cast, page_for: Callable[..., Page]
) -> None:
    page = page_for(town.mona, width=390)
    page.goto(address(town, "stories"))
    check_page(page)
    page.get_by_role("link", name="Fortell noe som ikke virket").click()
    page.get_by_label("Hva handler den om?").fill("Skjemaet ingen brukte")
    page.get_by_role("button", name="Begynn").click()
    page.get_by_label("Hvordan var det hos dere?").fill("Rita Moe hadde laget et skjema.")
    page.get_by_text("Lagret. Bare du ser det.").wait_for()
    story = Story.objects.get()
    assert story.situation == "Rita Moe hadde laget et skjema."
    check_page(page)
    page.get_by_role("button", name="Neste").click()
    page.get_by_label("Hva prøvde dere?").fill("Vi ba alle bruke det.")
    page.get_by_role("button", name="Lagre og lukk").click()
    page.get_by_role("link", name="Se over før noen leser").click()
    check_page(page)
    page.get_by_role("button", name="Skriv «").first.click()
    page.get_by_text("Ingen merker venter").wait_for()
    assert "Rita" not in again(story).situation
    page.get_by_role("link", name="Velg andreleser").click()
    check_page(page)
    page.get_by_label("Hvem skal lese den?").select_option(town.mads.public_id)
    page.get_by_role("button", name="Be om gjennomlesing").click()
    page.get_by_text("Venter på at Mads Lund leser").wait_for()
    reader = page_for(town.mads, width=390)
    reader.goto(address(town, "reading", story.public_id))
    check_page(reader)
    reader.get_by_role("button", name="Godkjenn").click()
    reader.get_by_text("Takk for at du leste").wait_for()
    page.reload()
    page.get_by_role("link", name="Se over og ferdigstill").click()
    check_page(page)
    assert Release.objects.count() == 0
    page.get_by_role("button", name="Ferdigstill til nettverket").click()
    page.get_by_text("nettverket ser den").wait_for()
    check_page(page)
    assert Release.objects.get().title == "Skjemaet ingen brukte"


def test_the_button_right_after_typing_is_no_conflict(town: Cast, page_for: Callable[..., Page]) -> None:
    story = tell(town.network, town.asen, town.mona, NOW)
    page = page_for(town.mona, width=390)
    page.goto(address(town, "step", story.public_id, "gjort"))
    box = page.get_by_label("Hva gjorde dere?")
    box.press_sequentially(" Og litt til.", delay=5)
    page.get_by_text("Lagret. Bare du ser det.").wait_for()
    box.press_sequentially(" Og enda litt.", delay=5)
    page.get_by_role("button", name="Neste").click()
    page.get_by_label("Hva krevde det?").wait_for()
    assert "Og litt til. Og enda litt." in again(story).did


def test_every_step_without_scripts(town: Cast, page_for: Callable[..., Page]) -> None:
    story = tell(town.network, town.asen, town.mona, NOW, did="Vi spurte Rita og Jonas om hjelp.")
    page = page_for(town.mona, width=390, scripts=False)
    page.goto(address(town, "gate", story.public_id))
    page.get_by_text("Behold ordet").first.click()
    page.get_by_role("button", name="Den det gjelder, har sagt ja").first.click()
    page.get_by_text("beholdt").first.wait_for()
    page.get_by_role("button", name="Skriv «").first.click()
    page.get_by_text("Ta stilling på nytt").wait_for()
    page.goto(address(town, "step", story.public_id, "krevde"))
    page.get_by_label("Hva krevde det?").fill("Tid.")
    page.get_by_role("button", name="Lagre og lukk").click()
    assert again(story).took == "Tid."


@pytest.mark.parametrize(("width", "dark"), [(390, True), (1280, False)])
def test_every_page_is_free_of_accessibility_faults(
    town: Cast, page_for: Callable[..., Page], width: int, dark: bool
) -> None:
    shown = told_and_shown(
        town.network,
        town.brekka,
        town.rita,
        town.mads,
        NOW,
        no_photos=True,
        outcome="did_not",
        knowledge="why",
    )
    own = tell(town.network, town.asen, town.mona, NOW, did="Vi spurte Rita på Brekka skole. Moren ringte.")
    other = tell(town.network, town.brekka, town.rita, NOW)
    ask(other, town.mona, NOW)
    page = page_for(town.mona, width=width, dark=dark)
    for path in (
        address(town, "stories"),
        address(town, "new"),
        address(town, "story", shown.public_id),
        address(town, "story", own.public_id),
        address(town, "gate", own.public_id),
        address(town, "step", own.public_id, "resten"),
        address(town, "files", own.public_id),
        address(town, "release", own.public_id),
        address(town, "withdraw", own.public_id),
        address(town, "reading", other.public_id),
        address(town, "story", "aaaaaaaaaaaaaa"),
    ):
        page.goto(path)
        check_page(page)
    assert Reading.objects.open().count() == 1


def test_not_to_be_photographed_is_not_on_paper(town: Cast, page_for: Callable[..., Page]) -> None:
    story = told_and_shown(town.network, town.brekka, town.rita, town.mads, NOW, no_photos=True)
    page = page_for(town.mona)
    page.goto(address(town, "story", story.public_id))
    text = page.get_by_text("Vi leste høyt i ti minutter")
    assert text.is_visible()
    page.emulate_media(media="print")
    assert not text.is_visible()
    assert page.get_by_text("Denne fortellingen skal ikke skrives ut.").is_visible()
