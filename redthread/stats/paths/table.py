"""The parameter table: every parameter of a model, those that are written and those lavaan's `sem()` adds.

Added: the first loading of each factor is 1; residual variances; covariances between latent variables
nothing explains, and between residuals of outcomes; a single indicator is without error; means where they
are modelled. Exogenous variables are held at what was observed when `is_fixed_x`, else their variances,
covariances and means are parameters.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, combinations_with_replacement
from typing import NamedTuple

from redthread.stats.errors import StatsError
from redthread.stats.paths.equalities import Equalities, equalities_of
from redthread.stats.paths.parameters import Key, Parameter
from redthread.stats.paths.syntax import CALCULATED, INTERCEPT, Term
from redthread.stats.paths.variables import Variables, variables_in


class Table(NamedTuple):
    """`calculated` are the := lines, in order."""

    variables: Variables
    parameters: tuple[Parameter, ...]
    calculated: tuple[Term, ...]
    has_means: bool
    is_fixed_x: bool
    free: int


def table_of(terms: Sequence[Term], *, has_means: bool, is_fixed_x: bool) -> Table:
    """Raises StatsError for terms that contradict each other or equalities that cannot hold."""
    variables = variables_of(terms)
    has_means = has_means or any(term.op == INTERCEPT for term in terms)
    written = _merged([term for term in terms if term.op not in (CALCULATED, "==")])
    _fix_first_loadings(written, variables)
    for added in _added(variables, has_means=has_means, is_fixed_x=is_fixed_x):
        key = (added.lhs, added.op, added.rhs)
        if key not in written and (key[2], key[1], key[0]) not in written:
            written[key] = added
    rows = list(written.values())
    same = equalities_of(rows, [term for term in terms if term.op == "=="])
    numbered, free = _numbered(rows, same)
    calculated = tuple(term for term in terms if term.op == CALCULATED)
    return Table(variables, tuple(numbered), calculated, has_means, is_fixed_x, free)


def variables_of(terms: Sequence[Term]) -> Variables:
    """The variables of a model, without those names that only parameters have."""
    return variables_in([term for term in terms if term.op not in (CALCULATED, "==")])


def _merged(terms: Sequence[Term]) -> dict[Key, Parameter]:
    """`f =~ x + a*x` says two things about one parameter; `1*x` and `2*x` contradict."""
    rows: dict[Key, Parameter] = {}
    for term in terms:
        key = (term.lhs, term.op, term.rhs)
        if term.op == "~~" and (term.rhs, term.op, term.lhs) in rows:
            key = (term.rhs, term.op, term.lhs)
        row = rows.get(key, Parameter(*key, None, "", None))
        if None not in (row.fixed, term.fixed) and row.fixed != term.fixed:
            raise _wrong(term, f"is fixed at both {row.fixed:g} and {term.fixed:g}")
        if row.label and term.label and row.label != term.label:
            raise _wrong(term, f"is called both {row.label} and {term.label}")
        fixed = term.fixed if row.fixed is None else row.fixed
        rows[key] = row._replace(
            fixed=fixed,
            label=row.label or term.label,
            start=term.start if row.start is None else row.start,
            is_freed=row.is_freed or term.is_freed,
        )
    return rows


def _wrong(term: Term, text: str) -> StatsError:
    return StatsError("syntax", f"Model, line {term.line}: {term.lhs} {term.op} {term.rhs} {text}.")


def _fix_first_loadings(rows: dict[Key, Parameter], variables: Variables) -> None:
    for factor in variables.latent:
        key = next(key for key in rows if key[0] == factor and key[1] == "=~")
        if rows[key].fixed is None and not rows[key].is_freed:
            rows[key] = rows[key]._replace(fixed=1.0)


def _added(variables: Variables, *, has_means: bool, is_fixed_x: bool) -> Iterator[Parameter]:
    single = variables.only_indicators()
    for name in variables.observed + variables.latent:
        if name not in variables.exogenous:
            yield Parameter(name, "~~", name, 0.0 if name in single else None, "", None)
    for names in (variables.independent_latent(), variables.outcomes()):
        for one, other in combinations(names, 2):
            yield Parameter(one, "~~", other, None, "", None)
    for one, other in combinations_with_replacement(variables.exogenous, 2):
        yield Parameter(one, "~~", other, None, "", None, is_sample=is_fixed_x)
    if has_means:
        yield from _means(variables, is_fixed_x=is_fixed_x)


def _means(variables: Variables, *, is_fixed_x: bool) -> Iterator[Parameter]:
    """Those of latent variables are 0."""
    for name in variables.observed:
        is_sample = is_fixed_x and name in variables.exogenous
        yield Parameter(name, INTERCEPT, "", None, "", None, is_sample=is_sample)
    for name in variables.latent:
        yield Parameter(name, INTERCEPT, "", 0.0, "", None)


def _numbered(rows: list[Parameter], same: Equalities) -> tuple[list[Parameter], int]:
    """Equal names share a place among the free parameters, or the value one of them is held at."""
    places: dict[str, int] = {}
    numbered, free = [], 0
    for row in rows:
        root = same.root(row.label)
        fixed = same.held.get(root, row.fixed) if root else row.fixed
        if fixed is not None or row.is_sample:
            numbered.append(row._replace(fixed=fixed))
            continue
        place = places.setdefault(root, free) if root else free
        free = max(free, place + 1)
        numbered.append(row._replace(free=place))
    return numbered, free
