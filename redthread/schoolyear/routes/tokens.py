"""A line of a school route as dates, weeks, connecting signs and words. Linear in the length of the line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("januar", "jan"),
            ("februar", "feb", "febr"),
            ("mars",),
            ("april", "apr"),
            ("mai",),
            ("juni",),
            ("juli",),
            ("august", "aug"),
            ("september", "sep", "sept"),
            ("oktober", "okt"),
            ("november", "nov"),
            ("desember", "des"),
        ),
        start=1,
    )
    for name in names
}
WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            ("mandag", "måndag", "man", "mån"),
            ("tirsdag", "tysdag", "tir", "tirs", "tys"),
            ("onsdag", "ons"),
            ("torsdag", "tor", "tors"),
            ("fredag", "fre"),
            ("lørdag", "laurdag", "lør", "laur"),
            ("søndag", "sundag", "søn", "sun"),
        )
    )
    for name in names
}
WEEKS = frozenset({"uke", "uka", "uken", "ukene", "veke", "veka", "vekene", "vike"})
BESIDE = frozenset(
    {"fra", "frå", "med", "den", "dag", "dagene", "dagane", "nr", "både", "samt"}
)  # say nothing
THROUGH = frozenset({"-", "til"})
AND = frozenset({",", "og", "&", "+", "/"})

_DASHES = re.compile("[\u2010-\u2015\u2212]")
_SHORT = re.compile(r"\bt\.?\s?o\.?\s?m\b\.?")  # t.o.m.
_FROM = re.compile(r"\bf\.?\s?o\.?\s?m\b\.?")
_YEARS = re.compile(r"(?<![\d.])(20\d\d)(?:\s?[-/]\s?20|[-/])(\d\d)(?![\d.-])")
_TOKEN = re.compile(
    r"(?P<clock>kl\.?\s*\d{1,2}(?:[.:]\d\d)?(?:\s*-\s*\d{1,2}(?:[.:]\d\d)?)?|\d{1,2}:\d\d)"
    r"|(?P<iso>(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d))"
    r"|(?P<numbers>(?<!\d)(\d{1,2})[./](\d{1,2})(?:[./](\d{4}|\d\d)(?!\d)|-(\d{4})(?!\d))?(?![\d:]))"
    r"|(?P<number>\d+)(?P<dot>\.?)"
    r"|(?P<word>[^\W\d_]+)"
    r"|(?P<sign>\S)"
)


class Kind(StrEnum):
    DATE = "date"
    WEEK = "week"
    THROUGH = "through"
    AND = "and"
    WORD = "word"
    BESIDE = "beside"
    SIGN = "sign"


@dataclass
class Token:
    """One piece of a line. A date has a day and perhaps a month, a year and the weekday it is said to be."""

    kind: Kind
    text: str
    day: int = 0
    month: int | None = None
    year: int | None = None
    weekday: int | None = None
    is_dotted: bool = False


def tokens_of(line: str) -> list[Token]:
    """The pieces of the line, in lower case, with months, years and weekdays put into their dates."""
    text = _YEARS.sub(" ", _plain(line))
    found: list[Token] = []
    for match in _TOKEN.finditer(text):
        token = _token(match)
        if token is not None:
            found.append(token)
    return _with_weekdays(_with_months(_weeks(found)))


def school_years_in(line: str) -> list[int]:
    """The first years of what the line calls school years: `2026/2027` and `2026-27`."""
    pairs = ((int(first), int(second)) for first, second in _YEARS.findall(_plain(line)))
    return [first for first, second in pairs if (first + 1) % 100 == second]


def _plain(line: str) -> str:
    return _FROM.sub(" fra ", _SHORT.sub(" til ", _DASHES.sub("-", line.casefold())))


def _token(match: re.Match[str]) -> Token | None:
    text = match.group()
    match match.lastgroup:
        case "clock":
            return None
        case "iso":
            year, month, day = (int(part) for part in text.split("-"))
            return Token(Kind.DATE, text, day, month, year, is_dotted=True)
        case "numbers":
            return _numbers(text)
        case "dot" | "number":
            return Token(Kind.DATE, text, int(text.rstrip(".")[:9]), is_dotted=text.endswith("."))
        case "word":
            return Token(_word_kind(text), text)
        case _:
            return _sign(text)


def _sign(text: str) -> Token | None:
    if text == ".":
        return None
    return Token(Kind.THROUGH if text in THROUGH else Kind.AND if text in AND else Kind.SIGN, text)


def _numbers(text: str) -> Token:
    parts = [int(part) for part in re.findall(r"\d+", text)]
    year = parts[2] if len(parts) > 2 else None
    if year is not None and year < 100:
        year += 2000
    return Token(Kind.DATE, text, parts[0], parts[1], year, is_dotted=True)


def _word_kind(text: str) -> Kind:
    if text in THROUGH:
        return Kind.THROUGH
    if text in AND:
        return Kind.AND
    return Kind.BESIDE if text in BESIDE else Kind.WORD


def _weeks(tokens: list[Token]) -> list[Token]:
    """`uke 40`, and the 41 of `uke 40 og 41`, which has neither a dot nor a month."""
    found: list[Token] = []
    in_weeks = False
    for place, token in enumerate(tokens):
        after = tokens[place + 1].text if place + 1 < len(tokens) else ""
        comes_first = bool(found) and found[-1].text in WEEKS
        is_bare = token.kind is Kind.DATE and token.month is None and after not in MONTHS
        if comes_first and token.kind is Kind.DATE and "/" in token.text:  # uke 52/53
            found += [Token(Kind.WEEK, token.text, number) for number in (token.day, token.month or 0)]
        elif in_weeks and is_bare and (comes_first or not token.is_dotted):
            found.append(Token(Kind.WEEK, token.text, token.day))
        else:
            found.append(token)
        in_weeks = _goes_on_in_weeks(token, in_weeks, is_bare)
    return [token for token in found if token.text not in WEEKS]


def _goes_on_in_weeks(token: Token, in_weeks: bool, is_bare: bool) -> bool:
    if token.text in WEEKS:
        return True
    return in_weeks and (is_bare or token.kind in (Kind.AND, Kind.THROUGH, Kind.BESIDE))


def _with_months(tokens: list[Token]) -> list[Token]:
    """`28. september 2026` is one date."""
    found: list[Token] = []
    for token in tokens:
        last = found[-1] if found and found[-1].kind is Kind.DATE else None
        if last is not None and last.month is None and token.text in MONTHS:
            last.month, last.text = MONTHS[token.text], f"{last.text} {token.text}"
        elif last is not None and last.month is not None and last.year is None and _is_year(token):
            last.year, last.text = token.day, f"{last.text} {token.text}"
        else:
            found.append(token)
    return found


def _is_year(token: Token) -> bool:
    return token.kind is Kind.DATE and token.month is None and 1900 <= token.day <= 2199


def _with_weekdays(tokens: list[Token]) -> list[Token]:
    """A weekday belongs to the date that follows it, else to the date before it.

    Of `torsdag og fredag 8.-9. oktober` nobody knows, so it is left alone.
    """
    found: list[Token] = []
    waiting: int | None = None
    for place, token in enumerate(tokens):
        weekday = WEEKDAYS.get(token.text)
        if weekday is None:
            if token.kind is Kind.DATE:
                token.weekday, waiting = waiting, None
            found.append(token)
        elif _date_follows(tokens, place):
            waiting = None if _is_one_of_several(tokens, place) else weekday
        elif (last := _date_before(found)) is not None and len(token.text) > 4:
            last.weekday = weekday
        else:
            found.append(token)
    return found


def _date_follows(tokens: list[Token], place: int) -> bool:
    for token in tokens[place + 1 : place + 4]:
        if token.kind is not Kind.BESIDE:
            return token.kind is Kind.DATE
    return False


def _is_one_of_several(tokens: list[Token], place: int) -> bool:
    before = tokens[max(0, place - 2) : place]
    connected = len(before) == 2 and before[1].kind in (Kind.AND, Kind.THROUGH)
    return connected and before[0].text in WEEKDAYS


def _date_before(found: list[Token]) -> Token | None:
    """The date without a weekday that one in brackets or after a comma speaks of."""
    for token in found[-2:][::-1]:
        if token.kind is Kind.DATE:
            return token if token.weekday is None else None
        if token.text not in ("(", ","):
            return None
    return None
