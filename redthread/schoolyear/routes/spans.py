"""From the dates and weeks of a line to days of one school year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from redthread.schoolyear.routes.proposals import Found, Trouble
from redthread.schoolyear.routes.tokens import Kind, Token
from redthread.schoolyear.weeks import week_of, weeks_in
from redthread.schoolyear.years import FIRST_MONTH, SchoolYear

FIRST_WEEK = 31  # weeks from here on are of the autumn
FRIDAY = 4
LONGEST_MONTH, DECEMBER = 31, 12
TWO_WEEKS = 14


class Span(NamedTuple):
    """The days from one to another, both included; `after_words` when unknown words stand before it."""

    starts_on: date
    ends_on: date
    is_weeks: bool
    after_words: bool


class Spans(NamedTuple):
    found: list[Span]
    problems: list[Found]


class _Pair(NamedTuple):
    start: Token
    end: Token
    after_words: bool


def spans_of(tokens: list[Token], year: SchoolYear, *, line: int) -> Spans:
    """The days that these tokens name, once `share_months` has been there.

    Dates win over weeks; a week beside a date is held against it.
    """
    problems: list[Found] = []
    dates = list(_pairs(tokens, Kind.DATE))
    spans = [span for pair in dates for span in _dates(pair, year, line, problems)]
    weeks = [span for pair in _pairs(tokens, Kind.WEEK) for span in _weeks(pair, year, line, problems)]
    if not dates:
        return Spans(weeks, problems)
    if spans and weeks and not any(_share_a_week(span, week) for span in spans for week in weeks):
        wrong = week_of(weeks[0].starts_on).number
        problems.append(Found(line, Trouble.WRONG_WEEK, str(wrong), spans[0].starts_on))
    return Spans(spans, problems)


def share_months(tokens: list[Token], month: int | None) -> None:
    """Give each day without a month that of the date it hangs together with, else `month` if it has a dot."""
    later: Token | None = None
    goes_through = False
    for token in reversed(tokens):
        if token.kind is Kind.DATE:
            if token.month is None and later is not None:
                _take_month(token, later, goes_through)
            elif token.month is None and month is not None and token.is_dotted and token.day <= LONGEST_MONTH:
                token.month, token.text = month, f"{token.text}{month}."
            later, goes_through = (token if token.month is not None else None), False
        elif token.kind is Kind.THROUGH:
            goes_through = True
        elif token.kind not in (Kind.AND, Kind.BESIDE):
            later = None


def _take_month(token: Token, later: Token, goes_through: bool) -> None:
    """The month of the later date, or the one before it: `28.-2. oktober`."""
    assert later.month is not None
    token.month = later.month
    if goes_through and token.day > later.day and LONGEST_MONTH - token.day + later.day <= TWO_WEEKS:
        token.month = later.month - 1 or DECEMBER
    token.text = f"{token.text.rstrip('.')}.{token.month}."


def _pairs(tokens: list[Token], kind: Kind) -> Iterator[_Pair]:
    """Each date by itself, or with the one it lasts through. Numbers that are no dates are passed by."""
    start: Token | None = None
    end: Token | None = None
    goes_through = said_more = after_words = False
    for token in tokens:
        if token.kind is kind and (kind is Kind.WEEK or token.month is not None):
            if goes_through and start is not None and end is None:
                end = token
            else:
                if start is not None:
                    yield _Pair(start, end or start, after_words)
                start, end, after_words = token, None, said_more
            goes_through = said_more = False
        elif token.kind is Kind.THROUGH:
            goes_through = True
        elif token.kind in (Kind.WORD, Kind.SIGN):
            goes_through = False
            said_more = said_more or token.kind is Kind.WORD
    if start is not None:
        yield _Pair(start, end or start, after_words)


def _dates(pair: _Pair, year: SchoolYear, line: int, problems: list[Found]) -> Iterator[Span]:
    start, end = (_date(token, year, line, problems) for token in (pair.start, pair.end))
    if start is None or end is None:
        return
    if end < start:
        problems.append(Found(line, Trouble.BACKWARDS, f"{pair.start.text} – {pair.end.text}"))
    else:
        yield Span(start, end, False, pair.after_words)


def _date(token: Token, year: SchoolYear, line: int, problems: list[Found]) -> date | None:
    """The day, or None with a problem told: no such date, outside the year, or another weekday."""
    month = token.month or 0
    inferred = year.first_year if month >= FIRST_MONTH else year.first_year + 1
    try:
        day = date(token.year or inferred, month, token.day)
    except ValueError:
        _tell(problems, Found(line, Trouble.IMPOSSIBLE_DATE, token.text))
        return None
    if day not in year:
        _tell(problems, Found(line, Trouble.OUTSIDE_YEAR, token.text, day))
        return None
    if token.weekday is not None and token.weekday != day.weekday():
        _tell(problems, Found(line, Trouble.WRONG_WEEKDAY, token.text, day, token.weekday))
        return None
    return day


def _tell(problems: list[Found], problem: Found) -> None:
    if problem not in problems:
        problems.append(problem)


def _weeks(pair: _Pair, year: SchoolYear, line: int, problems: list[Found]) -> Iterator[Span]:
    start, end = (_monday(token, year, line, problems) for token in (pair.start, pair.end))
    if start is None or end is None:
        return
    friday = end + timedelta(days=FRIDAY)
    if end < start:
        problems.append(Found(line, Trouble.BACKWARDS, f"{pair.start.day} – {pair.end.day}"))
    elif friday < year.starts_on or start > year.ends_on:
        problems.append(Found(line, Trouble.OUTSIDE_YEAR, pair.start.text, start))
    else:
        yield Span(start, friday, True, pair.after_words)


def _monday(token: Token, year: SchoolYear, line: int, problems: list[Found]) -> date | None:
    number = token.day
    calendar_year = year.first_year if number >= FIRST_WEEK else year.first_year + 1
    if not 1 <= number <= weeks_in(calendar_year):
        _tell(problems, Found(line, Trouble.NO_SUCH_WEEK, str(number), number=calendar_year))
        return None
    return date.fromisocalendar(calendar_year, number, 1)


def _share_a_week(span: Span, week: Span) -> bool:
    """Sunday is the last of its week; a break that starts on a Saturday belongs to the week after."""
    sunday = week.ends_on + timedelta(days=2)
    return span.starts_on <= sunday and span.ends_on >= week.starts_on - timedelta(days=2)
