"""Practice stories, talks about help and what a staff has answered, through each of the 24 doors."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.db import transaction

from redthread.search.actions.indexing import Sweep
from redthread.search.registry import SOURCES
from tests.doors import help_requests, staff_answers, stories
from tests.doors.cells import (
    BEFORE,
    DOORS,
    EVERYBODY,
    MARKS,
    Absent,
    Opens,
    Town,
    Walked,
    plain,
)
from tests.test_access_walk import SESSIONS, sign_in_everybody
from tests.test_two_worlds import NOW
from tests.world import build

pytestmark = pytest.mark.django_db
CONTENTS = {"story": stories, "help request": help_requests, "staff answers": staff_answers}


@pytest.fixture(scope="module")
def town(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Town]:
    """One world for all doors; whatever a door changes is rolled back."""
    from django.test import override_settings

    files = override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("files"))
    with files, django_db_blocker.unblock(), time_machine.travel(NOW, tick=False), transaction.atomic():
        world = build(NOW)
        sign_in_everybody()
        town = Town(world, {})
        town.sessions = {
            name: SESSIONS[person.pk] for name in EVERYBODY if (person := town.person(name)) is not None
        }
        yield town
        transaction.set_rollback(True)


def test_every_door_is_answered_for_each_kind_of_content() -> None:
    for content in CONTENTS.values():
        assert sorted(content.CELLS) == list(range(1, len(DOORS) + 1))


@pytest.mark.parametrize("what", CONTENTS)
def test_each_door_opens_to_those_who_may_and_to_nobody_else(what: str, town: Town) -> None:
    cells, told = CONTENTS[what].CELLS, []
    befores: dict[int, dict[str, str]] = {}
    for state in kept_apart(town, what):
        for number, cell in cells.items():
            if is_asked(cell, state):
                received = {name: knocked(cell, town, name) for name in EVERYBODY}
                before = befores.setdefault(number, received)
                told += [
                    f"{DOORS[number - 1]}, {one}" for one in compared(cell, state, received, before, town)
                ]
    assert not told, "\n".join(told)


@pytest.mark.parametrize("what", CONTENTS)
def test_what_cannot_be_a_door_is_none_and_what_is_walked_elsewhere_is(what: str, town: Town) -> None:
    for state in kept_apart(town, what):
        for cell in CONTENTS[what].CELLS.values():
            if isinstance(cell, Opens) and cell.also and state == cell.states[-1]:
                cell.also(town)
            if isinstance(cell, Absent) and state == cell.state:
                cell.proof(town)
    for cell in CONTENTS[what].CELLS.values():
        if isinstance(cell, Walked):
            assert cell.names
            assert set(cell.names) <= cell.walked()


def test_each_cell_can_fail() -> None:
    """Somebody is let in, or is known to receive something, and each state that is asked in comes."""
    for content in CONTENTS.values():
        for cell in content.CELLS.values():
            if isinstance(cell, Opens):
                assert cell.can_fail()
                assert cell.states
                assert set(cell.states) <= set(content.STATES)


def kept_apart(town: Town, what: str) -> Iterator[str]:
    """The states one by one, with what the worker does; afterwards all is as it was."""
    with transaction.atomic():
        for state in CONTENTS[what].steps(town):
            town.answers = {}
            Sweep().run(SOURCES)
            yield state
        transaction.set_rollback(True)


def is_asked(cell: Any, state: str) -> bool:
    return isinstance(cell, Opens) and (state == BEFORE or state in cell.states)


def knocked(cell: Opens, town: Town, name: str) -> str:
    with transaction.atomic():
        text = plain(cell.ask(town, name))
        transaction.set_rollback(True)
    return text


def compared(
    cell: Opens, state: str, received: dict[str, str], before: dict[str, str], town: Town
) -> list[str]:
    """Where the door hands out something else than is said, in words."""
    told = []
    for mark, seen in zip(MARKS, (cell.name, cell.words, cell.later), strict=True):
        met = {name for name, text in received.items() if mark in text}
        told += differing(f"{state}: {mark}", met, seen.get(state, ""))
    traced = {name for name, text in received.items() if text != before[name]} - town.gone
    told += differing(f"{state}: a trace", traced, cell.traced(state))
    text, names = cell.holds
    told += [f"{state}: {name} lacks «{text}»" for name in names.split() if text not in received[name]]
    return told


def differing(what: str, found: set[str], names: str) -> list[str]:
    expected = set(names.split())
    if found == expected:
        return []
    return [f"{what} to {sorted(found)}, and should be to {sorted(expected)}"]
