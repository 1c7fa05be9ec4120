"""Free words that may be read: enough of them, shuffled, without background, with names covered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from random import SystemRandom
from typing import Any

from redthread.identifying.checking import check_text
from redthread.identifying.known_index import Index
from redthread.identifying.marks import Kind

FEWEST = 10
# What tells who somebody is. The rest of what the checker marks (the pupils, a day) may stand.
COVERED = frozenset(Kind) - {Kind.GROUP, Kind.DATE, Kind.DIALECT, Kind.NETWORK, Kind.PROJECT}
COVER = "[…]"
Shown = dict[str, Any]


def texts_of(piles: Mapping[str, Iterable[Mapping[str, str]]], known: Index) -> dict[str, Shown]:
    """By the item's code: the texts with their marks, by which the one who wrote one can take it away.

    With fewer than ten there is none; nobody reads what is covered, for only the covered text is kept.
    """
    found: dict[str, Shown] = {}
    for item, entries in piles.items():
        texts = [{"text": covered(one["text"], known), "mark": one["mark"]} for one in entries]
        SystemRandom().shuffle(texts)
        found[item] = {"texts": texts} if len(texts) >= FEWEST else {"hidden": "few" if texts else "none"}
    return found


def covered(text: str, known: Index) -> str:
    """The text with what can identify somebody covered."""
    for mark in reversed(check_text(text, known)):
        if mark.kind in COVERED:
            text = text[: mark.start] + COVER + text[mark.end :]
    return text


def without(shown: Mapping[str, Shown], item: str, mark: str) -> dict[str, Shown]:
    """The same without the text with that mark."""
    return {
        code: {"texts": [text for text in one["texts"] if code != item or text["mark"] != mark]}
        if "texts" in one
        else one
        for code, one in shown.items()
    }
