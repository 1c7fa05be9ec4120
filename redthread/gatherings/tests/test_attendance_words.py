"""Leader present and continuity, each school by itself, in kind words."""

from fractions import Fraction

import pytest

from redthread.gatherings.attendance import Came, SchoolPresence, presence_by_school
from redthread.gatherings.attendance_roll import Row, words_for
from redthread.people.models import Person

ASEN, BREKKA, DALEN = 1, 2, 3


def test_each_school_has_its_people_its_leaders_and_those_who_came_last_time() -> None:
    here = [Came(1, ASEN, True), Came(2, ASEN, False), Came(3, ASEN, False), Came(4, BREKKA, False)]
    last = [Came(2, ASEN, True), Came(3, ASEN, False), Came(9, ASEN, False), Came(5, DALEN, True)]
    assert presence_by_school(here, last) == {
        ASEN: SchoolPresence(people=3, leaders=1, also_last_time=2),
        BREKKA: SchoolPresence(people=1, leaders=0, also_last_time=None),
        DALEN: SchoolPresence(people=0, leaders=0, also_last_time=0),
    }


def test_a_person_who_has_moved_to_another_school_was_not_with_the_new_one_last_time() -> None:
    presence = presence_by_school([Came(1, ASEN, True)], [Came(1, BREKKA, True), Came(2, ASEN, True)])
    assert presence[ASEN].also_last_time == 0


@pytest.mark.parametrize(
    ("presence", "share"),
    [
        (SchoolPresence(3, 1, 2), Fraction(2, 3)),
        (SchoolPresence(2, 0, 2), 1),
        (SchoolPresence(2, 0, 0), 0),
        (SchoolPresence(2, 0, None), None),
        (SchoolPresence(0, 0, 0), None),
    ],
)
def test_continuity_is_the_share_of_those_here_who_came_last_time(
    presence: SchoolPresence, share: Fraction | None
) -> None:
    assert presence.continuity == (None if share is None else pytest.approx(float(share)))


def rows(*presences: str) -> list[Row]:
    return [Row(Person(name="Kari Dahl"), presence) for presence in presences]


@pytest.mark.parametrize(
    ("figure", "recorded", "words"),
    [
        (None, rows("", ""), ""),
        (None, rows("absent", ""), ""),
        (None, rows("absent", "absent"), "Ikke med denne gangen. De får kortreferatet på e-post."),
        (SchoolPresence(0, 0, 2), rows("absent"), "Ikke med denne gangen. De får kortreferatet på e-post."),
        (SchoolPresence(2, 1, None), rows("physical"), "Skoleleder er med."),
        (SchoolPresence(2, 0, 2), rows("physical"), "Uten skoleleder denne gangen. De samme som sist."),
        (SchoolPresence(1, 1, 1), rows("physical"), "Skoleleder er med. Også med sist."),
        (SchoolPresence(3, 2, 1), rows("physical"), "Skoleleder er med. 1 av 3 var også med sist."),
        (SchoolPresence(2, 1, 0), rows("physical"), "Skoleleder er med. Nye siden sist."),
        (SchoolPresence(1, 1, 0), rows("physical"), "Skoleleder er med. Ny siden sist."),
    ],
)
def test_the_words_are_kind_and_wait_until_there_is_something_to_say(
    figure: SchoolPresence | None, recorded: list[Row], words: str
) -> None:
    assert words_for(figure, recorded) == words
