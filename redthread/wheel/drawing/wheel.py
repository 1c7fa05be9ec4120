"""The year wheel of one network: from entries to curves. Pure.

From outside in: months, weeks, gatherings with the red thread through them, between-work, fixed matters, and
the initiatives of the owner and the schools. Everything is in a box of 1000 by 1000.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils.dateformat import format as formatted
from django.utils.translation import ngettext

from redthread.schoolyear.school_days import SATURDAY, days_through
from redthread.schoolyear.weeks import week_of
from redthread.schoolyear.years import SchoolYear
from redthread.wheel.drawing.circle import angle_of, arc, point, sector, spoke, stretch
from redthread.wheel.drawing.lanes import lanes_of
from redthread.wheel.drawing.thread import thread_path
from redthread.wheel.marks import Entry, Kind, State

EDGE, MONTHS, WEEKS, WEEK_EDGE = 498.0, 468.0, 422.0, 408.0
KNOTS, BETWEEN, DEEPEST = 372.0, 312.0, 314.0
PREPARED, SUMMED = 398.0, 286.0
FIXED = (262.0, 244.0)
INITIATIVES, LANE, MOST_LANES = 218.0, 15.0, 7
HEART = 112.0  # the year is written inside it
KNOT = 20.0
NOW_AT = 418.0
NOW = 6.4  # degrees on each side that «nå» takes from the numbers of the weeks
BREATH = 2.6  # degrees left free where one between-work ends and the next begins
INITIATIVE_KINDS = (Kind.OWNERS, Kind.SCHOOLS)


@dataclass(frozen=True, slots=True)
class Mark:
    """One entry as it is drawn: a curve, or a knot with the day of the month in it."""

    kind: str
    state: str
    href: str
    words: str
    path: str = ""
    knot: str = ""  # where it is, as a transform
    number: str = ""
    is_own: bool = False
    is_behind: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """A short text on the circle; `place` is a transform."""

    place: str
    text: str = ""


@dataclass
class Month:
    """One of the twelve, with what begins in it; `curve` is what its name is written along."""

    first: date
    curve: str
    edge: str
    is_now: bool
    marks: list[Mark] = field(default_factory=list)

    @property
    def key(self) -> str:
        return f"{self.first:%Y-%m}"


@dataclass(frozen=True)
class Crowd:
    """A month's initiatives together, when there are too many to tell apart on a circle."""

    first: date
    path: str
    count: int

    @property
    def key(self) -> str:
        return f"{self.first:%Y-%m}"

    @property
    def words(self) -> str:
        month = formatted(self.first, "F")
        told = ngettext("%(count)d satsing i %(month)s", "%(count)d satsinger i %(month)s", self.count)
        return told % {"count": self.count, "month": month}


@dataclass(frozen=True)
class Wheel:
    year: SchoolYear
    months: list[Month]
    weeks: list[Placed]
    ticks: str
    rests: list[str]
    threads: list[tuple[str, str]]  # what is behind us, and what is ahead
    crowds: list[Crowd]
    now: Placed | None
    spoke: str = ""
    ways: list[float] = field(default_factory=lambda: [BETWEEN])
    labels: list[Placed] = field(default_factory=list)
    close: list[str] = field(default_factory=list)  # where two networks' gatherings come close
    knot: float = KNOT
    has_numbers: bool = True

    @property
    def is_one_network(self) -> bool:
        return not self.labels

    @property
    def knot_size(self) -> str:
        return f"{self.knot:g}"


