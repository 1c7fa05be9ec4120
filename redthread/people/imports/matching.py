"""What a row would mean for the people and positions that are there already: new, changed or as before.

The preview and the change itself both ask here, so that what is done is what was shown.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from redthread.core.batches import batches
from redthread.people.imports.people import PersonRow
from redthread.people.models import Person, Position

PositionKey = tuple[int, int, str]


class Outcome(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(slots=True)
class Match:
    """One row beside what is there. `changes` are fields of the position with their new values.

    `other_name` is what the person is called here when the file says something else; it stays so.
    """

    row: PersonRow
    person: Person | None = None
    position: Position | None = None
    changes: dict[str, date | int] = field(default_factory=dict)

    @property
    def outcome(self) -> Outcome:
        if self.person is None:
            return Outcome.NEW
        return Outcome.CHANGED if self.is_given or self.changes else Outcome.UNCHANGED

    @property
    def is_given(self) -> bool:
        """Whether the person gets a position that they have not."""
        return bool(self.row.kind) and self.position is None

    @property
    def other_name(self) -> str:
        if self.person is None or self.person.name.casefold() == self.row.name.casefold():
            return ""
        return self.person.name


def match_rows(rows: Sequence[PersonRow]) -> list[Match]:
    """Each row beside the person with its e-mail and that person's position of the same kind there."""
    people = _people({row.email for row in rows})
    positions = _positions([person.pk for person in people.values()])
    return [_match(row, people.get(row.email), positions) for row in rows]


def _people(emails: set[str]) -> dict[str, Person]:
    found = (Person.objects.filter(email__in=batch) for batch in batches(sorted(emails)))
    return {person.email: person for batch in found for person in batch}


def _positions(people: list[int]) -> dict[PositionKey, list[Position]]:
    found: dict[PositionKey, list[Position]] = defaultdict(list)
    for batch in batches(people):
        for position in Position.objects.filter(person__in=batch).order_by("pk"):
            found[position.person_id, position.organisation_id, position.kind].append(position)
    return found


def _match(row: PersonRow, person: Person | None, positions: dict[PositionKey, list[Position]]) -> Match:
    if person is None or row.organisation is None or not row.kind:
        return Match(row, person)
    there = positions.get((person.pk, row.organisation.pk, row.kind), [])
    position = _same_period(row, there)
    return Match(row, person, position, _changes(row, position) if position else {})


def _same_period(row: PersonRow, there: list[Position]) -> Position | None:
    """The position the row speaks of: from the same day, or where one of the two names no day."""
    for position in there:
        if position.starts_on == row.starts_on:
            return position
    if row.starts_on is None:
        return there[-1] if there else None
    return next((position for position in there if position.starts_on is None), None)


def _changes(row: PersonRow, position: Position) -> dict[str, date | int]:
    """What the row says and the position does not; what the row leaves empty stays as it is."""
    said = {"starts_on": row.starts_on, "ends_on": row.ends_on, "share": row.share}
    return {
        name: value for name, value in said.items() if value is not None and value != getattr(position, name)
    }
