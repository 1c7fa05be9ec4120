"""School routes as people write them: «Høstferie: 28. september – 2. oktober (uke 40)», a line at a time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from redthread.schoolyear.routes.proposals import (
    Found,
    PeriodKind,
    Proposed,
    Reading,
    Remark,
    Trouble,
    joined,
)
from redthread.schoolyear.routes.spans import Span, share_months, spans_of
from redthread.schoolyear.routes.tokens import MONTHS, Kind, Token, school_years_in, tokens_of
from redthread.schoolyear.routes.words import About, Subject, subjects_in
from redthread.schoolyear.years import FIRST_MONTH, SchoolYear

MOST_LINES = 2_000
LONGEST_LINE = 2_000
LONGEST_TEXT = 100_000
SHOWN = 120  # signs of a line that are shown to the person
SUMMER_STARTS = (6, 1)
AUTUMN_ENDS = 9  # a school that starts later than in this month starts again, after a break
DAY = timedelta(days=1)
KINDS = {
    About.HOLIDAY: PeriodKind.HOLIDAY,
    About.PLANNING_DAY: PeriodKind.PLANNING_DAY,
    About.FIRST_DAY: PeriodKind.FIRST_DAY,
    About.LAST_DAY: PeriodKind.LAST_DAY,
}


class Line(NamedTuple):
    """One line of a source: its number there, its text, and the month it stands under."""

    number: int
    text: str
    month: int | None = None


class _Edges(NamedTuple):
    """The last school day before a break and the first after it, by the name of the break."""

    before: dict[str, tuple[date, int]]
    after: dict[str, tuple[date, int]]


def read_text(text: str, year: SchoolYear) -> Reading:
    """What a pasted text tells of the year. A line that is only a month counts for the lines below it."""
    if len(text) > LONGEST_TEXT:
        return Reading(problems=[Found(0, Trouble.TOO_LONG)])
    lines, month = [], None
    for number, line in enumerate(text.splitlines(), start=1):
        month = month_of(line) or month
        if line.strip():
            lines.append(Line(number, line, month))
    return read_lines(lines, year)


def month_of(text: str) -> int | None:
    """The month when the text is nothing but a month, as in the first column of a table: `Oktober 2026:`."""
    words = text.casefold().replace(":", " ").replace(".", " ").split()
    if not words or len(words) > 2 or (len(words) == 2 and not words[1].isdigit()):
        return None
    return MONTHS.get(words[0])


def read_lines(lines: list[Line], year: SchoolYear) -> Reading:
    """What the lines tell of the year, each with its own number."""
    reading, edges = Reading(), _Edges({}, {})
    if len(lines) > MOST_LINES:
        return Reading(problems=[Found(lines[MOST_LINES].number, Trouble.TOO_LONG)])
    for line in lines:
        if len(line.text) > LONGEST_LINE:
            reading.problems.append(Found(line.number, Trouble.TOO_LONG))
            continue
        _read_line(line, year, reading, edges)
    _check_the_year(lines, year, reading)
    reading.periods += _breaks(edges, reading)
    reading.periods = joined(reading.periods)
    if not reading.periods and not reading.problems:
        reading.problems.append(Found(0, Trouble.NOTHING_FOUND))
    return reading


def _check_the_year(lines: list[Line], year: SchoolYear, reading: Reading) -> None:
    """A text that names school years must name this one: last year's route is easily pasted by mistake."""
    named = [(first, line.number) for line in lines for first in school_years_in(line.text[:LONGEST_LINE])]
    if named and all(first != year.first_year for first, _number in named):
        first, number = named[0]
        reading.problems.append(Found(number, Trouble.ANOTHER_YEAR, str(SchoolYear(first))))


def _read_line(line: Line, year: SchoolYear, reading: Reading, edges: _Edges) -> None:
    tokens = tokens_of(line.text)
    share_months(tokens, line.month)
    _read_sum(tokens, reading)
    subjects = subjects_in(tokens)
    understood = False
    for subject, own in _stretches(tokens, subjects):
        spans = spans_of(own, year, line=line.number)
        reading.problems += [one for one in spans.problems if one not in reading.problems]
        understood = bool(spans.problems) or understood
        if spans.found:
            understood = _take(subject, spans.found, line.number, year, reading, edges) or understood
    if not understood and _may_mean_days(tokens, subjects):
        reading.remarks.append(Found(line.number, Remark.UNREAD, " ".join(line.text.split())[:SHOWN]))


