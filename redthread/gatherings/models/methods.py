"""Methods for working together, and programmes of days, that networks keep, change and share."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from redthread.core.models import Addressed
from redthread.networks.models import Network
from redthread.people.models import Person


class Shared(models.TextChoices):
    """Which other networks may take a copy. An act of those who lead; nothing is shared by itself."""

    NO = "no", _("bare dette nettverket")
    OWNER = "owner", _("nettverk hos samme skoleeier")
    ALL = "all", _("alle nettverk her")


class Method(Addressed):
    """A way of working together, with a script that the live room can run.

    Those of the library have a `key` and no network; a network's own have a network and no key, and say what
    they were made from. `steps` is a list of {"title", "minutes", "text", "rules"}, `roles` of {"name",
    "text"}, and `script` of phases, as `method_script.py` tells. What others get is `shared_card`, the card
    as it was when it was shared; what is changed afterwards is theirs only when it is shared again.
    """

    network = models.ForeignKey(Network, models.CASCADE, null=True, blank=True, related_name="methods")
    key = models.SlugField(max_length=60, null=True, blank=True, unique=True)
    made_from = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="copies", verbose_name=_("laget fra")
    )
    # In words, with the network it came from, since what it was made from may be gone.
    came_from = models.CharField(_("kommer fra"), max_length=300, blank=True)
    name = models.CharField(_("navn"), max_length=120)
    name_en = models.CharField(_("navn på engelsk"), max_length=120, blank=True)
    purpose = models.TextField(_("hva metoden er god for"))
    when_to_use = models.TextField(_("når den passer"), blank=True)
    needs: models.JSONField[Any, Any] = models.JSONField(_("behov"), default=list, blank=True)
    people_from = models.PositiveSmallIntegerField(_("deltakere, fra"), null=True, blank=True)
    people_to = models.PositiveSmallIntegerField(_("deltakere, til"), null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutter"))
    steps: models.JSONField[Any, Any] = models.JSONField(_("steg"), default=list)
    roles: models.JSONField[Any, Any] = models.JSONField(_("roller"), default=list, blank=True)
    room = models.TextField(_("rom"), blank=True)
    materials = models.TextField(_("utstyr"), blank=True)
    plan_b = models.TextField(_("plan B"), blank=True)
    source = models.TextField(_("kilde"), blank=True)
    script: models.JSONField[Any, Any] = models.JSONField(_("faser"), default=list, blank=True)
    shared = models.CharField(_("delt med"), max_length=5, choices=Shared, default=Shared.NO)
    shared_card: models.JSONField[Any, Any] = models.JSONField(_("kortet som er delt"), null=True, blank=True)
    shared_at = models.DateTimeField(_("delt"), null=True, blank=True)
    written_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    changed_at = models.DateTimeField(null=True, blank=True)
    put_away_at = models.DateTimeField(_("lagt bort"), null=True, blank=True)

    class Meta:
        verbose_name = _("metode")
        verbose_name_plural = _("metoder")
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(network=None, key__isnull=False) | Q(network__isnull=False, key=None),
                name="method_is_of_the_library_or_of_a_network",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class DayTemplateQuerySet(models.QuerySet["DayTemplate"]):
    def usable_in(self, network: Network) -> Self:
        """The network's own, and what other networks share with it; its own first."""
        shared = Q(shared=Shared.ALL) | Q(shared=Shared.OWNER, network__owner=network.owner_id)
        found = self.filter(Q(network=network) | shared).select_related("network__owner")
        is_others = models.Case(models.When(network=network, then=0), default=1)
        return found.alias(is_others=is_others).order_by("is_others", "name", "pk")


class DayTemplate(Addressed):
    """A programme that a network has saved; `items` is a list of what an agenda item is made from."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="day_templates")
    name = models.CharField(_("navn"), max_length=120)
    about = models.CharField(_("om programmet"), max_length=300, blank=True)
    items: models.JSONField[Any, Any] = models.JSONField(_("poster"))
    shared = models.CharField(_("delt med"), max_length=5, choices=Shared, default=Shared.NO)
    made_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField()

    objects = DayTemplateQuerySet.as_manager()

    class Meta:
        verbose_name = _("programmal")
        verbose_name_plural = _("programmaler")
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class BalanceNorm(models.Model):
    """How the network wants to spend its time together, in per cent; its own choice, and no target."""

    network = models.OneToOneField(Network, models.CASCADE, related_name="balance_norm")
    input = models.PositiveSmallIntegerField(_("påfyll"))
    reflection = models.PositiveSmallIntegerField(_("refleksjon"))
    try_out = models.PositiveSmallIntegerField(_("utprøving"))
    information = models.PositiveSmallIntegerField(_("informasjon"))

    class Meta:
        verbose_name = _("nettverkets fordeling av tid")
        verbose_name_plural = _("nettverkenes fordeling av tid")
        constraints = [
            models.CheckConstraint(
                condition=Q(input__lte=100, reflection__lte=100, try_out__lte=100, information__lte=100),
                name="balance_norm_is_in_per_cent",
            ),
        ]

    def __str__(self) -> str:
        return str(self.network)
