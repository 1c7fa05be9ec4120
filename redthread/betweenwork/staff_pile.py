"""The pile of a staff's answers: how one is laid in it, and what may be read out of it. Pure.

Nothing is read from fewer than five (ADR 11): below that an answer can be guessed to be somebody's, and with
five, two who tell each other what they answered still leave three. Three more rules go with it. The answers
are shown when the round is closed and not before, once and for all, so that nobody can compare what stood
there before and after one answer. A question is shown when five have answered that question. And when all or
all but one chose the same, it is said without figures, for «100 %» would tell what each of them answered.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any, NamedTuple

AT_LEAST = 5
FEW_MISSING = 2  # when no more than this many are missing, how many they are is not said

Pile = dict[str, dict[str, Any]]
Answer = int | str  # the place of the chosen option, or a text


def lay(
    pile: Mapping[str, Mapping[str, Any]], answers: Mapping[int, Answer], options: Mapping[int, int]
) -> Pile:
    """The pile with one more in it. `answers` are by the question's number, `options` how many each has.

    >>> lay({}, {1: 0}, {1: 3})
    {'1': {'counts': [1, 0, 0], 'texts': [], 'gone': 0}}
    """
    laid: Pile = {
        key: {"counts": [*one["counts"]], "texts": [*one["texts"]], "gone": one["gone"]}
        for key, one in pile.items()
    }
    for number, answer in answers.items():
        of = laid.setdefault(str(number), {"counts": [0] * options.get(number, 0), "texts": [], "gone": 0})
        if isinstance(answer, int):
            of["counts"][answer] += 1
        else:
            of["texts"].insert(secrets.randbelow(len(of["texts"]) + 1), answer)
    return laid


class Read(NamedTuple):
    """What may be shown of one question. `mostly` is the option that all or nearly all chose."""

    is_shown: bool
    counts: tuple[int, ...] = ()
    mostly: int | None = None
    texts: tuple[str, ...] = ()


HIDDEN = Read(is_shown=False)


def read(pile: Mapping[str, Mapping[str, Any]], number: int, *, is_closed: bool) -> Read:
    """What may be shown of the question.

    >>> read({"1": {"counts": [4, 2], "texts": [], "gone": 0}}, 1, is_closed=True).counts
    (4, 2)
    >>> read({"1": {"counts": [5, 1], "texts": [], "gone": 0}}, 1, is_closed=True).mostly
    0
    """
    of = pile.get(str(number))
    if of is None or not is_closed:
        return HIDDEN
    counts, texts = tuple(of["counts"]), tuple(of["texts"])
    if sum(counts) + len(texts) + of["gone"] < AT_LEAST:
        return HIDDEN
    mostly = next((place for place, count in enumerate(counts) if count >= sum(counts) - 1), None)
    return Read(True, () if mostly is not None else counts, mostly, texts)


class Reached(NamedTuple):
    """How many have answered, as far as it may be said: exactly, at least so many, nearly all, or some."""

    kind: str  # none, some, at_least, few, nearly_all, exact
    number: int = 0


def reached(answered: int, staff: int, *, is_closed: bool) -> Reached:
    """While the round is open the number is told in steps of five, so that nobody can follow one person.

    >>> [reached(n, 20, is_closed=False).kind for n in (0, 1, 4)]
    ['none', 'some', 'some']
    >>> reached(14, 20, is_closed=False)
    Reached(kind='at_least', number=10)
    >>> reached(18, 20, is_closed=True).kind
    'nearly_all'
    """
    if answered < AT_LEAST:
        return Reached("few" if is_closed else "some" if answered else "none")
    if not is_closed:
        return Reached("at_least", answered - answered % AT_LEAST)
    if staff - answered <= FEW_MISSING:
        return Reached("nearly_all")
    return Reached("exact", answered)


def with_one_less(pile: Mapping[str, Mapping[str, Any]], number: int, text: str) -> Pile:
    """The pile without one text, such as one that names somebody. It counts as answered all the same."""
    laid = lay(pile, {}, {})
    of = laid.get(str(number))
    if of is not None and text in of["texts"]:
        of["texts"].remove(text)
        of["gone"] += 1
    return laid
