"""What makes a write happen exactly once, however often a phone sends it."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from redthread.live.models.contributions import Unordered
from redthread.live.models.sessions import LiveSession


class Receipt(Unordered):
    """A command that was carried out: the sums of its key and of what was asked, and the answer.

    Knows neither who nor when, nor which other commands came from the same phone. Kept as long as
    what it was for, so that a phone that was away for months is told the same again.
    """

    session = models.ForeignKey(LiveSession, models.CASCADE, related_name="receipts")
    key = models.CharField(max_length=40)
    body_hash = models.CharField(max_length=64)
    answer: models.JSONField[Any, Any] = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("kvittering")
        verbose_name_plural = _("kvitteringer")
        ordering = ["key"]
        constraints = [models.UniqueConstraint(fields=["session", "key"], name="live_receipt_once")]

    def __str__(self) -> str:
        return self.key