def draw(
    entries: Sequence[Entry], year: SchoolYear, today: date, rests: Iterable[tuple[date, date]] = ()
) -> Wheel:
    """The wheel of these entries, which come in order; `rests` are the days when the schools are closed."""
    months = months_of(year, today)
    crowds = _crowds(entries, year)
    for entry, mark in _marks(entries, year, today, is_crowded=bool(crowds)):
        month_of(months, entry.starts_on, year).marks.append(mark)
    angles = [middle(e, year) for e in entries if e.kind == Kind.GATHERING and e.state != State.CANCELLED]
    nowhere = 0.0 if today < year.starts_on else 360.0
    at = angle_of(today, year) if today in year else nowhere
    return Wheel(
        year,
        months,
        weeks_of(year, today),
        ticks_of(year),
        [sector(*stretch(first, last, year), HEART + 8, WEEK_EDGE + 30) for first, last in rests],
        [thread_of(angles, at, KNOTS, DEEPEST)],
        crowds,
        *now_of(today, year),
    )


def thread_of(angles: Sequence[float], at: float, outer: float, inner: float) -> tuple[str, str]:
    """The thread through the gatherings, up to now and after now."""
    return thread_path(angles, outer, inner, 0, at), thread_path(angles, outer, inner, at, 360)


def months_of(year: SchoolYear, today: date) -> list[Month]:
    firsts = [date(year.first_year + (month > 12), (month - 1) % 12 + 1, 1) for month in range(8, 20)]
    found = []
    for first in firsts:
        start, end = angle_of(first, year), angle_of(next_month(first), year)
        is_below = 90 < (start + end) / 2 < 270
        curve = arc(end, start, MONTHS) if is_below else arc(start, end, MONTHS)
        is_now = (first.year, first.month) == (today.year, today.month)
        # A sliver is left between the months, so that they are told apart without lines.
        found.append(Month(first, curve, sector(start + 0.35, end - 0.35, WEEK_EDGE + 30, EDGE), is_now))
    return found


def next_month(first: date) -> date:
    return (first.replace(day=28) + timedelta(days=4)).replace(day=1)


def weeks_of(year: SchoolYear, today: date) -> list[Placed]:
    """The number of each ISO week at its Thursday, which decides its year; none where «nå» stands."""
    found = []
    for monday in _mondays(year):
        angle = angle_of(monday + timedelta(days=3), year) + 0.5
        if today not in year or abs(angle - angle_of(today, year)) > NOW:
            found.append(turned(angle, WEEKS, str(week_of(monday).number)))
    return found


def turned(angle: float, radius: float, text: str) -> Placed:
    """The text upright above the middle, and turned half round below it."""
    turn = angle - 180 if 90 < angle < 270 else angle
    return Placed(f"{place(angle, radius)} rotate({turn:.1f})", text)


def place(angle: float, radius: float) -> str:
    x, y = point(angle, radius)
    return f"translate({x:g} {y:g})"


def _mondays(year: SchoolYear) -> list[date]:
    return [day for day in days_through(year.starts_on, year.ends_on) if day.weekday() == 0]


def ticks_of(year: SchoolYear) -> str:
    return "".join(spoke(angle_of(day, year), WEEK_EDGE + 2, WEEK_EDGE + 9) for day in _mondays(year))


def now_of(today: date, year: SchoolYear) -> tuple[Placed | None, str]:
    """Where «nå» is written, and the line to it; nothing in another year.

    Among the weeks, along the circle: between the names of the months and the knots, and touching neither.
    """
    if today not in year:
        return None, ""
    angle = angle_of(today, year)
    return turned(angle, NOW_AT, ""), spoke(angle, HEART + 8, NOW_AT)


def month_of(months: Sequence[Month], day: date, year: SchoolYear) -> Month:
    held = max(day, year.starts_on)
    return months[(held.month - 8) % 12]


def middle(entry: Entry, year: SchoolYear) -> float:
    start, end = stretch(entry.starts_on, entry.last, year)
    return round((start + end) / 2, 2)


def _end(entry: Entry, year: SchoolYear) -> date:
    """What goes on is drawn to the end of the year."""
    return year.ends_on if entry.ends_on is None else entry.ends_on


