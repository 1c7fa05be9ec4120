"""A table of published results is brought to an agenda item, and taken away again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from redthread.core.errors import RuleError
from redthread.gatherings.actions.minutes import hold
from redthread.gatherings.models import AgendaItem, ResultCell, ResultTable
from redthread.gatherings.results_reading import Figure, ReadTable, ReadUnit
from redthread.people.models import Organisation, Person

MOST_TABLES = 8


@transaction.atomic
def add_result_table(
    *,
    item: AgendaItem,
    read: ReadTable,
    units: Mapping[ReadUnit, Organisation],
    title: str,
    file_name: str,
    by: Person,
    now: datetime,
) -> ResultTable:
    """Keep the figures of the units that a person has said are schools in the network, exactly as published.

    Raises RuleError for an item that is no results review, when no unit is one of the network's schools, or
    two are the same, and when the gathering is cancelled.
    """
    if item.kind != AgendaItem.Kind.RESULTS:
        raise RuleError(_("Resultater hører til en resultatgjennomgang. Endre typen på posten først."))
    if hold(item.gathering).is_cancelled:
        raise RuleError(_("Samlingen er avlyst. Programmet endres ikke mer."))
    if item.result_tables.count() >= MOST_TABLES:
        raise RuleError(_("Posten har alt 8 tabeller. Ta bort en først."))
    _refuse_units(item, units)
    table = ResultTable.objects.create(
        item=item, kind=read.kind.value, title=title, file_name=file_name[:150], added_by=by, added_at=now
    )
    figures = [figure for figure in read.figures if figure.unit in units]
    ResultCell.objects.bulk_create(
        [_cell(table, figure, units[figure.unit]) for figure in figures], batch_size=500
    )
    return table


def _refuse_units(item: AgendaItem, units: Mapping[ReadUnit, Organisation]) -> None:
    there = set(item.gathering.network.units.present().values_list("organisation_id", flat=True))
    chosen = [one.pk for one in units.values()]
    if not chosen or not set(chosen) <= there:
        raise RuleError(_("Velg minst én skole som er med i nettverket."))
    if len(set(chosen)) < len(chosen):
        raise RuleError(_("To rader i filen er satt til samme skole. Velg én av dem."))


def _cell(table: ResultTable, figure: Figure, unit: Organisation) -> ResultCell:
    return ResultCell(
        table=table,
        unit=unit,
        unit_name=figure.unit.name,
        school_year=figure.school_year,
        subject=figure.subject,
        grade=figure.grade,
        measure=figure.measure,
        state=figure.state.value,
        value=figure.value,
        uncertainty=figure.uncertainty,
        pupils=figure.pupils,
        is_preliminary=figure.is_preliminary,
    )


@transaction.atomic
def remove_result_table(*, table: ResultTable, by: Person, now: datetime) -> None:
    """Take the table away, at once and for everybody."""
    hold(table.item.gathering)
    ResultTable.objects.filter(pk=table.pk).delete()
