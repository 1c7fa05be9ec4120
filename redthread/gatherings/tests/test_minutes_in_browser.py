"""Minutes and attendance in a real browser: within their budgets of taps, and without faults."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse
from django.utils import timezone

from redthread.gatherings.actions.answers import release_proposal
from redthread.gatherings.actions.outcomes import VoteGiven
from redthread.gatherings.models import Attendance, Commitment, CommitmentStep, Outcome
from redthread.gatherings.tests.meeting import Meeting, meet
from redthread.networks.models import Body, Seat
from redthread.sharing.models import Release
from redthread.testing import make
from redthread.testing.browser import check_page
from redthread.testing.cast import Cast, build

if TYPE_CHECKING:
    from playwright.sync_api import Page

    PageFor = Callable[..., Page]

pytestmark = pytest.mark.browser
PHONE, DESK = 390, 1280


@pytest.fixture
def cast(live: str) -> Cast:
    return build()


class Taps:
    """A person who counts every tap and click; typing is free, as in the budgets of the journeys."""

    def __init__(self, page: Page) -> None:
        self.page, self.count = page, 0

    def on(self, role: str, name: str, *, nth: int = 0, exact: bool = False) -> None:
        self.page.get_by_role(role, name=name, exact=exact).nth(nth).click()  # type: ignore[arg-type]
        self.count += 1

    def into(self, label: str, text: str) -> None:
        field = self.page.get_by_label(label)
        field.click()
        field.fill(text)
        self.count += 1


def test_a_school_promises_on_a_phone_in_few_taps(page_for: PageFor, cast: Cast) -> None:
    """Journey 5: own-school reflection → commitment in at most twelve taps."""
    coming = make.gathering(cast.network)
    meeting, page = meet(cast), page_for(cast.mona, width=PHONE)
    page.goto(meeting.url("minutes"))
    taps = Taps(page)
    taps.into("Hva skal dere prøve eller gjøre?", "Vi prøver to-lærer i lesing")
    taps.into("Hvordan når dere hele personalet?", "fellestid uke 45")
    taps.on("button", "Dette sier vi ja til")
    page.get_by_text("Dette har dere sagt ja til.").wait_for()
    assert taps.count <= 12
    assert page.get_by_text("Vi prøver to-lærer i lesing").is_visible()
    made = Commitment.objects.get()
    assert (made.school, made.what, made.who, made.reach) == (
        cast.asen,
        "Vi prøver to-lærer i lesing",
        "Mads Lund og Mona Vik",
        "fellestid uke 45",
    )
    assert made.due_on == timezone.localdate(coming.starts_at)
    check_page(page)


def test_the_last_item_is_written_and_the_minutes_locked_in_few_clicks(page_for: PageFor, cast: Cast) -> None:
    """Journey 6: last item → locked minutes in at most eight clicks, with a disagreement and its reason."""
    meeting, page = meet(cast), page_for(cast.liv, width=DESK)
    meeting.came(cast.mona)
    page.goto(meeting.url("minutes"))
    taps = Taps(page)
    item = page.locator(f"#post-{meeting.decision.public_id}")
    item.get_by_role("link", name="Vedtak").click()
    item.get_by_label("Skriv det viktigste").fill("Felles lesetest i uke 40")
    item.get_by_text("Noen er uenig").click()
    item.get_by_label("Hvem er uenig?").select_option("Mona Vik")
    item.get_by_label("Hvorfor?").fill("For tidlig på året")
    item.get_by_role("button", name="Legg til").click()
    item.get_by_text("Mona Vik var uenig").wait_for()
    taps.count += 4
    taps.on("button", "Lås referatet")
    page.wait_for_url("**/mellomarbeid/**")
    assert taps.count <= 8
    assert meeting.minutes.is_locked
    assert Outcome.objects.get().votes.get().reason == "For tidlig på året"


def test_what_is_typed_under_one_item_stays_while_another_is_saved(page_for: PageFor, cast: Cast) -> None:
    meeting, page = meet(cast), page_for(cast.liv, width=DESK)
    page.goto(meeting.url("minutes"))
    one = page.locator(f"#post-{meeting.decision.public_id}")
    other = page.locator(f"#post-{meeting.since_last.public_id}")
    other.get_by_role("link", name="Informasjon").click()
    other.get_by_label("Skriv det viktigste").fill("Halvferdig tanke")
    one.get_by_role("link", name="Informasjon").click()
    assert one.get_by_label("Skriv det viktigste").evaluate("one => one === document.activeElement")
    one.get_by_role("button", name="Legg til").click()
    one.get_by_label("Skriv det viktigste").fill("Sagt")
    one.get_by_role("button", name="Legg til").click()
    one.get_by_text("Sagt").wait_for()
    assert other.get_by_label("Skriv det viktigste").input_value() == "Halvferdig tanke"
    assert [outcome.text for outcome in Outcome.objects.all()] == ["Sagt"]


def test_choosing_another_body_asks_its_voters_without_losing_the_text(page_for: PageFor, cast: Cast) -> None:
    body = Body.objects.create(
        network=cast.network, code="STG", name="Styringsgruppe", vote_rule="per_municipality"
    )
    Seat.objects.create(body=body, person=cast.mona, municipality=cast.owner, is_voting=True)
    meeting, page = meet(cast), page_for(cast.liv, width=PHONE)
    page.goto(meeting.url("minutes"))
    item = page.locator(f"#post-{meeting.decision.public_id}")
    item.get_by_role("link", name="Vedtak").click()
    item.get_by_label("Skriv det viktigste").fill("Vi kjøper lesebøker")
    item.get_by_label("Hvem vedtok?").select_option("STG – Styringsgruppe")
    item.get_by_label("Fjordvik kommune (Mona Vik)", exact=True).wait_for()
    assert item.get_by_label("Skriv det viktigste").input_value() == "Vi kjøper lesebøker"
    item.get_by_label("Alle andre stemte for").check()
    item.get_by_role("button", name="Legg til").click()
    item.get_by_text("1 for, 0 mot, 0 avsto.").wait_for()
    check_page(page)


def test_one_tap_records_one_person_and_keeps_the_place_and_the_focus(page_for: PageFor, cast: Cast) -> None:
    meeting, page = meet(cast), page_for(cast.liv, width=PHONE)
    page.goto(meeting.url("attendance"))
    button = page.locator(f"#t-{cast.rita.public_id}-digital")
    button.click()
    page.locator(f"#t-{cast.rita.public_id}-digital[aria-pressed=true]").wait_for()
    assert button.evaluate("one => one === document.activeElement")
    assert Attendance.objects.get().presence == "digital"
    page.get_by_role("button", name="Alle andre er i rommet").click()
    page.get_by_text("5 i rommet").wait_for()
    assert Attendance.objects.filter(presence="physical").count() == 5


def test_a_step_is_taken_and_taken_back_in_place(page_for: PageFor, cast: Cast) -> None:
    meeting, promised = follow_up(cast)
    page = page_for(cast.mona, width=PHONE)
    page.goto(meeting.url("since_last"))
    card = page.locator(f"#forpliktelse-{promised.public_id}")
    card.get_by_label("Et ord om hvorfor").fill("Elevene leser mer")
    card.get_by_role("button", name="Fullført").click()
    card.get_by_text("«Elevene leser mer»").wait_for()
    assert CommitmentStep.objects.get().choice == "closed"
    check_page(page)
    card.get_by_role("button", name="Angre").click()
    card.get_by_label("Et ord om hvorfor").wait_for()
    assert not CommitmentStep.objects.exists()


def follow_up(cast: Cast) -> tuple[Meeting, Commitment]:
    earlier = meet(cast, starts_at=timezone.now() - timedelta(days=40))
    promised = earlier.promise(cast.asen)
    earlier.lock()
    return meet(cast), promised


def full(cast: Cast) -> tuple[Meeting, Meeting, Release]:
    """Open minutes and locked ones, with long words and something in every corner."""
    locked = meet(cast, starts_at=timezone.now() - timedelta(days=20))
    no = [VoteGiven(cast.mona, "against", "Undervisningskvalitetsutviklingsarbeidet tar all tid.")]
    locked.write("decision", "Kompetanseutviklingssamarbeidsavtalen gjelder. " * 5, votes=no)
    locked.write("information", "Skjermet", item=locked.secret)
    asked = locked.write("proposal", "Frikjøp")
    locked.promise(cast.brekka, "Lesekurs\n\nfor alle")
    locked.came(cast.liv, cast.mona, cast.mads)
    locked.lock()
    release = release_proposal(outcome=asked, by=cast.liv, now=locked.now)
    being_written = meet(cast)
    being_written.write("decision", "Vi møtes kl. 8.30")
    being_written.promise(cast.asen)
    being_written.came(cast.mona)
    return being_written, locked, release


@pytest.mark.parametrize(("width", "dark"), [(PHONE, False), (DESK, True)])
def test_no_page_of_the_minutes_has_a_fault(page_for: PageFor, cast: Cast, width: int, dark: bool) -> None:
    being_written, locked, release = full(cast)
    unopened = meet(cast, is_open=False)
    new = f"{being_written.url('outcome_new')}?item={being_written.decision.public_id}&kind="
    pages = {
        cast.liv: [
            being_written.url("attendance"),
            being_written.url("minutes"),
            being_written.url("minute_taker"),
            f"{new}decision",
            f"{new}commitment",
            locked.url("minutes"),
            locked.url("minutes_release"),
            unopened.url("minutes"),
        ],
        cast.rita: [being_written.url("minutes"), unopened.url("minutes"), locked.url("minutes")],
        cast.kine: [being_written.url("minutes")],
        cast.olav: [reverse("gatherings:owner_answer", args=[release.public_id])],
    }
    for person, addresses in pages.items():
        page = page_for(person, width=width, dark=dark)
        for address in addresses:
            page.goto(address)
            check_page(page)


def test_the_minutes_are_written_with_the_keyboard_alone(page_for: PageFor, cast: Cast) -> None:
    meeting, page = meet(cast), page_for(cast.liv, width=DESK)
    page.goto(meeting.url("minutes"))
    item = page.locator(f"#post-{meeting.decision.public_id}")
    item.get_by_role("link", name="Informasjon").focus()
    page.keyboard.press("Enter")
    item.get_by_label("Skriv det viktigste").wait_for()
    page.keyboard.type("Skrevet uten mus")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    item.get_by_text("Skrevet uten mus").wait_for()
    assert Outcome.objects.get().text == "Skrevet uten mus"
    again = item.get_by_role("link", name="Vedtak")
    assert again.evaluate("one => one === document.activeElement")