def _stretches(tokens: list[Token], subjects: list[Subject]) -> Iterable[tuple[Subject, list[Token]]]:
    """Each subject with the dates that are its own: those after it, or before it where the line begins so."""
    dates_first = bool(subjects) and _has_days(tokens[: subjects[0].start])
    for place, subject in enumerate(subjects):
        if dates_first:
            start = subjects[place - 1].end if place else 0
            own = tokens[start : subject.start]
            is_last = place == len(subjects) - 1
            yield subject, own if _has_days(own) or not is_last else tokens[subject.end :]
        else:
            end = subjects[place + 1].start if place + 1 < len(subjects) else len(tokens)
            yield subject, tokens[subject.end : end]


def _has_days(tokens: list[Token]) -> bool:
    return any(token.kind is Kind.WEEK or (token.kind is Kind.DATE and token.month) for token in tokens)


def _may_mean_days(tokens: list[Token], subjects: list[Subject]) -> bool:
    """Whether a person should look at a line that gave nothing."""
    if _has_days(tokens):
        return not (subjects and all(subject.about is About.PUBLIC for subject in subjects))
    return bool(subjects) and any(token.kind is Kind.DATE for token in tokens)


def _take(
    subject: Subject, spans: list[Span], line: int, year: SchoolYear, reading: Reading, edges: _Edges
) -> bool:
    """Keep what the subject tells; False when its days cannot be what it says."""
    subject = _meant(subject, spans[0], year)
    first, last = spans[0], spans[-1]
    match subject.about:
        case About.PUBLIC:
            return True
        case About.DAY_BEFORE | About.DAY_AFTER if not subject.name:
            return False
        case About.DAY_BEFORE:
            edges.before.setdefault(subject.name, (first.ends_on, line))
        case About.DAY_AFTER:
            edges.after.setdefault(subject.name, (first.starts_on, line))
        case About.FIRST_DAY | About.LAST_DAY:
            day = first.starts_on if subject.about is About.FIRST_DAY else last.ends_on
            reading.periods.append(Proposed(KINDS[subject.about], subject.name, day, day))
        case About.PLANNING_DAY if any(span.is_weeks for span in spans):
            return False
        case _:
            own = [span for span in spans if subject.about is About.PLANNING_DAY or _is_own(span, spans)]
            for span in own:
                reading.periods.append(Proposed(KINDS[subject.about], subject.name, *span[:2]))
            return len(own) == len(spans)
    return True


def _is_own(span: Span, spans: list[Span]) -> bool:
    """A holiday's days stand together; days after other words are about something else."""
    return span is spans[0] or not span.after_words


def _meant(subject: Subject, span: Span, year: SchoolYear) -> Subject:
    """«Skolen starter 4. januar» is not the first day of the year, and «sommerferie fra 19. juni» lasts."""
    if subject.about is About.FIRST_DAY and FIRST_MONTH <= span.starts_on.month <= AUTUMN_ENDS:
        return subject
    if subject.about is About.FIRST_DAY:
        return subject._replace(about=About.DAY_AFTER, name="")
    if subject.about is About.LAST_DAY and span.ends_on < date(year.first_year + 1, 5, 1):
        return subject._replace(about=About.DAY_BEFORE, name="")
    return subject


def _breaks(edges: _Edges, reading: Reading) -> list[Proposed]:
    """The breaks told of by the days around them, when nothing tells of the days themselves."""
    told = {period.name for period in reading.periods}
    found = []
    for name in sorted({*edges.before, *edges.after} - told - {""}):
        if name in edges.before and name in edges.after:
            starts_on, ends_on = edges.before[name][0] + DAY, edges.after[name][0] - DAY
            if starts_on <= ends_on:
                found.append(Proposed(PeriodKind.HOLIDAY, name, starts_on, ends_on))
                continue
        day, line = edges.before.get(name) or edges.after[name]
        reading.remarks.append(Found(line, Remark.HALF_A_BREAK, name, day))
    return found


def _read_sum(tokens: list[Token], reading: Reading) -> None:
    """`Sum 190` and `190 skoledager`."""
    for place, token in enumerate(tokens):
        if token.kind is not Kind.DATE or token.month is not None or not 150 <= token.day <= 220:
            continue
        beside = [one.text for one in tokens[max(0, place - 3) : place + 2]]
        if any(word.startswith(("sum", "total", "skoledag", "skuledag", "elevdag")) for word in beside):
            reading.told_days = token.day
