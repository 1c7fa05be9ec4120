"""The school route of an owner: when its schools are closed and which days stand out in a school year."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from redthread.core.models import Addressed
from redthread.people.models import Organisation, Person


class SchoolRouteQuerySet(models.QuerySet["SchoolRoute"]):
    def in_force(self) -> Self:
        """The route that a person confirmed last, of each owner and year."""
        return self.filter(replaced_at=None)


class SchoolRoute(Addressed):
    """One owner's route for one school year, as a person read and confirmed it."""

    owner = models.ForeignKey(
        Organisation, models.CASCADE, related_name="school_routes", verbose_name=_("skoleeier")
    )
    first_year = models.PositiveSmallIntegerField(_("starter høsten"))
    source = models.CharField(_("hvor den kom fra"), max_length=200, blank=True)
    confirmed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(_("bekreftet"))
    replaced_at = models.DateTimeField(_("erstattet"), null=True, blank=True)

    objects = SchoolRouteQuerySet.as_manager()

    class Meta:
        verbose_name = _("skolerute")
        verbose_name_plural = _("skoleruter")
        ordering = ["first_year", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "first_year"],
                condition=Q(replaced_at=None),
                name="school_route_in_force_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.owner} {self.first_year}"


class RoutePeriod(models.Model):
    """Some days of a route; of one school when the schools differ, else of all."""

    class Kind(models.TextChoices):
        HOLIDAY = "holiday", _("ferie eller fri")
        PLANNING_DAY = "planning_day", _("planleggingsdag")
        FIRST_DAY = "first_day", _("første skoledag")
        LAST_DAY = "last_day", _("siste skoledag")

    route = models.ForeignKey(SchoolRoute, models.CASCADE, related_name="periods")
    school = models.ForeignKey(Organisation, models.CASCADE, null=True, blank=True, related_name="+")
    kind = models.CharField(_("type"), max_length=12, choices=Kind)
    name = models.CharField(_("navn"), max_length=100)
    starts_on = models.DateField(_("fra"))
    ends_on = models.DateField(_("til og med"))

    class Meta:
        verbose_name = _("periode i skoleruta")
        verbose_name_plural = _("perioder i skoleruta")
        ordering = ["starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="route_period_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return self.name
