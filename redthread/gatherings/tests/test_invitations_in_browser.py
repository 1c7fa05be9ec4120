"""Answering by the link in the mail with one tap on a phone, and the page of calendars that follow."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse
from django.utils import timezone

from redthread.gatherings.actions.lifecycle import edit_gathering, publish_gathering
from redthread.gatherings.models import Gathering
from redthread.testing import make
from redthread.testing.browser import DESK, PHONE, check_page
from redthread.testing.cast import Cast, build

if TYPE_CHECKING:
    from playwright.sync_api import Page

    PageFor = Callable[..., Page]

pytestmark = pytest.mark.browser
SHOTS = os.environ.get("REDTHREAD_SHOTS", "")


@pytest.fixture
def cast(live: str) -> Cast:
    return build()


@pytest.fixture
def gathering(cast: Cast) -> Gathering:
    made = make.gathering(
        cast.network,
        is_published=False,
        title="Adventssamling",
        theme="Lesing i alle fag",
        place="Åsen skole",
        mode="hybrid",
        meeting_url="https://teams.microsoft.com/meet/123?p=abc",
        host=cast.asen,
        chair=cast.mona,
    )
    make.item(made)
    publish_gathering(gathering=made, by=cast.liv, now=timezone.now())
    return made


def shown(page: Page, name: str) -> None:
    check_page(page)
    if SHOTS:
        page.screenshot(path=f"{SHOTS}/{name}.png", full_page=True)


@pytest.mark.parametrize(("width", "dark"), [(PHONE, False), (DESK, True)])
def test_one_tap_from_the_mail_answers(
    gathering: Gathering, cast: Cast, page_for: PageFor, width: int, dark: bool
) -> None:
    key = gathering.invitations.get(person=cast.rita).key
    page = page_for(None, width=width, dark=dark)
    page.goto(reverse("gatherings:answer_link", args=[key]))
    shown(page, f"answer-{width}")
    page.get_by_role("button", name="Jeg kommer på skjerm").click()
    page.get_by_text("Takk. Svaret er lagret.").wait_for()
    shown(page, f"answered-{width}")
    assert gathering.invitations.get(person=cast.rita).answer == "digital"


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_the_page_of_the_gathering_and_of_calendars(
    gathering: Gathering, cast: Cast, page_for: PageFor, width: int
) -> None:
    gathering.invitations.filter(person=cast.rita).update(answer="no", word="Er på leirskole den uka")
    gathering.invitations.filter(person=cast.mads).update(answer="yes")
    details = ("title", "mode", "host", "chair", "theme", "prepare", "meeting_url")
    fields = {name: getattr(gathering, name) for name in details}
    edit_gathering(gathering=gathering, by=cast.liv, now=timezone.now(), place="Brekka skole", **fields)
    page = page_for(cast.liv, width=width)
    page.goto(gathering.get_absolute_url())
    shown(page, f"planner-{width}")
    page.goto(reverse("gatherings:feeds"))
    page.get_by_role("button", name="Lag adresse").first.click()
    page.get_by_text("Adressen til kalenderen").wait_for()
    shown(page, f"feeds-{width}")
