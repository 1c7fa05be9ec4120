"""A slip of the pen is put right to a word that stands in something the person may look among.

Of three pieces that a word is cut into, two slips leave at least one as it was; so the words that have one of
them in common are few, and only those are compared letter by letter.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db.models import Q
from django.db.models.functions import Length

from redthread.search.folding import folded, stem
from redthread.search.models import SearchWord

SHORTEST = 4
MOST_TRIES = 3


def put_right(words: Sequence[str], scopes: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """The question again, with each word that stands nowhere put right; the nearest first. Nothing when a
    word is like no other, or when none needs it."""
    choices = [_choices(word, scopes) for word in words]
    if not all(choices) or all(found == [word] for word, found in zip(words, choices, strict=True)):
        return
    for turn in range(MOST_TRIES):
        if turn and not any(len(found) > turn for found in choices):
            return
        yield tuple(found[min(turn, len(found) - 1)] for found in choices)


def _choices(word: str, scopes: Sequence[str]) -> list[str]:
    """The word itself when it stands somewhere, else what it may have been meant as, the nearest first."""
    if len(word) < SHORTEST:
        return [word]
    slips = 1 if len(word) < 7 else 2
    near = sorted({(distance(word, other), other) for other in _candidates(word, scopes, slips)})
    if (near and near[0][0] == 0) or any(stem(folded(other)) == stem(folded(word)) for _far, other in near):
        return [word]
    return [other for far, other in near if far <= slips][:MOST_TRIES]


def _candidates(word: str, scopes: Sequence[str], slips: int) -> list[str]:
    """Words of nearly that length that share a piece with it."""
    has_piece = Q()
    size = -(-len(word) // (slips + 1))
    for at in range(0, len(word), size):
        has_piece |= Q(word__contains=word[at : at + size])
    # Two letters in each other's place may spoil two pieces: those that begin alike are looked at as well.
    has_piece |= Q(word__startswith=word[:2])
    found = SearchWord.objects.filter(has_piece, scope__in=scopes).annotate(letters=Length("word"))
    near = found.filter(letters__gte=len(word) - slips, letters__lte=len(word) + slips)
    return list(near.values_list("word", flat=True).order_by("word").distinct())


def distance(one: str, other: str) -> int:
    """How many slips lie between: a letter too much, too little, another one, or two in each other's place.

    >>> distance("nettvekr", "nettverk"), distance("vurdring", "vurdering")
    (1, 1)
    """
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, sign in enumerate(one, start=1):
        previous, before, row = before, row, [i]
        for j, there in enumerate(other, start=1):
            cost = min(row[j - 1] + 1, before[j] + 1, before[j - 1] + (sign != there))
            if previous and i > 1 and j > 1 and sign == other[j - 2] and one[i - 2] == there:
                cost = min(cost, previous[j - 2] + 1)
            row.append(cost)
    return row[-1]
