"""Schools, kindergartens and their owners from the national register. Nothing is ever deleted by it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from django.db import transaction
from django.utils.translation import gettext as _

from redthread.core.batches import batches
from redthread.core.errors import InputError
from redthread.people.actions.municipalities import load_municipalities
from redthread.people.imports.display_names import display_name
from redthread.people.imports.json_stream import UnitStream
from redthread.people.imports.owners import PUBLIC, Owners
from redthread.people.imports.register import UnitRow, is_org_number, unit_row
from redthread.people.models import Organisation

LARGEST_CLOSING = 0.1  # of the units that are open now
FEW = 5
MOST_LINES = 200
FIELDS = [
    "name", "register_name", "municipality_number", "written_norm", "stage", "is_active", "parent",
    "org_number",
]  # fmt: skip


@dataclass
class UnitReport:
    """What an import did, or would do. `lines` tells the first of it, a unit a line."""

    new: int = 0
    changed: int = 0
    closed: int = 0
    unchanged: int = 0
    left_out: int = 0
    lines: list[str] = field(default_factory=list)

    def tell(self, line: str) -> None:
        if len(self.lines) < MOST_LINES:
            self.lines.append(line)


@transaction.atomic
def import_units(
    *, files: Iterable[BinaryIO], is_trial: bool = False, largest_closing: float = LARGEST_CLOSING
) -> UnitReport:
    """Bring units up to date with the register's JSON (`files` may be its pages), all or nothing.

    A unit is known by its organisation number. What the register does not mention stays as it is; closed
    units are marked, never deleted; a name that was edited here is kept. A trial rolls everything back.
    Raises InputError for files that are not the register's, do not hold as many units as they say, hold
    impossible organisation numbers, or would close more than `largest_closing` of what is open.
    """
    load_municipalities()
    run = _Run()
    for batch in batches(run.rows(files)):
        run.take(batch)
    run.check(largest_closing)
    run.place_the_waiting()
    if is_trial:
        transaction.set_rollback(True)
    return run.report


class _Run:
    """One import on its way: what is there, what has been seen, and whose owner is not known yet."""

    def __init__(self) -> None:
        self.owners = Owners(Organisation.objects.filter(kind=Organisation.Kind.OWNER))
        self.open_before = Organisation.objects.filter(is_active=True, org_number__isnull=False).count()
        self.seen: set[str] = set()
        self.totals: set[int] = set()
        self.waiting: dict[str, tuple[str, ...]] = {}
        self.problems: list[str] = []
        self.report = UnitReport()

    def rows(self, files: Iterable[BinaryIO]) -> Iterator[UnitRow]:
        """Each unit once, whichever page it is on; impossible numbers are noted."""
        for file in files:
            stream = UnitStream(file)
            for told in stream:
                row = unit_row(told)
                if row.org_number in self.seen:
                    continue
                self.seen.add(row.org_number)
                if is_org_number(row.org_number) and row.register_name:
                    yield row
                else:
                    self.complain(row)
            if stream.total is not None:
                self.totals.add(stream.total)

    def complain(self, row: UnitRow) -> None:
        text = _(
            "Enhet %(place)d («%(name)s»): «%(number)s» er ikke et organisasjonsnummer, eller navnet mangler."
        )
        shown = {"place": len(self.seen), "name": row.register_name[:60], "number": row.org_number[:20]}
        self.problems.append(text % shown)
        if len(self.problems) >= 50:
            raise InputError(*self.problems)

    def check(self, largest_closing: float) -> None:
        if self.problems:
            raise InputError(*self.problems)
        if not self.seen:
            raise InputError(_("Filen har ingen enheter."))
        if self.totals and self.totals != {len(self.seen)}:
            told = {"seen": len(self.seen), "total": max(self.totals)}
            raise InputError(
                _("Filene har %(seen)d enheter, men registeret sier %(total)d. Hent alle sidene på nytt.")
                % told
            )
        if self.report.closed > max(FEW, largest_closing * self.open_before):
            told = {"closed": self.report.closed, "open": self.open_before}
            raise InputError(
                _("Dette ville legge ned %(closed)d av %(open)d enheter. Er det riktig fil?") % told
            )

    def take(self, batch: list[UnitRow]) -> None:
        there = {
            unit.org_number: unit
            for unit in Organisation.objects.filter(org_number__in=[row.org_number for row in batch])
        }
        new, changed = [], []
        for row in batch:
            unit = there.get(row.org_number) or self.owners.without_number(row)
            if unit is None and (made := self.make(row)):
                new.append(made)
            elif unit is not None and self.change(unit, row):
                changed.append(unit)
        for owner in [*Organisation.objects.bulk_create(new), *changed]:
            if owner.kind == Organisation.Kind.OWNER:
                self.owners.add(owner)
        Organisation.objects.bulk_update(changed, FIELDS)

    def make(self, row: UnitRow) -> Organisation | None:
        """A new unit; None for what is closed already, no unit of ours, or an owner of the table."""
        if not row.kind or not row.is_active or row.owner_kind in PUBLIC:
            self.report.left_out += 1
            return None
        unit = Organisation(
            kind=row.kind,
            owner_kind=row.owner_kind,
            org_number=row.org_number,
            name=display_name(row.register_name)[:200],
            register_name=row.register_name,
            municipality_number=row.municipality_number,
            written_norm=row.written_norm,
            stage=row.stage,
            parent=self.owners.home(row),
        )
        if unit.parent is None and row.parents:
            self.waiting[row.org_number] = row.parents
        self.report.new += 1
        self.report.tell(f"+ {row.org_number} {unit.name}" + (f", {unit.parent.name}" if unit.parent else ""))
        return unit

    def change(self, unit: Organisation, row: UnitRow) -> bool:
        """Bring one unit up to date; says whether anything was different."""
        was_open = unit.is_active
        wanted = self._wanted(unit, row)
        different = {name: value for name, value in wanted.items() if getattr(unit, name) != value}
        for name, value in different.items():
            setattr(unit, name, value)
        if not different:
            self.report.unchanged += 1
        elif was_open and not unit.is_active:
            self.report.closed += 1
            self.report.tell(f"- {row.org_number} {unit.name}")
        else:
            self.report.changed += 1
            self.report.tell(f"~ {row.org_number} {unit.name}: {', '.join(sorted(different))}")
        return bool(different)

    def _wanted(self, unit: Organisation, row: UnitRow) -> dict[str, object]:
        wanted: dict[str, object] = {"org_number": row.org_number, "register_name": row.register_name}
        if unit.kind == Organisation.Kind.OWNER:
            return wanted
        wanted["is_active"] = row.is_active
        if row.is_active:  # closed units keep the municipality numbers of their time
            wanted["municipality_number"] = row.municipality_number or unit.municipality_number
            wanted["written_norm"] = row.written_norm or unit.written_norm
            if unit.kind == Organisation.Kind.SCHOOL:
                wanted["stage"] = row.stage or unit.stage
            wanted["parent_id"] = self.owners.home_of(unit, row)
        if unit.register_name and unit.name == display_name(unit.register_name)[:200]:
            wanted["name"] = display_name(row.register_name)[:200]
        return wanted

    def place_the_waiting(self) -> None:
        """Put units below owners that came later in the files than they did."""
        for numbers in batches(self.waiting):
            placed = []
            for unit in Organisation.objects.filter(org_number__in=numbers, parent=None):
                unit.parent = self.owners.numbered(self.waiting[unit.org_number or ""])
                placed += [unit] if unit.parent else []
            Organisation.objects.bulk_update(placed, ["parent"])
