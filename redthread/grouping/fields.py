"""Finite fields of prime power order, for designs where nobody meets twice. Pure.

An element is a number from 0 to q − 1, read in base p as a polynomial; products are taken modulo an
irreducible polynomial, the first that has no divisor.
"""

from __future__ import annotations

import itertools
from functools import cache


def prime_power(q: int) -> tuple[int, int] | None:
    """(p, e) with p prime and p**e equal to q, or None.

    >>> prime_power(8), prime_power(9), prime_power(12)
    ((2, 3), (3, 2), None)
    """
    if q < 2:
        return None
    p = next(d for d in range(2, q + 1) if q % d == 0)
    e = 0
    while q % p == 0:
        q, e = q // p, e + 1
    return (p, e) if q == 1 else None


class Field:
    """Sums and products of the field with q elements. Raises ValueError when q is not a prime power."""

    def __init__(self, q: int) -> None:
        power = prime_power(q)
        if power is None:
            raise ValueError(f"there is no field with {q} elements")
        self.q = q
        self.p, self.e = power
        self.modulus = _irreducible(self.p, self.e)

    def add(self, a: int, b: int) -> int:
        return _number(
            [(x + y) % self.p for x, y in zip(self._digits(a), self._digits(b), strict=True)], self.p
        )

    def multiply(self, a: int, b: int) -> int:
        product = _product(self._digits(a), self._digits(b), self.p)
        return _number(_remainder(product, self.modulus, self.p)[: self.e], self.p)

    def _digits(self, number: int) -> list[int]:
        return [number // self.p**place % self.p for place in range(self.e)]


def _number(digits: list[int], p: int) -> int:
    return sum(digit * p**place for place, digit in enumerate(digits))


def _product(a: list[int], b: list[int], p: int) -> list[int]:
    product = [0] * (len(a) + len(b) - 1)
    for (i, x), (j, y) in itertools.product(enumerate(a), enumerate(b)):
        product[i + j] = (product[i + j] + x * y) % p
    return product


def _remainder(a: list[int], modulus: list[int], p: int) -> list[int]:
    """What is left of `a`; the modulus leads with 1, so nothing has to be divided."""
    left = list(a)
    while len(left) >= len(modulus):
        lead, shift = left[-1], len(left) - len(modulus)
        for place, digit in enumerate(modulus):
            left[place + shift] = (left[place + shift] - lead * digit) % p
        left.pop()
    return left


@cache
def _irreducible(p: int, e: int) -> list[int]:
    """The first polynomial of degree e that leads with 1 and has no divisor of lower degree."""
    for low in itertools.product(range(p), repeat=e):
        candidate = [*low, 1]
        if all(any(_remainder(candidate, divisor, p)) for divisor in _divisors(p, e)):
            return candidate
    raise AssertionError("there is one of every degree")


def _divisors(p: int, e: int) -> list[list[int]]:
    return [
        [*low, 1] for degree in range(1, e // 2 + 1) for low in itertools.product(range(p), repeat=degree)
    ]
