"""A model as `redthread analyse` writes it, made into a picture for its report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import override

from redthread.pictures.path_diagram import (
    LOADING,
    PAIR,
    PATH,
    PathArrow,
    PathVariable,
    path_diagram,
)
from redthread.pictures.picture import Picture

REACH = 1.959964  # errors to each side of the estimate, for 95 %
MOST_HELD = 3  # covariances between what explains that are drawn; they are given, and nobody asked for them
KINDS = {"=~": LOADING, "~": PATH, "~~": PAIR}
Estimate = Mapping[str, Any]


def diagram_of(model: Mapping[str, Any]) -> Picture:
    """Of what `model_result` writes; in Norwegian, as the report."""
    estimates = [one for one in model["estimates"] if one["op"] in KINDS and one["lhs"] != one["rhs"]]
    latent = {one["lhs"] for one in estimates if one["op"] == "=~"}
    names = dict.fromkeys(name for one in estimates for name in _ends(one))
    variables = [PathVariable(name, name in latent, model["r2"].get(name)) for name in names]
    with override("nb"):
        return path_diagram(variables, list(_arrows(estimates, latent | set(model["r2"]))))


def _arrows(estimates: Sequence[Estimate], modelled: set[str]) -> Iterator[PathArrow]:
    held = [one for one in estimates if _is_given(one, modelled)]
    for one in estimates:
        start, end = _ends(one)
        reach = None if one["p"] is None else REACH * one["se"]
        yield PathArrow(
            KINDS[one["op"]],
            start,
            end,
            one["est"],
            one["std"],
            None if reach is None else one["est"] - reach,
            None if reach is None else one["est"] + reach,
            one["p"],
            is_drawn=len(held) <= MOST_HELD or one not in held,
        )


def _ends(one: Estimate) -> tuple[str, str]:
    """From what explains to what is explained, as the arrow goes."""
    return (one["rhs"], one["lhs"]) if one["op"] == "~" else (one["lhs"], one["rhs"])


def _is_given(one: Estimate, modelled: set[str]) -> bool:
    """A covariance of answers that nothing explains; `modelled` are factors and what is explained."""
    return one["op"] == "~~" and not {one["lhs"], one["rhs"]} & modelled
