"""A file or a pasted text as a proposed school route: what it is, and what it tells."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from redthread.core.csv_files import decode
from redthread.core.errors import InputError
from redthread.core.tables import LARGEST_FILE, OLD_EXCEL, UNSEEN, ZIP
from redthread.people.models import Organisation
from redthread.schoolyear.routes.html_table import looks_like_html, read_html
from redthread.schoolyear.routes.proposals import Found, Reading, Remark
from redthread.schoolyear.routes.text import read_text
from redthread.schoolyear.years import SchoolYear
from redthread.wheel.route_calendar import read_calendar
from redthread.wheel.route_tables import has_headings, read_route_table
from redthread.wheel.route_words import problem_text

MOST_PROBLEMS = 50
MOST_PERIODS = 100
CALENDAR = "BEGIN:VCALENDAR"
TABLES = (ZIP, OLD_EXCEL, b"%PDF")


def read_route(
    content: bytes, filename: str, year: SchoolYear, schools: Sequence[Organisation] = ()
) -> Reading:
    """The proposed route, with schools by their public id.

    A source of any known kind is accepted whole, or refused whole: raises InputError with one line a problem,
    each with its place.
    """
    reading, place = _read(content, filename, year)
    if reading.problems:
        texts = [problem_text(one, year, place) for one in reading.problems[:MOST_PROBLEMS]]
        raise InputError(*texts)
    _name_schools(reading, schools)
    if len({period[:4] for period in reading.periods}) > MOST_PERIODS:
        text = _("Dette ble mer enn %(most)d perioder. En skolerute har færre. Er det riktig fil?")
        raise InputError(text % {"most": MOST_PERIODS})
    return reading


def _read(content: bytes, filename: str, year: SchoolYear) -> tuple[Reading, str]:
    """What was read, and what its problems are counted in."""
    if len(content) > LARGEST_FILE:
        raise InputError(_("Filen er for stor. Den kan være på høyst 10 MB."))
    if content.startswith(TABLES):
        return read_route_table(content, filename, year), _("Rad")
    text = decode(content)
    start = text.lstrip("\ufeff \r\n\t")
    if start[: len(CALENDAR)].upper() == CALENDAR:
        return read_calendar(content, text, year), _("Hendelse")
    if looks_like_html(text):
        return read_html(text, year), _("Rad")
    if has_headings(start.partition("\n")[0][:1_000]) or filename.lower().endswith((".csv", ".xlsx")):
        return read_route_table(content, filename, year), _("Rad")
    return read_text(_seen(text), year), _("Linje")


def _seen(text: str) -> str:
    """The text without signs that nobody sees, such as those that turn the reading."""
    return "\n".join(UNSEEN.sub("", line) for line in text.splitlines())


def _name_schools(reading: Reading, schools: Sequence[Organisation]) -> None:
    """Put public ids in place of the names of schools; leave out what is of unknown ones, and say so."""
    ids = {_plain(one.name): one.public_id for one in schools}
    unknown: dict[str, None] = {}
    known = []
    for period in reading.periods:
        if not period.school:
            known.append(period)
        elif _plain(period.school) in ids:
            known.append(period._replace(school=ids[_plain(period.school)]))
        else:
            unknown[period.school] = None
    reading.periods = known
    reading.remarks += [Found(0, Remark.UNKNOWN_SCHOOL, name) for name in list(unknown)[:20]]


def _plain(name: str) -> str:
    """«Åsen», «Åsen skole» and «ÅSEN SKULE» are the same school."""
    words = name.casefold().split()
    return " ".join(word for word in words if word not in ("skole", "skule", "barneskole", "barneskule"))
