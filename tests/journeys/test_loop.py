"""The loop, end to end, as people go through it: from a plan to a promise kept at the next gathering.

Once with a phone, once with a mouse, once with the keyboard alone. On the way the golden journeys 5, 6 and 9
keep their budgets of taps, every page is free of faults, and the owner sees nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from redthread.betweenwork.models import SchoolSummary
from redthread.gatherings.models import Commitment, Gathering, Outcome
from redthread.notices.delivery import deliver_due_mails
from redthread.people.models import Person
from redthread.sharing.models import Release
from redthread.testing.cast import Cast, build
from tests.journeys.hands import Hand, Keyboard, Pointer

if TYPE_CHECKING:
    from playwright.sync_api import Page

    PageFor = Callable[..., Page]

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PROMISE = "Vi prøver to-lærer i lesing på 5. trinn"
DID = "Vi prøvde to-lærer i tre uker."
HAPPENED = "Flere elever leste høyt enn før."
JOURNEY_5, JOURNEY_6, JOURNEY_9 = 12, 8, 6


@pytest.fixture
def cast(live: str) -> Cast:
    return build()


class People:
    """Everybody has a device of their own; `device` says which kind."""

    def __init__(self, page_for: PageFor, hand: type[Hand], width: int) -> None:
        self.page_for, self.hand, self.width = page_for, hand, width

    def take(self, person: Person | None) -> Hand:
        return self.hand(self.page_for(person, width=self.width))


@pytest.fixture(
    params=[(Pointer, 390), (Pointer, 1280), (Keyboard, 1280)], ids=["phone", "mouse", "keyboard"]
)
def people(request: pytest.FixtureRequest, page_for: PageFor) -> People:
    hand, width = request.param
    return People(page_for, hand, width)


def test_the_thread_holds_from_one_gathering_to_the_next(people: People, cast: Cast) -> None:
    liv, mona = people.take(cast.liv), people.take(cast.mona)
    first = plan(liv, cast, "Lesing i alle fag")
    following = plan(liv, cast, "Lesing, andre runde")
    the_day_comes(first)
    gather(liv, first)
    promise(mona, first)
    close(liv, first, cast)
    file_summary(people, cast)
    look_back(liv, following)
    owner_sees_nothing(people.take(cast.olav), cast)
    the_thread_shows_it(mona, cast)


def url(name: str, gathering: Gathering) -> str:
    return reverse(f"gatherings:{name}", args=[gathering.network.slug, gathering.public_id])


def plan(liv: Hand, cast: Cast, theme: str) -> Gathering:
    """Journey 2: a gathering is planned and published; nobody hears of it before."""
    pressed, mails = liv.pressed, mails_to(cast.mona)
    liv.open(reverse("gatherings:list", args=[cast.network.slug]))
    liv.press("link", "Ny samling")
    liv.write("Tema (valgfritt)", theme)
    liv.press("radio", "Halv dag med praksisfortellinger")
    liv.press("button", "Lag kladd")
    liv.see("Program")
    assert mails_to(cast.mona) == mails
    liv.press("link", "Gå til publisering")
    liv.press("button", "Publiser og send")
    liv.see("Innkallingen går til")
    assert liv.pressed - pressed <= 20
    assert mails_to(cast.mona) == mails + 1
    return Gathering.objects.get(theme=theme)


def the_day_comes(gathering: Gathering) -> None:
    """The gathering was this morning; only time does this, so the journey moves the clock's hands."""
    now = timezone.now()
    Gathering.objects.filter(pk=gathering.pk).update(
        starts_at=now - timedelta(hours=3), ends_at=now - timedelta(minutes=1)
    )


def gather(liv: Hand, gathering: Gathering) -> None:
    """Everybody is there; the minutes are opened."""
    liv.open(gathering.get_absolute_url())
    liv.press("link", "Oppmøte")
    liv.press("button", "Alle andre er i rommet")
    liv.see("6 i rommet")
    liv.press("link", "Til referatet")
    liv.press("button", "Åpne referatet")
    liv.see("Liv Berg skriver.")


