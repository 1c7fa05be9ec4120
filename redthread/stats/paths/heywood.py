"""Impossible answers that are still the likeliest (Heywood 1931): told, never hidden."""

from __future__ import annotations

from itertools import combinations
from typing import NamedTuple

import numpy as np

from redthread.stats.answers import Vector
from redthread.stats.paths.ram import Ram
from redthread.stats.paths.table import Table

TOLERANCE = 1e-8


class Warned(NamedTuple):
    """`kind` is a stable word; `items` the variables it is about."""

    kind: str
    items: tuple[str, ...]
    value: float


def impossible(table: Table, ram: Ram, values: Vector) -> list[Warned]:
    """Negative variances, correlations beyond 1, and latent variables that follow from each other."""
    names = table.variables.all
    _paths, residual, _means = ram.filled(values)
    implied = ram.implied(values).all
    free = {(row.lhs, row.rhs) for row in table.parameters if row.free is not None and row.op == "~~"}
    found = [
        Warned("negative_variance", (name,), float(residual[place, place]))
        for place, name in enumerate(names)
        if (name, name) in free and residual[place, place] < -TOLERANCE
    ]
    latent = [place for place in range(len(names)) if place >= ram.observed]
    for one, other in combinations(latent, 2):
        scale = implied[one, one] * implied[other, other]
        if scale > 0 and abs(implied[one, other]) > np.sqrt(scale) * (1 + TOLERANCE):
            value = float(implied[one, other] / np.sqrt(scale))
            found.append(Warned("correlation_above_1", (names[one], names[other]), value))
    if not found and len(latent) > 1:
        smallest = float(np.linalg.eigvalsh(implied[np.ix_(latent, latent)])[0])
        if smallest < -TOLERANCE:
            found.append(Warned("latent_not_positive", tuple(names[place] for place in latent), smallest))
    return found
