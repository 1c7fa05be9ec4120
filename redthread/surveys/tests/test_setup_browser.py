"""Setting a survey up in the browser: nothing typed is lost between saving by itself and the button."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone

from redthread.instruments.library import instruments
from redthread.surveys.actions import surveys as actions
from redthread.surveys.models import Survey
from redthread.surveys.tests.fieldwork import people
from redthread.testing.cast import Cast

if TYPE_CHECKING:
    from playwright.sync_api import Page

    PageFor = Callable[..., Page]

pytestmark = [pytest.mark.browser, pytest.mark.slow]
SLOW = 0.4  # seconds that each saving takes


@pytest.fixture
def survey(live: str, cast: Cast) -> Survey:
    people(cast.network, cast.asen, 6)
    pulse = instruments()["gathering-pulse"]
    return actions.start_survey(
        network=cast.network, key="browser-key-1", instrument=pulse, by=cast.liv, now=timezone.now()
    )


@pytest.fixture
def slow_saving(monkeypatch: pytest.MonkeyPatch) -> None:
    at_once = actions.change_survey

    def later(**given: Any) -> None:
        time.sleep(SLOW)
        at_once(**given)

    monkeypatch.setattr(actions, "change_survey", later)


def typed(page: Page, survey: Survey, words: str) -> None:
    """Until the first of the words are on their way to be saved, and the last are not."""
    page.goto(survey.get_absolute_url())
    page.get_by_label("Hvorfor spør dere?").click()
    with page.expect_request("**/endring/"):
        page.keyboard.type(words[:10])
    page.keyboard.type(words[10:])


@pytest.mark.usefixtures("slow_saving")
def test_the_button_does_not_run_into_what_is_saved_by_itself(
    cast: Cast, survey: Survey, page_for: PageFor
) -> None:
    page = page_for(cast.liv, width=1280)
    typed(page, survey, "Vi vil gjøre neste samling bedre.")
    page.locator(".setup form", has=page.get_by_label("Navn")).get_by_role("button", name="Lagre").click()
    page.get_by_text("Lagret.").wait_for()
    time.sleep(3 * SLOW)
    assert not page.get_by_text("annet vindu").count()
    survey.refresh_from_db()
    assert survey.why == "Vi vil gjøre neste samling bedre."


@pytest.mark.usefixtures("slow_saving")
def test_the_last_look_has_what_was_typed_just_before(cast: Cast, survey: Survey, page_for: PageFor) -> None:
    page = page_for(cast.liv, width=1280)
    typed(page, survey, "Vi vil gjøre neste samling bedre.")
    page.get_by_role("button", name="Se over og send ut").click()
    page.get_by_role("heading", name="Dette leser de").wait_for()
    assert page.get_by_text("Vi vil gjøre neste samling bedre.").count()


def test_what_is_wrong_is_said_where_it_is_saved(cast: Cast, survey: Survey, page_for: PageFor) -> None:
    page = page_for(cast.liv, width=390)
    page.goto(survey.get_absolute_url())
    page.get_by_label("Navn").fill("")
    page.get_by_label("Hvorfor spør dere?").click()
    page.get_by_text("Ikke lagret. Gi undersøkelsen et navn.").wait_for()
    for role in ("Rektorer", "Mellomledere", "Ressurslærere", "Rådgivere"):
        page.get_by_label(role).uncheck()
    page.get_by_text("Ikke lagret. Velg minst én rolle.").wait_for()
    assert Survey.objects.get().title == "Puls etter en samling"
