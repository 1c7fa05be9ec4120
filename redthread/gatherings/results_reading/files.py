"""From a file to figures: headings across (years and measures) or down (a row for each figure)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import BinaryIO, NamedTuple

from django.utils.translation import gettext as _

from redthread.core.errors import InputError
from redthread.core.problems import Problems
from redthread.gatherings.results_reading import headings, pupils
from redthread.gatherings.results_reading.grids import LARGEST_FILE, Grid, Row, read_grid
from redthread.gatherings.results_reading.headings import Heading, plain
from redthread.gatherings.results_reading.numbers import NotANumberError, Read, read_cell
from redthread.gatherings.results_reading.table import Figure, ReadTable, ReadUnit, State

MOST_FIGURES = 20_000
YEAR = frozenset({"skoleår", "skuleår", "skoleaar", "skoleaarnavn", "skoleårnavn", "år"})
SUBJECT = ("indikator", "spoersmaalgruppe", "spørsmålsgruppe", "område", "fag", "prøve", "tema")
QUESTION = frozenset({"spoersmaalnavn", "spørsmålsnavn"})
GRADE = frozenset({"trinnnavn", "trinn", "årstrinn"})
GENDER = frozenset({"kjoenn", "kjønn"})
OWNER_FORM = frozenset({"eierformnavn", "eierform"})
LONGEST_UNIT = 150
FOOTNOTE = re.compile(r"^[*†]|^\d\)|: |\.$|^(?:kilde|kjelde|merk|note|forklaring)\b", re.IGNORECASE)
SKIPPED = headings.AROUND | headings.UNIT | headings.NUMBER | YEAR | set(SUBJECT) | QUESTION | GRADE | GENDER
SKIPPED |= OWNER_FORM


class Place(NamedTuple):
    """Where a figure stands, and what it is."""

    row: int
    column: int
    heading: Heading


def read_results(file: BinaryIO, *, known: frozenset[str] = frozenset()) -> ReadTable:
    """The figures in a CSV, Excel or JSON file of published results; nothing is derived from any other.

    `known` has the names of the network's schools in lower case. Raises InputError with the place, for a file
    that cannot be read, that is about single pupils, or of which anything is in doubt.
    """
    grid = read_grid(file.read(LARGEST_FILE + 1))
    unit = _column_of(grid, headings.UNIT)
    _refuse_pupils(grid, unit, known)
    if unit is None:
        text = _("Rad 1: finner ikke kolonnen med skolens navn. Øverste rad må ha overskrifter: %(found)s")
        raise InputError(
            text % {"found": " · ".join(grid.name_of(n) for n in range(len(grid.headings)))[:200]}
        )
    figures = tuple(_figures(grid, unit))
    if not figures:
        raise InputError(_("Filen har ingen tall. Er dette riktig fil?"))
    return ReadTable(figures)


def _column_of(grid: Grid, names: frozenset[str]) -> int | None:
    return next((n for n, parts in enumerate(grid.headings) if plain(".".join(parts)) in names), None)


def _refuse_pupils(grid: Grid, unit: int | None, known: frozenset[str]) -> None:
    """Look at everything before anything else is said of the file."""
    for place in range(len(grid.headings)):
        name = grid.name_of(place)
        if pupils.is_about_one(name):
            raise _about_one(1, name)
        values = [row.cells[place] for row in grid.rows]
        for row, value in zip(grid.rows, values, strict=True):
            if pupils.has_identity_number(value):
                raise _about_one(row.number, name)
        if place == unit or plain(name) not in SKIPPED:
            first = pupils.first_name_at(values, known)
            if first is not None:
                raise _about_one(grid.rows[first].number, name)


def _about_one(row: int, column: str) -> InputError:
    where = _("Rad %(row)d, kolonne «%(column)s»: ") % {"row": row, "column": column[:60]}
    return InputError(where + pupils.refusal())


def _figures(grid: Grid, unit: int) -> Iterator[Figure]:
    problems = Problems()
    number, year = _column_of(grid, headings.NUMBER), _column_of(grid, YEAR)
    columns = _columns(grid, has_year_column=year is not None)
    seen: dict[tuple[ReadUnit, str, str, str, str], int] = {}
    found: list[Figure] = []
    for row in grid.rows:
        who = _unit_of(row, unit, number)
        for figure in _row_figures(grid, row, who, _told_by(grid, row, columns, year), problems):
            key = (figure.unit, figure.school_year, figure.subject, figure.grade, figure.measure)
            if key in seen:
                text = _("«%(unit)s» har samme tall på rad %(first)d også. Behold én.")
                problems.add(text % {"unit": who.name, "first": seen[key]}, row=row.number)
            seen[key] = row.number
            found.append(figure)
        if len(found) > MOST_FIGURES:
            raise InputError(_("Rad %(row)d: filen har for mange tall. Velg færre år.") % {"row": row.number})
    problems.stop_if_any()
    yield from found


def _unit_of(row: Row, unit: int, number: int | None) -> ReadUnit:
    name = row.cells[unit]
    is_alone = sum(bool(cell) for cell in row.cells) <= 1
    is_note = is_alone and (len(row.cells) > 2 or FOOTNOTE.search(name) is not None)
    if not name or is_note or len(name) > LONGEST_UNIT:
        text = _(
            "Rad %(row)d: raden har ingen enhet med tall. Ta bort fotnoter, overskrifter og forklaringer."
        )
        raise InputError(text % {"row": row.number})
    return ReadUnit(name, row.cells[number] if number is not None else "")


def _columns(grid: Grid, *, has_year_column: bool) -> dict[int, Heading]:
    """What each column of figures is. Raises InputError for one that names no year."""
    found: dict[int, Heading] = {}
    for place, parts in enumerate(grid.headings):
        name = grid.name_of(place)
        if not name or plain(name) in SKIPPED:
            continue
        levels = headings.PARTS.split(name) if len(parts) == 1 else parts
        if has_year_column:
            found[place] = Heading("", "", "", name[:80], is_preliminary=False)
            continue
        try:
            found[place] = headings.read_heading(levels)
        except headings.NoYearError:
            text = _("Rad 1, kolonne «%(column)s»: overskriften sier ikke hvilket skoleår tallene er fra.")
            raise InputError(text % {"column": name[:60]}) from None
    return found


def _told_by(grid: Grid, row: Row, columns: Mapping[int, Heading], year: int | None) -> dict[int, Heading]:
    """What each column is in this row: where a row has the year, it also has the subject and the grade."""
    if year is None:
        return dict(columns)
    text = row.cells[year]
    school_year = headings.school_year(text)
    if not school_year:
        where = {"row": row.number, "column": grid.name_of(year), "text": text[:20]}
        told = _("Rad %(row)d, kolonne «%(column)s»: «%(text)s» er ikke et skoleår. Skriv det slik: 2025-26.")
        raise InputError(told % where)
    is_preliminary = text.casefold().startswith(("foreløpig", "førebels"))
    subject, grade = _subject_in(grid, row), _cell(grid, row, GRADE)
    told_grade = "" if headings.ALL.search(grade) else grade[:40]
    return {
        place: Heading(
            school_year, subject or _own_subject(column, columns), told_grade, column.measure, is_preliminary
        )
        for place, column in columns.items()
    }


def _own_subject(column: Heading, columns: Mapping[int, Heading]) -> str:
    """A column of figures is its own subject; what stands beside it belongs to it when it is the only one."""
    own = [one.measure for one in columns.values() if not _is_beside(one)]
    if not _is_beside(column):
        return column.measure
    if len(own) > 1 and headings.is_uncertainty(column.measure):
        text = _("Rad 1, kolonne «%(column)s»: hvilken kolonne hører den til? Skriv «51 ± 2» i samme celle.")
        raise InputError(text % {"column": column.measure})
    return own[0] if len(own) == 1 else ""


def _is_beside(column: Heading) -> bool:
    return headings.is_count(column.measure) or headings.is_uncertainty(column.measure)


def _subject_in(grid: Grid, row: Row) -> str:
    named = next((text for name in SUBJECT if (text := _cell(grid, row, frozenset({name})))), "")
    more = [_cell(grid, row, names) for names in (QUESTION, GENDER, OWNER_FORM)]
    return ", ".join([named, *(text for text in more if text and not headings.ALL.search(text))])[:120]


def _cell(grid: Grid, row: Row, names: frozenset[str]) -> str:
    place = _column_of(grid, names)
    return row.cells[place] if place is not None else ""


def _row_figures(
    grid: Grid, row: Row, unit: ReadUnit, columns: Mapping[int, Heading], problems: Problems
) -> Iterator[Figure]:
    """The row's figures, each with the uncertainty and the count of pupils that stand beside it."""
    read = {place: _read(grid, row, place, problems) for place in columns}
    groups: dict[tuple[str, str, str], list[int]] = {}
    for place, heading in columns.items():
        groups.setdefault((heading.school_year, heading.subject, heading.grade), []).append(place)
    for places in groups.values():
        yield from _group(unit, columns, read, places)


