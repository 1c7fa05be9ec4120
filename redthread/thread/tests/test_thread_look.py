"""The thread in a real browser: a picture with a list as its equal, at a phone's and a desk's width."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from redthread.sharing.models import Release
from redthread.testing import make
from redthread.testing.browser import DESK, PHONE, check_page
from redthread.testing.cast import Cast, build

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
PAGE = "/nettverk/rektornettverk-ost/trad/"
LONG_NAMES = [
    "Kvernhuselvveien ungdomsskole", "Ål skole", "Midtre Gauldal oppvekstsenter", "Ås barneskole", "Ås skole",
    "Nordbygda skole", "Haugen barneskole", "Elvebakken skole", "Sandnes skole", "Fjellheim skole",
    "Myrvoll skole", "Bruvik skole",
]  # fmt: skip


@pytest.fixture
def world(transactional_db: None) -> Cast:
    """Fourteen schools, two gatherings behind and one ahead; half of the schools have told."""
    cast = build()
    schools = [cast.asen, cast.brekka]
    for turn, name in enumerate(LONG_NAMES, 3):
        schools.append(make.school(cast.owner, name))
        make.unit(cast.network, schools[-1], turn)
    now = timezone.now()
    for weeks_ago in (10, 4):
        gathering = make.gathering(
            cast.network,
            title=f"Samling for {weeks_ago} uker siden",
            starts_at=now - timedelta(weeks=weeks_ago),
        )
        make.assignment(gathering, *schools, theme="Tilpasset opplæring i lesing på mellomtrinnet")
        for number, school in enumerate(schools):
            make.commitment(gathering, school)
            if number % 2:
                Release.objects.create(
                    network=cast.network,
                    school=school,
                    kind=Release.Kind.SUMMARY,
                    source=f"{gathering.pk}-{school.pk}",
                    about=gathering.public_id,
                    audience="network",
                    title="Oppsummering",
                    snapshot=[{"label": "Hva vi gjorde", "text": "Vi prøvde to-lærer i tre uker."}],
                    released_by=cast.liv,
                    released_at=now,
                )
    make.gathering(cast.network, title="Neste samling", starts_at=now + timedelta(weeks=2))
    return cast


@pytest.mark.parametrize("width", [320, PHONE, DESK])
@pytest.mark.parametrize("dark", [False, True])
def test_the_thread_has_no_fault_at_any_width(
    world: Cast, page_for: Callable[..., Page], width: int, dark: bool
) -> None:
    page = page_for(world.mona, width=width, dark=dark)
    for address in (PAGE, f"{PAGE}?vis=liste", f"{PAGE}{world.asen.public_id}/"):
        page.goto(address)
        check_page(page)


def test_a_lane_has_room_for_a_finger_on_a_phone(world: Cast, page_for: Callable[..., Page]) -> None:
    page = page_for(world.mona, width=PHONE)
    page.goto(PAGE)
    widths = page.locator(".lane").evaluate_all("lanes => lanes.map(lane => lane.offsetWidth)")
    assert len(widths) == 28
    assert min(widths) >= 24
    heights = page.locator(".lane .end").evaluate_all("ends => ends.map(end => end.offsetHeight)")
    assert min(heights) >= 44


def test_strands_meet_the_thread_and_their_lanes(world: Cast, page_for: Callable[..., Page]) -> None:
    """What drawing.py computes and what the style sheet lays out are the same places."""
    for width in (PHONE, DESK):
        page = page_for(world.mona, width=width)
        page.goto(PAGE)
        gaps = page.locator(".bundle").first.evaluate(
            """bundle => {
                const middle = place => place.left + place.width / 2;
                const box = element => element.getBoundingClientRect();
                const lanes = [...bundle.querySelectorAll(".lane")].map(lane => middle(box(lane)));
                const ends = [...bundle.querySelector(".fan").querySelectorAll("path")].map(path => {
                    const last = path.getPointAtLength(path.getTotalLength());
                    return last.matrixTransform(path.getScreenCTM()).x;
                });
                const thread = middle(box(bundle.querySelector(".run")));
                const start = box(bundle.querySelector(".fan")).left;
                return [...lanes.map((x, n) => Math.abs(x - ends[n])), Math.abs(thread - start)];
            }"""
        )
        assert len(gaps) == 8
        assert max(gaps) <= 1


def test_the_list_says_with_the_keyboard_alone_what_the_picture_shows(
    world: Cast, page_for: Callable[..., Page]
) -> None:
    page = page_for(world.mona, width=PHONE)
    page.goto(PAGE)
    summary = page.locator(".loop .thread-details summary").first
    summary.focus()
    page.keyboard.press("Enter")
    strands = page.locator(".loop").first.locator(".strand")
    assert strands.count() == 14
    assert strands.nth(1).get_by_text("Vi prøvde to-lærer").is_visible()
    assert strands.nth(2).get_by_text("Ikke meldt inn ennå").is_visible()
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.textContent").strip() == "Åsen skole"


def test_the_picture_takes_no_stop_from_the_keyboard(world: Cast, page_for: Callable[..., Page]) -> None:
    page = page_for(world.mona)
    page.goto(PAGE)
    stops = page.locator("[aria-hidden=true] a").evaluate_all("links => links.map(link => link.tabIndex)")
    assert stops
    assert set(stops) == {-1}


def test_the_thread_needs_no_scripts(world: Cast, page_for: Callable[..., Page]) -> None:
    page = page_for(world.mona, scripts=False)
    page.goto(PAGE)
    assert page.locator(".lane").count() == 28
    page.locator(".lane .end").nth(1).click()
    assert "/mellomarbeid/" in page.url
