"""What may be shown of a wave: made once, at its closing, after disclosure control."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from redthread.surveys.models.surveys import Wave


class WaveResult(models.Model):
    """Figures and pictures as they were made when the wave closed. A hidden figure is not in it."""

    wave = models.OneToOneField(Wave, models.CASCADE, related_name="result")
    figures: models.JSONField[Any, Any] = models.JSONField(_("tall"), default=dict)
    pictures: models.JSONField[Any, Any] = models.JSONField(_("bilder"), default=dict)
    made_at = models.DateTimeField(_("laget"))

    class Meta:
        verbose_name = _("resultat av målerunde")
        verbose_name_plural = _("resultater av målerunder")

    def __str__(self) -> str:
        return str(self.wave)
