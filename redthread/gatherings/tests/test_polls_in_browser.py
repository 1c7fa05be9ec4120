"""A date poll in a real browser: made by the planner, answered on a phone with a thumb, chosen."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse
from django.utils import timezone

from redthread.gatherings.actions import polls as actions
from redthread.gatherings.models import DateAnswer, DatePoll, Gathering, Voter
from redthread.gatherings.tests.test_polls import answer, page_of, sent
from redthread.testing.browser import check_page
from redthread.testing.cast import Cast, build

if TYPE_CHECKING:
    from playwright.sync_api import Page

    PageFor = Callable[..., Page]

pytestmark = pytest.mark.browser


@pytest.fixture
def cast(live: str) -> Cast:
    return build()


def test_dates_are_found_from_the_suggestions_to_a_draft(cast: Cast, live: str, page_for: PageFor) -> None:
    page = page_for(cast.liv)
    page.goto(live + reverse("gatherings:poll_new", args=[cast.network.slug]))
    check_page(page)
    page.get_by_label("Hva gjelder det?").fill("Vårsamling")
    page.get_by_role("button", name="Lagre kladden").click()
    page.get_by_role("link", name="Spør deltakerne").click()
    check_page(page)
    page.get_by_role("button", name="Send spørsmålet").click()
    poll = DatePoll.objects.get(title="Vårsamling")
    rita = Voter.objects.get(poll=poll, person=cast.rita)

    phone = page_for(None, width=390)
    phone.goto(live + reverse("gatherings:poll_answer", args=[rita.key]))
    check_page(phone)
    for number in range(4):
        phone.get_by_label("Passer" if number else "Kan hvis jeg må", exact=True).nth(number).check()
    phone.get_by_role("button", name="Svar").click()
    phone.get_by_text("Takk, svaret er lagret").wait_for()
    assert DateAnswer.objects.filter(voter=rita).count() == 4

    page.reload()
    check_page(page)
    page.get_by_role("link", name="Velg ").first.click()
    page.get_by_role("button", name="Lag samlingen").click()
    page.get_by_text("Dette er en kladd").wait_for()
    assert Gathering.objects.get().title == "Vårsamling"


@pytest.mark.parametrize("width", [390, 1280])
def test_the_pages_have_no_faults(cast: Cast, live: str, page_for: PageFor, width: int) -> None:
    poll = sent(cast, 0, 2, 7, 9)
    actions.set_open_link(poll=poll, is_open=True, by=cast.liv, now=timezone.now())
    answer(poll, cast.mona, "yes", "no", "yes", "maybe", word="Må gå kl. 11 på torsdager")
    answer(poll, cast.rita, "yes", "yes", "maybe", "no")
    answer(poll, cast.mads, "no", "yes", "yes", "yes")
    page, option = page_for(cast.liv, width=width), poll.options.all()[0].public_id
    poll.refresh_from_db()
    paths = [page_of(poll), page_of(poll, "poll_withdraw"), page_of(poll, "poll_close", option)]
    paths += [reverse("gatherings:poll_list", args=[cast.network.slug])]
    paths += [reverse("gatherings:poll_open_answer", args=[poll.open_key])]
    for path in paths:
        page.goto(live + path)
        check_page(page)
