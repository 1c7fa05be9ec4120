"""A survey that many have answered: the page that waits for its results turns into them by itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from conftest import SignedInClient
from redthread.surveys.actions import closing
from redthread.surveys.models import Wave
from redthread.surveys.tests.answered import answered_wave, schools_in, survey_of
from redthread.surveys.tests.exported import at
from redthread.testing.browser import check_page
from redthread.testing.cast import Cast

if TYPE_CHECKING:
    from playwright.sync_api import Page

    PageFor = Callable[..., Page]

WAITING = "Resultatene regnes ut"


@pytest.fixture
def large(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Wave:
    """Closed, with more answers than are worked out at once."""
    monkeypatch.setattr(closing, "AT_ONCE", 29)
    now = timezone.now()
    wave = answered_wave(
        survey_of(cast.network, cast.liv, now), {"teacher": 30}, schools_in(cast.network, cast.owner), now
    )
    closing.close_wave(wave=wave, by=cast.liv, now=now)
    return wave


@pytest.mark.django_db
def test_it_asks_until_the_worker_is_done_and_then_shows_itself_anew(large: Wave, cast: Cast) -> None:
    client, asks = SignedInClient(cast.liv), {"HX-Request": "true"}
    waiting = client.get(at(large, "result"))
    asked = client.get(at(large, "result"), headers=asks)

    closing.make_waiting_results(timezone.now())
    answer = client.get(at(large, "result"), headers=asks)

    assert WAITING in waiting.content.decode()
    assert "lengre tid enn det skal" not in waiting.content.decode()
    assert (asked.status_code, asked.content, "HX-Refresh" in asked) == (204, b"", False)
    assert (answer["HX-Refresh"], answer.content) == ("true", b"")
    assert "Det viktigste" in client.get(at(large, "result")).content.decode()


@pytest.mark.django_db
def test_it_says_when_it_takes_longer_than_it_should(large: Wave, cast: Cast) -> None:
    Wave.objects.filter(pk=large.pk).update(closed_at=timezone.now() - timedelta(minutes=31))

    assert "lengre tid enn det skal" in SignedInClient(cast.liv).get(at(large, "result")).content.decode()


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize("dark", [False, True])
def test_in_the_browser_the_results_come_by_themselves(
    live: str, large: Wave, cast: Cast, page_for: PageFor, *, dark: bool
) -> None:
    page = page_for(cast.liv, dark=dark)
    page.goto(at(large, "result"))
    page.get_by_role("heading", name=WAITING).wait_for()
    check_page(page)

    closing.make_waiting_results(timezone.now())

    page.get_by_role("heading", name="Det viktigste").wait_for()


@pytest.mark.browser
@pytest.mark.slow
def test_without_scripts_the_button_leads_there(
    live: str, large: Wave, cast: Cast, page_for: PageFor
) -> None:
    page = page_for(cast.liv, scripts=False)
    page.goto(at(large, "result"))
    page.get_by_role("heading", name=WAITING).wait_for()

    closing.make_waiting_results(timezone.now())
    page.get_by_role("link", name="Se om de er klare").click()

    page.get_by_role("heading", name="Det viktigste").wait_for()
