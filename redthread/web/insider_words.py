"""Below what is about to go outward: the words that those outside may not know, with plain ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from redthread.concepts.reading import insider_words_in
from redthread.networks.models import Network


def insider_words(network: Network, snapshot: Sequence[Mapping[str, str]]) -> dict[str, Any]:
    """Nothing when there is no such word. Three queries, whatever is in the snapshot."""
    return {"found": insider_words_in(snapshot, network)}
