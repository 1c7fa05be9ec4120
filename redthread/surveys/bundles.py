"""Laying answers in and reading them out. A bundle is drawn by lot, and shuffled each time it is written."""

from __future__ import annotations

import secrets
from collections import defaultdict
from collections.abc import Iterable, Sequence
from hashlib import sha256
from random import SystemRandom

import numpy as np
from numpy.typing import NDArray

from redthread.instruments.coding import columns
from redthread.surveys.definition import instrument_of
from redthread.surveys.models import AnswerBundle, Survey, TextPile, Wave
from redthread.surveys.tickets import LINK

IN_A_BUNDLE = 50  # answers, about: few enough to shuffle at once, many enough to hide in

_chance = SystemRandom()


def bundles_for(asked: int) -> int:
    """How many bundles a wave has when so many are asked.

    >>> bundles_for(12), bundles_for(1000)
    (1, 20)
    """
    return max(1, round(asked / IN_A_BUNDLE))


def width_of(survey: Survey) -> int:
    """Bytes of a row: the group's number, the columns, and in a confidential survey the link at the end."""
    link = LINK if survey.kind == Survey.Kind.CONFIDENTIAL else 0
    return 1 + len(columns(instrument_of(survey))) + link


def lay_in(wave: Wave, rows: Sequence[bytes]) -> None:
    """Put each row in a bundle drawn by lot, in the caller's transaction. All rows are of the same width."""
    numbers = list(wave.bundles.values_list("number", flat=True))
    drawn: dict[int, list[bytes]] = defaultdict(list)
    for row in rows:
        drawn[secrets.choice(numbers)].append(row)
    bundles = AnswerBundle.objects.select_for_update(no_key=True).filter(wave=wave, number__in=list(drawn))
    for bundle in bundles.order_by("number"):
        bundle.rows = shuffled(bytes(bundle.rows) + b"".join(drawn[bundle.number]), len(rows[0]))
        bundle.save(update_fields=["rows"])


def shuffled(rows: bytes, width: int) -> bytes:
    """The same rows in an order drawn by lot.

    >>> sorted(shuffled(b"aabbcc", 2).decode()[place : place + 2] for place in (0, 2, 4))
    ['aa', 'bb', 'cc']
    """
    apart = [rows[place : place + width] for place in range(0, len(rows), width)]
    _chance.shuffle(apart)
    return b"".join(apart)


def answers_of(wave: Wave) -> NDArray[np.uint8]:
    """All answers of the wave, one a row: group, columns and link as `width_of` counts them. Read-only."""
    rows = b"".join(bytes(one) for one in wave.bundles.order_by("number").values_list("rows", flat=True))
    return np.frombuffer(rows, np.uint8).reshape(-1, width_of(wave.survey))


def lay_texts(wave: Wave, item: str, texts: Iterable[tuple[str, str]]) -> None:
    """Put free texts, each with its receipt, among the others to the same question, in the caller's
    transaction."""
    pile = TextPile.objects.select_for_update(no_key=True).get(wave=wave, item=item)
    pile.entries += [{"text": text, "mark": text_mark(wave, item, receipt)} for text, receipt in texts]
    _chance.shuffle(pile.entries)
    pile.save(update_fields=["entries"])


def text_mark(wave: Wave, item: str, receipt: str) -> str:
    """By which who has the receipt, and nobody else, finds the text again; the receipt has 80 bits."""
    return sha256(f"{wave.public_id}:{item}:{receipt}".encode()).hexdigest()
