"""Small groups become one before anything is calculated."""

from redthread.surveys.figures.levels import Group, levels_of
from redthread.surveys.figures.masking import Asked, mask_of
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


def test_a_role_that_was_merged_has_few_answers_and_one_that_nobody_answered_in_has_none() -> None:
    groups = [Group(1, "teacher", ""), Group(2, "", ""), Group(3, "owner", "")]
    levels = levels_of(groups, roles=("teacher", "principal", "owner"))

    mask = mask_of({1: 30, 2: 12, 3: 0}, Asked(groups, levels, 5, {}))

    assert (mask["role:principal"], mask["role:owner"]) == ("few", "none")
    assert "role:teacher" not in mask