def _group(
    unit: ReadUnit, columns: Mapping[int, Heading], read: Mapping[int, Read], places: list[int]
) -> Iterator[Figure]:
    uncertain = [place for place in places if headings.is_uncertainty(columns[place].measure)]
    counts = [place for place in places if headings.is_count(columns[place].measure)]
    values = [place for place in places if place not in uncertain + counts] or counts
    beside = read[uncertain[0]].value if uncertain else None
    pupils_of = read[counts[0]].value if counts and counts != values else None
    for place in values:
        heading, cell = columns[place], read[place]
        is_value = cell.state is State.VALUE
        yield Figure(
            unit,
            heading.school_year,
            heading.subject,
            heading.grade,
            heading.measure,
            cell.state,
            cell.value,
            (cell.uncertainty if cell.uncertainty is not None else beside) if is_value else None,
            _whole(pupils_of),
            heading.is_preliminary,
        )


def _whole(value: Decimal | None) -> int | None:
    return int(value) if value is not None and value >= 0 and value == value.to_integral_value() else None


def _read(grid: Grid, row: Row, place: int, problems: Problems) -> Read:
    try:
        return read_cell(row.cells[place], has_decimal_point=grid.has_decimal_point)
    except NotANumberError as error:
        problems.add(str(error), row=row.number, column=grid.name_of(place)[:60])
        return Read(State.ABSENT)