def promise(mona: Hand, gathering: Gathering) -> None:
    """Journey 5: own-school reflection to commitment, which cannot be left without being seen."""
    mona.open(url("minutes", gathering))
    pressed = mona.pressed
    mona.write("Hva skal dere prøve eller gjøre?", PROMISE)
    mona.write("Hvem tar det videre?", "Mona og Mads")
    mona.write("Hvordan når dere hele personalet?", "Fellestida uke 48")
    mona.press("button", "Dette sier vi ja til")
    mona.see("Dette har dere sagt ja til.")
    mona.see(PROMISE)
    assert mona.pressed - pressed <= JOURNEY_5
    assert Commitment.objects.get().what == PROMISE


def close(liv: Hand, gathering: Gathering, cast: Cast) -> None:
    """Journey 6: from the last item to locked minutes, with somebody who disagreed and why."""
    liv.open(url("minutes", gathering))
    item = gathering.agenda_items.filter(kind="cross_groups")[0]
    sheet = liv.page.locator(f"#post-{item.public_id}")
    pressed = liv.pressed
    liv.press("link", "Vedtak", sheet)
    liv.write("Skriv det viktigste", "Alle skoler leser høyt hver dag", sheet)
    sheet.get_by_text("Noen er uenig").wait_for()
    opened = sheet.locator("summary", has_text="Noen er uenig")
    liv.activate(opened, "link")
    liv.pressed += 1
    liv.choose("Hvem er uenig?", "Rita Moe", sheet)
    liv.write("Hvorfor?", "Det må skolene bestemme selv", sheet)
    liv.press("button", "Legg til", sheet)
    liv.see("Rita Moe var uenig")
    liv.press("button", "Lås referatet")
    liv.page.wait_for_url("**/mellomarbeid/**")
    liv.look()
    assert liv.pressed - pressed <= JOURNEY_6
    assert Outcome.objects.get(kind="decision").votes.get().reason == "Det må skolene bestemme selv"


def file_summary(people: People, cast: Cast) -> None:
    """Journey 9: from the mailed link on a device where nobody is signed in, without any password."""
    device = people.take(None)
    device.open(mailed_link(cast.mona))
    pressed = device.pressed
    device.write("Hva gjorde dere?", DID)
    device.write("Hva skjedde?", HAPPENED)
    device.press("radio", "Hele personalet")
    device.press("button", "Se over og ferdigstill")
    device.page.wait_for_url("**/ferdigstilling/")
    device.see("Nøyaktig dette vil nettverket se.")
    assert not Release.objects.exists()
    device.press("button", "Ferdigstill til nettverket")
    device.see("Takk for at dere forteller!")
    assert device.pressed - pressed <= JOURNEY_9
    assert SchoolSummary.objects.get().did == DID


def look_back(liv: Hand, following: Gathering) -> None:
    """The next gathering opens with it all, and the promise is closed with a word why."""
    liv.open(following.get_absolute_url())
    liv.press("link", "Åpne «siden sist»")
    liv.see(DID)
    liv.see(HAPPENED)
    kept = Commitment.objects.get()
    card = liv.page.locator(f"#forpliktelse-{kept.public_id}")
    liv.write("Et ord om hvorfor", "De fortsetter fast på tirsdager", card)
    liv.press("button", "Fullført", card)
    liv.see("«De fortsetter fast på tirsdager»")
    kept.refresh_from_db()
    assert kept.state == Commitment.State.CLOSED


def owner_sees_nothing(olav: Hand, cast: Cast) -> None:
    olav.open(reverse("sharing:owner"))
    words = olav.page.content()
    assert DID not in words
    assert cast.asen.name not in words


def the_thread_shows_it(mona: Hand, cast: Cast) -> None:
    mona.open(reverse("thread:network", args=[cast.network.slug]))
    mona.see("Lesing i alle fag")
    mona.open(reverse("web:home"))


def mails_to(person: Person) -> int:
    deliver_due_mails(timezone.now())
    return sum(person.email in message.to for message in mail.outbox)


def mailed_link(person: Person) -> str:
    """The path in the last mail to the person, as it left the house."""
    deliver_due_mails(timezone.now())
    bodies = [str(message.body) for message in mail.outbox if person.email in message.to]
    found = re.search(r"https?://[^/]+(/oppsummering/\S+)", bodies[-1])
    assert found is not None, bodies[-1]
    return found.group(1)
