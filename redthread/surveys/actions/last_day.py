"""A wave closes by itself when its last day is over."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from redthread.surveys.actions.closing import close_wave
from redthread.surveys.models import Wave


def close_waves_that_are_over(now: datetime) -> None:
    """Duty: those whose last day was before today, here."""
    over = Wave.objects.open().filter(closes_on__lt=timezone.localdate(now), survey__dropped_at=None)
    for wave in over.select_related("survey__network__owner").order_by("closes_on", "pk"):
        close_wave(wave=wave, by=None, now=now)
