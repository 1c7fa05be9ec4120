"""A country of networks: 400 owners, 2,700 schools, 20,000 people, 600 networks, ten years of gatherings.

The same seed gives the same rows. Written for measuring, so it goes past the actions and straight to the
tables; the demo (`redthread/demo`) is the one that is built the way people build.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bench.kit.rows import Rows, writing
from redthread.betweenwork.models import Assignment, SchoolLine, SchoolSummary
from redthread.gatherings.models import (
    AgendaItem,
    Attendance,
    Commitment,
    CommitmentStep,
    Gathering,
    Minutes,
    Outcome,
)
from redthread.networks.models import Mandate, Membership, Network, Role, Unit, Year
from redthread.people.models import Organisation, Person, Position
from redthread.sharing.models import Release

SEED = 2026
ITEMS = [
    (AgendaItem.Kind.SINCE_LAST, "Siden sist", 30),
    (AgendaItem.Kind.STORY, "Praksisfortelling", 30),
    (AgendaItem.Kind.CROSS_GROUPS, "Grupper på tvers", 40),
    (AgendaItem.Kind.BREAK, "Pause", 15),
    (AgendaItem.Kind.OWN_SCHOOL, "Refleksjon i egen skole", 40),
    (AgendaItem.Kind.REVIEW, "Oppsummering av dagen", 15),
]
THEMES = ["Lesing i alle fag", "Trygt skolemiljø", "Underveisvurdering", "Regning", "Profesjonsfellesskap"]
DID = (
    "Vi prøvde to-lærer i tre uker på mellomtrinnet og snakket om det i fellestida hver onsdag. "
    "Lærerne valgte selv hvilke timer, og skrev en setning etter hver time. "
)
HAPPENED = (
    "Elevene leste mer sammenhengende, og to av lærerne vil fortsette. Noen elever ble urolige av byttene. "
)
HARD = "Vikarer. Tre av åtte økter ble avlyst, og da mistet vi rytmen. "
NAMES = ["Aas", "Berg", "Dahl", "Eide", "Foss", "Hagen", "Lund", "Moen", "Nes", "Rud", "Sand", "Vik"]
FIRST = ["Anne", "Bjørn", "Cecilie", "Daniel", "Eva", "Fredrik", "Guro", "Hans", "Ida", "Jon", "Kari", "Lars"]


@dataclass(frozen=True)
class Size:
    owners: int = 400
    schools: int = 2_700
    people: int = 20_000
    networks: int = 600
    years: int = 10
    gatherings_a_year: int = 6


COUNTRY = Size()
SMALL = Size(owners=10, schools=60, people=450, networks=14, years=2)


@dataclass
class Country:
    """What is needed while the rows are made."""

    rows: Rows
    size: Size
    now: datetime
    chance: random.Random = field(default_factory=lambda: random.Random(SEED))
    owners: list[Organisation] = field(default_factory=list)
    schools: dict[int, list[Organisation]] = field(default_factory=dict)
    staff: dict[int, list[Person]] = field(default_factory=dict)

    @property
    def start(self) -> datetime:
        return self.now - timedelta(days=365 * self.size.years)


def build(size: Size, now: datetime) -> None:
    """Fill an empty database. The last gathering was three weeks ago, the next is in three weeks."""
    with writing() as rows:
        country = Country(rows, size, now)
        _organisations(country)
        _people(country)
        for number in range(size.networks):
            _network(country, number)
            rows.write()


def _organisations(country: Country) -> None:
    size = country.size
    for number in range(size.owners):
        owner = country.rows.add(
            Organisation,
            kind="owner",
            owner_kind="municipality",
            name=f"Kommune {number + 1}",
            municipality_number=f"{number + 1:04d}",
        )
        country.owners.append(owner)
        country.schools[owner.pk] = []
    for number in range(size.schools):
        owner = country.owners[number % size.owners]
        school = country.rows.add(Organisation, kind="school", parent=owner, name=f"Skole {number + 1}")
        country.schools[owner.pk].append(school)


def _people(country: Country) -> None:
    """First an adviser and an executive an owner, then a principal a school, then teachers in turn."""
    owners, schools = country.owners, [one for many in country.schools.values() for one in many]
    places = (
        [(owner, Position.Kind.ADVISER) for owner in owners]
        + [(owner, Position.Kind.OWNER_EXECUTIVE) for owner in owners]
        + [(school, Position.Kind.PRINCIPAL) for school in schools]
    )
    kinds = [Position.Kind.MIDDLE_LEADER, Position.Kind.RESOURCE_TEACHER, Position.Kind.TEACHER]
    number = 0
    while len(places) < country.size.people:
        places.append((schools[number % len(schools)], kinds[number // len(schools) % 3]))
        number += 1
    for number, (place, kind) in enumerate(places[: country.size.people]):
        person = country.rows.add(
            Person,
            email=f"p{number}@land.example",
            name=f"{FIRST[number % 12]} {NAMES[number // 12 % 12]}",
            password="!",
        )
        country.rows.add(Position, person=person, organisation=place, kind=kind)
        country.staff.setdefault(place.pk, []).append(person)
    country.rows.write(all_of_it=True)


@dataclass
class Group:
    """One network while its history is made."""

    network: Network
    leader: Person
    schools: list[Organisation]
    members: list[tuple[Person, Organisation | None, bool]]
    open: list[Commitment] = field(default_factory=list)


def _network(country: Country, number: int) -> None:
    rows, chance, start = country.rows, country.chance, country.start
    owner = country.owners[number % len(country.owners)]
    leader = country.staff[owner.pk][0]
    network = rows.add(
        Network,
        slug=f"nettverk-{number + 1}",
        name=f"Nettverk {number + 1}",
        kind=Network.Kind.REGIONAL,
        owner=owner,
        chair_rule=Network.ChairRule.IN_TURN,
        created_by=leader,
        created_at=start,
    )
    rows.add(Mandate, network=network, version=1, purpose=DID, written_by=leader, adopted_at=start)
    schools = _schools_of(country, number, 4 + number % 5)
    group = Group(network, leader, schools, [(leader, None, False)])
    a_school = 3 if number % 4 == 0 else 2
    for turn, school in enumerate(schools, start=1):
        rows.add(Unit, network=network, organisation=school, turn=turn, joined_on=start.date())
        staff = country.staff[school.pk][:a_school]
        group.members += [(person, school, at == 0) for at, person in enumerate(staff)]
    for person, place, _leads in group.members:
        role = Role.LEADER if person is leader else Role.MEMBER
        rows.add(Membership, network=network, person=person, organisation=place, role=role, starts_at=start)
    for year in range(country.size.years + 1):
        rows.add(Year, network=network, first_year=start.year + year, theme=chance.choice(THEMES))
    _history(country, group)


def _schools_of(country: Country, number: int, how_many: int) -> list[Organisation]:
    """Schools of this owner, then of the next owners: small municipalities work together."""
    found: list[Organisation] = []
    step = 0
    while len(found) < how_many:
        found += country.schools[country.owners[(number + step) % len(country.owners)].pk]
        step += 1
    return found[:how_many]


def _history(country: Country, group: Group) -> None:
    past = country.size.years * country.size.gatherings_a_year
    gap = timedelta(days=365) / country.size.gatherings_a_year
    last = country.now - timedelta(days=21)
    for back in range(past - 1, -1, -1):
        theme = country.chance.choice(THEMES)
        gathering, items = _gathering(country, group, last - back * gap, theme)
        _happened(country, group, gathering, items, is_last=back == 0)
    _gathering(country, group, country.now + timedelta(days=21), "Neste steg")
    _gathering(country, group, country.now + timedelta(days=80), "Utkast", is_draft=True)


def _gathering(
    country: Country, group: Group, starts_at: datetime, theme: str, *, is_draft: bool = False
) -> tuple[Gathering, list[AgendaItem]]:
    gathering = country.rows.add(
        Gathering,
        network=group.network,
        title=f"Samling: {theme}",
        theme=theme,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=3),
        place="Møterommet",
        host=group.schools[starts_at.month % len(group.schools)],
        chair=group.leader,
        prepare="Les oppsummeringene fra skolene.",
        created_by=group.leader,
        created_at=starts_at - timedelta(days=60),
        published_at=None if is_draft else starts_at - timedelta(days=50),
        audience="private" if is_draft else "network",
    )
    items = [
        country.rows.add(
            AgendaItem, gathering=gathering, position=place, kind=kind, title=title, minutes=minutes
        )
        for place, (kind, title, minutes) in enumerate(ITEMS, start=1)
    ]
    return gathering, items


def _happened(
    country: Country, group: Group, gathering: Gathering, items: list[AgendaItem], *, is_last: bool
) -> None:
    rows, after = country.rows, gathering.ends_at
    rows.add(
        Minutes,
        gathering=gathering,
        written_by=group.leader,
        opened_at=gathering.starts_at,
        locked_at=after,
        locked_by=group.leader,
    )
    for person, school, leads in group.members:
        presence = "absent" if country.chance.random() < 0.12 else "physical"
        rows.add(
            Attendance,
            gathering=gathering,
            person=person,
            organisation=school,
            presence=presence,
            is_leader=leads,
        )
    _outcome(rows, items[1], Outcome.Kind.INFORMATION, group.leader, after)
    _outcome(rows, items[2], Outcome.Kind.DECISION, group.leader, after)
    _close_some(country, group, gathering)
    assignment = rows.add(
        Assignment,
        network=group.network,
        gathering=gathering,
        theme=gathering.theme,
        task=DID,
        created_by=group.leader,
        created_at=after,
        opened_at=after,
    )
    for school in group.schools:
        _school(
            country, group, gathering, items[4], assignment, school, files=not is_last or school.pk % 3 > 0
        )


def _outcome(rows: Rows, item: AgendaItem, kind: str, by: Person, at: datetime) -> Outcome:
    return rows.add(
        Outcome, item=item, kind=kind, text=HAPPENED, written_by=by, written_at=at, audience="network"
    )


def _close_some(country: Country, group: Group, gathering: Gathering) -> None:
    """At the next gathering most is closed, some carried on; nothing stays open for long."""
    carried = []
    for commitment in group.open:
        goes_on = country.chance.random() < 0.15
        choice = CommitmentStep.Choice.CARRIED if goes_on else CommitmentStep.Choice.CLOSED
        country.rows.add(
            CommitmentStep,
            commitment=commitment,
            gathering=gathering,
            choice=choice,
            word="Vi kom i mål.",
            by=group.leader,
            at=gathering.ends_at,
        )
        if goes_on:
            carried.append(commitment)
        else:
            commitment.state = Commitment.State.CLOSED
    group.open = carried


def _school(
    country: Country,
    group: Group,
    gathering: Gathering,
    item: AgendaItem,
    assignment: Assignment,
    school: Organisation,
    *,
    files: bool,
) -> None:
    rows = country.rows
    outcome = _outcome(rows, item, Outcome.Kind.COMMITMENT, group.leader, gathering.ends_at)
    commitment = rows.add(
        Commitment,
        network=group.network,
        gathering=gathering,
        outcome=outcome,
        school=school,
        what="Prøve ut to-lærer i lesing på 5. trinn",
        who="Trinnlederne",
        reach="Fellestida onsdag",
        audience="network",
    )
    group.open.append(commitment)
    line = rows.add(SchoolLine, assignment=assignment, school=school, carriers="Trinnlederne")
    if not files or country.chance.random() < 0.1:
        return
    by, at = country.staff[school.pk][0], gathering.ends_at + timedelta(days=30)
    at = min(at, country.now)
    summary = rows.add(
        SchoolSummary,
        line=line,
        did=DID,
        happened=HAPPENED,
        hard=HARD,
        reach="whole",
        written_by=by,
        saved_at=at,
        filed_at=at,
        audience="school",
    )
    rows.add(
        Release,
        network=group.network,
        school=school,
        kind=Release.Kind.SUMMARY,
        source=summary.public_id,
        about=gathering.public_id,
        audience="network",
        title=f"{school.name}: {assignment.theme}",
        snapshot=[
            {"label": "Hva vi gjorde", "text": DID},
            {"label": "Hva som skjedde", "text": HAPPENED},
            {"label": "Hva som var vanskelig", "text": HARD},
            {"label": "Hvem vi nådde", "text": "hele personalet"},
        ],
        released_by=by,
        released_at=at,
    )
