"""Planning in a real browser: by keyboard, without script, in few clicks, and without faults."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from redthread.gatherings.actions.lifecycle import create_gathering
from redthread.gatherings.actions.proposals import propose_item
from redthread.gatherings.models import Gathering
from redthread.notices.models import OutgoingMail
from redthread.sharing.actions import release
from redthread.testing import make
from redthread.testing.browser import check_page
from redthread.testing.cast import Cast, build

if TYPE_CHECKING:
    from playwright.sync_api import Page

    PageFor = Callable[..., Page]

pytestmark = pytest.mark.browser
OSLO = ZoneInfo("Europe/Oslo")
SIDES = ("list", "new")
PAGES = (
    *SIDES,
    "gathering",
    "edit",
    "publish",
    "move",
    "cancel",
    "agenda",
    "item",
    "proposals",
    "since_last",
)


@pytest.fixture
def cast(live: str) -> Cast:
    return build()


@pytest.fixture
def draft(cast: Cast) -> Gathering:
    start = datetime(2027, 3, 2, 9, 0, tzinfo=OSLO)
    return create_gathering(
        network=cast.network,
        by=cast.liv,
        now=timezone.now(),
        starts_at=start,
        ends_at=start + timedelta(hours=2),
        host=cast.asen,
        chair=cast.mona,
        template="dekom",
    )


def url(name: str, gathering: Gathering) -> str:
    own = [] if name in SIDES else [gathering.public_id]
    more = [gathering.agenda_items.all()[0].public_id] if name == "item" else []
    return reverse(f"gatherings:{name}", args=["rektornettverk-ost", *own, *more])


def titles(gathering: Gathering) -> list[str]:
    return [item.title for item in gathering.agenda_items.all()]


def full(cast: Cast) -> Gathering:
    """A published gathering with something in every corner of its pages."""
    earlier = make.gathering(cast.network, starts_at=timezone.now() - timedelta(days=40))
    make.commitment(earlier, cast.asen)
    make.commitment(earlier, cast.brekka, what="Et langt løfte om lesing i alle fag på alle trinn " * 4)
    release(
        network=cast.network,
        school=cast.asen,
        kind="summary",
        source="oppsummering",
        about=earlier.public_id,
        audience="network",
        title="Oppsummering",
        snapshot=[{"label": "Hva vi gjorde", "text": "Vi leste høyt.\n\nHver dag."}],
        by=cast.mona,
        now=timezone.now(),
    )
    gathering = make.gathering(
        cast.network,
        title="Samling om et svært langt tema i februar",
        host=cast.asen,
        chair=cast.mona,
        place="Åsen skole",
        mode="hybrid",
        meeting_url="https://teams.microsoft.com/meet/1",
        prepare="Les boka.",
    )
    make.item(gathering, "since_last", title="Siden sist", description="Hva lovet vi?")
    make.item(gathering, "own_school", title="Kort refleksjon i egen skole", minutes=2)
    propose_item(
        gathering=gathering, title="Leirskole", why="Sammen", minutes=9, by=cast.kine, now=timezone.now()
    )
    return gathering


@pytest.mark.parametrize(("width", "dark"), [(390, False), (1280, True)])
def test_no_page_has_a_fault_on_a_phone_or_at_a_desk(
    page_for: PageFor, cast: Cast, width: int, dark: bool
) -> None:
    gathering, page = full(cast), page_for(cast.liv, width=width, dark=dark)
    for name in PAGES:
        is_draft = name in ("publish", "edit")
        Gathering.objects.filter(pk=gathering.pk).update(published_at=None if is_draft else timezone.now())
        page.goto(url(name, gathering))
        assert page.url.endswith(url(name, gathering))
        check_page(page)


def test_an_item_is_moved_by_keyboard_and_keeps_the_focus(
    page_for: PageFor, cast: Cast, draft: Gathering
) -> None:
    page = page_for(cast.liv, width=1280)
    page.goto(url("agenda", draft))
    second = draft.agenda_items.all()[1]
    page.locator(f"#ned-{second.public_id}").focus()
    page.keyboard.press("Enter")
    page.locator("#said", has_text="nummer 3 av 6").wait_for(state="attached")
    assert page.evaluate("document.activeElement.id") == f"ned-{second.public_id}"
    page.keyboard.press("Alt+ArrowDown")
    page.locator("#said", has_text="nummer 4 av 6").wait_for(state="attached")
    page.keyboard.press("Alt+ArrowUp")
    page.locator("#said", has_text="nummer 3 av 6").wait_for(state="attached")
    assert page.evaluate("document.activeElement.id") == f"opp-{second.public_id}"
    assert titles(draft)[2] == second.title


def test_an_item_is_put_in_taken_out_and_put_back_without_a_new_page(
    page_for: PageFor, cast: Cast, draft: Gathering
) -> None:
    page = page_for(cast.liv)
    page.goto(url("agenda", draft))
    page.evaluate("document.body.dataset.same = 'ja'")
    page.get_by_label("Hva", exact=True).fill("Leseforskning")
    page.get_by_label("Minutter", exact=True).fill("45")
    page.get_by_role("button", name="Legg inn").click()
    page.get_by_text("Programmet er 1 time og 45 minutter for langt.").wait_for()
    page.get_by_role("button", name="Ta ut «Leseforskning»").click()
    page.get_by_text("«Leseforskning» er tatt ut.").wait_for()
    assert "Leseforskning" not in titles(draft)
    page.get_by_role("button", name="Angre").click()
    page.get_by_role("link", name="Leseforskning").wait_for()
    assert titles(draft)[-2:] == ["Leseforskning", "Oppsummering av dagen"]
    assert page.evaluate("document.body.dataset.same") == "ja"


def test_without_script_items_are_put_in_and_moved_as_well(
    page_for: PageFor, cast: Cast, draft: Gathering
) -> None:
    page = page_for(cast.liv, scripts=False)
    page.goto(url("agenda", draft))
    page.get_by_label("Hva", exact=True).fill("Leseforskning")
    page.get_by_role("button", name="Legg inn").click()
    page.get_by_role("button", name="Flytt «Leseforskning» opp").click()
    assert titles(draft)[-3] == "Leseforskning"
    assert "#post-" in page.url


def test_a_gathering_is_planned_and_published_in_few_clicks(page_for: PageFor, cast: Cast) -> None:
    """Journey 2: from «ny samling» to a published agenda in at most 20 clicks; nobody is mailed before."""
    clicks = 0

    def click(role: str, name: str) -> None:
        nonlocal clicks
        page.get_by_role(role, name=name).first.click()  # type: ignore[arg-type]
        clicks += 1

    page = page_for(cast.liv, width=1280)
    page.goto(reverse("gatherings:list", args=[cast.network.slug]))
    click("link", "Ny samling")
    page.get_by_label("Tema (valgfritt)").fill("Lesing i alle fag")
    click("radio", "Halv dag med praksisfortellinger")
    click("button", "Lag kladd")
    page.get_by_label("Hva", exact=True).fill("Besøk på biblioteket")
    click("button", "Legg inn")
    page.get_by_role("link", name="Besøk på biblioteket").wait_for()
    click("button", "Flytt «Besøk på biblioteket» opp")
    page.locator("#said", has_text="nummer 9 av 11").wait_for(state="attached")
    assert not OutgoingMail.objects.exists()
    click("link", "Gå til publisering")
    click("button", "Publiser og send")
    page.get_by_text("Innkallingen går til").wait_for()
    assert clicks <= 20
    made = Gathering.objects.get()
    assert made.theme == "Lesing i alle fag"
    assert titles(made)[-3:] == [
        "Besøk på biblioteket",
        "Faglig påfyll og veien videre",
        "Oppsummering av dagen",
    ]
    assert OutgoingMail.objects.filter(person=cast.mona).count() == 1


def test_a_member_reads_it_on_a_phone_with_the_program_in_view_of_a_screen_reader(
    page_for: PageFor, cast: Cast
) -> None:
    page = page_for(cast.mona)
    page.goto(full(cast).get_absolute_url())
    programme = page.get_by_role("region", name="Program")
    assert programme.get_by_role("listitem").count() == 3
    assert page.get_by_role("link", name="Åpne «siden sist»").is_visible()
