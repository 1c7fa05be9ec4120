"""Tables in a real browser: composed, mended and shown, on a phone and at a desk."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from redthread.gatherings.actions.groups import Sitter, compose_groups, show_groups
from redthread.gatherings.models import Gathering, Grouping, PairWish
from redthread.testing import make
from redthread.testing.browser import check_page
from redthread.testing.cast import Cast, build

if TYPE_CHECKING:
    from playwright.sync_api import Page

    PageFor = Callable[..., Page]

pytestmark = pytest.mark.browser
WIDTHS = [390, 1280]
FIRST = [
    "Åse",
    "Bjørn",
    "Cato",
    "Dina",
    "Egil",
    "Frida",
    "Geir",
    "Hanne",
    "Ivar",
    "Jorunn",
    "Karin",
    "Lars",
    "Marit",
    "Nils",
    "Oda",
    "Per",
]


@pytest.fixture
def cast(live: str) -> Cast:
    return build()


@pytest.fixture
def gathering(cast: Cast) -> Gathering:
    """Sixteen from four schools are members, and it is soon."""
    schools = [make.school(cast.owner, f"{name} skole") for name in ("Fagerli", "Nesset", "Strand", "Vika")]
    for number, name in enumerate(FIRST):
        person = make.person(f"{name} Dahl")
        school = schools[number % 4]
        make.position(person, school, ("principal", "middle_leader", "teacher", "union")[number // 4])
        make.membership(cast.network, person, at=school)
    PairWish.objects.create(network=cast.network, first=cast.mona, second=cast.mads, together=False)
    return make.gathering(cast.network)


def address(name: str, gathering: Gathering, *more: str) -> str:
    return reverse(f"gatherings:{name}", args=[gathering.network.slug, gathering.public_id, *more])


@pytest.mark.parametrize("width", WIDTHS)
def test_tables_are_composed_mended_and_shown(
    page_for: PageFor, cast: Cast, gathering: Gathering, width: int
) -> None:
    page = page_for(cast.liv, width=width)
    page.goto(address("groups", gathering))
    check_page(page)
    page.get_by_label("Hvor mange ved hvert bord").select_option("4")
    page.get_by_label("Gjester").fill("Ida, Vika skole, elev\nOmar, Strand skole, elev")
    page.get_by_role("button", name="Sett sammen bordene").click()
    page.get_by_text("Dette er de første bordene i nettverket").wait_for()
    check_page(page)
    first = page.locator(".table-card").first
    first.get_by_role("link", name="Flytt").first.click()
    page.get_by_label("Til", exact=True).select_option("2")
    page.get_by_role("button", name="Flytt", exact=True).click()
    page.get_by_role("button", name="Angre siste endring").click()
    page.get_by_text("Bordene er som før.").wait_for()
    page.get_by_role("button", name="Lås bordet").first.click()
    page.get_by_role("button", name="Lås opp bordet").wait_for()
    check_page(page)
    page.get_by_role("link", name="Noen kom ikke, eller kom i tillegg").click()
    check_page(page)
    page.get_by_label("Ida Vika skole").check()
    page.get_by_label("Gjester").fill("Kaja, Vika skole, elev")
    page.get_by_role("button", name="Oppdater bordene").click()
    page.get_by_text("Ingen andre måtte flytte").wait_for()
    page.get_by_role("button", name="Vis for deltakerne").click()
    page.get_by_text("Deltakerne kan se bordene.").wait_for()
    assert Grouping.objects.get().shown_at is not None
    member = page_for(cast.mona, width=width)
    member.goto(address("tables", gathering))
    member.get_by_text("Du sitter ved bord").wait_for()
    assert member.get_by_text("Kaja").count() == 1
    check_page(member)


@pytest.mark.parametrize("width", WIDTHS)
def test_wishes_about_pairs_are_written_and_taken_away(
    page_for: PageFor, cast: Cast, gathering: Gathering, width: int
) -> None:
    page = page_for(cast.liv, width=width)
    page.goto(reverse("gatherings:pair_wishes", args=[cast.network.slug]))
    page.get_by_label("Den ene").select_option(label="Rita Moe")
    page.get_by_label("Den andre").select_option(label="Mona Vik")
    page.get_by_role("button", name="Lagre ønsket").click()
    page.get_by_text("skal sitte sammen", exact=True).wait_for()
    check_page(page)
    page.get_by_role("button", name="Fjern").first.click()
    page.wait_for_load_state()
    assert PairWish.objects.count() == 1


def test_a_page_of_130_people_holds_on_a_phone(page_for: PageFor, cast: Cast, gathering: Gathering) -> None:
    sitters = [Sitter(name=f"Deltaker {number}", school=f"Skole {number % 20}") for number in range(130)]
    asked = {"size": 5, "kind": "cross", "spread": [], "leaders": "", "pupils": False}
    grouping = compose_groups(
        gathering=gathering, item=None, sitters=sitters, asked=asked, by=cast.liv, now=gathering.created_at
    )
    show_groups(grouping=grouping, by=cast.liv, now=gathering.created_at)
    page = page_for(cast.liv, width=390)
    page.goto(address("grouping", gathering, grouping.public_id))
    assert page.locator(".table-card").count() == 26
    check_page(page)
