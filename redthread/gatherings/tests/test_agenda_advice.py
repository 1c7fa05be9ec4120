"""Kind words about a programme, and none where none are needed."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from redthread.gatherings.agenda_advice import advice, balance_text, length_text
from redthread.gatherings.models import AgendaItem, Gathering
from redthread.gatherings.programme import programme_of

OSLO = ZoneInfo("Europe/Oslo")
NINE = datetime(2027, 3, 2, 9, 0, tzinfo=OSLO)


def day(*items: tuple[str, int], hours: float = 1) -> tuple[Gathering, list[AgendaItem]]:
    gathering = Gathering(starts_at=NINE, ends_at=NINE + timedelta(hours=hours))
    return gathering, [AgendaItem(kind=kind, title=f"En {kind}", minutes=minutes) for kind, minutes in items]


def words(*items: tuple[str, int], hours: float = 1) -> list[str]:
    gathering, made = day(*items, hours=hours)
    return advice(gathering, programme_of(gathering, made))


@pytest.mark.parametrize(
    ("minutes", "text"),
    [
        (0, "0 minutter"),
        (1, "1 minutt"),
        (25, "25 minutter"),
        (60, "1 time"),
        (61, "1 time og 1 minutt"),
        (125, "2 timer og 5 minutter"),
    ],
)
def test_a_length_is_said_as_people_say_it(minutes: int, text: str) -> None:
    assert length_text(minutes) == text


@pytest.mark.parametrize(
    ("minutes", "text"),
    [
        (85, "Programmet er 25 minutter for langt."),
        (60, "Programmet fyller hele samlingen."),
        (50, "Det er 10 minutter til overs."),
    ],
)
def test_whether_the_programme_fits_is_said_in_words(minutes: int, text: str) -> None:
    gathering, items = day(("input", minutes))
    assert balance_text(gathering, programme_of(gathering, items)) == text


def test_over_several_days_without_marked_days_only_the_length_is_said() -> None:
    gathering, items = day(("input", 90), hours=30)
    assert balance_text(gathering, programme_of(gathering, items)) == (
        "Programmet er på 1 time og 30 minutter til sammen."
    )


def test_a_good_programme_needs_no_advice() -> None:
    assert words(("since_last", 15), ("own_school", 5), ("input", 30), ("review", 10)) == []


def test_a_programme_without_since_last_or_review_is_kindly_warned_of() -> None:
    first, second = words(("input", 60))
    assert first.startswith("«Siden sist» er tatt ut.")
    assert second.startswith("Oppsummeringen er tatt ut.")


def test_since_last_and_review_in_the_middle_are_mentioned() -> None:
    first, second = words(("input", 20), ("review", 10), ("since_last", 10), ("input", 20))
    assert first.startswith("«Siden sist» står ikke først.")
    assert second.startswith("Oppsummeringen står ikke sist.")


def test_a_reflection_of_two_minutes_is_too_short_and_one_of_five_is_not() -> None:
    assert words(("since_last", 15), ("own_school", 2), ("cross_groups", 5), ("review", 10)) == [
        "«En own_school» har 2 minutter. Å tenke sammen tar ofte lengre tid."
    ]
    assert words(("since_last", 15), ("cross_groups", 4), ("review", 10)) == [
        "«En cross_groups» har 4 minutter. Å tenke sammen tar ofte lengre tid."
    ]
    assert words(("since_last", 15), ("break", 2), ("review", 10)) == []
