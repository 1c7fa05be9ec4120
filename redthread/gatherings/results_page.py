"""The result tables of one agenda item as everybody who sees the gathering reads them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from redthread.gatherings.models import AgendaItem, ResultCell, ResultTable
from redthread.gatherings.results_chart import Part, Point, parts
from redthread.gatherings.results_units import schools_of


class Shown(NamedTuple):
    """One subject, grade and measure of a table."""

    name: str
    measure: str
    parts: list[Part]

    @property
    def has_break(self) -> bool:
        return len(self.parts) > 1


class ShownTable(NamedTuple):
    table: ResultTable
    figures: list[Shown]
    has_hidden: bool


def tables_of(item: AgendaItem) -> list[ShownTable]:
    """Each table with its figures, schools in the network's own order, in three queries."""
    order = {school.pk: number for number, school in enumerate(schools_of(item.gathering.network))}
    tables = list(item.result_tables.select_related("added_by"))
    cells: dict[int, list[ResultCell]] = {}
    for cell in ResultCell.objects.filter(table__in=tables).select_related("unit").order_by("pk"):
        cells.setdefault(cell.table_id, []).append(cell)
    return [_shown(table, cells.get(table.pk, []), order) for table in tables]


def _shown(table: ResultTable, cells: Sequence[ResultCell], order: dict[int, int]) -> ShownTable:
    last = len(order)
    in_order = sorted(cells, key=lambda cell: (order.get(cell.unit_id or 0, last), name_of(cell)))
    keys = dict.fromkeys((cell.subject, cell.grade, cell.measure) for cell in cells)
    has_break = table.kind == ResultTable.Kind.NATIONAL_TESTS
    figures = []
    for subject, grade, measure in keys:
        own = [
            cell for cell in in_order if (cell.subject, cell.grade, cell.measure) == (subject, grade, measure)
        ]
        name = ", ".join(part for part in (subject, grade) if part) or measure or table.title
        figures.append(Shown(name, measure, parts([_point(cell) for cell in own], has_break=has_break)))
    return ShownTable(table, figures, any(cell.state == ResultCell.State.SUPPRESSED for cell in cells))


def name_of(cell: ResultCell) -> str:
    return cell.unit.name if cell.unit is not None else cell.unit_name


def _point(cell: ResultCell) -> Point:
    return Point(
        name_of(cell),
        cell.school_year,
        cell.state,
        cell.value,
        cell.uncertainty,
        cell.pupils,
        cell.is_preliminary,
    )
