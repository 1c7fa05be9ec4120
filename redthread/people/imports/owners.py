"""Which owner a unit of the register belongs below."""

from __future__ import annotations

from collections.abc import Iterable

from redthread.people.imports.register import UnitRow
from redthread.people.models import Organisation

PUBLIC = (Organisation.OwnerKind.MUNICIPALITY, Organisation.OwnerKind.COUNTY)


class Owners:
    """The owners there are, by place (municipality or county number) and by organisation number."""

    def __init__(self, owners: Iterable[Organisation]) -> None:
        self._by_place: dict[str, Organisation] = {}
        self._by_number: dict[str, Organisation] = {}
        for owner in owners:
            self.add(owner)

    def add(self, owner: Organisation) -> None:
        if owner.owner_kind in PUBLIC and owner.municipality_number:
            self._by_place[owner.municipality_number] = owner
        if owner.org_number:
            self._by_number[owner.org_number] = owner

    def numbered(self, numbers: Iterable[str]) -> Organisation | None:
        """The first owner among these organisation numbers."""
        return next((self._by_number[number] for number in numbers if number in self._by_number), None)

    def public(self, place: str, *, is_upper_secondary: bool) -> Organisation | None:
        """The county for upper secondary schools, where there is one, else the municipality."""
        county = self._by_place.get(place[:2]) if is_upper_secondary else None
        return county or self._by_place.get(place)

    def home(self, row: UnitRow) -> Organisation | None:
        """The owner that the register relates the unit to; a public unit otherwise belongs where it lies."""
        if row.kind == Organisation.Kind.OWNER:
            return None
        related = self.numbered(row.parents)
        if related or row.is_private:
            return related
        return self.public(row.municipality_number, is_upper_secondary=row.is_upper_secondary)

    def home_of(self, unit: Organisation, row: UnitRow) -> int | None:
        """The same for a unit that is there; where somebody here has placed it on purpose, it stays."""
        before = self.public(unit.municipality_number, is_upper_secondary=row.is_upper_secondary)
        is_placed_by_us = unit.parent_id is None or (before is not None and unit.parent_id == before.pk)
        home = self.home(row) if is_placed_by_us else None
        return home.pk if home else unit.parent_id

    def without_number(self, row: UnitRow) -> Organisation | None:
        """The municipality or county of our table that this row is, as long as we lack its number."""
        is_county = row.owner_kind == Organisation.OwnerKind.COUNTY
        place = row.municipality_number[:2] if is_county else row.municipality_number
        owner = self._by_place.get(place)
        if owner is None or row.owner_kind != owner.owner_kind or owner.org_number:
            return None
        said, wanted = row.register_name.casefold(), owner.name.partition(" (")[0].casefold()
        return owner if said == wanted or said.startswith(f"{wanted} ") else None
