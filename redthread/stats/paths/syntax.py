"""lavaan's syntax (Rosseel 2012, Journal of Statistical Software 48(2)): text in, one row a term out.

factor =~ x1 + 1*x2 + a*x3      measured by            (1* fixes, a* names: equal names are equal parameters)
y ~ x1 + x2                     regressed on
y ~~ z                          (co)variance
y ~ 1                           intercept
indirect := a*b                 calculated from named parameters
a == b                          equal parameters
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from redthread.stats.errors import StatsError

OPERATORS = re.compile(r"=~|~~|:=|==|~|<|>|\|")
SUPPORTED = ("=~", "~~", ":=", "==", "~")
NAME = re.compile(r"[^\W\d]\w*(?:\.\w+)*\Z")
NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\Z")
CALL = re.compile(r"(start|label|equal)\(\s*(.+?)\s*\)\Z")
INTERCEPT, CALCULATED = "~1", ":="
LONGEST_MODEL, MOST_TERMS, LARGEST_VALUE = 100_000, 5_000, 1e9


class Term(NamedTuple):
    """One relation as it is written. `fixed` is the value it is held at; `is_freed` is NA*."""

    line: int
    lhs: str
    op: str
    rhs: str
    fixed: float | None = None
    label: str = ""
    start: float | None = None
    is_freed: bool = False


class Place(NamedTuple):
    """Where a formula begins: its line, and the text from that line on."""

    line: int
    lines: list[str]


def read_model(text: str) -> list[Term]:
    """The terms in the order they are written. Raises StatsError with line and column for what cannot be
    understood.
    """
    if len(text) > LONGEST_MODEL:
        raise StatsError("syntax", f"The model is longer than {LONGEST_MODEL} signs. Is this a model?")
    terms: list[Term] = []
    for at, formula in _formulas(text):
        terms += _terms(at, formula)
        if len(terms) > MOST_TERMS:
            raise StatsError("syntax", f"The model has more than {MOST_TERMS} terms.")
    if not terms:
        raise StatsError("syntax", "The model is empty. Write for example: outcome ~ culture + quality")
    return terms


def _formulas(text: str) -> Iterator[tuple[Place, str]]:
    """Each formula with where it begins. A line without an operator goes on with the one before."""
    lines = text.removeprefix("\ufeff").splitlines()
    begun, parts = Place(0, []), ""
    for number, raw in enumerate(lines, start=1):
        here = Place(number, lines[number - 1 :])
        for piece in re.split(r"[#!]", raw, maxsplit=1)[0].split(";"):
            stripped = piece.strip()
            if not stripped:
                continue
            if OPERATORS.search(stripped) and not _is_open(parts):
                if parts:
                    yield begun, parts
                begun, parts = here, stripped
            elif parts:
                parts += " " + stripped
            else:
                raise _wrong(here, f"«{stripped}» has no operator (=~, ~, ~~ or :=).", near=stripped)
    if parts:
        yield begun, parts


def _is_open(formula: str) -> bool:
    """Whether the formula plainly goes on: it ends in a plus, a star or an operator that has one side."""
    return formula.endswith(("+", "*")) and bool(formula)


def _terms(at: Place, formula: str) -> list[Term]:
    found = OPERATORS.search(formula)
    if found is None or found.group() not in SUPPORTED:
        sign = found.group() if found else ""
        raise _wrong(at, f"«{sign}» is not supported; use =~, ~, ~~, := or ==.", near=sign)
    left, op, right = formula[: found.start()].strip(), found.group(), formula[found.end() :].strip()
    if not left or not right:
        raise _wrong(at, f"something is missing on one side of {op}.", near=op)
    if op == ":=":
        return [Term(at.line, _name(at, left), op, "".join(right.split()))]
    if op == "==":
        return [Term(at.line, left, op, right)]
    if OPERATORS.search(right):
        text = f"two operators in «{formula}». Begin a new line for each formula."
        raise _wrong(at, text, near=right)
    parts = [_part(at, op, part) for part in _split(at, right)]
    return [
        part._replace(lhs=_name(at, lhs), op=INTERCEPT if part.rhs == "" else op)
        for lhs in _split(at, left)
        for part in parts
    ]


def _split(place: Place, side: str) -> list[str]:
    """Between the pluses, but not those of a number (1e+5) or inside brackets."""
    parts, depth, at = [""], 0, 0
    for at, sign in enumerate(side):
        depth += (sign == "(") - (sign == ")")
        is_exponent = sign == "+" and bool(re.search(r"(?<![\w.])[\d.]+[eE]$", side[:at]))
        if sign == "+" and depth == 0 and not is_exponent:
            parts.append("")
        else:
            parts[-1] += sign
    stripped = [part.strip() for part in parts]
    if depth or not all(stripped):
        raise _wrong(place, f"something is missing in «{side}».", near=side)
    return stripped


def _part(at: Place, op: str, part: str) -> Term:
    """A variable with its modifiers: `x`, `1*x`, `a*x`, `start(0.5)*x`, `NA*x`; `1` is the intercept."""
    *modifiers, variable = (piece.strip() for piece in part.split("*"))
    if variable in ("1", "0") and op == "~":
        term = Term(at.line, "", op, "", fixed=0.0 if variable == "0" else None)
    else:
        term = Term(at.line, "", op, _name(at, variable))
    for modifier in modifiers:
        term = _modified(at, term, modifier)
    return term


def _modified(at: Place, term: Term, modifier: str) -> Term:
    if NUMBER.match(modifier):
        return term._replace(fixed=_value(at, modifier))
    if modifier == "NA":
        return term._replace(is_freed=True)
    if call := CALL.match(modifier):
        inside = call[2].strip("\"'")
        if call[1] != "start":
            return term._replace(label=_name(at, inside))
        if not NUMBER.match(inside):
            raise _wrong(at, f"start() takes a number, not «{inside}».", near=inside)
        return term._replace(start=_value(at, inside))
    if modifier.startswith("c("):
        raise _wrong(at, "models of several groups, c(…), are not supported.", near=modifier)
    return term._replace(label=_name(at, modifier))


def _value(at: Place, text: str) -> float:
    if abs(float(text)) > LARGEST_VALUE:
        raise _wrong(at, f"{text} is too large; measure in other units.", near=text)
    return float(text)


def _name(at: Place, text: str) -> str:
    if not NAME.match(text):
        said = f"«{text}» is no name" if text else "a name is missing"
        rule = "Names begin with a letter and have letters, digits, _ and dots."
        raise _wrong(at, f"{said}. {rule}", near=text)
    return text


def _wrong(at: Place, text: str, *, near: str) -> StatsError:
    """Told where `near` stands, on the line of the formula or one it goes on over."""
    sought = re.compile((r"(?<![\w.])" if near[:1].isalnum() else "") + re.escape(near))
    for number, raw in enumerate(at.lines, start=at.line):
        if near and (found := sought.search(raw)):
            return StatsError("syntax", f"Model, line {number}, column {found.start() + 1}: {text}")
    return StatsError("syntax", f"Model, line {at.line}: {text}")
