"""Fjordvik and the municipalities around it: fictional owners, schools and people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from redthread.demo.library import BARN, UNGDOM
from redthread.people.models import Organisation, Person, Position

EAST = (
    ("Åsen skole", "1-7", "Mona Vik", "Mads Lund"),
    ("Brekka skole", "1-7", "Jorunn Eide", "Ola Breivik"),
    ("Dalen skole", "1-10", "Terje Fossum", "Siri Nordli"),
    ("Elvebakken skole", "1-7", "Hilde Kvam", "Amir Rezai"),
    ("Furumo ungdomsskole", "8-10", "Arne Solli", "Gro Vestby"),
    ("Granli skole", "1-7", "Bente Ruud", "Henrik Moseng"),
    ("Haugen skole", "1-7", "Sverre Tangen", "Line Bakke"),
    ("Kirkevoll skole", "1-7", "Nina Dahl", "Petter Ask"),
    ("Lia skole", "1-10", "Geir Myhre", "Wiktoria Nowak"),
    ("Østbyen ungdomsskole", "8-10", "Marit Hagen", "Jonas Ødegård"),
)
WEST = (
    ("Neset skole", "1-7", "Stein Rud", "Kaja Lien"),
    ("Rønningen skole", "1-7", "Anita Holm", "Daniel Tveit"),
    ("Strandskogen skole", "1-10", "Tor Iversen", "Fatima Hassan"),
    ("Tangen ungdomsskole", "8-10", "Wenche Lie", "Magnus Røe"),
    ("Vestmarka skole", "1-7", "Espen Aune", "Ane Sørby"),
)
GRADES = {
    "1-7": ((BARN,), ("2. trinn", "3. trinn", "4. trinn", "5. trinn", "6. trinn", "7. trinn")),
    "1-10": ((BARN, UNGDOM), ("3. trinn", "5. trinn", "7. trinn", "8. trinn", "9. trinn")),
    "8-10": ((UNGDOM,), ("8. trinn", "9. trinn", "10. trinn")),
}
STAGES = {
    "1-7": Organisation.Stage.PRIMARY,
    "1-10": Organisation.Stage.COMBINED,
    "8-10": Organisation.Stage.LOWER_SECONDARY,
}
MUNICIPALITIES = (
    ("Fjordvik kommune", "Olav Nes", "Turid Sand"),
    ("Havnes kommune", "Inger Lønne", "Kjell Aarset"),
    ("Lyngsund kommune", "Ragnhild Sæter", "Berit Otnes"),
    ("Nesbygd kommune", "Oddvar Hals", "Mette Lervik"),
    ("Storøy kommune", "Gunn Tveiten", "Frode Sjåvik"),
    ("Tverrdal kommune", "Leif Skaret", "Randi Gjøra"),
    ("Vassbotn kommune", "Aud Rem", "Nils Storli"),
    ("Ytterholm kommune", "Sissel Vågø", "Bård Grip"),
)
FIRST = """
Anders Birgit Camilla Dag Elin Finn Grete Håkon Irene Jan Kristin Lise Martin Nora Oskar Pia Rune Silje Tone
Ulrik Vilde Yngve Zahra Aksel Berit Christian Dina Erik Frida Gaute Hanna Iver Julie Kåre Lena Marius Nina Odd
Pernille Roar Sara Tom Unni Vegard Ida
"""
LAST = """
Hansen Bråten Engen Lunde Sveen Myrvold Krogh Nilsen Aasen Holte Brekke Vang Solem Kvalheim Sunde Tvedt Fjeld
Rønning Ås Hegge Stokke Skau Ali Mork Bjerke Hove Lie Selnes Nygård Eng Huseby Flaten Grøtte Viken Lode
Sandvik Torp Bang Wiik Løken Ruste Dyrnes Elstad Bøe Moe
"""
ASCII = str.maketrans({"æ": "ae", "ø": "o", "å": "a", " ": "."})


@dataclass(frozen=True)
class School:
    """A unit of the networks, with those who represent it."""

    organisation: Organisation
    levels: tuple[str, ...]
    grades: tuple[str, ...]
    people: tuple[Person, ...]  # whoever leads it first
    teachers: tuple[Person, ...] = ()


@dataclass
class Town:
    fjordvik: Organisation
    liv: Person
    olav: Person
    kine: Person
    eva: Person
    ppt: Person
    east: list[School] = field(default_factory=list)
    west: list[School] = field(default_factory=list)
    municipalities: list[School] = field(default_factory=list)

    @property
    def schools(self) -> list[School]:
        return self.east + self.west


def make_town(since: date) -> Town:
    """The owners, schools and people. The cast comes first, with short addresses: liv@fjordvik.example."""
    fjordvik = Organisation.objects.create(
        kind=Organisation.Kind.OWNER,
        owner_kind=Organisation.OwnerKind.MUNICIPALITY,
        name=MUNICIPALITIES[0][0],
    )
    cast = {name: person(name) for name in ("Liv Berg", "Mona Vik", "Mads Lund", "Rita Moe", "Olav Nes")}
    cast |= {name: person(name) for name in ("Kine Aas", "Eva Holt", "Stein Rud", "Ragnhild Sæter")}
    university = Organisation.objects.create(
        kind=Organisation.Kind.PARTNER, name="Universitetet i Ytterfjord"
    )
    ppt = Organisation.objects.create(kind=Organisation.Kind.SUPPORT, name="PPT Ytterfjord", parent=fjordvik)
    town = Town(
        fjordvik,
        cast["Liv Berg"],
        cast["Olav Nes"],
        cast["Kine Aas"],
        cast["Eva Holt"],
        person("Pål Tofte", 2),
    )
    for who, place, position in (
        (town.liv, fjordvik, Position.Kind.ADVISER),
        (town.kine, fjordvik, Position.Kind.ADVISER),
        (town.eva, university, Position.Kind.PARTNER),
        (town.ppt, ppt, Position.Kind.SUPPORT),
    ):
        post(who, place, position, since)
    teachers = _teacher_names()
    for area, schools in ((town.east, EAST), (town.west, WEST)):
        for name, kind, principal, leader in schools:
            trio = [next(teachers) for _number in range(3)]
            if name == "Brekka skole":
                trio[0] = "Rita Moe"
            area.append(_school(fjordvik, name, kind, [principal, leader], trio, cast, since))
    town.municipalities = [_municipality(fjordvik, *names, cast, since) for names in MUNICIPALITIES]
    return town


def _teacher_names() -> Iterator[str]:
    """Forty-five names that nobody else has: every first name once."""
    last = LAST.split()
    for number, first in enumerate(FIRST.split(), start=1):
        yield f"{first} {last[number * 7 % len(last)]}"


def _school(
    owner: Organisation,
    name: str,
    kind: str,
    leaders: list[str],
    teachers: list[str],
    cast: dict[str, Person],
    since: date,
) -> School:
    place = Organisation.objects.create(
        kind=Organisation.Kind.SCHOOL, name=name, parent=owner, stage=STAGES[kind]
    )
    levels, grades = GRADES[kind]
    principal, leader, *trio = (cast.get(one) or person(one, 2) for one in leaders + teachers)
    post(principal, place, Position.Kind.PRINCIPAL, since)
    post(leader, place, Position.Kind.MIDDLE_LEADER, since)
    for teacher in trio:
        post(teacher, place, Position.Kind.RESOURCE_TEACHER, since, share=25)
    return School(place, levels, grades, (principal, leader), tuple(trio))


def _municipality(
    fjordvik: Organisation, name: str, leads: str, union: str, cast: dict[str, Person], since: date
) -> School:
    """The municipality as a unit of the regional network: who leads upbringing there, and the union."""
    place = (
        fjordvik
        if name == fjordvik.name
        else Organisation.objects.create(
            kind=Organisation.Kind.OWNER,
            owner_kind=Organisation.OwnerKind.MUNICIPALITY,
            name=name,
        )
    )
    leader, chief = cast.get(leads) or person(leads, 2, name), person(union, 2, name)
    post(leader, place, Position.Kind.OWNER_EXECUTIVE, since)
    post(chief, place, Position.Kind.UNION, since)
    return School(place, (BARN, UNGDOM), ("barnehage og skole",), (leader, chief))


def person(name: str, words: int = 1, place: str = "Fjordvik kommune") -> Person:
    """Somebody new. The address has the first name, or for `words=2` the whole name."""
    address = " ".join(name.split()[:words]).lower().translate(ASCII)
    domain = place.split()[0].lower().translate(ASCII)
    return Person.objects.create_user(email=f"{address}@{domain}.example", name=name)


def post(who: Person, place: Organisation, kind: str, since: date, share: int | None = None) -> None:
    Position.objects.create(person=who, organisation=place, kind=kind, share=share, starts_on=since)
