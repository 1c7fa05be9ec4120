"""Which named parameters are equal, by name or by ==, and which of them are held at a value."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from redthread.stats.errors import StatsError
from redthread.stats.paths.parameters import Parameter
from redthread.stats.paths.syntax import NUMBER, Term


class Equalities(NamedTuple):
    """`same` leads from a name to one it equals; `held` has the value of those that are not estimated."""

    same: dict[str, str]
    held: dict[str, float]

    def root(self, label: str) -> str:
        """The one name for all that are equal."""
        while label in self.same:
            label = self.same[label]
        return label


def equalities_of(rows: Sequence[Parameter], terms: Sequence[Term]) -> Equalities:
    """Raises StatsError for a name nothing has, and for two values at once."""
    labels = {row.label for row in rows if row.label}
    found = Equalities({}, {})
    for term in terms:
        _refuse_unknown(term, labels)
        if not NUMBER.match(term.rhs) and found.root(term.lhs) != found.root(term.rhs):
            found.same[found.root(term.lhs)] = found.root(term.rhs)
    for term in terms:
        if NUMBER.match(term.rhs):
            _hold(found, term.lhs, float(term.rhs))
    for row in rows:
        if row.label and row.fixed is not None:
            _hold(found, row.label, row.fixed)
    return found


def _hold(found: Equalities, label: str, value: float) -> None:
    held = found.held.setdefault(found.root(label), value)
    if held != value:
        raise StatsError("syntax", f"The parameter «{label}» is fixed at both {held:g} and {value:g}.")


def _refuse_unknown(term: Term, labels: set[str]) -> None:
    for side in (term.lhs, term.rhs):
        if side not in labels and not (side is term.rhs and NUMBER.match(side)):
            text = (
                f"no parameter is called «{side}»; == takes the names of parameters, or a number on the "
                "right."
            )
            raise StatsError("syntax", f"Model, line {term.line}: {text}")
