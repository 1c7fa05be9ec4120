"""The four networks: who is in them, what they are for, and when they meet."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from redthread.demo.library import Theme, read, theme
from redthread.demo.rhythm import Rhythm
from redthread.demo.town import School, Town
from redthread.gatherings.models import Commitment
from redthread.networks import actions
from redthread.networks.models import Body, Network, Role
from redthread.people.models import Organisation, Person
from redthread.schoolyear.years import school_year_of

PARTNER_STAYS = timedelta(days=120)


@dataclass
class Circle:
    """A network while its history is told."""

    network: Network
    leader: Person
    schools: list[School]
    people: list[Person]
    rhythm: Rhythm
    themes: list[Theme]
    template: str
    guests: list[str] = field(default_factory=list)
    body: Body | None = None
    open: list[tuple[Commitment, str, str]] = field(default_factory=list)  # with how it ends, and the word
    told: set[tuple[int, str]] = field(default_factory=set)  # which work a school has done before
    last_held: int | None = None  # the key of the gathering that was held last


def make_circles(town: Town, start: datetime, now: datetime) -> list[Circle]:
    """East with the chair in turn and west with an elected one (000), and the resource teachers (001)."""
    reading, numbers, assessment, community = map(theme, ("lesing", "regning", "vurdering", "fellesskap"))
    east = _principals(town, "Rektornettverk øst", town.liv, town.east, Network.ChairRule.IN_TURN, start, now)
    stein = town.west[0].people[0]
    west = _principals(town, "Rektornettverk vest", stein, town.west, Network.ChairRule.ELECTED, start, now)
    for first_year, main in _years(start, now, "Lesing og regning i alle fag", "Vurdering for læring"):
        actions.set_year(network=east, first_year=first_year, theme=main, chair=None, by=town.liv, now=start)
    for number, (first_year, main) in enumerate(
        _years(start, now, "Profesjonsfellesskap", "Elevene er med og vurderer")
    ):
        chair = town.west[number % 5].people[0]
        actions.set_year(network=west, first_year=first_year, theme=main, chair=chair, by=stein, now=start)
    teachers = _resource_teachers(town, start, now)
    return [
        Circle(
            east,
            town.liv,
            town.east,
            [*_members(town.east, 1), town.liv, town.kine],
            Rhythm(8, 1, time(8, 30), time(11, 45)),
            [reading, community, numbers, assessment],
            "district",
            guests=["Ingrid Falk"],
        ),
        Circle(
            west,
            stein,
            town.west,
            [*_members(town.west, 1), town.kine],
            Rhythm(5, 2, time(12, 0), time(15, 15)),
            [community, assessment, reading, numbers],
            "district",
        ),
        Circle(
            teachers,
            town.liv,
            town.schools,
            _members(town.schools, 2)[1::2] + _teachers(town.schools) + [town.liv],
            Rhythm(6, 3, time(8, 30), time(12, 0)),
            [theme("trygghet"), theme("trygghet"), community],
            "half_day",
            guests=["Solveig Nærø"],
        ),
    ]


def _members(schools: list[School], each: int) -> list[Person]:
    return [person for school in schools for person in school.people[:each]]


def _teachers(schools: list[School]) -> list[Person]:
    return [person for school in schools for person in school.teachers]


def _years(start: datetime, now: datetime, *themes: str) -> list[tuple[int, str]]:
    first, last = school_year_of(start.date()).first_year, school_year_of(now.date()).first_year
    return [(year, themes[year % len(themes)]) for year in range(first, last + 1)]


def _principals(
    town: Town, name: str, leader: Person, schools: list[School], rule: str, start: datetime, now: datetime
) -> Network:
    network = actions.start_network(
        name=name,
        kind=Network.Kind.LEADERS,
        owner=town.fjordvik,
        chair_rule=rule,
        by=leader,
        now=start,
        school=None if leader == town.liv else schools[0].organisation,
    )
    write_mandate(network, "principals", leader, start, now)
    for school in schools:
        take_in(network, school.organisation, leader, start)
        if school.people[0] != leader:
            join(network, school.people[0], Role.MEMBER, school.organisation, leader, start)
    join(network, town.kine, Role.CONSULTANT, None, leader, start)
    return network


def _resource_teachers(town: Town, start: datetime, now: datetime) -> Network:
    network = actions.start_network(
        name="Ressurslærernettverket",
        kind=Network.Kind.RESOURCE_TEACHERS,
        owner=town.fjordvik,
        chair_rule=Network.ChairRule.LEADER,
        by=town.liv,
        now=start,
    )
    write_mandate(network, "resource_teachers", town.liv, start, now)
    for school in town.schools:
        take_in(network, school.organisation, town.liv, start)
        join(network, school.people[1], Role.MEMBER, school.organisation, town.liv, start)
        for teacher in school.teachers:
            join(network, teacher, Role.DELEGATE, school.organisation, town.liv, start)
    join(network, town.eva, Role.PARTNER, None, town.liv, start, ends_at=now + PARTNER_STAYS)
    main = _years(start, now, "Aktivitetsplikten i hverdagen", "Elevene er med og skaper trygghet")
    for first_year, text in main:
        actions.set_year(
            network=network, first_year=first_year, theme=text, chair=None, by=town.liv, now=start
        )
    return network


def take_in(network: Network, organisation: Organisation, by: Person, now: datetime) -> None:
    actions.take_in_unit(network=network, organisation=organisation, by=by, now=now)


def join(
    network: Network,
    who: Person,
    role: str,
    organisation: Organisation | None,
    by: Person,
    now: datetime,
    ends_at: datetime | None = None,
) -> None:
    actions.add_membership(
        network=network, person=who, role=role, organisation=organisation, by=by, now=now, ends_at=ends_at
    )


def write_mandate(network: Network, name: str, by: Person, start: datetime, now: datetime) -> None:
    """The mandate, and half-way a second version of it with the reason why."""
    texts = read("mandater")[name]
    why, before = texts.pop("changed_why"), texts.pop("before")
    texts = {key: text.strip() for key, text in texts.items()}
    actions.write_mandate(network=network, expected_version=0, **{**texts, **before}, by=by, now=start)
    actions.write_mandate(
        network=network,
        expected_version=1,
        **texts,
        changed_why=why,
        links=[("Plan for oppvekst i Fjordvik", "https://www.fjordvik.example/plan-for-oppvekst")],
        by=by,
        now=start + (now - start) / 2,
    )
