"""The network's monthly letter. It lies with between-work, whose news it tells; reports store nothing."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from redthread.core.models import Addressed
from redthread.networks.models import Network
from redthread.people.models import Person


class MonthlyLetterQuerySet(models.QuerySet["MonthlyLetter"]):
    def sent(self) -> Self:
        """Those that the members have got; a draft is known to those who plan alone."""
        return self.exclude(sent_at=None)


class MonthlyLetter(Addressed):
    """One letter a month, drafted from what the network has been shown, and written by its leader.

    `named` are the releases that the draft named, so that one that is taken back is not sent after all.
    """

    network = models.ForeignKey(Network, models.CASCADE, related_name="letters")
    month = models.DateField(_("måned"))  # its first day
    title = models.CharField(_("overskrift"), max_length=120)
    text = models.TextField(_("brev"), max_length=6000)
    named: models.JSONField[Any, Any] = models.JSONField(default=list)
    version = models.PositiveIntegerField(default=1)
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    sent_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    sent_at = models.DateTimeField(_("sendt"), null=True, blank=True)

    objects = MonthlyLetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("månedsbrev")
        verbose_name_plural = _("månedsbrev")
        ordering = ["-month", "-pk"]
        constraints = [models.UniqueConstraint(fields=["network", "month"], name="letter_once_a_month")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("betweenwork:letter", args=[self.network.slug, self.public_id])
