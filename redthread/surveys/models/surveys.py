"""A survey with its own copy of the instrument, and the waves in which it is answered."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from redthread.core.models import Addressed
from redthread.networks.models import Network
from redthread.people.models import Person


class OwnInstrument(Addressed):
    """A network's own questionnaire: each save is a new version, and a version never changes.

    `definition` is the file itself (`redthread.instruments`), so it can be carried to another place.
    """

    network = models.ForeignKey(Network, models.CASCADE, related_name="instruments")
    code = models.CharField(_("kode"), max_length=60)
    version = models.PositiveSmallIntegerField(_("utgave"), default=1)
    title = models.CharField(_("tittel"), max_length=150)
    definition = models.TextField(_("innhold"))
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("laget"))

    class Meta:
        verbose_name = _("eget spørreskjema")
        verbose_name_plural = _("egne spørreskjemaer")
        ordering = ["title", "-version", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["network", "code", "version"], name="instrument_version_once")
        ]

    def __str__(self) -> str:
        return self.title


class SurveyQuerySet(models.QuerySet["Survey"]):
    def standing(self) -> Self:
        return self.filter(dropped_at=None)


class Survey(Addressed):
    """Questions that a network puts to its people, once or in several waves.

    `definition` is the survey's own copy of the instrument, so a library that changes later changes nothing
    here. From the first opening it stands, and so do `kind` and `k`: what was promised to those who answer
    cannot be taken back. `start_key` makes a survey that is sent in twice one survey.
    """

    class Kind(models.TextChoices):
        ANONYMOUS = "anonymous", _("anonym")
        CONFIDENTIAL = "confidential", _("fortrolig")

    network = models.ForeignKey(Network, models.CASCADE, related_name="surveys")
    start_key = models.CharField(max_length=64)
    title = models.CharField(_("tittel"), max_length=150)
    why = models.TextField(_("hvorfor vi spør"), max_length=1000, blank=True)
    definition = models.TextField(_("spørsmålene"))
    kind = models.CharField(_("type"), max_length=12, choices=Kind, default=Kind.ANONYMOUS)
    k = models.PositiveSmallIntegerField(_("minste antall svar"), default=5)
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("laget"))
    version = models.PositiveIntegerField(default=1)
    dropped_at = models.DateTimeField(_("forkastet"), null=True, blank=True)

    objects = SurveyQuerySet.as_manager()

    class Meta:
        verbose_name = _("undersøkelse")
        verbose_name_plural = _("undersøkelser")
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["made_by", "start_key"], name="survey_starts_once"),
            models.CheckConstraint(condition=Q(k__gte=5), name="survey_shows_nothing_of_fewer_than_five"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("surveys:survey", args=[self.network.slug, self.public_id])


class WaveQuerySet(models.QuerySet["Wave"]):
    def open(self) -> Self:
        return self.filter(opened_at__isnull=False, closed_at=None, survey__network__closed_at=None)


class Wave(Addressed):
    """One time that the survey is answered. Results are made once, when it closes, and then stand."""

    class Moment(models.TextChoices):
        ONCE = "once", _("én gang")
        BEFORE = "before", _("før")
        DURING = "during", _("underveis")
        AFTER = "after", _("etter")

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="waves")
    number = models.PositiveSmallIntegerField(_("runde"))
    moment = models.CharField(_("når"), max_length=6, choices=Moment, default=Moment.ONCE)
    # Whom it goes to: respondent roles of `redthread.instruments`, as they were when it was opened.
    roles: models.JSONField[list[str], list[str]] = models.JSONField(_("hvem som blir spurt"), default=list)
    closes_on = models.DateField(_("åpen til og med"), null=True, blank=True)
    opened_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    opened_at = models.DateTimeField(_("åpnet"), null=True, blank=True)
    reminded_at = models.DateTimeField(_("sist minnet om"), null=True, blank=True)
    closed_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    closed_at = models.DateTimeField(_("lukket"), null=True, blank=True)

    objects = WaveQuerySet.as_manager()

    class Meta:
        verbose_name = _("målerunde")
        verbose_name_plural = _("målerunder")
        ordering = ["number", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["survey", "number"], name="wave_number_once_a_survey"),
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(opened_at__isnull=False), name="wave_is_open_before_closed"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.survey}, {self.get_moment_display()}"

    def get_absolute_url(self) -> str:
        survey = self.survey
        return reverse("surveys:opening", args=[survey.network.slug, survey.public_id, self.number])

    @property
    def is_open(self) -> bool:
        return self.opened_at is not None and self.closed_at is None

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None
