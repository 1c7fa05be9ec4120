"""Two questions that the same people have answered, one against the other."""

from __future__ import annotations

import numpy as np
import pytest

from redthread.instruments.coding import DONT_KNOW
from redthread.instruments.model import AnswerScale, Instrument, Item, Option, Section, Text
from redthread.surveys.figures.answers import answers_from
from redthread.surveys.figures.levels import Group
from redthread.surveys.figures.made import Closed, Figures, figures_of
from redthread.surveys.main_messages import Names
from redthread.surveys.result_lines import comparison_lines
from redthread.surveys.result_reading import hidden_lines

WELL = AnswerScale("well", "ordered", tuple(Option(v, Text(str(v))) for v in range(1, 6)), True)
ITEMS = (Item("room", Text("I samme rom"), scale="well"), Item("screen", Text("På skjerm"), scale="well"))
INSTRUMENT = Instrument(
    "meeting", 1, Text("Samlinger"), Text("Om"), {"well": WELL}, (Section(Text("S"), ITEMS),),
    comparisons=(("room", "screen"),),
)  # fmt: skip
PEOPLE, K = 40, 5


def compared(*, room_only: int = 0, screen_only: int = 0, both: int = PEOPLE) -> tuple[Figures, np.ndarray]:
    """What is told, and the two answers of those who gave both."""
    chance = np.random.default_rng(3)
    rows = np.ones((both + room_only + screen_only, 3), np.uint8)
    rows[:, 1] = chance.integers(2, 6, len(rows))
    rows[:, 2] = np.clip(rows[:, 1] - chance.integers(0, 3, len(rows)), 1, 5)
    rows[both : both + room_only, 2] = DONT_KNOW
    rows[both + room_only :, 1] = DONT_KNOW
    closed = Closed(
        answers_from(rows, INSTRUMENT, is_linked=False), (Group(1, "teacher", "school"),), K, {"total": 9}
    )
    (found,) = figures_of(closed, INSTRUMENT)["comparisons"]
    return found, rows[:both, 1:].astype(float)


def test_it_is_the_mean_of_each_persons_own_difference() -> None:
    found, both = compared(room_only=6, screen_only=5)
    own = both[:, 0] - both[:, 1]
    error = own.std(ddof=1) / np.sqrt(PEOPLE)

    assert found["difference"] == round(own.mean(), 1) > 0
    # Student's t, 39 degrees of freedom, two-sided 95 %: 2.0227 in the printed tables
    assert found["interval"] == [round(own.mean() + edge * 2.0227 * error, 1) for edge in (-1, 1)]
    assert (found["n"], found["is_paired"], found["is_clear"]) == ([PEOPLE, PEOPLE], True, True)


@pytest.mark.parametrize(
    ("who", "hidden"),
    [
        ({"room_only": K - 1}, "derivable"),  # the mean of all less that of both would tell of the four
        ({"screen_only": 1}, "derivable"),
        ({"both": K - 1, "room_only": PEOPLE, "screen_only": PEOPLE}, "few"),
        ({"room_only": K}, None),
    ],
)
def test_those_who_answered_one_alone_are_nobody_or_enough(who: dict[str, int], hidden: str | None) -> None:
    assert compared(**who)[0].get("hidden") == hidden


def test_it_is_told_with_both_questions_and_its_people() -> None:
    found, _both = compared()
    hidden, _none = compared(screen_only=1)
    told, why = comparison_lines({"comparisons": [found, hidden]}, Names(INSTRUMENT, "nb"))

    assert told.name == "«I samme rom» mot «På skjerm»"
    assert told.told.startswith("+")
    assert told.told.endswith("40 svar på begge")
    assert why.told == "skjult så andre ikke kan regnes ut"


def test_why_it_is_hidden_is_explained_also_where_nothing_else_is() -> None:
    rest: Figures = {"k": K, "items": {}, "indices": {}, "levels": []}
    hidden, _none = compared(screen_only=1)

    assert [one.name for one in hidden_lines({**rest, "comparisons": [hidden]})] == [
        "skjult så andre ikke kan regnes ut"
    ]
    assert [one.name for one in hidden_lines({**rest, "modules": [{"hidden": "alike"}]})] == [
        "svarene er for like"
    ]
