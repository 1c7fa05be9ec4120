"""The day designer in a real browser: dragged, typed and pressed, by finger, by keyboard, without script."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse
from django.utils import timezone

from redthread.gatherings.actions.agenda import add_agenda_item
from redthread.gatherings.actions.balance import set_balance_norm
from redthread.gatherings.actions.day_templates import save_day_template
from redthread.gatherings.item_options import said_by_method
from redthread.gatherings.method_library import keep_library_method, library
from redthread.gatherings.models import AgendaItem, DayTemplate, Gathering
from redthread.gatherings.tests.designing import draft, titles, url
from redthread.notices.models import OutgoingMail
from redthread.people.models import Position
from redthread.testing import make
from redthread.testing.browser import check_page
from redthread.testing.cast import Cast, build

if TYPE_CHECKING:
    from playwright.sync_api import Page

    PageFor = Callable[..., Page]

pytestmark = pytest.mark.browser


@pytest.fixture
def cast(live: str) -> Cast:
    return build()


@pytest.fixture
def gathering(cast: Cast) -> Gathering:
    return draft(cast, template="dekom")


def full(cast: Cast) -> tuple[Gathering, DayTemplate]:
    """A draft with something in every corner of the designer."""
    made = draft(cast, template="half_day")
    method, now = keep_library_method("igp"), timezone.now()
    add_agenda_item(
        gathering=made,
        method=method,
        leaders=[cast.mona, cast.rita],
        responsible="Ida Lie, Lesesenteret i en svært lang kommune",
        by=cast.liv,
        now=now,
        **{**said_by_method(method), "minutes": 15},
    )
    make.position(cast.rita, cast.brekka, Position.Kind.UNION)
    norm = {"input": 25, "reflection": 45, "try_out": 20, "information": 10}
    set_balance_norm(network=cast.network, by=cast.liv, now=now, **norm)
    saved = save_day_template(gathering=made, name="Halv dag", about="God", by=cast.liv, now=now)
    return made, saved


@pytest.mark.parametrize(("width", "dark"), [(390, False), (1280, True)])
def test_no_page_has_a_fault_on_a_phone_or_at_a_desk(
    page_for: PageFor, cast: Cast, width: int, dark: bool
) -> None:
    made, saved = full(cast)
    slug, page = cast.network.slug, page_for(cast.liv, width=width, dark=dark)
    addresses = [
        url("agenda", made),
        url("item", made, made.agenda_items.get(method__isnull=False)),
        made.get_absolute_url(),
        reverse("gatherings:balance", args=[slug]),
        reverse("gatherings:day_templates", args=[slug]),
        reverse("gatherings:day_template", args=[slug, saved.public_id]),
        reverse("gatherings:day_template_share", args=[slug, saved.public_id]),
    ]
    for address in addresses:
        page.goto(address)
        assert page.url.endswith(address)
        check_page(page)
    page.goto(addresses[0])
    for summary in page.locator("#planner summary").all():
        summary.click()
    check_page(page)


def items(gathering: Gathering) -> list[AgendaItem]:
    return list(gathering.agenda_items.all())


def middle_of(page: Page, selector: str) -> tuple[float, float]:
    box = page.locator(selector).bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_an_item_is_dragged_and_the_clock_follows_at_once(
    page_for: PageFor, cast: Cast, gathering: Gathering
) -> None:
    page = page_for(cast.liv, width=1280)
    page.goto(url("agenda", gathering))
    page.evaluate("document.body.dataset.same = 'ja'")
    before, second = titles(gathering), items(gathering)[1]
    fourth = items(gathering)[3]
    page.mouse.move(*middle_of(page, f"#post-{second.public_id} [data-grip]"))
    page.mouse.down()
    x, y = middle_of(page, f"#post-{fourth.public_id}")
    page.mouse.move(x, y - 60, steps=5)
    page.mouse.move(x, y + 50, steps=5)
    page.mouse.up()
    page.locator("#said", has_text="nummer 4 av 6").wait_for(state="attached")
    assert titles(gathering) == [before[0], before[2], before[3], before[1], *before[4:]]
    # 45 of «siden sist», then the break and the new between-work, 15 each
    assert page.locator(f"#post-{second.public_id} time").inner_text() == "10.15"
    assert page.evaluate("document.body.dataset.same") == "ja"


def test_what_is_dragged_is_put_back_with_escape(page_for: PageFor, cast: Cast, gathering: Gathering) -> None:
    page = page_for(cast.liv, width=1280)
    page.goto(url("agenda", gathering))
    before, second = titles(gathering), items(gathering)[1]
    x, y = middle_of(page, f"#post-{second.public_id} [data-grip]")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y + 250, steps=5)
    assert page.locator(".planner-item").nth(1).get_attribute("id") != f"post-{second.public_id}"
    page.keyboard.press("Escape")
    page.mouse.up()
    assert page.locator(".planner-item").nth(1).get_attribute("id") == f"post-{second.public_id}"
    assert titles(gathering) == before


def test_a_finger_drags_as_well(page_for: PageFor, cast: Cast, gathering: Gathering) -> None:
    page = page_for(cast.liv)
    page.goto(url("agenda", gathering))
    first, second = items(gathering)[:2]
    x, y = middle_of(page, f"#post-{second.public_id} [data-grip]")
    _x, up = middle_of(page, f"#post-{first.public_id}")
    touch = page.context.new_cdp_session(page)
    points = [("touchStart", y), *(("touchMove", y - (y - up + 70) * n / 5) for n in range(1, 6))]
    for kind, at in points:
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": at}]})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    page.locator("#said", has_text="nummer 1 av 6").wait_for(state="attached")
    assert titles(gathering)[0] == second.title


def test_a_length_is_typed_and_pressed_by_keyboard_alone(
    page_for: PageFor, cast: Cast, gathering: Gathering
) -> None:
    page = page_for(cast.liv, width=1280)
    page.goto(url("agenda", gathering))
    first, second = items(gathering)[:2]
    page.locator(f"#minutter-{first.public_id}").focus()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("30")
    page.keyboard.press("Tab")
    page.locator("#said", has_text="tar nå 30 minutter").wait_for(state="attached")
    assert page.evaluate("document.activeElement.id") == f"lengre-{first.public_id}"
    page.keyboard.press("Enter")
    page.locator("#said", has_text="tar nå 35 minutter").wait_for(state="attached")
    assert page.evaluate("document.activeElement.id") == f"lengre-{first.public_id}"
    assert page.locator(f"#post-{second.public_id} time").inner_text() == "09.35"
    first.refresh_from_db()
    assert first.minutes == 35


def test_without_script_a_length_and_a_method_are_sent_as_well(
    page_for: PageFor, cast: Cast, gathering: Gathering
) -> None:
    page = page_for(cast.liv, scripts=False)
    page.goto(url("agenda", gathering))
    first = items(gathering)[0]
    assert page.locator("[data-grip]").first.is_hidden()
    page.get_by_role("button", name=f"Gjør «{first.title}» fem minutter lengre").click()
    page.locator(f"#minutter-{first.public_id}").fill("20")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    first.refresh_from_db()
    assert first.minutes == 20
    page.get_by_text("Legg inn fra metode").click()
    page.get_by_role("button", name=library()["igp"].card.name).click()
    assert library()["igp"].card.name in titles(gathering)


def test_choosing_a_method_fills_the_form(page_for: PageFor, cast: Cast, gathering: Gathering) -> None:
    page = page_for(cast.liv, width=1280)
    page.goto(url("agenda", gathering))
    card = library()["igp"].card
    page.get_by_label("Metode (valgfritt)").focus()
    page.get_by_label("Metode (valgfritt)").select_option("bibliotek:igp")
    page.locator(f'input[name="title"][value="{card.name}"]').wait_for()
    assert page.get_by_label("Minutter", exact=True).input_value() == str(card.minutes)
    assert page.evaluate("document.activeElement.id") == "id_method"
    page.get_by_role("button", name="Legg inn", exact=True).click()
    page.get_by_role("link", name=card.name).first.wait_for()
    assert card.name in titles(gathering)


@pytest.mark.parametrize("width", [390, 1280])
def test_a_day_is_designed_and_published_within_twenty_clicks(
    page_for: PageFor, cast: Cast, width: int
) -> None:
    """Journey 2: overrun and balance are shown all the way, and nobody is mailed before publishing."""
    clicks = 0

    def click(role: str, name: str, *, exact: bool = False) -> None:
        nonlocal clicks
        page.get_by_role(role, name=name, exact=exact).first.click()  # type: ignore[arg-type]
        clicks += 1

    def said(words: str) -> None:
        page.locator("#said", has_text=words).wait_for(state="attached")
        assert page.locator(".fits").is_visible()
        assert "Refleksjon:" in page.locator("#fordeling").inner_text()
        assert not OutgoingMail.objects.exists()

    norm = {"input": 30, "reflection": 45, "try_out": 15, "information": 10}
    set_balance_norm(network=cast.network, by=cast.liv, now=timezone.now(), **norm)
    page, card = page_for(cast.liv, width=width), library()["igp"].card
    page.goto(reverse("gatherings:list", args=[cast.network.slug]))
    click("link", "Ny samling")
    page.get_by_label("Tema (valgfritt)").fill("Lesing i alle fag")
    click("radio", "Halv dag med praksisfortellinger")
    click("button", "Lag kladd")
    page.locator("summary", has_text="Legg inn fra metode").click()
    clicks += 1
    click("button", card.name)
    said(f"«{card.name}» er lagt inn.")
    assert "for langt" in page.locator(".fits").inner_text()
    click("button", "Ta ut «Gruppeoppgave om innlegget»")
    page.get_by_text("«Gruppeoppgave om innlegget» er tatt ut.").wait_for()
    click("button", "Ta ut «Praksisfortelling fra en annen skole»")
    page.get_by_text("«Praksisfortelling fra en annen skole» er tatt ut.").wait_for()
    for minutes in (30, 25):
        click("button", "Gjør «Praksisfortelling fra en skole» fem minutter kortere")
        said(f"tar nå {minutes} minutter")
    click("button", f"Flytt «{card.name}» opp")
    said("er nå nummer 7 av 9")
    assert "Dere har sagt 45 %." in page.locator("#fordeling").inner_text()
    click("link", "Gå til publisering")
    click("button", "Publiser og send")
    page.get_by_text("Innkallingen går til").wait_for()
    assert clicks <= 13
    made = Gathering.objects.get()
    assert made.published_at is not None
    assert titles(made)[6] == card.name
    assert OutgoingMail.objects.filter(person=cast.mona).count() == 1
