"""People from a file: name, e-mail, where they work and as what. Read whole and right, or not at all."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import BinaryIO

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from redthread.core.tables import Column, Record, Table, read_table
from redthread.people.imports.unit_names import UnitNames, UnknownUnitError
from redthread.people.models import Organisation
from redthread.people.position_words import known_words, position_kind

COLUMNS = (
    Column("name", ("Navn", "Fullt navn", "Namn", "Name", "Full name", "Deltaker", "Ansatt")),
    Column("first_name", ("Fornavn", "Førenamn", "First name", "Given name")),
    Column("last_name", ("Etternavn", "Etternamn", "Last name", "Surname", "Family name")),
    Column(
        "email",
        ("E-post", "E-postadresse", "Epost", "Mail", "E-mail", "Mailadresse", "E-mail address"),
        is_needed=True,
    ),
    Column(
        "unit",
        ("Enhet", "Eining", "Skole", "Skule", "Barnehage", "Arbeidssted", "Arbeidsstad", "Organisasjon",
         "Skolenavn", "Enhetsnavn", "Unit", "School", "Organisation", "Workplace"),
    ),
    Column("org_number", ("Organisasjonsnummer", "Orgnr", "Org.nr", "Org nummer", "Organisation number")),
    Column("position", ("Stilling", "Stillingstittel", "Tittel", "Funksjon", "Position", "Title")),
    Column("starts_on", ("Fra", "Frå", "Fra dato", "Startdato", "Gjelder fra", "From", "Start")),
    Column("ends_on", ("Til", "Til og med", "Til dato", "Sluttdato", "Gjelder til", "To", "End")),
    Column("share", ("Stillingsprosent", "Stillingsandel", "Prosent", "Andel", "Share", "%")),
    Column("role", ("Rolle", "Rolle i nettverket", "Role")),
)  # fmt: skip
EARLIEST, LATEST = date(1950, 1, 1), date(2100, 1, 1)
LONGEST_NAME, LONGEST_EMAIL = 150, 254


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One row that has been found right. Without a position it tells only of the person and the unit.

    `role` is the text in a column «rolle», for whoever adds people to a network.
    """

    number: int
    name: str
    email: str
    organisation: Organisation | None = None
    kind: str = ""
    share: int | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    role: str = ""


@dataclass(frozen=True)
class PeopleFile:
    """All rows of a file, and the headings of columns that were not used."""

    rows: tuple[PersonRow, ...]
    unused: tuple[str, ...] = ()


def read_people(file: BinaryIO, filename: str, *, units: QuerySet[Organisation]) -> PeopleFile:
    """The people in a CSV or Excel file, whose units are among `units`.

    Raises InputError with every problem (up to fifty), each with its row and column.
    """
    table = read_table(file, filename, columns=COLUMNS)
    if not {"name", "first_name"} & table.headings.keys():
        table.problems.add(_("Kolonnen «Navn» mangler."))
        table.problems.stop_if_any()
    reader = _Reader(table, UnitNames(units))
    rows, places = [], []
    for record in table.records:
        rows.append(reader.row(record))
        places.append(reader.unit(record))
    _check_repeats(table, rows, places)
    if not rows:
        table.problems.add(_("Filen har overskrifter, men ingen personer."))
    table.problems.stop_if_any()
    there = Organisation.objects.in_bulk(set(filter(None, places)))
    for number, place in enumerate(places):
        if place is not None:
            rows[number] = replace(rows[number], organisation=there[place])
    return PeopleFile(tuple(rows), table.unused)


