"""Which round waits for a person in each of their networks, read along with the memberships themselves."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Subquery

from redthread.concepts.models import AlignmentAnswer, AlignmentRound
from redthread.networks.models import Membership

STOPS_ASKING_AFTER = timedelta(days=60)


class WaitingRound(NamedTuple):
    public_id: str
    word: str


def round_waiting(now: datetime) -> dict[str, Any]:
    """What to annotate memberships with, so that `waiting_in` can tell; no query of its own."""
    answered = AlignmentAnswer.objects.filter(round=OuterRef("pk"), person=OuterRef(OuterRef("person")))
    asked = AlignmentRound.objects.open().filter(
        ~Exists(answered), network=OuterRef("network"), started_at__gte=now - STOPS_ASKING_AFTER
    )
    oldest = asked.order_by("started_at", "pk")[:1]
    return {
        "waiting_round": Subquery(oldest.values("public_id")),
        "waiting_word": Subquery(oldest.values("word")),
    }


def waiting_in(membership: Membership) -> WaitingRound | None:
    """The round that waits for the member, of a membership that was annotated."""
    public_id: str | None = getattr(membership, "waiting_round", None)
    return WaitingRound(public_id, membership.waiting_word) if public_id else None  # type: ignore[attr-defined]
