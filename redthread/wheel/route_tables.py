"""School routes in tables: a row a day and school, or a row a period with from and to."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO

from redthread.core.errors import InputError
from redthread.core.tables import Column, Record, read_table
from redthread.schoolyear.routes.day_rows import DayRow, read_days
from redthread.schoolyear.routes.proposals import Reading
from redthread.schoolyear.routes.text import Line, read_lines
from redthread.schoolyear.years import SchoolYear

DAY_FORMATS = (
    "%Y-%m-%d",
    "%d.%m.%Y",
    "%d.%m.%y",
    "%d/%m/%Y",
    "%Y%m%d",
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%dT%H:%M:%S",
)
DAYS = (
    Column("day", ("dato", "dag", "date"), is_needed=True),
    Column("pupils", ("elevdag", "elevar", "elever", "skoledag", "skuledag"), is_needed=True),
    Column("school", ("skole", "skule", "school")),
    Column("teachers", ("laererdag", "lærerdag", "lærardag", "lærer", "laerer")),
    Column("comment", ("kommentar", "merknad", "beskrivelse")),
    Column("after_school", ("sfodag", "sfo")),
)
NAMES = ("periode", "navn", "namn", "hva", "kva", "ferie", "beskrivelse", "tekst", "aktivitet")
STARTS = ("fra", "frå", "fra dato", "frå dato", "start", "startdato", "dato", "første dag")
PERIODS = (
    Column("name", NAMES, is_needed=True),
    Column("from", STARTS, is_needed=True),
    Column("to", ("til", "til dato", "til og med", "slutt", "sluttdato", "siste dag")),
)


def read_route_table(content: bytes, filename: str, year: SchoolYear) -> Reading:
    """The route in a CSV or Excel file. Raises InputError with every problem, each with row and column."""
    try:
        table = read_table(BytesIO(content), filename, columns=DAYS)
    except InputError as first:
        try:
            return _read_periods(content, filename, year)
        except InputError:
            raise first from None
    rows = [_day_row(record) for record in table.records]
    table.problems.stop_if_any()
    return read_days(rows, year)


def has_headings(first_line: str) -> bool:
    """Whether the first line of a text is the heading of a table that we know."""
    cells = {cell.strip(' "\ufeff').casefold() for sign in ",;\t" for cell in first_line.split(sign)}
    by_day = "dato" in cells and not cells.isdisjoint(DAYS[1].headings)
    return by_day or not (cells.isdisjoint(PERIODS[0].headings) or cells.isdisjoint(PERIODS[1].headings))


def _day_row(record: Record) -> DayRow:
    told = {key: record[key] for key in ("school", "pupils", "teachers", "comment")}
    return DayRow(record.number, _day(record["day"]), record["day"], **told)


def _day(text: str) -> date | None:
    for shape in DAY_FORMATS:
        try:
            return datetime.strptime(text, shape).date()  # noqa: DTZ007  only the day is kept
        except ValueError:
            continue
    return None


def _read_periods(content: bytes, filename: str, year: SchoolYear) -> Reading:
    """Each row as a line of text, which is read as any other."""
    table = read_table(BytesIO(content), filename, columns=PERIODS)
    lines = []
    for record in table.records:
        days = " – ".join(filter(None, (_plain(record["from"]), _plain(record["to"]))))
        lines.append(Line(record.number, f"{record['name']}: {days}"))
    table.problems.stop_if_any()
    return read_lines(lines, year)


def _plain(text: str) -> str:
    """A date as it was written, without the clock that spreadsheets add."""
    day = _day(text)
    return day.isoformat() if day else text
