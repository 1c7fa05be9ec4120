"""Whether a file is about single pupils. Such a file is refused whole: only published figures belong here."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

ELEVEN = re.compile(r"(?<!\d)(\d{6})[ .-]?(\d{5})(?!\d)")
ABOUT_ONE = re.compile(
    r"fornavn|førenamn|etternavn|etternamn|elevnavn|elevnamn|elevens|^elev$|fødsels|personnummer|personnr|"
    r"^fnr$|^navn på elev|e-?post|foresatt|føresett|mobil|telefon|kandidatn",
    re.IGNORECASE,
)
NAME = re.compile(r"[A-ZÆØÅÄÖÉ][a-zæøåäöéèü]+(?:[- ][A-ZÆØÅÄÖÉ][a-zæøåäöéèü.]*){1,3}")
LAST_FIRST = re.compile(
    r"[A-ZÆØÅ][a-zæøåé]+(?:[- ][A-ZÆØÅ][a-zæøåé]+)*, [A-ZÆØÅ][a-zæøåé]+(?:[- ][A-ZÆØÅ][a-zæøåé]*\.?)*"
)
OF_A_PLACE = re.compile(
    r"skole|skule|barnehage|kommune|fylke|senter|oppvekst|montessori|steiner|vgs|landet|trinn|kjønn",
    re.IGNORECASE,
)
FIRST_WEIGHTS = (3, 7, 6, 1, 8, 9, 4, 5, 2, 1)
SECOND_WEIGHTS = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)


def is_national_identity_number(digits: str) -> bool:
    """Whether eleven digits are a Norwegian identity number: a date (also of D- and synthetic numbers) and
    two check digits by mod 11."""
    numbers = [int(digit) for digit in digits]
    if len(numbers) != 11 or not _has_date(digits):
        return False
    first = sum(weight * number for weight, number in zip(FIRST_WEIGHTS, numbers, strict=False))
    second = sum(weight * number for weight, number in zip(SECOND_WEIGHTS, numbers, strict=True))
    return first % 11 == 0 and second % 11 == 0


def _has_date(digits: str) -> bool:
    day, month = int(digits[:2]), int(digits[2:4])
    day -= 40 if day > 40 else 0
    for added in (80, 65, 40):  # synthetic numbers have months of their own
        if month > added:
            month -= added
            break
    try:
        date(2000, month, day)
    except ValueError:
        return False
    return True


def has_identity_number(text: str) -> bool:
    return any(is_national_identity_number("".join(found)) for found in ELEVEN.findall(text))


def is_about_one(heading: str) -> bool:
    """Whether a heading is that of a column about single people."""
    return ABOUT_ONE.search(heading.strip()) is not None


def first_name_at(values: Sequence[str], known: frozenset[str]) -> int | None:
    """Where the first name of a person stands, when the column looks like names of people; else None.

    `known` has the names of the network's schools in lower case, which are not people's.
    """
    filled = [value for value in values if value]
    names = [value for value in filled if looks_like_a_person(value, known)]
    if len(names) * 2 <= len(filled) or not names:
        return None
    return next(place for place, value in enumerate(values) if value == names[0])


def looks_like_a_person(text: str, known: frozenset[str]) -> bool:
    if text.casefold() in known or OF_A_PLACE.search(text):
        return False
    return bool(NAME.fullmatch(text) or LAST_FIRST.fullmatch(text))


def refusal() -> str:
    return _(
        "ser ut til å handle om enkeltelever. Filer med elevnavn eller fødselsnummer skal ikke hit. "
        "Bruk tallene slik de er publisert for skolen."
    )
