"""Earlier rounds, read as how often two have met."""

from typing import Any

import pytest

from redthread.grouping.history import HistoryError, meetings, read_history


def test_an_earlier_composition_is_read_back() -> None:
    assert read_history({"rounds": [[["b", "a"], ["c"]], [["a", 7]]]}) == {("a", "b"): 1, ("7", "a"): 1}
    assert read_history([[["a", "b"]], [["b", "a"]]]) == meetings([[["a", "b"]], [["a", "b"]]])


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({}, 'no "rounds"'),
        ("a", 'no "rounds"'),
        ([["ab"]], "round 1, group 1 is not a list of ids"),
        ([[["a"], ["b", None]]], "round 1, group 2 is not a list of ids"),
        ([[["a"]], 3], "round 2 is not a list of groups"),
        ([[["a", "a"]]], "round 1, group 1: 'a' is twice"),
        ([[["a", "b"], ["a", "c"]]], "round 1, group 2: 'a' is twice"),
    ],
)
def test_what_is_not_earlier_rounds_is_refused_with_its_place(said: Any, told: str) -> None:
    with pytest.raises(HistoryError, match=told):
        read_history(said)
