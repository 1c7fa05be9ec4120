"""Statistics beside other software in one run: `./dev bench stats`, or `--small` to try it out.

Ours against bare numpy always; against R's psych and lavaan when `Rscript` is there; against pingouin when
`--pingouin` names a Python that has it (never this product's own). The same data, in turn, the best of
several runs in seconds of the processor, so that what else the machine does counts for little. Goals: alpha
and items at most twice a bare numpy pass, 100 times psych, 20 times pingouin, at most twice the data in
memory; covariance of 64 items at most twice numpy; models equal to lavaan's in four digits, in no more time.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from bench.kit.bare_statistics import bare_alpha, bare_covariance, bare_pass
from bench.kit.goals import yes
from bench.kit.lavaan import against_lavaan
from redthread.stats.answers import as_answers
from redthread.stats.moments import moments_of
from redthread.stats.reliability import reliability

PEOPLE, ITEMS, MANY_ITEMS, RUNS, MODEL_RUNS = 500_000, 11, 64, 7, 3
KIT = Path(__file__).with_name("kit")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--small", action="store_true", help="20,000 people")
    parser.add_argument("--models", action="store_true", help="only models beside lavaan")
    parser.add_argument("--pingouin", help="a Python that has pingouin, such as /somewhere/bin/python")
    chosen = parser.parse_args()
    if chosen.models:
        against_lavaan(runs=MODEL_RUNS)
        return
    people = 20_000 if chosen.small else PEOPLE
    answers = answers_of(people, ITEMS, missing=0.1)
    print(f"{people:,} people, {ITEMS} items, 10 % missing (float32, {answers.nbytes / 2**20:.0f} MiB)")
    ours = items_beside_numpy(answers)
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "answers.f32"
        data.write_bytes(answers.tobytes())
        if shutil.which("Rscript"):
            beside("psych::alpha in R", ["Rscript", str(KIT / "psych.R")], data, people, ours, goal=100)
        if chosen.pingouin:
            command = [chosen.pingouin, str(KIT / "pingouin_items.py")]
            beside("pingouin", command, data, people, ours, goal=20)
    covariance_beside_numpy(people)
    if shutil.which("Rscript"):
        against_lavaan(runs=MODEL_RUNS)


def answers_of(people: int, items: int, *, missing: float) -> Any:
    generator = np.random.default_rng(1)
    shared = generator.normal(size=(people, 1))
    raw = np.clip(np.round(3 + shared + generator.normal(size=(people, items))), 1, 5).astype(np.float32)
    raw[generator.random(raw.shape) < missing] = np.nan
    return raw


def in_turn(**calls: Callable[[], Any]) -> dict[str, float]:
    """The best seconds of the processor of each, one after the other in every round."""
    best = dict.fromkeys(calls, np.inf)
    for _round in range(RUNS):
        for name, call in calls.items():
            started = time.process_time()
            call()
            best[name] = min(best[name], time.process_time() - started)
    return best


def items_beside_numpy(answers: Any) -> float:
    """Prints listwise and pairwise; answers the seconds of pairwise, which is what psych and pingouin do."""
    found = in_turn(
        listwise=lambda: reliability(answers),
        bare=lambda: bare_alpha(answers),
        pairwise=lambda: reliability(answers, missing="pairwise"),
        bare_pairs=lambda: bare_pass(answers),
    )
    same = abs(reliability(answers).alpha - bare_alpha(answers)) < 1e-6
    tell("alpha and items, listwise", found["listwise"], found["bare"], "bare numpy", 2, is_same=same)
    tell("alpha and items, pairwise", found["pairwise"], found["bare_pairs"], "bare numpy", 2)
    for missing in ("listwise", "pairwise"):
        tracemalloc.start()
        reliability(answers, missing="pairwise" if missing == "pairwise" else "listwise")
        peak = tracemalloc.get_traced_memory()[1] / answers.nbytes
        tracemalloc.stop()
        total = 1 + peak
        print(f"  memory, {missing}: {total:.2f} × the data with the data itself (goal 2: {yes(total <= 2)})")
    return found["pairwise"]


def covariance_beside_numpy(people: int) -> None:
    answers = answers_of(people, MANY_ITEMS, missing=0.0)
    matrix, names = as_answers(answers)
    found = in_turn(ours=lambda: moments_of(matrix, names), bare=lambda: bare_covariance(answers))
    gap = np.abs(moments_of(matrix, names).covariance - np.cov(answers.astype(np.float64).T)).max()
    tell(
        f"covariance of {MANY_ITEMS} items",
        found["ours"],
        found["bare"],
        "bare numpy",
        2,
        is_same=bool(gap < 1e-9),
    )


def beside(name: str, command: list[str], data: Path, people: int, ours: float, *, goal: float) -> None:
    """Another program reads the same answers and prints its seconds and what it found."""
    finished = subprocess.run(
        [*command, str(data), str(people), str(ITEMS)], capture_output=True, text=True, check=False
    )
    if finished.returncode:
        print(f"  {name}: did not run ({finished.stderr.strip().splitlines()[-1:]})", file=sys.stderr)
        return
    seconds, alpha = (float(part) for part in finished.stdout.split()[-2:])
    answers = np.frombuffer(data.read_bytes(), np.float32).reshape(people, ITEMS)
    mine = reliability(answers, missing="pairwise").alpha
    times = seconds / ours
    said = f"{seconds * 1000:,.0f} ms, ours {ours * 1000:,.1f} ms: {times:,.0f} ×"
    print(f"  {name}: {said} (goal {goal:g}: {yes(times >= goal)})")
    print(f"    alpha {alpha:.12f} and {mine:.12f}: same in ten digits: {yes(abs(alpha - mine) < 1e-10)}")


def tell(what: str, ours: float, theirs: float, who: str, goal: float, *, is_same: bool = True) -> None:
    ratio = ours / theirs
    print(
        f"  {what}: {ours * 1000:,.1f} ms, {who} {theirs * 1000:,.1f} ms: {ratio:.2f} × "
        f"(goal {goal:g}: {yes(ratio <= goal)}; the same figures: {yes(is_same)})"
    )


if __name__ == "__main__":
    main()
