"""A mark, what happens where marks overlap, and the text with all of them replaced."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from operator import itemgetter
from typing import NamedTuple


class Kind(StrEnum):
    """What a mark is of. Where two marks cover the same, the one named first here is kept."""

    NATIONAL_ID = "national_id"
    ACCOUNT = "account"
    EMAIL = "email"
    WEB = "web"
    PHONE = "phone"
    ORGANISATION_NUMBER = "organisation_number"
    PLATE = "plate"
    ADDRESS = "address"
    PROJECT = "project"
    NETWORK = "network"
    SCHOOL = "school"
    NAME = "name"
    PLACE = "place"
    AGE = "age"
    CLASS = "class"
    DATE = "date"
    THIRD_PERSON = "third_person"  # one person: «moren», «assistenten»
    GROUP = "group"  # many, as in «elevene»: seldom identifying, but theirs who are few
    DIALECT = "dialect"


RANK = {kind: rank for rank, kind in enumerate(Kind)}


class Mark(NamedTuple):
    """A piece of the text. `start` and `end` count code points, as Python's str does; end is not included."""

    start: int
    end: int
    text: str
    kind: Kind
    suggestion: str


class Found(NamedTuple):
    """A piece found in the folded text, before overlaps are settled."""

    start: int
    end: int
    kind: Kind
    suggestion: str


def settle(found: Iterable[Found], text: str) -> list[Found]:
    """Without overlaps, in order of place. The longest stands; of equals, the kind that is named first.

    What sticks out beside a longer one stays marked, so that nothing found is ever uncovered.
    """
    kept: list[Found] = []
    for one in sorted(found, key=lambda each: (each.start, -each.end, RANK[each.kind])):
        if kept and one.start < kept[-1].end:
            rest = _rest(one, kept[-1].end, text)
            if rest is None:
                continue
            if one.end - one.start > kept[-1].end - kept[-1].start:
                shorter = kept.pop()
                start = shorter.start
                kept.append(Found(start, one.end, one.kind, one.suggestion))
                continue
            one = rest
        kept.append(one)
    return kept


def _rest(one: Found, begin: int, text: str) -> Found | None:
    while begin < one.end and not text[begin].isalnum():
        begin += 1
    return one._replace(start=begin) if begin < one.end else None


def replace(text: str, marks: Iterable[Mark]) -> str:
    """The text with the suggestion of each mark in its place. Marks may come in any order, without
    overlaps."""
    parts: list[str] = []
    at = 0
    for mark in sorted(marks, key=itemgetter(0)):
        if mark.start < at or text[mark.start : mark.end] != mark.text:
            raise ValueError(f"the mark at {mark.start} is not of this text, or overlaps another")
        parts += (text[at : mark.start], mark.suggestion)
        at = mark.end
    parts.append(text[at:])
    return "".join(parts)
