"""Where the writing of a concept begins, when it comes from a round."""

from __future__ import annotations

from typing import NamedTuple

from django.shortcuts import get_object_or_404

from redthread.concepts.models import AlignmentRound
from redthread.concepts.reading import Side, side_by_side
from redthread.networks.access import Access


class FromRound(NamedTuple):
    round: AlignmentRound | None
    answers: list[Side]
    initial: dict[str, str]


def from_round(access: Access, public_id: str) -> FromRound:
    """The answers of a closed round of the network beside the form, with its word filled in; or nothing."""
    if not public_id:
        return FromRound(None, [], {})
    closed = access.network.alignment_rounds.filter(closed_at__isnull=False, dropped=False)
    found = get_object_or_404(closed, public_id=public_id)
    return FromRound(found, side_by_side(found), {"word": found.word})
