"""The way from a gathering's page to what was laid out in its rooms, for those who have something there."""

from __future__ import annotations

from typing import Any, cast

from django.db.models import Q
from django.urls import reverse

from redthread.gatherings.models import Gathering
from redthread.live.material import leads
from redthread.live.models import LiveSession
from redthread.networks.access import SignedInRequest


def material_url(context: dict[str, Any], gathering: Gathering) -> str:
    """Empty when the person sat nowhere, and for those who lead, when no session is closed. One query."""
    access = cast(SignedInRequest, context["request"]).access
    has_something = Q(participants__person=access.person)
    if leads(access):
        has_something |= Q(closed_at__isnull=False)
    if not LiveSession.objects.filter(has_something, gathering=gathering).exists():
        return ""
    return reverse("live:material", args=[gathering.network.slug, gathering.public_id])
