"""What each variable is in a model: latent or observed, measured, explained or explaining."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from redthread.stats.errors import StatsError, listed
from redthread.stats.paths.syntax import INTERCEPT, Term


@dataclass(frozen=True)
class Variables:
    """Names in the order they are met. `exogenous` are observed, only explain, and have no (co)variance of
    their own.
    """

    latent: tuple[str, ...]
    observed: tuple[str, ...]
    indicators: tuple[str, ...]
    explained: tuple[str, ...]
    explaining: tuple[str, ...]
    exogenous: tuple[str, ...]
    single: frozenset[str] = frozenset()

    @property
    def all(self) -> tuple[str, ...]:
        return self.observed + self.latent

    def independent_latent(self) -> list[str]:
        """Latent variables that nothing in the model explains."""
        return [name for name in self.latent if name not in self.indicators and name not in self.explained]

    def only_indicators(self) -> frozenset[str]:
        """Those that alone measure their factor: they are taken to be without error."""
        return self.single - {*self.explained}

    def outcomes(self) -> list[str]:
        """Explained variables that explain nothing themselves, latent ones first."""
        used = {*self.explaining, *self.indicators}
        return [name for name in self.latent + self.observed if name in self.explained and name not in used]


def variables_in(terms: Sequence[Term]) -> Variables:
    """Raises StatsError for a variable that is measured by or regressed on itself."""
    for term in terms:
        if term.lhs == term.rhs and term.op in ("=~", "~"):
            raise StatsError("syntax", f"Model, line {term.line}: {term.lhs} cannot be explained by itself.")
    latent = _unique(term.lhs for term in terms if term.op == "=~")
    indicators = _unique(term.rhs for term in terms if term.op == "=~")
    explained = _unique(term.lhs for term in terms if term.op == "~")
    explaining = _unique(term.rhs for term in terms if term.op == "~")
    free = [(term.lhs, term.rhs) for term in terms if term.op == "~~"]
    varying = {name for pair in free for name in pair} | {t.lhs for t in terms if t.op == INTERCEPT}
    others = [*(name for pair in free for name in pair), *(t.lhs for t in terms if t.op == INTERCEPT)]
    observed = [
        name for name in _unique([*indicators, *explained, *explaining, *others]) if name not in latent
    ]
    taken = {*indicators, *explained, *varying}
    _refuse_no_observed(observed, latent)
    return Variables(
        latent,
        tuple(observed),
        indicators,
        explained,
        explaining,
        tuple(name for name in observed if name in explaining and name not in taken),
        _single(terms, latent),
    )


def _single(terms: Sequence[Term], latent: tuple[str, ...]) -> frozenset[str]:
    """Indicators that are the only one of a factor, and of no other."""
    measured = {factor: {t.rhs for t in terms if t.op == "=~" and t.lhs == factor} for factor in latent}
    alone = {name for names in measured.values() if len(names) == 1 for name in names}
    return frozenset(name for name in alone if sum(name in names for names in measured.values()) == 1)


def _unique(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def _refuse_no_observed(observed: list[str], latent: tuple[str, ...]) -> None:
    if not observed and not latent:
        raise StatsError("syntax", "The model only calculates. Write for example: outcome ~ a*culture")
    if not observed:
        raise StatsError("syntax", f"The model has no observed variables, only {listed(latent)}.")
