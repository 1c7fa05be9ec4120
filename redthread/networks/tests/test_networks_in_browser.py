"""Networks in a real browser: the turn by keyboard, members from a file, and pages without faults."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from redthread.networks import actions
from redthread.networks.models import Body, Membership, Network, Unit
from redthread.testing import make
from redthread.testing.browser import check_page
from redthread.testing.cast import Cast, build

if TYPE_CHECKING:
    from playwright.sync_api import Page

    PageFor = Callable[..., Page]

pytestmark = pytest.mark.browser


@pytest.fixture
def cast(live: str) -> Cast:
    cast = build()
    actions.write_mandate(
        network=cast.network,
        expected_version=0,
        purpose="Lære",
        time_frame="Kort",
        by=cast.liv,
        now=timezone.now(),
    )
    actions.write_mandate(
        network=cast.network,
        expected_version=1,
        purpose="Lære sammen",
        changed_why="Tydeligere",
        by=cast.liv,
        now=timezone.now(),
    )
    actions.add_ready_bodies(network=cast.network, codes=["STG"], by=cast.liv, now=timezone.now())
    make.school(cast.owner, "Dal skole")
    return cast


@pytest.mark.parametrize(("width", "dark"), [(390, False), (1280, True)])
def test_the_pages_are_without_faults(width: int, dark: bool, cast: Cast, page_for: PageFor) -> None:
    base = cast.network.get_absolute_url()
    mona, body = Membership.objects.get(person=cast.mona), Body.objects.get()
    addresses = [
        "/nettverk/", "/nettverk/ny/", base, f"{base}mandat/", f"{base}mandat/ny-versjon/",
        f"{base}deltakere/", f"{base}deltakere/ny/", f"{base}deltakere/fil/",
        f"{base}deltakere/{mona.public_id}/",
        f"{base}enheter/", f"{base}enheter/{cast.asen.public_id}/avgang/", f"{base}organer/",
        f"{base}organer/{body.public_id}/", f"{base}aar/", f"{base}innstillinger/", f"{base}undergrupper/ny/",
    ]  # fmt: skip
    page = page_for(cast.liv, width=width, dark=dark)
    for address in addresses:
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 200, address
        check_page(page)


def test_the_turn_is_moved_with_the_keyboard_alone(cast: Cast, page_for: PageFor) -> None:
    page = page_for(cast.liv)
    page.goto(f"{cast.network.get_absolute_url()}enheter/")
    page.get_by_role("button", name="Flytt Brekka skole fram, nå nummer 2").focus()
    page.keyboard.press("Enter")
    moved = page.get_by_role("button", name="Flytt Brekka skole fram, nå nummer 1")
    moved.wait_for()
    assert moved.evaluate("button => button === document.activeElement")
    order = Unit.objects.present().filter(network=cast.network).values_list("organisation__name", flat=True)
    assert list(order) == ["Brekka skole", "Åsen skole"]


def test_members_come_in_from_a_file_without_script(cast: Cast, page_for: PageFor) -> None:
    page = page_for(cast.liv, scripts=False)
    page.goto(f"{cast.network.get_absolute_url()}deltakere/")
    page.get_by_role("link", name="Legg til fra fil").click()
    rows = "Navn;E-post;Skole;Stilling\nAnne Dahl;anne@fjordvik.example;Dal skole;rektor\n"
    page.get_by_label("Regneark").set_input_files(
        {"name": "folk.csv", "mimeType": "text/csv", "buffer": rows.encode("cp1252")}
    )
    page.get_by_role("button", name="Se hva som blir lagt til").click()
    page.get_by_text("1 blir lagt til").wait_for()
    page.get_by_role("button", name="Ja, legg til").click()
    page.get_by_text("1 deltaker er lagt til.").wait_for()
    assert Membership.objects.get(person__name="Anne Dahl").network == cast.network


def test_a_network_is_started_and_told_where_to_begin(cast: Cast, page_for: PageFor) -> None:
    page = page_for(cast.liv)
    page.goto("/nettverk/")
    page.get_by_role("link", name="Start et nettverk").click()
    page.get_by_label("Navn på nettverket").fill("Rektornettverk vest")
    page.get_by_label("Ledernettverk – Fjordvik kommune").check()
    page.get_by_role("button", name="Start nettverket").click()
    page.get_by_role("link", name="Skriv mandatet").click()
    page.get_by_label("Formål").fill("Lære av det vi prøver")
    page.get_by_role("button", name="Lagre mandatet").click()
    page.get_by_text("Mandatet er lagret").wait_for()
    assert Network.objects.get(name="Rektornettverk vest").mandates.get().version == 1
