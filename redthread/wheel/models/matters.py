"""What comes back every year, and what else the schools are part of."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from redthread.core.models import Addressed
from redthread.networks.models import Network
from redthread.people.models import Organisation, Person


class FixedMatter(Addressed):
    """Something that the year has anyway: national tests, the self-report, the review of the mandate."""

    class Kind(models.TextChoices):
        NATIONAL_TESTS = "national_tests", _("nasjonale prøver")
        RESULTS = "results", _("resultater fra nasjonale prøver")
        PUPIL_SURVEY = "pupil_survey", _("Elevundersøkelsen")
        SELF_REPORT = "self_report", _("egenrapportering")
        MANDATE_REVIEW = "mandate_review", _("gjennomgang av mandatet")
        OTHER = "other", _("annet")

    network = models.ForeignKey(Network, models.CASCADE, related_name="fixed_matters")
    first_year = models.PositiveSmallIntegerField(_("starter høsten"))
    kind = models.CharField(_("type"), max_length=14, choices=Kind)
    name = models.CharField(_("navn"), max_length=120)
    starts_on = models.DateField(_("fra"))
    ends_on = models.DateField(_("til og med"))
    goes_on_agenda = models.BooleanField(_("skal på programmet"), default=False)
    is_confirmed = models.BooleanField(_("datoene er sjekket"), default=False)

    class Meta:
        verbose_name = _("fast sak i året")
        verbose_name_plural = _("faste saker i året")
        ordering = ["starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="fixed_matter_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Initiative(Addressed):
    """A programme or project that a school or its owner is part of (003: 82 at the same time)."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="initiatives")
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="initiatives", verbose_name=_("hvem")
    )
    name = models.CharField(_("navn"), max_length=120)
    about = models.CharField(_("hva det går ut på"), max_length=300, blank=True)
    starts_on = models.DateField(_("fra"))
    ends_on = models.DateField(_("til og med"), null=True, blank=True)
    added_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        verbose_name = _("satsing")
        verbose_name_plural = _("satsinger")
        ordering = ["starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="initiative_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return self.name
