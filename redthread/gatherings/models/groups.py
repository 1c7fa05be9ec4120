"""Who sits together at a gathering."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from redthread.core.models import Addressed
from redthread.gatherings.models.agenda import AgendaItem
from redthread.gatherings.models.gatherings import Gathering
from redthread.networks.models import Network
from redthread.people.models import Organisation, Person


class Grouping(Addressed):
    """One way to sit at a gathering, for the whole day or for one item; only for those who plan until shown.

    `rule` is what was asked for, as `seating_rules.py` tells; `before` is how it was until the last change,
    so that it can be undone. Every change counts `version` up, so that of two people at once one changes it.
    """

    gathering = models.ForeignKey(Gathering, models.CASCADE, related_name="groupings")
    item = models.ForeignKey(AgendaItem, models.CASCADE, null=True, blank=True, related_name="groupings")
    name = models.CharField(_("navn"), max_length=120)
    rule: models.JSONField[Any, Any] = models.JSONField(default=dict)
    before: models.JSONField[Any, Any] = models.JSONField(default=list)
    version = models.PositiveIntegerField(default=0)
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    shown_at = models.DateTimeField(_("vist for deltakerne"), null=True, blank=True)

    class Meta:
        verbose_name = _("gruppedeling")
        verbose_name_plural = _("gruppedelinger")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["gathering", "item"], name="grouping_once_an_item"),
            models.UniqueConstraint(
                fields=["gathering"], condition=Q(item=None), name="grouping_once_a_whole_day"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Group(models.Model):
    """One table."""

    grouping = models.ForeignKey(Grouping, models.CASCADE, related_name="groups")
    number = models.PositiveSmallIntegerField(_("nummer"))

    class Meta:
        verbose_name = _("gruppe")
        verbose_name_plural = _("grupper")
        ordering = ["number", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["grouping", "number"], name="group_number_once_a_grouping")
        ]

    def __str__(self) -> str:
        return str(self.number)


class GroupPlace(Addressed):
    """Where one sits: a person of ours, or a guest who is only a name (pupils, parents, politicians)."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="places")
    person = models.ForeignKey(Person, models.CASCADE, null=True, blank=True, related_name="+")
    name = models.CharField(_("navn"), max_length=150, blank=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    school = models.CharField(_("skole"), max_length=150, blank=True)  # of a guest, as it was written
    role = models.CharField(_("rolle"), max_length=60, blank=True)
    is_fixed = models.BooleanField(_("blir sittende"), default=False)

    class Meta:
        verbose_name = _("plass ved bord")
        verbose_name_plural = _("plasser ved bord")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(person=None) | ~Q(name=""), name="group_place_is_somebodys"),
        ]

    def __str__(self) -> str:
        return str(self.person or self.name)


class PairWish(models.Model):
    """Two who should sit together, or should not. For those who plan, and never shown to others."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="pair_wishes")
    first = models.ForeignKey(Person, models.CASCADE, related_name="+")
    second = models.ForeignKey(Person, models.CASCADE, related_name="+")
    together = models.BooleanField(_("skal sitte sammen"))

    class Meta:
        verbose_name = _("ønske om plassering")
        verbose_name_plural = _("ønsker om plassering")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["network", "first", "second"], name="pair_wish_once_a_pair"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="pair_wish_in_one_order"),
        ]

    def __str__(self) -> str:
        return f"{self.first}, {self.second}"
