"""What is told first carries weight, and says what it rests on and what it cannot say."""

from __future__ import annotations

from typing import Any

import pytest

from redthread.instruments.model import AnswerScale, Index, Instrument, Item, Option, Section, Text
from redthread.surveys.main_messages import Message, Names, main_messages

AGREE = AnswerScale("agree", "ordered", tuple(Option(v, Text(str(v))) for v in range(1, 6)))
TIMES = AnswerScale("times", "ordered", tuple(Option(v, Text(str(v))) for v in range(5)))
CODES = ("a", "b", "c", "d", "e", "f")
ITEMS = (
    *(Item(code, Text(f"Påstand {code}."), scale="agree") for code in CODES),
    Item("t", Text("Ganger"), scale="times"),
)
INDICES = (
    Index("trust", Text("Tillit"), ("a", "b")),
    Index("time", Text("Tid"), ("c", "d")),
    Index("aim", Text("Retning"), ("e", "f")),
    Index("dose", Text("Omfang"), ("t",)),
)
INSTRUMENT = Instrument(
    "weight", 1, Text("Vekt"), Text("Om"), {"agree": AGREE, "times": TIMES}, (Section(Text("S"), ITEMS),),
    INDICES,
)  # fmt: skip
GOOD = {"alpha": 0.84, "alpha_ci": [0.78, 0.89], "omega": 0.85, "omega_ci": [0.79, 0.9], "n": 60, "items": 2}
POOR = {**GOOD, "alpha": 0.52, "alpha_ci": [0.3, 0.65]}
Figures = dict[str, Any]


def mean(value: float, people: int = 60, reach: float = 0.1) -> Figures:
    edges = {"low": round(value - reach, 1), "high": round(value + reach, 1)}
    return {"mean": value, "n": people, "sd": 0.8, **edges}


def index(value: float, reliability: Figures = GOOD, **roles: Figures) -> Figures:
    cells = {"total": mean(value), **{f"role:{role}": cell for role, cell in roles.items()}}
    return {"cells": cells, "reliability": reliability}


def gap(code: str, difference: float, people: tuple[int, int] = (12, 40), **more: Any) -> Figures:
    return {
        "of": "index", "code": code, "highest": "role:principal", "lowest": "role:teacher",
        "difference": difference, "interval": [0.2, 1.4], "effect": 0.9, "n": list(people), "is_clear": True,
    } | more  # fmt: skip


def change(code: str, difference: float, interval: list[float], **more: Any) -> Figures:
    return {
        "of": "index", "code": code, "level": "total", "difference": difference, "interval": interval,
        "effect": 0.4, "n": [60, 60], "is_paired": False, "is_clear": True,
    } | more  # fmt: skip


def told(
    indices: Figures, *, gaps: Any = (), changes: Any = (), items: Figures | None = None, levels: Any = ()
) -> list[Message]:
    figures = {
        "levels": list(levels),
        "indices": indices,
        "items": items or {},
        "gaps": list(gaps),
        "changes": [{"since": 1, "changes": list(changes)}] if changes else [],
    }
    return main_messages(figures, Names(INSTRUMENT, "nb"))


def split(value: float, reliability: Figures = GOOD) -> Figures:
    return index(value, reliability, principal=mean(4.2, 12), teacher=mean(2.8, 40))


def test_a_gap_is_told_with_whom_it_rests_on_and_what_it_cannot_say() -> None:
    (one,) = told({"trust": split(3.0)}, gaps=[gap("trust", 1.4)])[:1]

    assert one.title == "Tillit"
    assert [(figure.name, figure.value, figure.about) for figure in one.figures] == [
        ("Rektorer", "4,2", "trust"),
        ("Lærere", "2,8", "trust"),
    ]
    assert one.rests == "Rektorer: 12 svar, Lærere: 40 svar. Spørsmålene måler godt sammen."
    assert "sier ikke hvem som ser det riktig" in one.cannot
    assert "Tillit. Rektorer: 4,2, Lærere: 2,8." in one.in_words()


@pytest.mark.parametrize(
    "weak",
    [
        POOR,
        {**GOOD, "omega": 0.55},
        {**GOOD, "n": 9},
        {"why_not": "too_few", "items": 2},
        {"why_not": "hidden"},
    ],
)
def test_an_index_that_measures_poorly_or_on_few_is_never_told_first(weak: Figures) -> None:
    indices = {"trust": split(4.4, weak), "time": split(3.0), "aim": index(3.6)}

    messages = told(indices, gaps=[gap("trust", 2.0)], changes=[change("trust", 0.9, [0.7, 1.1])])

    assert all("Tillit" not in one.in_words() for one in messages)
    assert any("Retning ligger høyest, Tid lavest" in one.title for one in messages)


