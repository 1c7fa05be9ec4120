"""What people say that they can help with, and what they do not want to stand with."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from redthread.core.models import Addressed
from redthread.networks.models import Network
from redthread.people.models import Person


class OfferQuerySet(models.QuerySet["Offer"]):
    def shown(self) -> Self:
        return self.filter(is_on=True)


class Offer(Addressed):
    """«Dette kan jeg hjelpe med»: chosen by the person, and put on or off by nobody else."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="offers")
    person = models.ForeignKey(Person, models.CASCADE, related_name="offers")
    what = models.CharField(_("hva jeg kan hjelpe med"), max_length=80)
    line = models.CharField(_("en linje om det"), max_length=200, blank=True)
    is_on = models.BooleanField(_("vises"), default=True)
    offered_at = models.DateTimeField()

    objects = OfferQuerySet.as_manager()

    class Meta:
        verbose_name = _("tilbud om hjelp")
        verbose_name_plural = _("tilbud om hjelp")
        ordering = ["what", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["network", "person", "what"], name="offer_once_a_matter")
        ]

    def __str__(self) -> str:
        return self.what


class HiddenLine(models.Model):
    """A line about what the person has led, which they do not want to stand with. `key` is the line's."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="hidden_lines")
    person = models.ForeignKey(Person, models.CASCADE, related_name="hidden_lines")
    key = models.CharField(max_length=60)

    class Meta:
        verbose_name = _("skjult linje")
        verbose_name_plural = _("skjulte linjer")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["network", "person", "key"], name="line_hidden_once")]

    def __str__(self) -> str:
        return self.key
