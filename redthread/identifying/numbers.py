"""Numbers that are somebody's: national identity numbers, phones, accounts, organisation numbers, plates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from redthread.identifying.marks import Found, Kind
from redthread.identifying.reading import Reading
from redthread.identifying.windows import matches_in

# Digits with at most two light signs between them. Every sign is looked at once: no two parts can match
# the same.
RUN = re.compile(r"\+?\d(?:[ \t.\-–/()]{0,2}\d)*")
BLOCK = re.compile(r"\d+")
PLATE = re.compile(r"(?<![\w-])[A-ZÆØÅ]{2}[ -]?\d{5}(?!\d|[ .]\d{3})")
NOT_PLATES = frozenset(("NR", "KR", "ID", "NS", "NO"))
IBAN = re.compile(r"(?<!\w)NO\d{2}(?: ?\d{4}){2} ?\d{3}(?!\d)")
SHORTEST, WIDEST = 8, 13
PHONE_WORD = re.compile(
    r"(?:tlf|tel|telefon|telefonnummer|mobil|mob|nummer|ring|ringe|ringte|sms|nås på"
    r"|vipps)\W{0,4}(?:nr|på|til|er)?\W{0,3}$",
    re.I,
)
ACCOUNT_WORD = re.compile(r"(?:konto|kontonr|kontonummer|bankkonto)\W{0,4}(?:nr|er)?\W{0,3}$", re.I)
PHONE_SHAPES = {(8,), (3, 2, 3), (2, 2, 2, 2), (3, 5), (5, 3), (2, 3, 3), (4, 4)}
SURE_PHONE_SHAPES = {(8,), (3, 2, 3), (2, 2, 2, 2)}
ID_SHAPES = {(11,), (6, 5), (2, 2, 2, 5), (6, 3, 2), (6, 2, 3), (2, 2, 7), (2, 4, 5), (4, 2, 5)}
FIRST, SECOND = (3, 7, 6, 1, 8, 9, 4, 5, 2, 1), (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
ELEVEN, NINE = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1), (3, 2, 7, 6, 5, 4, 3, 2, 1)


def is_national_id(digits: str) -> bool:
    """Whether eleven digits are a birth number, D-number or H-number by date and check digits.

    A D-number has 4 added to the first digit of the day, an H-number to that of the month; the synthetic
    ones of
    the tax authority and of the welfare services have 8, or 4 (6 with 4 in a D-number's month), in the month.
    """
    return has_birth_date(digits) and _sums(digits, FIRST) and _sums(digits, SECOND)


def has_birth_date(digits: str) -> bool:
    day, month, year = int(digits[:2]), int(digits[2:4]), int(digits[4:6])
    day -= 40 if day > 40 else 0
    for added in (80, 65, 40):
        if month > added:
            month -= added
            break
    try:
        date(2000 + year, month, day)
    except ValueError:
        return False
    return True


def _sums(digits: str, weights: tuple[int, ...]) -> bool:
    return sum(int(one) * weight for one, weight in zip(digits, weights, strict=False)) % 11 == 0


def numbers_in(reading: Reading) -> Iterator[Found]:
    """Each number that is somebody's, or looks like it. Later ones may overlap earlier ones."""
    text = reading.text
    for run in RUN.finditer(text):
        if run.end() - run.start() >= 8:
            yield from _of_run(text, run.start(), run.end())
    for match in matches_in(text, reading.digits, PLATE):
        if match.group()[:2] not in NOT_PLATES:
            yield Found(*match.span(), Kind.PLATE, "[bilnummer]")
    for match in matches_in(text, reading.digits, IBAN):
        yield Found(*match.span(), Kind.ACCOUNT, "[kontonummer]")


def _of_run(text: str, start: int, end: int) -> Iterator[Found]:
    blocks = [match.span() for match in BLOCK.finditer(text, start, end)]
    first = 0
    while first < len(blocks):
        found, used = _from(text, blocks, first)
        if found:
            yield found
        first += used


def _from(text: str, blocks: list[tuple[int, int]], first: int) -> tuple[Found | None, int]:
    """The longest number that begins with this block, and how many blocks it takes (at least one)."""
    best: tuple[Found | None, int] = (None, 1)
    digits, shape = "", []
    for last in range(first, min(first + WIDEST, len(blocks))):
        begin, stop = blocks[last]
        if len(digits) + stop - begin > WIDEST:
            break
        digits += text[begin:stop]
        shape.append(stop - begin)
        if len(digits) < SHORTEST:
            continue
        kind = _kind(text, blocks[first][0], digits, tuple(shape))
        if kind:
            place = _with_prefix(text, blocks[first][0]) if kind == Kind.PHONE else blocks[first][0]
            best = Found(place, stop, kind, WORDS[kind]), last - first + 1
    return best


WORDS = {
    Kind.NATIONAL_ID: "[fødselsnummer]",
    Kind.ACCOUNT: "[kontonummer]",
    Kind.PHONE: "[telefon]",
    Kind.ORGANISATION_NUMBER: "[org.nr.]",
}


def _kind(text: str, start: int, digits: str, shape: tuple[int, ...]) -> Kind | None:
    match len(digits):
        case 8:
            return Kind.PHONE if _is_phone(text, start, digits, shape) else None
        case 9:
            is_one = shape in {(9,), (3, 3, 3)} and digits[0] in "89" and _sums(digits, NINE)
            return Kind.ORGANISATION_NUMBER if is_one else None
        case 10 | 12 if digits.startswith(("47", "0047")) and digits[-8] in "2345679":
            return Kind.PHONE
        case 11:
            return _of_eleven(text, start, digits, shape)
        case 13 if digits.startswith("0047") or (shape[-1] == 5 and digits[4:6] in ("19", "20")):
            return Kind.PHONE if digits.startswith("00") else Kind.NATIONAL_ID
        case 10 | 11 | 12 | 13 if digits.startswith("00") or text[start - 1 : start] == "+":
            return Kind.PHONE
    return None


def _of_eleven(text: str, start: int, digits: str, shape: tuple[int, ...]) -> Kind | None:
    """A valid number however it is broken; a look-alike where it is written as such numbers are."""
    if is_national_id(digits):
        return Kind.NATIONAL_ID
    if text[start - 1 : start] == "+" or digits.startswith("00"):
        return Kind.PHONE
    is_account = shape == (4, 2, 5) or ACCOUNT_WORD.search(text, max(0, start - 30), start) is not None
    if is_account and (shape == (4, 2, 5) or _sums(digits, ELEVEN)):
        return Kind.ACCOUNT
    if shape in ID_SHAPES:
        return Kind.NATIONAL_ID
    return None


def _is_phone(text: str, start: int, digits: str, shape: tuple[int, ...]) -> bool:
    if text[start - 1 : start] == "+" or (
        digits[0] in "2345679" and shape in SURE_PHONE_SHAPES and not _is_day(digits)
    ):
        return True
    told = PHONE_WORD.search(text, max(0, start - 30), start)
    return bool(told) and shape in PHONE_SHAPES


def _is_day(digits: str) -> bool:
    """20240312 is a day, and 12032024 as well: dates look at those."""
    return (digits[:2] in ("19", "20") and digits[4:6] <= "12" and digits[6:] <= "31") or (
        digits[4:6] in ("19", "20") and digits[:2] <= "31" and digits[2:4] <= "12"
    )


def _with_prefix(text: str, start: int) -> int:
    """Where the plus or the parenthesis before a number begins."""
    while start and text[start - 1] in "+(":
        start -= 1
    return start
