"""The window in words, and what of a summary the others see."""

from datetime import UTC, datetime

from django.utils import translation

from redthread.betweenwork.drafts import Draft
from redthread.betweenwork.snapshots import Reached, reached, snapshot_of
from redthread.betweenwork.windows import is_open, window_words
from redthread.testing.make import OSLO


def at(year: int, month: int, day: int, hour: int = 9) -> datetime:
    return datetime(year, month, day, hour, tzinfo=OSLO)


def test_the_window_lasts_until_the_next_gathering_starts() -> None:
    now = at(2026, 11, 3)
    assert window_words(at(2026, 10, 14), at(2026, 11, 12), now) == "frem til 12. november"
    assert window_words(at(2026, 10, 14), None, now) == "til neste samling er satt"
    assert window_words(at(2026, 8, 20), at(2026, 10, 14), now) == "20. august til 14. oktober"
    assert is_open(None, now)
    assert not is_open(now, now)


def test_the_year_is_said_when_it_is_another() -> None:
    words = window_words(at(2025, 11, 20), at(2026, 1, 15), at(2026, 11, 3))
    assert words == "20. november 2025 til 15. januar"


def test_the_day_is_the_local_one_also_when_utc_is_still_on_the_day_before() -> None:
    start = at(2026, 11, 12, 0).astimezone(UTC)
    assert window_words(at(2026, 10, 14), start, at(2026, 11, 3)) == "frem til 12. november"


def test_the_others_see_the_answers_that_were_given_in_the_order_they_are_asked() -> None:
    snapshot = snapshot_of(Draft(" Vi leste. ", "", "Tid.\n", "not_yet"))
    assert [(entry["label"], entry["text"]) for entry in snapshot] == [
        ("Hva vi gjorde", "Vi leste."),
        ("Hva som var vanskelig", "Tid."),
        ("Hvem vi nådde", "Ikke ennå"),
    ]
    assert snapshot_of(Draft(" \n ")) == []


def test_the_labels_are_in_the_schools_norm_and_not_in_the_language_of_whoever_pressed() -> None:
    with translation.override("en"):
        assert snapshot_of(Draft("Vi leste."))[0]["label"] == "Hva vi gjorde"


def test_reach_is_counted_from_released_snapshots_only_by_those_who_have_said_it() -> None:
    snapshots = [snapshot_of(Draft("a", reach=reach)) for reach in ("whole", "whole", "part", "")]
    assert reached(snapshots) == Reached(2, 1, 0)
    assert reached(snapshots).in_words() == [
        "2 skoler har nådd hele personalet",
        "1 skole har nådd en del av personalet",
    ]
    assert reached(snapshots).dots == ["whole", "whole", "part"]
    assert reached([]).total == 0
