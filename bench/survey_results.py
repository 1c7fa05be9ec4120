"""From answers to figures: 1,000 × 100 and 500,000 × 100, with seconds and the most memory used."""

from __future__ import annotations

import resource
import time

import numpy as np

from redthread.instruments.model import AnswerScale, Index, Instrument, Item, Option, Section, Text
from redthread.surveys.figures.answers import answers_from
from redthread.surveys.figures.levels import Group
from redthread.surveys.figures.made import Closed, figures_of

ITEMS, IN_AN_INDEX = 100, 5
GROUPS = (
    Group(1, "principal", "school"),
    Group(2, "middle_leader", "school"),
    Group(3, "teacher", "school"),
    Group(4, "teacher", "kindergarten"),
)
GOALS = {1_000: 5.0, 500_000: 30.0}  # seconds
MOST_MEMORY = 2 * 2**20  # KiB


def instrument() -> Instrument:
    scale = AnswerScale("agree", "ordered", tuple(Option(v, Text(str(v))) for v in range(1, 6)), True, True)
    items = tuple(Item(f"q{place}", Text(f"Q{place}"), scale="agree") for place in range(ITEMS))
    indices = tuple(
        Index(f"i{first}", Text(f"I{first}"), tuple(f"q{first + place}" for place in range(IN_AN_INDEX)))
        for first in range(0, ITEMS, IN_AN_INDEX)
    )
    return Instrument(
        "bench", 1, Text("B"), Text("B"), {"agree": scale}, (Section(Text("S"), items),), indices
    )


def answers(people: int) -> np.ndarray:
    chance = np.random.default_rng(1)
    own = chance.normal(size=people).astype(np.float32)
    rows = np.empty((people, ITEMS + 1), np.uint8)
    rows[:, 0] = chance.choice([1, 2, 3, 4], people, p=[0.1, 0.25, 0.55, 0.1])
    for place in range(1, ITEMS + 1):
        rows[:, place] = np.clip(np.rint(3 + 0.8 * own + 0.8 * chance.normal(size=people)), 1, 5)
        rows[chance.random(people) < 0.1, place] = 254
    return rows


def main() -> None:
    asked = instrument()
    for people, goal in GOALS.items():
        rows = answers(people)
        start = time.perf_counter()
        closed = Closed(answers_from(rows, asked, is_linked=False), GROUPS, 5, {"total": 40})
        found = figures_of(closed, asked)
        seconds = time.perf_counter() - start
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        is_met = seconds <= goal and memory <= MOST_MEMORY
        told = "met" if is_met else "NOT MET"
        print(f"{people:>9,} × {ITEMS}: {seconds:6.2f} s (goal {goal:g} s), {memory / 1024:,.0f} MiB, {told}")
        assert found["levels"][0]["n"] == people


if __name__ == "__main__":
    main()
