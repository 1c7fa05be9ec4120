"""The same models on the same answers in R's lavaan, side by side, in seconds of the processor.

`python -m bench.kit.lavaan FILE` writes the values that the tests hold ours against.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np

from redthread.stats.paths.model import fit_model
from redthread.stats.tests.made_answers import FITS, MODELS, NAMES, SCALED, answers_with_gaps
from redthread.stats.tests.test_published_models import BOLLEN, FACTORS

DIGITS = 1e-4
WAYS = (("listwise", "standard"), ("fiml", "standard"), ("listwise", "robust"), ("fiml", "robust"))
TIMED = ("three factors", "indirect", "with background", "paths")  # all are compared in the tests
OWN = {  # lavaan's own data, which it writes itself
    "HolzingerSwineford1939": FACTORS,
    "PoliticalDemocracy": BOLLEN,
    "Demo.growth": "i =~ 1*t1 + 1*t2 + 1*t3 + 1*t4\ns =~ 0*t1 + 1*t2 + 2*t3 + 3*t4\n"
    "t1 + t2 + t3 + t4 ~ 0*1\ni + s ~ 1 + x1 + x2\nt1 ~ c1\nt2 ~ c2\nt3 ~ c3\nt4 ~ c4",
}
TOLD = ("lhs", "op", "rhs", "est", "se", "z", "pvalue", "std.all")
EDGES = ("rmsea.ci.lower", "rmsea.ci.upper")


def against_lavaan(*, runs: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        tasks = [
            *(task(folder, one, MODELS[one], *way, runs=runs) for one in TIMED for way in WAYS),
            *(
                task(folder, one, model, *way, runs=runs, data=one)
                for one, model in OWN.items()
                for way in WAYS
            ),
        ]
        answered = asked_of_lavaan(tasks, folder)
        print(f"models beside lavaan {answered['version']}")
        for asked, told in zip(tasks, answered["answered"], strict=True):
            seconds, worst = _ours(asked, told, runs)
            ratio = seconds / told["seconds"]
            print(
                f"  {told['name']}, {told['missing']}, {told['errors']}: {seconds * 1000:.1f} ms, lavaan "
                f"{told['seconds'] * 1000:.0f} ms: {ratio:.2f} × (goal 1: {'yes' if ratio <= 1 else 'no'}; "
                f"four digits: {'yes' if worst <= DIGITS else 'no'}, largest difference {worst:.0e})"
            )


def task(
    folder: Path, name: str, model: str, missing: str, errors: str, *, runs: int = 0, data: str = "made"
) -> dict[str, Any]:
    path = folder / f"{data}.csv"
    if data == "made" and not path.exists():
        cells = [["" if np.isnan(one) else repr(float(one)) for one in row] for row in answers_with_gaps()]
        path.write_text("\n".join(",".join(row) for row in [list(NAMES), *cells]) + "\n")
    return {
        "name": name,
        "data": str(path),
        "model": model,
        "missing": missing,
        "errors": errors,
        "runs": runs,
    }


def asked_of_lavaan(tasks: list[dict[str, Any]], folder: Path) -> Any:
    asked, answered = folder / "asked.json", folder / "answered.json"
    asked.write_text(json.dumps(tasks))
    script = Path(__file__).with_name("lavaan.R")
    subprocess.run(["Rscript", str(script), str(asked), str(answered)], check=True, stdout=subprocess.DEVNULL)
    return json.loads(answered.read_text())


def write_values(path: Path) -> None:
    """Every model of the tests in every way, a line each."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        answered = asked_of_lavaan(
            [task(folder, one, model, *way) for one, model in MODELS.items() for way in WAYS], folder
        )
    rows = [
        json.dumps(_value_of(told), ensure_ascii=False, separators=(",", ":"))
        for told in answered["answered"]
    ]
    software = f"lavaan {answered['version']} in R, on made_answers.answers_with_gaps()"
    path.write_text(
        f'{{"software":{json.dumps(software)},"answered":[\n' + ",\n".join(rows) + "\n]}\n", encoding="utf-8"
    )


def _value_of(told: Any) -> dict[str, Any]:
    kept = {name: told[name] for name in ("name", "missing", "errors", "people")}
    fit = {name: told["fit"][name] for name in (*FITS, *SCALED, *EDGES) if name in told["fit"]}
    return {
        **kept,
        "fit": {name: _short(value) for name, value in fit.items()},
        "r2": {name: _short(value) for name, value in dict(told["r2"]).items()},
        "estimates": [[_short(row.get(name)) for name in TOLD] for row in told["estimates"]],
    }


def _short(value: Any) -> Any:
    return float(f"{value:.7g}") if isinstance(value, float) else value


def _ours(asked: Any, told: Any, runs: int) -> tuple[float, float]:
    """The least seconds, and the largest difference relative to the figure (or to 0.02 where it is less)."""
    names, answers = _read(Path(asked["data"]))
    best = np.inf
    for _run in range(runs):
        started = time.process_time()
        fitted = fit_model(
            answers, names=names, model=asked["model"], missing=asked["missing"], errors=asked["errors"]
        )
        best = min(best, time.process_time() - started)
    ours = {(one.lhs, one.op, one.rhs): one for one in fitted.estimates}
    ours |= {(one.rhs, one.op, one.lhs): one for one in fitted.estimates if one.op == "~~"}
    pairs: list[tuple[Any, Any]] = [(getattr(fitted.fit, FITS[name]), told["fit"].get(name)) for name in FITS]
    pairs += zip(fitted.fit.rmsea_ci, (told["fit"][edge] for edge in EDGES), strict=True)
    if fitted.scaled:
        pairs += [(getattr(fitted.scaled, SCALED[name]), told["fit"][name]) for name in SCALED]
    for row in told["estimates"]:
        one = ours[row["lhs"], row["op"], row["rhs"]]
        pairs += [(one.est, row.get("est")), (one.se, row.get("se")), (one.std, row.get("std.all"))]
    return best, max(_difference(one, other) for one, other in pairs)


def _difference(one: Any, other: Any) -> float:
    if one is None or not isinstance(other, int | float):
        return 0.0 if one is None else np.inf
    return float(abs(one - other) / max(abs(other), 0.02))


def _read(path: Path) -> tuple[list[str], Any]:
    heading, *rows = path.read_text().splitlines()
    cells = [[float("nan") if cell in ("", "NA") else float(cell) for cell in row.split(",")] for row in rows]
    return heading.split(","), np.array(cells)


if __name__ == "__main__":
    write_values(Path(sys.argv[1]))
