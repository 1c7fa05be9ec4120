"""Whose turn it was, and who asks for the floor."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from redthread.live.models.participants import Participant
from redthread.live.models.sessions import LiveSession


class Turn(models.Model):
    """One turn that has been used in a round. The state of the round is read from these alone."""

    class Kind(models.TextChoices):
        LAID = "laid", _("la fram")
        PASSED = "passed", _("sa pass")
        EMPTY = "empty", _("er tom")
        SKIPPED = "skipped", _("ble hoppet over")
        CLOSED = "closed", _("runden ble avsluttet")
        BACK = "back", _("kom tilbake i runden")

    session = models.ForeignKey(LiveSession, models.CASCADE, related_name="turns")
    phase = models.CharField(max_length=60)
    circle = models.CharField(max_length=40)
    number = models.PositiveSmallIntegerField()
    # Nobody when a leader closed the round, or opened it again.
    participant = models.ForeignKey(Participant, models.CASCADE, null=True, blank=True, related_name="turns")
    kind = models.CharField(_("type"), max_length=7, choices=Kind)
    why = models.CharField(_("hvorfor"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("tur")
        verbose_name_plural = _("turer")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["session", "phase", "circle", "number"], name="live_turn_once")
        ]

    def __str__(self) -> str:
        return str(self.number)


class Speaker(models.Model):
    """Somebody on the list of speakers in the plenary, in the order they asked."""

    session = models.ForeignKey(LiveSession, models.CASCADE, related_name="speakers")
    participant = models.ForeignKey(Participant, models.CASCADE, related_name="+")
    spoke_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("taler")
        verbose_name_plural = _("talere")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "participant"],
                condition=models.Q(spoke_at=None),
                name="live_speaker_waits_once",
            )
        ]

    def __str__(self) -> str:
        return str(self.participant)
