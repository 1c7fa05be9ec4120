"""Journey 2: from last year's wheel to a published gathering with a method, tables and invitations.

Once with a phone, once with a mouse, once with the keyboard alone. A gathering is planned within twenty
presses, nobody is mailed before it is published, and overrun and balance are on the screen all the way.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

import pytest
from django.core import mail
from django.utils import timezone
from icalendar import Calendar

from redthread.gatherings.models import Gathering, GroupPlace, Invitation
from redthread.networks.models import Role
from redthread.notices.delivery import deliver_due_mails
from redthread.notices.models import OutgoingMail
from redthread.schoolyear.years import SchoolYear, school_year_of
from redthread.testing import make
from redthread.testing.cast import Cast, build
from tests.journeys.hands import Hand, Keyboard, Pointer

if TYPE_CHECKING:
    from playwright.sync_api import Page

    PageFor = Callable[..., Page]

pytestmark = [pytest.mark.browser, pytest.mark.slow]
GATHERING_BUDGET, WHEEL_BUDGET = 20, 12
TUESDAY, SIX_WEEKS = 1, timedelta(weeks=6)


@pytest.fixture
def cast(live: str) -> Cast:
    """Four schools with three people each, and a year of gatherings on Tuesdays behind (or ahead of) them."""
    made = build()
    schools = [made.asen, made.brekka]
    for turn, name in ((3, "Dal skole"), (4, "Elvebakken skole")):
        schools.append(make.school(made.owner, name))
        make.unit(made.network, schools[-1], turn)
    for number in range(8):
        make.membership(made.network, make.person(f"Deltaker {number + 1}"), Role.MEMBER, schools[number % 4])
    for number, day in enumerate(_tuesdays(_this_year())):
        starts_at = timezone.make_aware(datetime.combine(day, time(9)))
        gathering = make.gathering(
            made.network, starts_at=starts_at, title=f"Samling {number + 1}", host=schools[number % 4]
        )
        make.item(gathering, "since_last", title="Siden sist", minutes=20)
        make.item(gathering, "review", title="Oppsummering av dagen", minutes=10)
    return made


def _this_year() -> SchoolYear:
    return school_year_of(timezone.localdate())


def _tuesdays(year: SchoolYear) -> list[date]:
    first = date(year.first_year, 9, 1)
    first += timedelta(days=(TUESDAY - first.weekday()) % 7)
    return [first + SIX_WEEKS * number for number in range(6)]


@pytest.fixture(
    params=[(Pointer, 390), (Pointer, 1280), (Keyboard, 1280)], ids=["phone", "mouse", "keyboard"]
)
def leader(request: pytest.FixtureRequest, page_for: PageFor, cast: Cast) -> Hand:
    hand, width = request.param
    made: Hand = hand(page_for(cast.liv, width=width))
    return made


def test_from_last_years_wheel_to_a_published_gathering(live: str, cast: Cast, leader: Hand) -> None:
    drafts = plan_the_next_year(live, cast, leader)
    assert OutgoingMail.objects.count() == 0  # drafts tell nobody
    gathering = drafts[0]
    design_and_publish(leader, gathering)
    everybody_is_invited_once(cast, gathering)


def plan_the_next_year(live: str, cast: Cast, leader: Hand) -> list[Gathering]:
    """Open the plan of the next year, which begins with this year's rhythm, and save what it proposes."""
    next_year = SchoolYear(_this_year().first_year + 1)
    leader.open(f"{live}/nettverk/{cast.network.slug}/arshjul/")
    leader.press("link", "Planlegg året")
    if f"?ar={next_year.first_year}" not in leader.page.url:
        leader.press("link", str(next_year))
    leader.see("Mellomarbeid etterpå")  # the window is derived and shown
    leader.press("button", "Se over og lagre")
    leader.see("Nye kladder")
    leader.press("button", "Lagre planen")
    leader.see("nye kladder er laget")
    assert leader.pressed <= WHEEL_BUDGET, leader.pressed
    drafts = list(Gathering.objects.drafts().filter(network=cast.network))
    assert len(drafts) >= 5
    for draft in drafts:
        day = timezone.localdate(draft.starts_at)
        assert day in next_year
        assert day.weekday() == TUESDAY
        assert draft.host is not None
    hosts = [draft.host_id for draft in drafts]
    assert max(map(hosts.count, hosts)) - min(hosts.count(host) for host in set(hosts)) <= 1
    return drafts


def design_and_publish(leader: Hand, gathering: Gathering) -> None:
    """A method on the programme, tables for everybody, and the invitation: within twenty presses."""
    leader.pressed = 0
    leader.open(leader.page.url.split("/nettverk/")[0] + gathering.get_absolute_url())
    leader.press("link", "Endre programmet")
    leader.see("Det er")  # how much time is left
    _quick_method(leader)
    leader.see("Metode:")
    leader.see("Hva tiden går til")
    leader.open(leader.page.url.split("program/")[0])
    leader.press("link", "Lag bordene")
    leader.press("button", "Sett sammen bordene")
    leader.find("heading", "Bord 1")
    tables = leader.page.url
    leader.open(tables.split("grupper/")[0])
    leader.press("link", "Publiser")
    assert OutgoingMail.objects.count() == 0  # nobody is mailed before publishing
    leader.press("button", "Publiser og send")
    leader.page.wait_for_url("**" + gathering.get_absolute_url())
    leader.open(tables)
    leader.press("button", "Vis for deltakerne")
    leader.find("button", "Skjul for deltakerne")  # the page has answered
    assert leader.pressed <= GATHERING_BUDGET, leader.pressed


def _quick_method(leader: Hand) -> None:
    summary = leader.page.locator("#fra-metode > summary")
    leader.activate(summary, "summary")
    leader.press("button", "IGP med rekkefremlegg")
    leader.pressed += 1


def everybody_is_invited_once(cast: Cast, gathering: Gathering) -> None:
    gathering.refresh_from_db()
    people = cast.network.memberships.count() - 1  # Eva's agreement ends before it
    assert gathering.published_at is not None
    assert gathering.agenda_items.filter(method__key="igp").count() == 1
    assert GroupPlace.objects.filter(group__grouping__gathering=gathering).count() >= 10
    assert Invitation.objects.filter(gathering=gathering).count() == people
    while deliver_due_mails(timezone.now()):
        pass
    assert len(mail.outbox) == people
    uids = set()
    for one in mail.outbox:
        part = next(p for p in one.message().walk() if p.get_content_type() == "text/calendar")
        calendar = Calendar.from_ical(bytes(part.get_payload(decode=True)))
        assert str(calendar["method"]) == "REQUEST"
        uids.add(str(next(iter(calendar.walk("VEVENT")))["uid"]))
    assert len(uids) == people  # each has an identity of its own, for life
