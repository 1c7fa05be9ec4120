"""Adding many people at once, from a list that was read and shown before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.translation import gettext as _

from redthread.core.batches import batches
from redthread.core.errors import RuleError
from redthread.people.imports.matching import Match, Outcome, match_rows
from redthread.people.imports.people import PersonRow
from redthread.people.models import Person, Position


class AddedPeople(NamedTuple):
    """The people of the list by e-mail, those who were there before too; and how many rows did what."""

    people: dict[str, Person]
    new: int
    changed: int
    unchanged: int


@transaction.atomic
def add_people(*, rows: Sequence[PersonRow], by: Person | None, now: datetime) -> AddedPeople:
    """Make the people and positions of the rows that are not there; all of it or, on an error, nothing.

    A person is known by e-mail. Their name here stays, whatever the list says, and what the list leaves
    empty stays too; no position is ended by not being on it. The same list again changes nothing.
    `by` is None when an operator does it from the command line.
    Raises RuleError when a period would end before it starts.
    """
    matches = match_rows(rows)
    people = _make_people(matches)
    _make_positions(matches, people)
    _change_positions(matches)
    outcomes = [match.outcome for match in matches]
    return AddedPeople(people, *(outcomes.count(one) for one in Outcome))


def _make_people(matches: list[Match]) -> dict[str, Person]:
    people = {match.row.email: match.person for match in matches if match.person}
    new = {match.row.email: _person(match.row) for match in matches if match.person is None}
    for batch in batches(new.values()):
        Person.objects.bulk_create(batch, ignore_conflicts=True)  # somebody else may just have made one
    for emails in batches(new):
        people |= {person.email: person for person in Person.objects.filter(email__in=emails)}
    return people


def _person(row: PersonRow) -> Person:
    is_nynorsk = row.organisation is not None and row.organisation.written_norm == "nn"
    language = Person.Language.NYNORSK if is_nynorsk else Person.Language.BOKMAL
    return Person(email=row.email, name=row.name, language=language, password=make_password(None))


def _make_positions(matches: list[Match], people: dict[str, Person]) -> None:
    for batch in batches(match.row for match in matches if match.is_new_position):
        Position.objects.bulk_create(
            Position(
                person=people[row.email],
                organisation=row.organisation,
                kind=row.kind,
                share=row.share,
                starts_on=row.starts_on,
                ends_on=row.ends_on,
            )
            for row in batch
        )


def _change_positions(matches: list[Match]) -> None:
    changed = [match for match in matches if match.position and match.changes]
    for match in changed:
        for name, value in match.changes.items():
            setattr(match.position, name, value)
        _check_period(match)
    for batch in batches(changed):
        Position.objects.bulk_update(
            [match.position for match in batch if match.position], ["share", "starts_on", "ends_on"]
        )


def _check_period(match: Match) -> None:
    position = match.position
    if position and position.starts_on and position.ends_on and position.ends_on < position.starts_on:
        told = {
            "row": match.row.number,
            "name": match.row.name,
            "start": position.starts_on.strftime("%d.%m.%Y"),
        }
        text = _("Rad %(row)d: stillingen til %(name)s startet %(start)s og kan ikke slutte før det.")
        raise RuleError(text % told)
