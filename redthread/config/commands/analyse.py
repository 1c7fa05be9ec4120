"""`redthread analyse`: scales and models of a file of answers. It needs no database."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from redthread.config.commands.answer_files import read_answers, read_text
from redthread.config.commands.scale_files import Scales, read_scales
from redthread.core.errors import InputError

if TYPE_CHECKING:
    from redthread.config.commands.answer_files import Answers

NOTHING_ASKED = "Nothing is asked for. Give --scales, --model or both."


def run(options: argparse.Namespace) -> int:
    from redthread.config.commands.analysis_report import as_page
    from redthread.stats.errors import StatsError

    if not options.scales and not options.model:
        raise InputError(NOTHING_ASKED)
    scales = read_scales(options.scales) if options.scales else Scales({})
    model = read_text(options.model) if options.model else None
    try:
        observed, factors = _variables(model)
        wanted = list(dict.fromkeys([*scales.columns(), *observed]))
        answers = read_answers(options.answers, wanted=wanted, factors=factors, limits=scales.limits())
        made = analysed(answers, scales, model, missing=options.missing, errors=options.errors)
    except StatsError as error:
        raise InputError(str(error)) from None
    if options.json:
        _write(options.json, json.dumps(made, ensure_ascii=False, indent=1, allow_nan=False) + "\n")
    if options.html:
        _write(options.html, as_page(made, options.answers.name))
    if not options.json and not options.html:
        sys.stdout.write(json.dumps(made, ensure_ascii=False, indent=1, allow_nan=False) + "\n")
    sys.stderr.write(_in_words(made))
    return 0


def _variables(model: str | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The columns and the factors of the model, in the order they are met."""
    from redthread.stats.paths.syntax import read_model
    from redthread.stats.paths.table import variables_of

    if model is None:
        return (), ()
    variables = variables_of(read_model(model))
    return variables.observed, variables.latent


def analysed(
    answers: Answers, scales: Scales, model: str | None, *, missing: str, errors: str
) -> dict[str, Any]:
    """What is written as JSON."""
    from redthread.config.commands.analysis_results import model_result, scale_result

    made: dict[str, Any] = {"people": len(answers.matrix)}
    if scales.items:
        made["scales"] = {name: scale_result(name, scales, answers) for name in scales.items}
    if model is not None:
        made["model"] = model_result(answers, model, missing=missing, errors=errors)
    return made


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}") from None


def _in_words(made: dict[str, Any]) -> str:
    lines = []
    for name, one in made.get("scales", {}).items():
        lines += [f"{name}: {said}" for said in (one["sentence"], *one["notes"])]
    model = made.get("model", {})
    lines += model.get("sentences", []) + model.get("warnings", [])
    return "".join(f"{line}\n" for line in lines)
