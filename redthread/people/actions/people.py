"""Adding many people at once, from a list that was read and shown before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from redthread.core.batches import batches
from redthread.core.errors import RuleError
from redthread.people.imports.matching import Match, Outcome, match_rows
from redthread.people.imports.people import PersonRow
from redthread.people.models import Person, Position


class Counts(NamedTuple):
    """How many rows did what."""

    new: int
    changed: int
    unchanged: int


class AddedPeople(NamedTuple):
    """The people of the list by e-mail, those who were there before too; and how many rows did what."""

    people: dict[str, Person]
    counts: Counts


@transaction.atomic
def add_people(*, rows: Sequence[PersonRow], by: Person | None, now: datetime) -> AddedPeople:
    """Make the people and positions of the rows that are not there; all of it or, on an error, nothing.

    A person is known by e-mail. Their name here stays, whatever the list says, and what the list leaves
    empty stays too; no position is ended by not being on it. The same list again changes nothing.
    `by` is None when an operator does it from the command line.
    Raises RuleError when a period would end before it starts, or when `by` may not give a position.
    """
    people: dict[str, Person] = {}
    outcomes = []
    for some, outcome in _add(rows, by, now):
        people |= some
        outcomes.append(outcome)
    return AddedPeople(people, _sum(outcomes))


@transaction.atomic
def import_people(*, rows: Sequence[PersonRow], now: datetime) -> Counts:
    """The same for an operator's list of any length, with only a part of the people in memory."""
    return _sum([counts for _people, counts in _add(rows, None, now)])


def _sum(counts: list[Counts]) -> Counts:
    return Counts(*(sum(column) for column in zip((0, 0, 0), *counts, strict=True)))


def _add(
    rows: Sequence[PersonRow], by: Person | None, now: datetime
) -> Iterator[tuple[dict[str, Person], Counts]]:
    made: set[str] = set()  # somebody with two rows is new in both
    for batch in batches(rows):
        matches = match_rows(batch)
        _check_powers(matches, by, now)
        made |= {match.row.email for match in matches if match.person is None}
        people = _make_people(matches)
        _make_positions(matches, people)
        _change_positions(matches)
        outcomes = [Outcome.NEW if match.row.email in made else match.outcome for match in matches]
        yield people, Counts(*(outcomes.count(one) for one in Outcome))


def _check_powers(matches: list[Match], by: Person | None, now: datetime) -> None:
    """A position as the owner's executive opens the owner's pages, so only its holders may give it on."""
    if by is None:
        return
    current = Position.objects.current(timezone.localdate(now)).filter(person=by)
    held = set(current.filter(kind=Position.Kind.OWNER_EXECUTIVE).values_list("organisation_id", flat=True))
    for match in matches:
        place = match.row.organisation
        gives = match.row.kind == Position.Kind.OWNER_EXECUTIVE and (match.is_given or match.changes)
        if gives and place is not None and place.pk not in held:
            text = _(
                "Rad %(row)d: bare den som selv leder hos %(owner)s, kan gi noen den stillingen. "
                "La stillingen stå tom, eller be driftsansvarlig om å legge den inn."
            )
            raise RuleError(text % {"row": match.row.number, "owner": place.name})


def _make_people(matches: list[Match]) -> dict[str, Person]:
    people = {match.row.email: match.person for match in matches if match.person}
    new = {match.row.email: _person(match.row) for match in matches if match.person is None}
    Person.objects.bulk_create(new.values(), ignore_conflicts=True)  # somebody else may just have made one
    return people | {person.email: person for person in Person.objects.filter(email__in=new)}


def _person(row: PersonRow) -> Person:
    is_nynorsk = row.organisation is not None and row.organisation.written_norm == "nn"
    language = Person.Language.NYNORSK if is_nynorsk else Person.Language.BOKMAL
    return Person(email=row.email, name=row.name, language=language, password=make_password(None))


def _make_positions(matches: list[Match], people: dict[str, Person]) -> None:
    Position.objects.bulk_create(
        Position(
            person=people[match.row.email],
            organisation=match.row.organisation,
            kind=match.row.kind,
            share=match.row.share,
            starts_on=match.row.starts_on,
            ends_on=match.row.ends_on,
        )
        for match in matches
        if match.is_given
    )


def _change_positions(matches: list[Match]) -> None:
    changed = []
    for match in matches:
        if match.position is None or not match.changes:
            continue
        for name, value in match.changes.items():
            setattr(match.position, name, value)
        _check_period(match, match.position)
        changed.append(match.position)
    Position.objects.bulk_update(changed, ["share", "starts_on", "ends_on"])


def _check_period(match: Match, position: Position) -> None:
    if position.starts_on and position.ends_on and position.ends_on < position.starts_on:
        start = position.starts_on.strftime("%d.%m.%Y")
        text = _("Rad %(row)d: stillingen til %(name)s startet %(start)s og kan ikke slutte før det.")
        raise RuleError(text % {"row": match.row.number, "name": match.row.name, "start": start})