class _Reader:
    """Makes sense of one record after the other, and complains where it cannot."""

    def __init__(self, table: Table, units: UnitNames) -> None:
        self.table = table
        self.units = units

    def row(self, record: Record) -> PersonRow:
        starts_on, ends_on = self.day(record, "starts_on"), self.day(record, "ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.table.complain(record, "ends_on", _("slutten er før starten."))
        return PersonRow(
            number=record.number,
            name=self.name(record),
            email=self.email(record),
            kind=self.kind(record),
            share=self.share(record),
            starts_on=starts_on,
            ends_on=ends_on,
            role=record["role"],
        )

    def name(self, record: Record) -> str:
        name = record["name"] or f"{record['first_name']} {record['last_name']}".strip()
        key = "name" if "name" in self.table.headings else "first_name"
        if not name:
            self.table.complain(record, key, _("skriv navnet."))
        elif len(name) > LONGEST_NAME or "@" in name:
            self.table.complain(record, key, _("«%(text)s» er ikke et navn.") % {"text": name[:60]})
        return name

    def email(self, record: Record) -> str:
        email = record["email"].lower().removeprefix("mailto:")
        if not email:
            self.table.complain(record, "email", _("skriv e-postadressen."))
            return ""
        try:
            validate_email(email)
        except ValidationError:
            email = ""
        if not email or len(email) > LONGEST_EMAIL:
            shown = {"text": record["email"][:60]}
            self.table.complain(record, "email", _("«%(text)s» er ikke en e-postadresse.") % shown)
        return email

    def unit(self, record: Record) -> int | None:
        key = "org_number" if record["org_number"] else "unit"
        try:
            if record[key]:
                return self.units.find(record[key])
        except UnknownUnitError as problem:
            self.table.complain(record, key, str(problem))
            return None
        if record["position"]:
            text = _("skriv hvor personen er %(position)s.") % {"position": record["position"][:60]}
            self.table.complain(record, "unit" if "unit" in self.table.headings else "position", text)
        return None

    def kind(self, record: Record) -> str:
        if not record["position"]:
            return ""
        kind = position_kind(record["position"])
        if kind is None:
            words = {"text": record["position"][:60], "known": known_words()}
            text = _("vi kjenner ikke stillingen «%(text)s». Bruk en av disse: %(known)s.") % words
            self.table.complain(record, "position", text)
        return kind or ""

    def day(self, record: Record, key: str) -> date | None:
        if not record[key]:
            return None
        found = _day(record[key])
        if found is None or not EARLIEST <= found <= LATEST:
            text = _("«%(text)s» er ikke en dato. Skriv den slik: 12.10.2026.") % {"text": record[key][:60]}
            self.table.complain(record, key, text)
        return found

    def share(self, record: Record) -> int | None:
        found = re.fullmatch(r"(\d{1,3})(?:[.,]0+)?\s*%?", record["share"])
        if found and 1 <= int(found[1]) <= 100:
            return int(found[1])
        if record["share"]:
            shown = {"text": record["share"][:60]}
            text = _("«%(text)s» er ikke en andel. Skriv et helt tall fra 1 til 100.") % shown
            self.table.complain(record, "share", text)
        return None


def _day(text: str) -> date | None:
    iso = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", text)
    norwegian = re.fullmatch(r"(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})", text)
    parts = iso.groups() if iso else norwegian.groups()[::-1] if norwegian else None
    try:
        return date(*map(int, parts)) if parts else None
    except ValueError:
        return None


def _check_repeats(table: Table, rows: list[PersonRow], places: list[int | None]) -> None:
    """A person may have several rows: under one name, and with a different position in each."""
    people: dict[str, PersonRow] = {}
    positions: dict[tuple[object, ...], PersonRow] = {}
    for row, unit in zip(rows, places, strict=True):
        first = people.setdefault(row.email, row)
        same = positions.setdefault((row.email, unit, row.kind, row.starts_on), row)
        if not row.email:
            continue
        if first.name.casefold() != row.name.casefold():
            text = _("%(email)s heter «%(name)s» på rad %(row)d. Bruk samme navn begge steder.")
            shown = {"email": row.email, "name": first.name, "row": first.number}
            table.complain(Record(row.number, {}), "name", text % shown)
        elif same is not row:
            text = _("samme person og stilling står også på rad %(row)d.") % {"row": same.number}
            table.complain(Record(row.number, {}), "email", text)
