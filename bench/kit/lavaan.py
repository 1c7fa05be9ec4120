"""The same models on the same answers in R's lavaan, side by side, in seconds of the processor."""

from __future__ import annotations

import json
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np

from redthread.stats.paths.model import fit_model
from redthread.stats.tests.made_answers import MODELS, NAMES, answers_with_gaps

DIGITS = 1e-4
TIMED = ("three factors", "indirect", "with background", "paths")  # all are compared in the tests
WAYS = (("listwise", "standard"), ("fiml", "standard"), ("listwise", "robust"))


def against_lavaan(*, runs: int) -> None:
    answers = answers_with_gaps()
    with tempfile.TemporaryDirectory() as folder:
        answered = _asked_of_lavaan(answers, Path(folder), runs)
    print(f"models on {len(answers)} people, beside lavaan {answered['version']}")
    for told in answered["answered"]:
        seconds, is_same = _ours(answers, told, runs)
        ratio = seconds / told["seconds"]
        print(
            f"  {told['name']}, {told['missing']}, {told['errors']}: {seconds * 1000:.1f} ms, lavaan "
            f"{told['seconds'] * 1000:.0f} ms: {ratio:.2f} × (goal 1: {'yes' if ratio <= 1 else 'no'}; "
            f"four digits: {'yes' if is_same else 'no'})"
        )


def _asked_of_lavaan(answers: Any, folder: Path, runs: int) -> Any:
    data, asked, answered = (folder / name for name in ("answers.csv", "asked.json", "answered.json"))
    cells = [["" if np.isnan(one) else repr(float(one)) for one in row] for row in answers]
    data.write_text("\n".join(",".join(row) for row in [list(NAMES), *cells]) + "\n")
    tasks = [
        {
            "name": name,
            "data": str(data),
            "model": MODELS[name],
            "missing": missing,
            "errors": errors,
            "runs": runs,
        }
        for name in TIMED
        for missing, errors in WAYS
    ]
    asked.write_text(json.dumps(tasks))
    subprocess.run(
        ["Rscript", str(Path(__file__).with_name("lavaan.R")), str(asked), str(answered)], check=True
    )
    return json.loads(answered.read_text())


def _ours(answers: Any, told: Any, runs: int) -> tuple[float, bool]:
    best = np.inf
    for _run in range(runs):
        started = time.process_time()
        fitted = fit_model(
            answers, names=NAMES, model=MODELS[told["name"]], missing=told["missing"], errors=told["errors"]
        )
        best = min(best, time.process_time() - started)
    ours = {(one.lhs, one.op, one.rhs): one for one in fitted.estimates}
    ours |= {(one.rhs, one.op, one.lhs): one for one in fitted.estimates if one.op == "~~"}
    pairs: list[tuple[Any, Any]] = [
        (fitted.fit.chi2, told["fit"]["chisq"]),
        (fitted.fit.srmr, told["fit"]["srmr"]),
    ]
    pairs += [(fitted.fit.cfi, told["fit"]["cfi"]), (fitted.fit.rmsea, told["fit"]["rmsea"])]
    for row in told["estimates"]:
        one = ours[row["lhs"], row["op"], row["rhs"]]
        pairs += [(one.est, row.get("est")), (one.se, row.get("se")), (one.std, row.get("std.all"))]
    return best, all(_near(one, other) for one, other in pairs)


def _near(one: Any, other: Any) -> bool:
    if one is None or not isinstance(other, int | float):
        return one is None
    return bool(abs(one - other) <= max(DIGITS * abs(other), 2e-6))