def _marks(
    entries: Sequence[Entry], year: SchoolYear, today: date, *, is_crowded: bool
) -> Iterable[tuple[Entry, Mark]]:
    lanes = _lanes(entries, year)
    for entry in entries:
        if is_crowded and entry.kind in INITIATIVE_KINDS:
            continue
        if entry.kind == Kind.GATHERING:
            yield entry, knot_of(entry, place(middle(entry, year), KNOTS), today)
        else:
            start, end = stretch(entry.starts_on, _end(entry, year), year)
            if entry.kind == Kind.BETWEEN and end - start > 4 * BREATH:
                start, end = start + BREATH, end - BREATH
            path = arc(start, end, _radius(entry.kind, lanes[entry.key]))
            mark = Mark(entry.kind, entry.state, entry.address, entry.words, path, is_own=entry.is_own)
            yield entry, mark


def knot_of(entry: Entry, at: str, today: date) -> Mark:
    """A gathering: the day of the month in a knot, tied when it is behind us."""
    number, is_behind = str(entry.starts_on.day), entry.starts_on <= today
    return Mark(
        entry.kind, entry.state, entry.address, entry.words, knot=at, number=number, is_behind=is_behind
    )


def _radius(kind: Kind, lane: int) -> float:
    match kind:
        case Kind.GATHERING:
            return KNOTS
        case Kind.BETWEEN:
            return BETWEEN
        case Kind.PREPARE:
            return PREPARED
        case Kind.SUMMARY:
            return SUMMED
        case Kind.FIXED:
            return FIXED[lane % len(FIXED)]
        case Kind.REST:
            return HEART
        case Kind.OWNERS | Kind.SCHOOLS:
            return INITIATIVES - LANE * (lane % MOST_LANES)


def _lanes(entries: Sequence[Entry], year: SchoolYear) -> dict[str, int]:
    """Which lane of its ring each entry has; the owner's initiatives are laid before the schools'."""
    found: dict[str, int] = {}
    for kinds in ((Kind.BETWEEN,), (Kind.PREPARE,), (Kind.SUMMARY,), (Kind.FIXED,)):
        found |= _packed([e for e in entries if e.kind in kinds], year)
    both = [e for kind in INITIATIVE_KINDS for e in entries if e.kind == kind]
    return found | _packed(both, year)


def _packed(entries: Sequence[Entry], year: SchoolYear) -> dict[str, int]:
    stretches = [stretch(e.starts_on, _end(e, year), year) for e in entries]
    return {e.key: lane for e, lane in zip(entries, lanes_of(stretches), strict=True)}


def _crowds(entries: Sequence[Entry], year: SchoolYear) -> list[Crowd]:
    """One piece a month, the broader the more there is; none while each initiative has room for itself."""
    initiatives = [e for e in entries if e.kind in INITIATIVE_KINDS]
    if max(_packed(initiatives, year).values(), default=0) < MOST_LANES:
        return []
    counted = []
    for month in months_of(year, year.starts_on):
        last = next_month(month.first) - timedelta(days=1)
        counted.append((month.first, last, sum(e.touches(month.first, last) for e in initiatives)))
    most = max(count for _first, _last, count in counted)
    outer, inner = INITIATIVES + LANE / 2, HEART + 14
    return [
        Crowd(
            first,
            sector(
                angle_of(first, year) + 0.5,
                angle_of(last + timedelta(days=1), year) - 0.5,
                outer - (outer - inner) * count / most,
                outer,
            ),
            count,
        )
        for first, last, count in counted
        if count
    ]


def rests_of(days: Iterable[date]) -> list[tuple[date, date]]:
    """Closed days as stretches; a weekend between two of them, or beside one, belongs to it."""
    found: list[tuple[date, date]] = []
    for day in sorted(days):
        gap = days_through(found[-1][1] + timedelta(days=1), day - timedelta(days=1)) if found else ()
        if found and all(between.weekday() >= SATURDAY for between in gap):
            found[-1] = (found[-1][0], day)
        else:
            found.append((day, day))
    return found
