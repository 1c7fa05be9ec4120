"""That the work of leading a network is handed over, with what only the one who leads knows."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from redthread.core.models import Addressed
from redthread.networks.models import Network, Role
from redthread.people.models import Person


class HandoverQuerySet(models.QuerySet["Handover"]):
    def standing(self) -> Self:
        """Neither taken back nor followed by a newer one."""
        return self.filter(ended_at=None)


class Handover(Addressed):
    """Who takes over, as what and from when, and three short answers in the words of the one who leads."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="handovers")
    successor = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("etterfølger"))
    role = models.CharField(_("rolle"), max_length=10, choices=Role)
    starts_on = models.DateField(_("fra"))
    unwritten = models.TextField(_("det som ikke står noe sted"), blank=True)
    call_first = models.TextField(_("hvem du bør snakke med først"), blank=True)
    take_care = models.TextField(_("det du bør ta vare på"), blank=True)
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    objects = HandoverQuerySet.as_manager()

    class Meta:
        verbose_name = _("overlevering")
        verbose_name_plural = _("overleveringer")
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["network"], condition=models.Q(ended_at=None), name="one_handover_stands"
            )
        ]

    def __str__(self) -> str:
        return f"{self.network}: {self.successor}"
