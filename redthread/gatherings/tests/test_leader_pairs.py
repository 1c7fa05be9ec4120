"""A leader and a union representative who might lead together, and whose turn it is."""

from redthread.gatherings.leader_pairs import Candidate, suggest_pair

ASEN, BREKKA = 1, 2
MONA = Candidate(1, ASEN, is_leader=True, is_union=False)
RITA = Candidate(2, BREKKA, is_leader=False, is_union=True)
TOR = Candidate(3, ASEN, is_leader=False, is_union=True)
DAG = Candidate(4, BREKKA, is_leader=True, is_union=False)
ALF = Candidate(5, ASEN, is_leader=True, is_union=True)


def test_the_two_come_from_different_places_when_they_can() -> None:
    assert suggest_pair([MONA, TOR, RITA], {}) == (1, 2)
    assert suggest_pair([MONA, TOR], {}) == (1, 3)


def test_those_who_have_led_least_come_first() -> None:
    assert suggest_pair([MONA, DAG, TOR, RITA], {1: 2}) == (4, 3)
    assert suggest_pair([MONA, DAG, TOR, RITA], {4: 1, 2: 0}) == (1, 2)


def test_nobody_is_a_pair_with_themselves_and_without_both_roles_nothing_is_suggested() -> None:
    assert suggest_pair([ALF], {}) is None
    assert suggest_pair([MONA, DAG], {}) is None
    assert suggest_pair([TOR, RITA], {}) is None
    assert suggest_pair([], {}) is None
