"""Published test results, brought to one agenda item to be understood together."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from redthread.core.models import Addressed
from redthread.gatherings.models.agenda import AgendaItem
from redthread.people.models import Organisation, Person


class ResultTable(Addressed):
    """One file of published results, for one agenda item and nothing else."""

    class Kind(models.TextChoices):
        NATIONAL_TESTS = "national_tests", _("nasjonale prøver")
        PUPIL_SURVEY = "pupil_survey", _("Elevundersøkelsen")
        OWN = "own", _("egen tabell")

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="result_tables")
    kind = models.CharField(_("type"), max_length=14, choices=Kind)
    title = models.CharField(_("tittel"), max_length=150)
    file_name = models.CharField(_("filnavn"), max_length=150)
    added_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        verbose_name = _("resultattabell")
        verbose_name_plural = _("resultattabeller")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.title


class ResultCell(models.Model):
    """One figure, as published: a value, hidden by the publisher, or not there. Never derived from others."""

    class State(models.TextChoices):
        VALUE = "value", _("verdi")
        SUPPRESSED = "suppressed", _("skjermet")
        ABSENT = "absent", _("ingen data")

    table = models.ForeignKey(ResultTable, models.CASCADE, related_name="cells")
    unit = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    unit_name = models.CharField(_("enhet"), max_length=150)
    school_year = models.CharField(_("skoleår"), max_length=7)  # `2025-26`
    subject = models.CharField(_("område"), max_length=120)
    grade = models.CharField(_("trinn"), max_length=40, blank=True)
    measure = models.CharField(_("mål"), max_length=80, blank=True)  # `Skalapoeng`, as the file says
    state = models.CharField(_("tilstand"), max_length=10, choices=State)
    value = models.DecimalField(_("verdi"), max_digits=10, decimal_places=3, null=True, blank=True)
    uncertainty = models.DecimalField(_("usikkerhet"), max_digits=8, decimal_places=3, null=True, blank=True)
    pupils = models.PositiveIntegerField(_("antall elever"), null=True, blank=True)
    is_preliminary = models.BooleanField(_("foreløpig"), default=False)

    class Meta:
        verbose_name = _("resultat")
        verbose_name_plural = _("resultater")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="value", value__isnull=False) | Q(~Q(state="value"), value=None),
                name="result_has_a_value_only_when_published",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_name} {self.school_year}"
