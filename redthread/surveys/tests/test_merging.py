"""Small groups become one before anything is calculated."""

from redthread.surveys.figures.levels import Group
from redthread.surveys.merging import Merged, merged, renumbering

GROUPS = [
    Group(1, "principal", "school"),
    Group(2, "principal", "kindergarten"),
    Group(3, "teacher", "school"),
    Group(4, "owner", ""),
]


def test_a_small_group_is_laid_with_its_own_role_first() -> None:
    found = merged(GROUPS, {1: 12, 2: 3, 3: 40, 4: 6}, 5)

    assert found == [Merged(1, "principal", "", (1, 2))]
    assert renumbering(found) == {1: 1, 2: 1}


def test_a_role_that_is_too_small_loses_its_name() -> None:
    assert merged(GROUPS, {1: 12, 2: 0, 3: 40, 4: 2}, 5) == [Merged(1, "", "", (1, 4))]


def test_groups_that_are_large_enough_and_groups_without_answers_stay() -> None:
    assert merged(GROUPS, {1: 5, 3: 9}, 5) == []
