"""What is known of a signed-in person need not be asked."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from redthread.gatherings.models import AgendaItem, Group, Grouping, GroupPlace
from redthread.live.models import LiveSession
from redthread.live.part_of import part_and_school
from redthread.live.tests.rooms import open_room
from redthread.people.models import Position
from redthread.testing import make
from redthread.testing.cast import Cast


def place(
    cast: Cast, session: LiveSession, number: int, item: AgendaItem | None, *, shown: bool = True
) -> None:
    """Mona sits at that table, for the item or for the day."""
    now = timezone.now()
    seating, _is_new = Grouping.objects.get_or_create(
        gathering=session.gathering,
        item=item,
        defaults={"name": "Bord", "made_by": cast.liv, "made_at": now, "shown_at": now if shown else None},
    )
    group = Group.objects.create(grouping=seating, number=number)
    GroupPlace.objects.create(group=group, person=cast.mona)


def test_a_member_is_known_by_name_school_and_role(cast: Cast) -> None:
    session = open_room(cast)
    mona = {"name": "Mona Vik", "school": cast.asen.public_id, "part": "principal"}
    assert part_and_school(session, cast.mona) == mona
    assert part_and_school(session, cast.rita)["part"] == "teacher"
    assert part_and_school(session, cast.liv) == {"name": "Liv Berg"}


def test_a_position_that_has_ended_says_nothing(cast: Cast) -> None:
    session = open_room(cast)
    Position.objects.filter(person=cast.mona).update(ends_on=timezone.localdate() - timedelta(days=1))
    make.position(cast.mona, cast.asen, Position.Kind.UNION)
    assert part_and_school(session, cast.mona)["part"] == "union"


@pytest.mark.parametrize(
    ("day", "item", "table"), [(None, None, None), (2, None, 2), (None, 1, 1), (2, 1, 1), (9, None, None)]
)
def test_the_table_is_that_of_the_item_or_else_of_the_day_if_it_is_here(
    cast: Cast, day: int | None, item: int | None, table: int | None
) -> None:
    session = open_room(cast, tables=2)
    if day:
        place(cast, session, day, None)
    if item:
        place(cast, session, item, session.item)
    assert part_and_school(session, cast.mona).get("table") == table


def test_tables_that_have_not_been_shown_are_not_told(cast: Cast) -> None:
    session = open_room(cast)
    place(cast, session, 2, session.item, shown=False)
    assert "table" not in part_and_school(session, cast.mona)
