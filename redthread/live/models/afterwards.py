"""What came of a session: what was taken into the minutes, and what its leaders answer the pulse."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from redthread.core.models import Addressed
from redthread.gatherings.models import Gathering, Outcome
from redthread.live.models.sessions import LiveSession
from redthread.people.models import Person


class TakenIn(models.Model):
    """That a piece of the session stands in the minutes, so that it is taken in once.

    `piece` says what it is made of, such as `themes:3`. Taken out of the minutes, it may be taken in again.
    """

    session = models.ForeignKey(LiveSession, models.CASCADE, related_name="in_minutes")
    piece = models.CharField(max_length=120)
    outcome = models.OneToOneField(Outcome, models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("tatt med i referatet")
        verbose_name_plural = _("tatt med i referatet")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["session", "piece"], name="live_taken_in_once")]

    def __str__(self) -> str:
        return self.piece


class PulseAnswer(Addressed):
    """«Dere sa – vi endrer»: what many said in the pulse of a gathering, and what is done about it.

    Stands on the next gathering's «siden sist» when it has been released.
    """

    gathering = models.ForeignKey(Gathering, models.CASCADE, related_name="pulse_answers")
    said = models.CharField(_("dere sa"), max_length=300)
    change = models.CharField(_("vi endrer"), max_length=300)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("svar på pulsen")
        verbose_name_plural = _("svar på pulsen")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.said
