"""A free text leaves the results when the one who wrote it takes it away."""

from __future__ import annotations

from django.db import transaction

from redthread.surveys.free_text import without
from redthread.surveys.models import Wave, WaveResult


@transaction.atomic
def strip_text(*, wave: Wave, item: str, mark: str) -> None:
    """Take the text with this mark out of the results; nothing else in them changes."""
    result = WaveResult.objects.select_for_update(no_key=True).filter(wave=wave).first()
    if result is None:
        return
    result.figures["texts"] = without(result.figures["texts"], item, mark)
    result.save(update_fields=["figures"])
