"""How fast and how well texts are checked for what identifies somebody: `./dev bench identifying`.

Goals: a megabyte a second or more, and of the identities marked in our texts at least 98 % found. Precision
is printed, and so is recall for names that are in the package's lists and for names held out of them.
"""

from __future__ import annotations

import time
from pathlib import Path

import redthread.demo
from bench.kit.goals import yes
from redthread.identifying.checking import check_text
from redthread.identifying.known import Known
from redthread.identifying.known_index import Index
from redthread.identifying.tests.marked_texts import NOT_COUNTED, all_texts, by_hand, fresh, score

MEGABYTE, RUNS = 1_000_000, 5
SPEED_GOAL, RECALL_GOAL = 1.0, 0.98
DEMO = Path(redthread.demo.__file__).parent / "texts"
KNOWN = Known(
    people=tuple(
        f"{given} {family}" for given in ("Kari", "Ola", "Åse") for family in ("Moen", "Lie", "Ruud")
    ),
    schools=("Brekka skole", "Furumo ungdomsskole"),
    projects=("Lesing i alle fag",),
)


def main() -> None:
    _speed()
    _quality()


def _speed() -> None:
    """In seconds of the processor, since others may use the machine."""
    prose = "\n\n".join(path.read_text(encoding="utf-8") for path in sorted(DEMO.glob("*.toml")))
    dense = "\n\n".join(one.text for one in all_texts()) + "\n\n"
    for name, text, known in (
        ("what the demo's schools have written", prose, Known()),
        ("the same, with names of one's own", prose, KNOWN),
        ("the marked texts, full of identities", dense, Known()),
    ):
        _read(name, text * (MEGABYTE // len(text.encode()) + 1), Index(known))


def _read(name: str, text: str, index: Index) -> None:
    size, times = len(text.encode()) / MEGABYTE, []
    for _run in range(RUNS):
        started = time.process_time()
        marks = check_text(text, index)
        times.append(time.process_time() - started)
    speed = size / min(times)
    print(f"{name:<40}{speed:>6.2f} MB/s, {len(marks) / size / 1000:>5.1f} marks in 1000 signs", end="")
    print(f" (goal {SPEED_GOAL:g}: {yes(speed >= SPEED_GOAL)})")


def _quality() -> None:
    texts = all_texts()
    made = score(texts)
    identities = sum(len(one.identities) for one in texts)
    is_reached = yes(made.recall() >= RECALL_GOAL)
    print(f"\n{len(texts)} texts ({len(by_hand())} written by hand), {identities} identities")
    print(
        f"recall {made.recall():.2%} (goal {RECALL_GOAL:.0%}: {is_reached}), precision {made.precision():.2%}"
    )
    print(
        f"names, schools and places: listed {made.recall('listed'):.2%}, held out "
        f"{made.recall('held out'):.2%}"
    )
    counted = sum(one.kind != NOT_COUNTED for text in texts for one in text.identities)
    print(f"of the very kind that was asked for: {made.same_kind / counted:.2%}")
    unseen = score(fresh())
    print(
        f"{len(fresh())} texts written last, for which few rules were made: recall {unseen.recall():.2%},",
        end=" ",
    )
    print(f"precision {unseen.precision():.2%}, held out {unseen.recall('held out'):.2%}\n")
    print(f"{'kind':<22}{'marked':>8}{'recall':>9}{'precision':>11}")
    for kind in sorted({*made.found, *made.missed} - {"listed", "held out"}):
        count = made.found[kind] + made.missed[kind]
        print(f"{kind:<22}{count:>8}{made.recall(kind):>9.1%}{made.precision(kind):>11.1%}")


if __name__ == "__main__":
    main()
