"""Who can be seated at a gathering: those who are expected, with what matters for where they sit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _

from redthread.gatherings.grouping_history import key_of, place_key
from redthread.gatherings.models import Attendance, Gathering, GroupPlace, Invitation
from redthread.grouping.asking import Seated
from redthread.networks.models import Membership
from redthread.people.models import Organisation, Person, Position

AT_HOME_AFTER = 3  # gatherings before one is no longer new in the network
KINDS = dict(Position.Kind.choices)


@dataclass(frozen=True)
class Candidate:
    """One person of ours: for which unit, in what role, and whether they are expected in the room."""

    person: Person
    school: Organisation | None
    role: str
    is_expected: bool

    @property
    def key(self) -> str:
        return place_key(self.person.pk, "", "")

    @property
    def role_words(self) -> str:
        return role_words(self.role)


@dataclass(frozen=True)
class Candidates:
    """Everybody who can be seated, and from where we know who is expected."""

    rows: list[Candidate]
    source: str

    @property
    def by_school(self) -> list[tuple[str, list[Candidate]]]:
        def name(row: Candidate) -> tuple[bool, str]:
            return row.school is None, row.school.name if row.school else _("Andre")

        ordered = sorted(self.rows, key=lambda row: (name(row), row.person.name))
        return [(key[1], list(rows)) for key, rows in groupby(ordered, key=name)]

    @property
    def why(self) -> str:
        """From where we know who is expected, in words."""
        return {
            "attendance": _("De som er ført i rommet på oppmøtet, er valgt."),
            "answers": _("De som har svart at de kommer, er valgt."),
            "members": _("Ingen har svart ennå, så alle medlemmer er valgt."),
        }[self.source]


def role_words(role: str) -> str:
    """A position in words; what was written about a guest as it stands."""
    return str(KINDS.get(role, role))


def candidates_of(gathering: Gathering) -> Candidates:
    """The members on the day and whoever else is invited or recorded. Four queries."""
    here = {
        one.person_id: one for one in gathering.attendances.select_related("person", "organisation__parent")
    }
    asked = {one.person_id: one for one in gathering.invitations.select_related("person")}
    people: dict[int, tuple[Person, Organisation | None]] = {
        one.person_id: (one.person, None) for one in asked.values()
    }
    members = Membership.objects.filter(network=gathering.network_id).current(gathering.starts_at)
    for one in members.select_related("person", "organisation__parent").order_by("pk"):
        people[one.person_id] = (one.person, one.organisation)
    for row in here.values():
        people[row.person_id] = (row.person, row.organisation or people.get(row.person_id, (None, None))[1])
    source = _source(here.values(), asked.values())
    roles = _roles(gathering, people)
    return Candidates(
        [
            Candidate(
                person,
                school,
                roles.get((pk, school.pk if school else None)) or roles.get((pk, None), ""),
                _is_expected(source, here.get(pk), asked.get(pk)),
            )
            for pk, (person, school) in people.items()
        ],
        source,
    )


def _source(here: Iterable[Attendance], asked: Iterable[Invitation]) -> str:
    if any(here):
        return "attendance"
    return "answers" if any(one.answer for one in asked) else "members"


def _is_expected(source: str, here: Attendance | None, asked: Invitation | None) -> bool:
    match source:
        case "attendance":
            return here is not None and here.presence == Attendance.Presence.PHYSICAL
        case "answers":
            return asked is not None and asked.answer == Invitation.Answer.YES
        case _:
            return True


def _roles(gathering: Gathering, people: Iterable[int]) -> dict[tuple[int, int | None], str]:
    """The position of each at each unit on the day; under None the first one anywhere."""
    day = timezone.localdate(gathering.starts_at)
    roles: dict[tuple[int, int | None], str] = {}
    rows = Position.objects.current(day).filter(person__in=list(people)).order_by("pk")
    for person, unit, kind in rows.values_list("person", "organisation", "kind"):
        roles.setdefault((person, unit), kind)
        roles.setdefault((person, None), kind)
    return roles


def experience_of(gathering: Gathering, people: Iterable[int]) -> dict[int, str]:
    """Who is new in the network, and who has come often. One query."""
    came = (
        Attendance.objects.came()
        .filter(gathering__network=gathering.network_id, gathering__starts_at__lt=gathering.starts_at)
        .filter(person__in=list(people))
        .order_by()
        .values_list("person")
        .annotate(times=Count("pk"))
    )
    return {person: "often" if times >= AT_HOME_AFTER else "new" for person, times in came}


def seated(gathering: Gathering, places: Iterable[GroupPlace]) -> list[Seated]:
    """The places as the composer wants them. The organisation's parent should be fetched with them."""
    places = list(places)
    experience = experience_of(gathering, [place.person_id for place in places if place.person_id])
    return [
        Seated(
            key_of(place),
            {
                "school": school_name(place),
                "municipality": _municipality(place.organisation),
                "role": place.role.casefold(),
                "experience": experience.get(place.person_id or 0, "new") if place.person_id else "guest",
            },
        )
        for place in places
    ]


def school_name(place: GroupPlace) -> str:
    return place.organisation.name if place.organisation else place.school


def _municipality(unit: Organisation | None) -> str:
    """The municipality of a unit, by number where it is known, else its owner's name."""
    while unit is not None:
        if unit.municipality_number:
            return unit.municipality_number
        if unit.parent is None:
            return unit.name
        unit = unit.parent
    return ""
