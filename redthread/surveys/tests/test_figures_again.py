"""The figures worked out a second time, in plain Python from the rows: equal, or both hidden (R18)."""

from __future__ import annotations

import random
from collections.abc import Sequence

import numpy as np
import pytest

from redthread.instruments.coding import DONT_KNOW, NOT_ANSWERED, NOT_RELEVANT
from redthread.instruments.model import AnswerScale, Index, Instrument, Item, Option, Section, Text
from redthread.surveys.figures.answers import answers_from
from redthread.surveys.figures.levels import Group
from redthread.surveys.figures.made import Closed, Figures, figures_of

AGREE = AnswerScale("agree", "ordered", tuple(Option(v, Text(str(v))) for v in range(1, 6)), True, True)
YES = AnswerScale("yes", "yes_no", (Option(1, Text("Ja")), Option(0, Text("Nei"))))
ITEMS = (
    Item("a", Text("A"), scale="agree"),
    Item("b", Text("B"), scale="agree", is_reversed=True),
    Item("c", Text("C"), scale="agree", is_sensitive=True),
    Item("y", Text("Y"), scale="yes"),
)
INSTRUMENT = Instrument(
    "again", 1, Text("Igjen"), Text("Om"), {"agree": AGREE, "yes": YES}, (Section(Text("S"), ITEMS),),
    (Index("i", Text("I"), ("a", "b", "c")),),
)  # fmt: skip
GROUPS = (Group(1, "principal", ""), Group(2, "teacher", "school"), Group(3, "teacher", "kindergarten"))
NO_ANSWER = (NOT_ANSWERED, DONT_KNOW, NOT_RELEVANT)
Rows = list[list[int]]


def some_answers(seed: int) -> Rows:
    chance = random.Random(seed)
    rows = []
    for group in GROUPS:
        lean = chance.choice((1, 2, 3))
        for _one in range(chance.choice((0, 3, 6, 11, 24, 60))):
            given = [min(5, max(1, chance.randint(lean, lean + 2))) for _item in range(3)]
            given = [chance.choice(NO_ANSWER) if chance.random() < 0.1 else one for one in given]
            rows.append([group.number, *given, chance.choice((1, 2))])
    return rows


def product(rows: Rows) -> Figures:
    matrix = np.array(rows, np.uint8).reshape(-1, 5)
    return figures_of(Closed(answers_from(matrix, INSTRUMENT, is_linked=False), GROUPS, 5, {}), INSTRUMENT)


def inside(level: str) -> set[int]:
    axis, _colon, name = level.partition(":")
    return {one.number for one in GROUPS if axis == "total" or getattr(one, axis) == name}


def plain_share(count: int, people: int) -> float | list[float]:
    if people < 20 and count * 5 < people:
        return [0.0, 0.2]
    if people < 20 and count * 5 > people * 4:
        return [0.8, 1.0]
    return round(count / people, 4)


def plain_index(row: Sequence[int]) -> float | None:
    turned = [row[1], 6 - row[2] if row[2] not in NO_ANSWER else row[2], row[3]]
    given = [value for value in turned if value not in NO_ANSWER]
    return sum(given) / len(given) if len(given) >= 2 else None


@pytest.mark.parametrize("seed", range(25))
def test_what_is_shown_of_an_item_is_what_plain_counting_finds(seed: int) -> None:
    rows = some_answers(seed)
    figures = product(rows)

    for place, item in enumerate(ITEMS, start=1):
        least = 10 if item.code in "cy" else 5
        for level, cell in figures["items"][item.code]["cells"].items():
            own = [row[place] for row in rows if row[0] in inside(level)]
            given = [one for one in own if one not in NO_ANSWER]
            if "hidden" in cell:
                assert len(given) >= least or cell["hidden"] in ("few", "none", "derivable")
                continue
            assert len(given) == cell["n"] >= least
            if cell.get("mean") is not None:
                assert cell["mean"] == pytest.approx(sum(given) / len(given), abs=0.0501)
            for option, share in enumerate(cell["shares"], start=1):
                count = given.count(option)
                if isinstance(share, float):
                    assert share == plain_share(count, len(given))
                else:
                    assert share[0] - 1e-9 <= count / len(given) <= share[1] + 1e-9


@pytest.mark.parametrize("seed", range(25))
def test_an_index_is_the_mean_of_peoples_own_means(seed: int) -> None:
    rows = some_answers(seed)
    figure = product(rows)["indices"]["i"]

    for level, cell in figure["cells"].items():
        own = [value for row in rows if row[0] in inside(level) and (value := plain_index(row)) is not None]
        if "hidden" in cell:
            assert "mean" not in cell
            continue
        assert cell["n"] == len(own) >= 5
        assert cell["mean"] == pytest.approx(sum(own) / len(own), abs=0.0501)
        assert "alpha" in figure["reliability"] or "why_not" in figure["reliability"]


@pytest.mark.parametrize("seed", range(25))
def test_fewer_than_k_are_never_told_of_and_nobody_is_told_to_be_unanimous(seed: int) -> None:
    rows = some_answers(seed)

    for figure in product(rows)["items"].values():
        for level, cell in figure["cells"].items():
            people = sum(1 for row in rows if row[0] in inside(level))
            assert "hidden" in cell or cell["n"] >= figure["k"]
            assert "hidden" in cell or people >= figure["k"]
            shares = cell.get("shares", [])
            assert 1.0 not in shares
            if cell.get("n", 20) < 20:
                assert 0.0 not in shares
                assert cell.get("mean") not in (1.0, 5.0)
