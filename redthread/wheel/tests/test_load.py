"""How much a school is part of at once, in kind words."""

from __future__ import annotations

import re
from datetime import date

import pytest

from redthread.people.models import Organisation
from redthread.schoolyear.years import SchoolYear
from redthread.wheel.load import MANY, MOST_STRANDS, MonthLoad, in_words, loads_of, many_at_once
from redthread.wheel.marks import Entry, Kind, State

YEAR = SchoolYear(2026)
OWNER = Organisation(pk=1, kind="owner", name="Fjordvik kommune")
ASEN, BREKKA = (
    Organisation(pk=pk, kind="school", name=name, parent_id=1) for pk, name in ((2, "Åsen"), (3, "Brekka"))
)


def made(kind: Kind, first: date, last: date | None, who: int = 0, **fields: object) -> Entry:
    key = f"{kind}{first}{last}{who}{fields}"
    return Entry(kind, key, "Noe", first, last, "Øst", "ost", who_key=who, **fields)  # type: ignore[arg-type]


def october(count: int, who: int = ASEN.pk) -> list[Entry]:
    return [made(Kind.SCHOOLS, date(2026, 10, n + 1), date(2026, 10, 30), who) for n in range(count)]


def test_many_things_at_once_are_said_in_words() -> None:
    assert (
        many_at_once(MonthLoad(date(2026, 10, 1), 5, 2))
        == "Mange ting på en gang i oktober: fem satsinger og to samlinger."
    )
    assert many_at_once(MonthLoad(date(2027, 3, 1), 1, 0)) == "Mange ting på en gang i mars: én satsing."
    assert (in_words(12), in_words(13), in_words(82)) == ("tolv", "13", "82")


def test_a_school_is_part_of_its_own_its_owners_and_the_gatherings() -> None:
    entries = [
        made(Kind.OWNERS, date(2026, 8, 1), None, OWNER.pk),
        made(Kind.SCHOOLS, date(2026, 10, 1), date(2026, 10, 31), ASEN.pk),
        made(Kind.OWNERS, date(2026, 8, 1), None, 99),
        made(Kind.GATHERING, date(2026, 10, 13), date(2026, 10, 13)),
        made(Kind.GATHERING, date(2026, 10, 20), date(2026, 10, 20), state=State.CANCELLED),
        made(Kind.GATHERING, date(2026, 10, 27), date(2026, 10, 27), state=State.DRAFT),
    ]
    asen, brekka = loads_of([ASEN, BREKKA], entries, YEAR, frozenset({ASEN.pk}))
    assert [(m.initiatives, m.gatherings) for m in asen.months[1:4]] == [(1, 0), (2, 1), (1, 0)]
    assert [(m.initiatives, m.gatherings) for m in brekka.months[1:4]] == [(1, 0), (1, 1), (1, 0)]
    assert (asen.is_own, brekka.is_own) == (True, False)


@pytest.mark.parametrize(("count", "is_told"), [(MANY - 1, False), (MANY, True)])
def test_only_much_at_once_is_mentioned(count: int, is_told: bool) -> None:
    [load] = loads_of([ASEN], october(count), YEAR, frozenset())
    assert bool(load.words) is is_told


def test_schools_stand_in_the_order_given_whatever_they_carry() -> None:
    loads = loads_of([ASEN, BREKKA], october(20, BREKKA.pk), YEAR, frozenset())
    assert [load.school.name for load in loads] == ["Åsen", "Brekka"]
    swapped = loads_of([BREKKA, ASEN], october(20, BREKKA.pk), YEAR, frozenset())
    assert [load.school.name for load in swapped] == ["Brekka", "Åsen"]


def test_nothing_compares_the_schools() -> None:
    """Another school's year changes nothing in how this one's is told or drawn."""
    alone = loads_of([ASEN, BREKKA], october(3), YEAR, frozenset())[0]
    beside = loads_of([ASEN, BREKKA], october(3) + october(29, BREKKA.pk), YEAR, frozenset())[0]
    assert alone == beside


def test_82_at_once_are_counted_though_not_all_are_drawn() -> None:
    [load] = loads_of([ASEN], october(30) * 2 + october(22), YEAR, frozenset())
    assert load.months[2].initiatives == 82
    assert len(load.strands) == MOST_STRANDS
    assert load.more == 82 - MOST_STRANDS
    assert re.match(r"Mange ting på en gang i oktober: 82 satsinger\.", load.words[0])


def test_a_school_without_initiatives_has_a_year_all_the_same() -> None:
    [load] = loads_of([ASEN], [], YEAR, frozenset())
    assert (load.has_something, load.words, load.strands) == (False, [], [])
