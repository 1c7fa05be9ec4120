"""What the day needs of rooms and things, put together from its methods."""

import pytest

from redthread.gatherings.day_needs import needs_of, things_in
from redthread.gatherings.models import AgendaItem, Method


def item(title: str, materials: str = "", room: str = "") -> AgendaItem:
    method = Method(name=title, materials=materials, room=room, minutes=30, purpose="")
    return AgendaItem(title=title, kind="input", minutes=30, method=method)


@pytest.mark.parametrize(
    ("text", "things"),
    [
        ("Tusj, A3-ark og tape.", ["Tusj", "A3-ark og tape"]),
        ("tusj\n- A3-ark\n• tape", ["tusj", "A3-ark", "tape"]),
        ("Kort (to hver, fire på lager); klokke", ["Kort (to hver, fire på lager)", "klokke"]),
        ("1,5 meter snor, saks", ["1,5 meter snor", "saks"]),
        (" ,;\n. ", []),
        ("", []),
    ],
)
def test_a_text_about_materials_is_read_as_things(text: str, things: list[str]) -> None:
    assert things_in(text) == things


def test_each_thing_stands_once_with_what_it_is_for() -> None:
    needs = needs_of([item("IGP", "tusj, plakat"), item("Vandring", "Tusj, tape"), item("IGP", "tusj")])
    assert [(thing.what, thing.items) for thing in needs.things] == [
        ("Tusj", ("IGP", "Vandring")),
        ("Plakat", ("IGP",)),
        ("Tape", ("Vandring",)),
    ]


def test_how_the_room_is_to_be_stands_as_it_was_written() -> None:
    needs = needs_of([item("IGP", room="Bord, fire ved hvert."), item("Prat"), AgendaItem(title="Pause")])
    assert [(room.what, room.items) for room in needs.rooms] == [("Bord, fire ved hvert.", ("IGP",))]
    assert needs.things == ()
