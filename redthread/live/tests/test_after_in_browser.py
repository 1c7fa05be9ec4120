"""After a session, in a real browser: few clicks to the minutes, and no faults on any screen."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse
from PIL import Image

from redthread.core.photos import make_anew
from redthread.gatherings.models import Commitment, Outcome
from redthread.live.actions.forgetting import forget_old_rooms
from redthread.live.actions.photos import add_photo
from redthread.live.actions.pulse import release_pulse
from redthread.live.actions.sorting import add_theme
from redthread.live.keeping import kept_until
from redthread.live.tests.running import Run, run
from redthread.testing import make
from redthread.testing.browser import check_page
from redthread.testing.cast import Cast, build

if TYPE_CHECKING:
    from playwright.sync_api import Page

    PageFor = Callable[..., Page]

pytestmark = [pytest.mark.browser]
LOOKS = ((390, False), (390, True), (1280, False), (1280, True))


@pytest.fixture
def cast(live: str) -> Cast:
    return build()


@pytest.fixture(autouse=True)
def files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def look_at(page_for: PageFor, person: Any, address: str, name: str) -> None:
    """No faults at any width, in light and dark."""
    for width, is_dark in LOOKS:
        page = page_for(person, width=width, dark=is_dark)
        page.goto(address)
        check_page(page)
        if folder := os.environ.get("REDTHREAD_PICTURES"):
            page.screenshot(
                path=f"{folder}/{name}-{width}-{'dark' if is_dark else 'light'}.png", full_page=True
            )
        page.close()


def a_photo() -> Any:
    out = BytesIO()
    Image.new("RGB", (800, 500), "tan").save(out, "JPEG")
    out.seek(0)
    return make_anew(out, out.getbuffer().nbytes)


def future(cast: Cast) -> Run:
    """A future picture at two tables: ideas, themes, three sentences and a photo."""
    at = run(cast, "fremtidsbilde")
    mona, rita = (
        at.sit(1, person=cast.mona, school=cast.asen),
        at.sit(2, person=cast.rita, school=cast.brekka),
    )
    at.go_to("runde")
    laid = [at.say("runde", mona, text) for text in ("Alle leser hver dag", "Ute en dag i uka")]
    at.say("runde", rita, "Ingen spiser alene")
    at.go_to("sorter")
    ideas = [one.public_id for one in laid if one]
    add_theme(participant=mona, name="Slik er dagene", ideas=ideas, now=at.now)
    at.go_to("tegn")
    at.write(mona, "tegn", "Vi lærer ute, sammen, hver uke.", kind="product")
    at.write(rita, "tegn", "Ingen er alene i friminuttet.", kind="product")
    at.go_to("bilde")
    add_photo(
        participant=mona,
        phase_key="bilde",
        picture=a_photo(),
        caption="Skolen vår om ti år",
        lines=[],
        pen="p" * 20,
        from_paper=False,
        with_name=False,
        now=at.now,
    )
    at.close()
    return at


def test_what_came_of_it_is_in_the_minutes_in_two_clicks(page_for: PageFor, cast: Cast) -> None:
    at = future(cast)
    page = page_for(cast.liv, width=1280)
    page.goto(at.url("after"))
    page.get_by_role("button", name="Ta med i referatet").click()
    page.get_by_text("er tatt med i referatet").wait_for()
    texts = list(Outcome.objects.order_by("text").values_list("text", flat=True))
    assert texts == ["Bord 1: Vi lærer ute, sammen, hver uke.", "Bord 2: Ingen er alene i friminuttet."]
    look_at(page_for, cast.liv, at.url("after"), "after-taken")


def test_the_page_after_a_session_is_whole_with_all_it_can_hold(page_for: PageFor, cast: Cast) -> None:
    against = run(cast, "strukturert_uenighet", tables=1)
    one = against.sit()
    against.go_to("runde")
    against.say("runde", one, "Det tar tid fra undervisningen, og de nye får minst hjelp når vi begynner.")
    against.go_to("svar")
    against.close()
    look_at(page_for, cast.liv, against.url("after"), "after-against")
    home = run(cast, "egen_skole", tables=1)
    mona, nobody = home.sit(school=cast.asen), home.sit()
    home.go_to("lov")
    more = {"who": "Mona og Mads", "due_on": "2026-12-01", "reach": "Fellestida uke 48"}
    home.write(mona, "lov", "To-lærer i lesing på 5. trinn", kind="commitment", more=more)
    home.write(nobody, "lov", "Lesevenner på tvers av trinn", kind="commitment", more={**more, "who": ""})
    home.close()
    look_at(page_for, cast.liv, home.url("after"), "after-home")
    page = page_for(cast.liv, width=390)
    page.goto(home.url("after"))
    page.get_by_label("Hvilken skole?").select_option(label="Brekka skole")
    page.get_by_role("checkbox", name="Lesevenner").check()
    page.get_by_role("button", name="Ta med i referatet").click()
    page.get_by_text("2 punkter er tatt med").wait_for()
    assert {promise.school for promise in Commitment.objects.all()} == {cast.asen, cast.brekka}


def test_the_raw_material_is_read_and_searched_on_a_phone(page_for: PageFor, cast: Cast) -> None:
    at = future(cast)
    gathering = at.session.gathering
    address = reverse("live:material", args=[gathering.network.slug, gathering.public_id])
    look_at(page_for, cast.mona, address, "material")
    page = page_for(cast.mona, width=390)
    page.goto(gathering.get_absolute_url())
    page.get_by_role("link", name="Råmateriale").click()
    page.get_by_label("Søk etter ord").fill("ute")
    page.get_by_role("button", name="Søk").click()
    page.get_by_text("Ute en dag i uka").wait_for()
    assert page.get_by_text("Alle leser hver dag").count() == 0
    assert page.get_by_text("Ingen spiser alene").count() == 0


def test_the_pulse_is_read_answered_and_met_next_time(page_for: PageFor, cast: Cast) -> None:
    at = run(cast, "puls", tables=1)
    people = [at.sit() for _ in range(5)]
    for phase, texts in (
        ("nyttig", ["Runden", "At vi skrev først", "Pausen", "Fortellingen", "Å møte andre"]),
        ("endre", ["Kortere innlegg", "Mer tid ved bordene", "Kaffe først", "Mer tid", "Start presis"]),
    ):
        at.go_to(phase)
        for who, text in zip(people, texts, strict=True):
            at.write(who, phase, text)
    at.close()
    gathering = at.session.gathering
    following = make.gathering(cast.network, starts_at=at.now + timedelta(days=40), title="Januarsamling")
    address = reverse("live:pulse", args=[gathering.network.slug, gathering.public_id])
    page = page_for(cast.liv, width=390)
    page.goto(address)
    page.get_by_label("Dere sa …").fill("Innleggene er for lange.")
    page.get_by_label("Vi endrer …").fill("Høyst femten minutter neste gang.")
    page.get_by_role("button", name="Legg til").click()
    page.get_by_role("button", name="Ferdigstill").click()
    page.get_by_text("vises nå").wait_for()
    look_at(page_for, cast.liv, address, "pulse")
    release_pulse(gathering=gathering, by=cast.liv, now=at.now)
    since = reverse("gatherings:since_last", args=[gathering.network.slug, following.public_id])
    look_at(page_for, cast.rita, since, "since")


def test_the_pages_of_a_session_that_is_emptied_say_so_and_are_whole(page_for: PageFor, cast: Cast) -> None:
    at = future(cast)
    material = reverse("live:material", args=[cast.network.slug, at.session.gathering.public_id])
    look_at(page_for, cast.liv, material, "material-kept")
    forget_old_rooms(kept_until(at.session))
    look_at(page_for, cast.liv, at.url("after"), "after-emptied")
    look_at(page_for, cast.liv, material, "material-emptied")
    page = page_for(cast.liv, width=390)
    page.goto(at.url("after"))
    assert page.get_by_text("Råmaterialet ble slettet").is_visible()