def test_a_gap_of_few_or_one_that_may_be_chance_is_not_told_first() -> None:
    few = gap("trust", 1.4, (9, 40))
    unsure = gap("trust", 1.4, is_clear=False)

    for one in (few, unsure):
        assert all(
            message.kind != "Størst avstand mellom nivåene"
            for message in told({"trust": split(3)}, gaps=[one])
        )


def test_high_and_low_are_told_only_where_their_intervals_are_apart_and_their_answers_the_same() -> None:
    near = {"trust": index(3.6), "time": index(3.5)}
    another_scale = {"trust": index(3.6), "dose": index(0.6)}

    (alike,) = told(near)
    assert (alike.title, [one.value for one in alike.figures]) == (
        "Ingen skiller seg klart ut",
        ["3,6 av 5", "3,5 av 5"],
    )
    assert [one.kind for one in told(another_scale)] == ["Samlet"]
    assert [one.kind for one in told({"trust": index(4.0), "time": index(3.2)})] == ["Høyest og lavest"]


def test_a_change_stands_though_many_were_looked_at_and_tells_whether_people_are_the_same() -> None:
    indices = {"trust": index(3.6), "time": index(3.6), "aim": index(3.6)}
    lucky = [change(code, 0.2, [0.0, 0.4]) for code in indices]
    firm = [change("trust", 0.6, [0.4, 0.8]), *lucky[1:]]
    paired = [change("trust", -0.6, [-0.8, -0.4], is_paired=True)]

    assert [one.title for one in told(indices, changes=lucky)] == ["Ingen skiller seg klart ut"]
    one = told(indices, changes=firm)[0]
    assert (one.figures[0].value, one.title) == ("+0,6", "Tillit")
    assert "60 svar nå og 60 da" in one.rests
    assert "hvem som svarte" in one.cannot
    same = told(indices, changes=paired)[0]
    assert same.figures[0].value == "−0,6"
    assert "60 har svart begge ganger" in same.rests
    assert "hvem som svarte" not in same.cannot


def test_a_question_alone_says_that_it_is_thin() -> None:
    items = {code: {"cells": {"total": mean(value)}} for code, value in (("a", 3.1), ("b", 4.2))}
    few = {code: {"cells": {"total": mean(value, 19)}} for code, value in (("a", 3.1), ("b", 4.2))}

    (one,) = told({}, items=items)

    assert one.title == "Påstand b"
    assert one.rests == "60 svar. Ett spørsmål alene."
    assert "tynt grunnlag" in one.cannot
    assert told({}, items=few) == []


def test_an_unsure_reliability_is_said_where_it_is_rested_on() -> None:
    unsure = {**GOOD, "alpha": 0.72, "alpha_ci": [0.5, 0.85], "omega": 0.73, "n": 12}

    (one,) = told({"trust": split(3.0, unsure)}, gaps=[gap("trust", 1.4)])[:1]

    assert "Spørsmålene måler akseptabelt sammen. Intervallet rundt påliteligheten er bredt." in one.rests


@pytest.mark.parametrize(
    ("gaps", "hidden", "is_said"),
    [
        ([gap("trust", 0.3, is_clear=False)], False, True),
        ([gap("trust", 0.3, is_clear=False), gap("time", 1.4, (6, 7))], False, False),  # clear, of few
        ([gap("trust", 0.3, is_clear=False)], True, False),  # nothing that they were compared with
        ([], False, False),
    ],
)
def test_that_no_difference_is_clear_is_told_where_roles_were_compared(
    gaps: list[Figures], hidden: bool, is_said: bool
) -> None:
    few = {"hidden": "few"} if hidden else {"n": 9}
    levels = [
        {"axis": "total", "code": "total", "n": 21},
        {"axis": "role", "code": "role:principal", "n": 12},
        {"axis": "role", "code": "role:teacher", **few},
    ]
    found = [one for one in told({}, gaps=gaps, levels=levels) if one.title == "Ingen klar forskjell"]

    assert bool(found) is is_said
    for one in found:
        assert [(figure.name, figure.value) for figure in one.figures] == [
            ("Rektorer", "12 svar"),
            ("Lærere", "9 svar"),
        ]
        assert "Med få svar kan bare store forskjeller slås fast." in one.in_words()
