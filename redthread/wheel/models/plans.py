"""What a network's year is planned from: its rhythm, its days that are taken, its hosts' wishes."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from redthread.core.models import Addressed
from redthread.networks.models import Network
from redthread.people.models import Organisation, Person


class YearPlan(models.Model):
    """The rhythm and the wishes of one network for one school year. The dates are gatherings, not kept here.

    `themes` is a list of texts, one a gathering. `choices` keeps what a person has settled in a proposal
    that is not saved as gatherings yet, as `planning/` tells.
    """

    class Rhythm(models.TextChoices):
        WEEKS = "weeks", _("hver … uke")
        MONTHS = "months", _("hver … måned")
        COUNT = "count", _("et antall samlinger jevnt over året")

    class Weekday(models.IntegerChoices):
        MONDAY = 0, _("mandag")
        TUESDAY = 1, _("tirsdag")
        WEDNESDAY = 2, _("onsdag")
        THURSDAY = 3, _("torsdag")
        FRIDAY = 4, _("fredag")

    network = models.ForeignKey(Network, models.CASCADE, related_name="year_plans")
    first_year = models.PositiveSmallIntegerField(_("starter høsten"))
    rhythm = models.CharField(_("rytme"), max_length=6, choices=Rhythm, default=Rhythm.WEEKS)
    every = models.PositiveSmallIntegerField(_("hvor ofte"), default=6)
    weekday = models.PositiveSmallIntegerField(_("ukedag"), choices=Weekday, default=Weekday.TUESDAY)
    starts = models.TimeField(_("fra klokka"))
    ends = models.TimeField(_("til klokka"))
    camps = models.PositiveSmallIntegerField(_("storsamlinger"), default=0)
    camp_days = models.PositiveSmallIntegerField(_("dager per storsamling"), default=1)
    themes: models.JSONField[Any, Any] = models.JSONField(_("temaer"), default=list, blank=True)
    prepare_days = models.PositiveSmallIntegerField(_("forberedelse klar, dager før"), default=5)
    summary_days = models.PositiveSmallIntegerField(_("oppsummering inne, dager før"), default=3)
    choices: models.JSONField[Any, Any] = models.JSONField(default=dict, blank=True)
    changed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("årsplan")
        verbose_name_plural = _("årsplaner")
        ordering = ["-first_year", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["network", "first_year"], name="year_plan_once_a_year"),
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="year_plan_ends_after_it_starts"),
        ]

    def __str__(self) -> str:
        return f"{self.network} {self.first_year}"


class BlockedDays(Addressed):
    """Days when the network cannot meet."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="blocked_days")
    why = models.CharField(_("hvorfor"), max_length=150)
    starts_on = models.DateField(_("fra"))
    ends_on = models.DateField(_("til og med"))

    class Meta:
        verbose_name = _("opptatte dager")
        verbose_name_plural = _("opptatte dager")
        ordering = ["starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="blocked_days_end_after_they_start"
            ),
        ]

    def __str__(self) -> str:
        return self.why


class HostWish(models.Model):
    """A school that wants, or cannot, be host in a part of the year."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="host_wishes")
    school = models.ForeignKey(Organisation, models.CASCADE, related_name="+", verbose_name=_("skole"))
    wants = models.BooleanField(_("vil gjerne"))
    starts_on = models.DateField(_("fra"))
    ends_on = models.DateField(_("til og med"))
    word = models.CharField(_("et ord om hvorfor"), max_length=150, blank=True)

    class Meta:
        verbose_name = _("ønske om vertskap")
        verbose_name_plural = _("ønsker om vertskap")
        ordering = ["starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="host_wish_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.school}"
