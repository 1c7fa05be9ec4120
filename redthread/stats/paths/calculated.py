"""What is calculated from named parameters (`indirect := a*b`), with errors by the delta method (Sobel
1982).
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping, Sequence

import numpy as np

from redthread.stats.answers import Vector
from redthread.stats.errors import StatsError
from redthread.stats.paths.syntax import Term

Number = complex
BINARY: dict[type, Callable[[Number, Number], Number]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
}
FUNCTIONS: dict[str, Callable[[Number], Number]] = {
    "sqrt": lambda value: complex(np.sqrt(value)),
    "exp": lambda value: complex(np.exp(value)),
    "log": lambda value: complex(np.log(value)),
    "abs": lambda value: value if value.real >= 0 else -value,
}
DEEPEST, STEP = 50, 1e-30


def calculate(terms: Sequence[Term], named: Mapping[str, float]) -> dict[str, float]:
    """The value of each := line; later lines may use earlier ones. Raises StatsError with the line."""
    found = _all(terms, {name: complex(value) for name, value in named.items()})
    return {name: value.real for name, value in found.items()}


def gradients(terms: Sequence[Term], named: Mapping[str, float]) -> dict[str, dict[str, float]]:
    """The derivative of each := line with respect to each named parameter, by a complex step: exact to
    rounding.
    """
    made: dict[str, dict[str, float]] = {term.lhs: {} for term in terms}
    for moved in named:
        values = {name: complex(value, STEP if name == moved else 0) for name, value in named.items()}
        for name, value in _all(terms, values).items():
            made[name][moved] = value.imag / STEP
    return made


def error_of(slope: Vector, covariance: Vector) -> float:
    return float(np.sqrt(max(float(slope @ covariance @ slope), 0.0)))


def _all(terms: Sequence[Term], values: dict[str, Number]) -> dict[str, Number]:
    known, found = dict(values), {}
    for term in terms:
        if term.lhs in known:
            raise _wrong(term, f"«{term.lhs}» is already the name of something else")
        known[term.lhs] = found[term.lhs] = _one(term, known)
    return found


def _one(term: Term, known: Mapping[str, Number]) -> Number:
    try:
        tree = ast.parse(term.rhs.replace("^", "**"), mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise _wrong(term, f"«{term.rhs}» cannot be read") from None
    try:
        return complex(_value(term, tree.body, known, 0))
    except (ZeroDivisionError, OverflowError):
        raise _wrong(term, f"«{term.rhs}» divides by zero or becomes too large") from None


def _value(term: Term, node: ast.expr, known: Mapping[str, Number], depth: int) -> Number:
    if depth > DEEPEST:
        raise _wrong(term, "is nested too deeply")
    match node:
        case ast.Constant(value=int() | float() as number):
            return complex(number)
        case ast.Name(id=name) if name in known:
            return known[name]
        case ast.Name(id=name):
            raise _wrong(term, f"no parameter is called «{name}»; name it in the model first ({name}*x)")
        case ast.UnaryOp(op=ast.USub() | ast.UAdd() as sign, operand=operand):
            value = _value(term, operand, known, depth + 1)
            return -value if isinstance(sign, ast.USub) else value
        case ast.BinOp(left=left, op=op, right=right) if type(op) in BINARY:
            sides = (_value(term, side, known, depth + 1) for side in (left, right))
            return BINARY[type(op)](*sides)
        case ast.Call(func=ast.Name(id=name), args=[inside], keywords=[]) if name in FUNCTIONS:
            return FUNCTIONS[name](_value(term, inside, known, depth + 1))
        case _:
            raise _wrong(term, f"«{ast.unparse(node)}» is not arithmetic (+ - * / ^, sqrt, exp, log, abs)")


def _wrong(term: Term, text: str) -> StatsError:
    return StatsError("syntax", f"Model, line {term.line}: {term.lhs} := {text}.")
