"""The gatherings that a concept can be agreed at, and those that a round can be for."""

from __future__ import annotations

from datetime import datetime

from redthread.gatherings.models import Gathering
from redthread.networks.models import Network

MOST = 30


def held(network: Network, now: datetime) -> list[Gathering]:
    """Begun and not called off, the newest first."""
    begun = Gathering.objects.filter(network=network, starts_at__lte=now).standing()
    return list(begun.order_by("-starts_at", "-pk")[:MOST])


def coming(network: Network, now: datetime) -> list[Gathering]:
    """Published and not over, the nearest first."""
    return list(Gathering.objects.filter(network=network).standing().upcoming(now)[:MOST])
