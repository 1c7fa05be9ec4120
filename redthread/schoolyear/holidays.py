"""Norwegian public holidays: the days of the two holiday acts, by rule. Pure.

Sources: «Lov om helligdager og helligdagsfred» (1995) § 2 for the holy days, and «Lov om 1 og 17 mai som
høgtidsdager» (1947). Easter Eve, Christmas Eve and New Year's Eve are no public holidays.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

AND = " og "
FIXED: tuple[tuple[int, int, str], ...] = (
    (1, 1, "1. nyttårsdag"),
    (5, 1, "arbeidernes dag"),
    (5, 17, "grunnlovsdagen"),
    (12, 25, "1. juledag"),
    (12, 26, "2. juledag"),
)
FROM_EASTER: tuple[tuple[int, str], ...] = (
    (-3, "skjærtorsdag"),
    (-2, "langfredag"),
    (0, "1. påskedag"),
    (1, "2. påskedag"),
    (39, "Kristi himmelfartsdag"),
    (49, "1. pinsedag"),
    (50, "2. pinsedag"),
)
NAMES = tuple(name for _month, _day, name in FIXED) + tuple(name for _days, name in FROM_EASTER)


def easter_sunday(year: int) -> date:
    """Easter Sunday of the Gregorian calendar.

    The Sunday after the ecclesiastical full moon on or after 21 March, by the anonymous algorithm of Nature,
    20 April 1876, as in J. Meeus, Astronomical Algorithms (1991), chapter 8.
    """
    golden = year % 19  # the year's place in the moon's cycle of 19 years
    century, in_century = divmod(year, 100)
    leap_centuries, century_rest = divmod(century, 4)
    correction = (century - (century + 8) // 25 + 1) // 3
    moon = (19 * golden + century - leap_centuries - correction + 15) % 30
    leaps, rest = divmod(in_century, 4)
    to_sunday = (32 + 2 * century_rest + 2 * leaps - moon - rest) % 7
    late = (golden + 11 * moon + 22 * to_sunday) // 451
    month, day = divmod(moon + to_sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def holiday_names(year: int) -> dict[date, tuple[str, ...]]:
    """Every public holiday of the calendar year in order, with its names; some days have two."""
    easter = easter_sunday(year)
    found: dict[date, tuple[str, ...]] = {}
    days = [(date(year, month, day), name) for month, day, name in FIXED]
    days += [(easter + timedelta(days=after), name) for after, name in FROM_EASTER]
    for day, name in sorted(days, key=lambda entry: entry[0]):
        found[day] = (*found.get(day, ()), name)
    return found


def public_holidays(year: int) -> dict[date, str]:
    """Every public holiday of the calendar year in order, by its bokmål name; two are joined with « og »."""
    return {day: AND.join(names) for day, names in holiday_names(year).items()}


def holiday_on(day: date) -> str | None:
    """The bokmål name of the public holiday on this day, if it is one."""
    return _remembered(day.year).get(day)


@lru_cache(maxsize=256)
def _remembered(year: int) -> dict[date, str]:
    return public_holidays(year)
