"""The wheel's page: what is on it, for whom, and what nonsense in the address does."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.html import escape

from conftest import SignedInClient
from redthread.gatherings.models import Gathering
from redthread.networks.access import access_of
from redthread.networks.models import Role
from redthread.people.models import Person
from redthread.schoolyear.years import SchoolYear
from redthread.testing import make
from redthread.testing.cast import Cast
from redthread.wheel.entries import entries_of
from redthread.wheel.marks import Entry, Kind, State
from redthread.wheel.models import Initiative
from redthread.wheel.tests.year import WHEEL, Year, at, full_year, gathering, initiative, matter, on, plan

YEAR = SchoolYear(2026)


@pytest.fixture
def world(cast: Cast) -> Year:
    return full_year(cast)


def told(cast: Cast, person: Person | None = None, year: SchoolYear = YEAR) -> list[tuple[str, str, str]]:
    """Kind, title and days of what the person sees."""
    access = access_of(person, cast.network) if person else None
    return [
        (e.kind.value, e.title, f"{e.starts_on:%m-%d}/{e.ends_on:%m-%d}" if e.ends_on else "open")
        for e in entries_of(cast.network, year, access)
    ]


def of_kind(entries: list[tuple[str, str, str]], kind: Kind) -> list[tuple[str, str]]:
    return [entry[1:] for entry in entries if entry[0] == kind]


def page_of(client: Client, query: str = "") -> str:
    response = client.get(f"{WHEEL}{query}")
    assert response.status_code == 200
    return response.content.decode()


def picture_in(page: str) -> str:
    found = re.search(r'<svg class="wheel.*?</svg>', page, re.DOTALL)
    assert found
    return found.group()


def test_the_wheel_and_the_list_show_the_same(world: Year, as_person: type[SignedInClient]) -> None:
    page = page_of(as_person(world.cast.mona))
    picture, below = picture_in(page), page.partition('id="liste"')[2]
    entries = entries_of(world.cast.network, world.year, access_of(world.cast.mona, world.cast.network))
    assert {entry.kind for entry in entries} == set(Kind) - {Kind.REST}
    for entry in entries:
        assert f'id="{entry.key}"' in below, entry
        assert escape(entry.title) in below
        assert f'href="{entry.address}"' in picture, entry
    for words in ("Høstferie", "Juleferie", "Grunnlovsdagen"):
        assert words.lower() in below.lower()


def test_links_in_the_picture_come_by_date_and_have_names(
    world: Year, as_person: type[SignedInClient]
) -> None:
    picture = picture_in(page_of(as_person(world.cast.mona)))
    links = re.findall(r"<a\b[^>]*>", picture)
    assert all("aria-label=" in link or 'class="month' in link for link in links)
    gatherings = re.findall(r'aria-label="Samling: ([^,"]+),', picture)
    assert gatherings == [one.title for one in world.gatherings]


def test_between_work_runs_from_the_day_after_to_the_day_before(cast: Cast) -> None:
    first = gathering(cast.network, date(2026, 9, 1), "Første")
    gathering(cast.network, date(2026, 10, 13), "Andre")
    make.assignment(first, cast.asen, theme="Lesing")
    assert of_kind(told(cast, cast.mona), Kind.BETWEEN) == [("Lesing", "09-02/10-12")]


def test_a_moved_gathering_moves_what_hangs_on_it(cast: Cast) -> None:
    plan(cast.network, YEAR)
    gathering(cast.network, date(2026, 9, 1), "Første")
    second = gathering(cast.network, date(2026, 10, 13), "Andre")
    before = told(cast, cast.mona)
    assert of_kind(before, Kind.PREPARE)[1] == ("Andre", "10-06/10-06")
    assert of_kind(before, Kind.SUMMARY) == [("Andre", "10-08/10-08")]
    later = at(date(2026, 10, 20), 9)
    Gathering.objects.filter(pk=second.pk).update(starts_at=later, ends_at=later + timedelta(hours=3))
    after = told(cast, cast.mona)
    assert of_kind(after, Kind.BETWEEN) == [("Etter «Første»", "09-02/10-19")]
    assert of_kind(after, Kind.SUMMARY) == [("Andre", "10-15/10-15")]


def test_deadlines_jump_over_days_off_and_never_come_before_the_work_begins(cast: Cast) -> None:
    plan(cast.network, YEAR)
    gathering(cast.network, date(2026, 9, 1), "Første")
    gathering(cast.network, date(2026, 9, 3), "Andre")
    off = {date(2026, 9, 2), date(2026, 9, 1), date(2026, 8, 31)}
    entries = entries_of(cast.network, YEAR, access_of(cast.mona, cast.network), off)
    assert [e.starts_on for e in entries if e.kind == Kind.SUMMARY] == [date(2026, 9, 2)]
    assert [e.starts_on for e in entries if e.kind == Kind.PREPARE] == [date(2026, 8, 24), date(2026, 8, 24)]


def test_without_a_plan_there_are_no_deadlines(cast: Cast) -> None:
    gathering(cast.network, date(2026, 9, 1), "Første")
    assert {entry[0] for entry in told(cast, cast.liv)} == {"gathering"}


def test_bodies_have_work_of_their_own_between_their_gatherings(cast: Cast) -> None:
    body = cast.network.bodies.create(code="FAG", name="Faggruppa")
    gathering(cast.network, date(2026, 9, 1), "Alle")
    gathering(cast.network, date(2026, 9, 15), "Faggruppa", body=body)
    gathering(cast.network, date(2026, 10, 1), "Alle igjen")
    assert of_kind(told(cast, cast.mona), Kind.BETWEEN) == [("Etter «Alle»", "09-02/09-30")]


def test_work_over_new_year_and_summer_is_held_together(cast: Cast) -> None:
    gathering(cast.network, date(2026, 6, 10), "I fjor")
    gathering(cast.network, date(2026, 8, 25), "I år")
    gathering(cast.network, date(2027, 9, 1), "Til neste år")
    assert of_kind(told(cast, cast.mona), Kind.BETWEEN) == [
        ("Etter «I fjor»", "06-11/08-24"),
        ("Etter «I år»", "08-26/08-31"),
    ]
    assert of_kind(told(cast, cast.mona), Kind.GATHERING) == [("I år", "08-25/08-25")]


@pytest.mark.parametrize(
    ("name", "sees"),
    [("liv", True), ("mona", False), ("mads", False), ("rita", False), ("kine", False), ("eva", False)],
)
def test_a_draft_and_what_hangs_on_it_is_seen_by_those_who_plan(
    name: str, sees: bool, cast: Cast, as_person: type[SignedInClient]
) -> None:
    year = SchoolYear(
        timezone.localdate().year if timezone.localdate().month > 7 else timezone.localdate().year - 1
    )
    plan(cast.network, year)
    gathering(cast.network, on(year, 9, 1), "Synlig samling")
    draft = gathering(cast.network, on(year, 10, 1), "Hemmelig utkast", is_published=False)
    make.assignment(draft, cast.asen, theme="Hemmelig tema", opened_at=None)
    gathering(cast.network, on(year, 11, 2), "Neste synlige")
    person = getattr(cast, name)
    page = page_of(as_person(person))
    assert ("Hemmelig utkast" in page, "Hemmelig tema" in page) == (sees, sees)
    between = of_kind(told(cast, person, year), Kind.BETWEEN)
    assert between[0][1] == ("09-02/09-30" if sees else "09-02/11-01")


def test_the_chair_of_a_draft_sees_it_and_no_other(cast: Cast) -> None:
    gathering(cast.network, date(2026, 9, 1), "Mitt", is_published=False, chair=cast.mona)
    gathering(cast.network, date(2026, 10, 1), "Andres", is_published=False)
    assert of_kind(told(cast, cast.mona), Kind.GATHERING) == [("Mitt", "09-01/09-01")]
    assert of_kind(told(cast, None), Kind.GATHERING) == []


def test_a_cancelled_gathering_is_told_and_opens_no_work(cast: Cast) -> None:
    gathering(cast.network, date(2026, 9, 1), "Første")
    gathering(cast.network, date(2026, 10, 1), "Avlyst", cancelled_at=timezone.now())
    gathering(cast.network, date(2026, 9, 20), "Kladd", is_published=False, cancelled_at=timezone.now())
    gathering(cast.network, date(2026, 11, 2), "Tredje")
    assert of_kind(told(cast, cast.liv), Kind.BETWEEN) == [("Etter «Første»", "09-02/11-01")]
    states = {e.title: e.state for e in entries_of(cast.network, YEAR, access_of(cast.liv, cast.network))}
    assert states["Avlyst"] == State.CANCELLED
    assert "Kladd" not in states


def test_nothing_of_another_network_is_on_the_wheel(cast: Cast) -> None:
    other = make.network(cast.owner, cast.liv, "Annet nettverk")
    gathering(other, date(2026, 9, 1), "Deres samling")
    matter(other, YEAR, "Deres sak", date(2026, 9, 1), date(2026, 9, 2))
    initiative(other, cast.asen, "Deres satsing", date(2026, 9, 1), None, cast.liv)
    plan(other, YEAR)
    assert told(cast, cast.liv) == []


def test_what_goes_on_without_an_end_is_in_each_later_year(cast: Cast) -> None:
    initiative(cast.network, cast.asen, "Leseløftet", date(2025, 9, 1), None, cast.mona)
    initiative(cast.network, cast.asen, "Over", date(2025, 9, 1), date(2026, 7, 31), cast.mona)
    assert told(cast, cast.rita) == [("schools", "Leseløftet", "open")]
    assert told(cast, cast.rita, SchoolYear(2024)) == []


@pytest.mark.parametrize(
    "query",
    ["?skolear=", "?skolear=x", "?skolear=99999", "?skolear=٢٠٢٦", "?skolear=1999", "?maned=2026-13",
     "?maned=2026-1", "?maned=x", "?maned=٢٠٢٦-٠١", "?maned=2101-01", "?maned=-026-10"],
)  # fmt: skip
def test_nonsense_in_the_address_counts_as_absent(
    query: str, world: Year, as_person: type[SignedInClient]
) -> None:
    client = as_person(world.cast.mona)
    assert f"Skoleåret {world.year}" in page_of(client, query)


def test_another_year_can_be_chosen(world: Year, as_person: type[SignedInClient]) -> None:
    page = page_of(as_person(world.cast.mona), f"?skolear={world.year.first_year + 1}")
    assert f"Skoleåret {SchoolYear(world.year.first_year + 1)}" in page
    assert "Oppstart" not in page
    assert 'class="now"' not in page


@pytest.mark.parametrize("wanted", ["2000", "2100"])
def test_the_first_and_the_last_year_have_one_way_to_go(
    wanted: str, world: Year, as_person: type[SignedInClient]
) -> None:
    years = re.findall(r'href="\?skolear=(\d+)"', page_of(as_person(world.cast.mona), f"?skolear={wanted}"))
    assert years == (["2001"] if wanted == "2000" else ["2099"])


def test_a_month_has_its_weeks_its_days_and_what_goes_on(
    world: Year, as_person: type[SignedInClient]
) -> None:
    first_year = world.year.first_year
    page = page_of(as_person(world.cast.mona), f"?maned={first_year}-10")
    assert f"Oktober {first_year}" in page
    grid, lists = page.partition('class="month-lists"')[0], page.partition('class="month-lists"')[2]
    assert "Praksisfortellinger" in grid
    assert f"?maned={first_year}-09" in grid
    assert f"?maned={first_year}-11" in grid
    assert "Leseløftet" in lists
    assert "Leseløftet" not in grid
    assert "Resultatene våre" not in page
    assert page.count('<th scope="row">') in (5, 6)


def test_what_people_write_is_never_markup(cast: Cast, as_person: type[SignedInClient]) -> None:
    hostile = '"><script>alert(1)</script></title>'
    today = timezone.localdate()
    gathering(cast.network, today, hostile, theme=hostile)
    initiative(cast.network, cast.asen, hostile, today, None, cast.mona)
    for query in ("", f"?maned={today:%Y-%m}"):
        page = page_of(as_person(cast.mona), query)
        assert "<script>alert" not in page
        assert escape(hostile) in page


def test_a_network_without_a_plan_says_so_kindly(cast: Cast, as_person: type[SignedInClient]) -> None:
    assert "Året er ikke planlagt ennå" in page_of(as_person(cast.mona))


def test_the_page_costs_the_same_for_one_entry_and_for_many(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    client, today = as_person(cast.liv), timezone.localdate()
    plan(cast.network, SchoolYear(today.year if today.month > 7 else today.year - 1))
    counts = []
    for many in (1, 12):
        for number in range(many):
            made = gathering(cast.network, today + timedelta(days=number * 7 - 20), f"Samling {number}")
            make.assignment(made, cast.asen)
            initiative(cast.network, cast.asen, f"Satsing {number}", today, None, cast.mona)
        with CaptureQueriesContext(connection) as queries:
            page_of(client)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 12


def test_a_person_who_has_left_sees_nothing(world: Year, as_person: type[SignedInClient]) -> None:
    world.cast.network.memberships.filter(role=Role.PARTNER).update(ends_at=timezone.now())
    assert as_person(world.cast.eva).get(WHEEL).status_code == 404


def test_own_schools_initiatives_stand_out(world: Year) -> None:
    own = {
        e.title
        for e in entries_of(world.cast.network, world.year, access_of(world.cast.mona, world.cast.network))
        if e.is_own
    }
    expected = Initiative.objects.filter(organisation=world.cast.asen).values_list("name", flat=True)
    assert own == set(expected)


def test_days_are_told_as_people_say_them() -> None:
    def days(first: date, last: date | None) -> str:
        return Entry(Kind.FIXED, "k", "t", first, last, "n", "s").when.replace("\u00a0", " ")

    assert days(date(2026, 10, 14), date(2026, 10, 14)) == "14. oktober"
    assert days(date(2026, 10, 5), date(2026, 10, 9)) == "5.–9. oktober"
    assert days(date(2026, 12, 21), date(2027, 1, 1)) == "21. desember – 1. januar"
    assert days(date(2026, 10, 14), None) == "fra 14. oktober"
