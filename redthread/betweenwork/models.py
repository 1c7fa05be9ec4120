"""What the schools do between two gatherings, and the short summary each of them files."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from redthread.core.models import Addressed
from redthread.gatherings.models import Gathering
from redthread.networks.models import Network
from redthread.people.models import Organisation, Person
from redthread.sharing.models import Content


class Assignment(Addressed):
    """The between-work after one gathering; its window ends when the next gathering starts."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="assignments")
    gathering = models.OneToOneField(
        Gathering, models.CASCADE, related_name="assignment", verbose_name=_("samling")
    )
    theme = models.CharField(_("tema"), max_length=200)
    task = models.TextField(_("oppgave"), blank=True)
    expects_whole_staff = models.BooleanField(_("hele personalet skal nås"), default=True)
    created_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("mellomarbeid")
        verbose_name_plural = _("mellomarbeid")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.theme

    def get_absolute_url(self) -> str:
        return reverse("betweenwork:assignment", args=[self.network.slug, self.public_id])


class SchoolLine(Addressed):
    """One school's part of the between-work: its own task when it promised one, and who carries it."""

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="lines")
    school = models.ForeignKey(
        Organisation, models.PROTECT, related_name="between_work", verbose_name=_("skole")
    )
    carriers = models.CharField(_("bærere"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("skolens linje")
        verbose_name_plural = _("skolenes linjer")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["assignment", "school"], name="line_once_a_school")]

    def __str__(self) -> str:
        return f"{self.school}: {self.assignment}"


class SchoolSummaryQuerySet(models.QuerySet["SchoolSummary"]):
    def filed(self) -> Self:
        return self.exclude(filed_at=None)


class SchoolSummary(Addressed, Content):
    """What the school did, what happened, what was hard, and who was reached. Own school only at first."""

    class Reach(models.TextChoices):
        UNSAID = "", _("ikke svart")
        WHOLE = "whole", _("hele personalet")
        PART = "part", _("en del av personalet")
        NOT_YET = "not_yet", _("ikke ennå")

    line = models.OneToOneField(SchoolLine, models.CASCADE, related_name="summary")
    did = models.TextField(_("hva vi gjorde"), blank=True, max_length=2000)
    happened = models.TextField(_("hva som skjedde"), blank=True, max_length=2000)
    hard = models.TextField(_("hva som var vanskelig"), blank=True, max_length=2000)
    reach = models.CharField(
        _("hvem vi nådde"), max_length=7, choices=Reach, blank=True, default=Reach.UNSAID
    )
    photo = models.FileField(_("bilde"), upload_to="summaries/", blank=True)
    written_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    saved_at = models.DateTimeField(_("sist lagret"))
    filed_at = models.DateTimeField(_("levert"), null=True, blank=True)

    objects = SchoolSummaryQuerySet.as_manager()

    class Meta:
        verbose_name = _("skolens oppsummering")
        verbose_name_plural = _("skolenes oppsummeringer")
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.line)


class SubmissionKey(models.Model):
    """One save from one phone. The same key again gives the same answer and no second effect."""

    key = models.CharField(max_length=64)
    line = models.ForeignKey(SchoolLine, models.CASCADE, related_name="submission_keys")
    body_hash = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("innsendingsnøkkel")
        verbose_name_plural = _("innsendingsnøkler")
        constraints = [models.UniqueConstraint(fields=["line", "key"], name="submission_key_once")]

    def __str__(self) -> str:
        return self.key


class SummaryLinkQuerySet(models.QuerySet["SummaryLink"]):
    def usable(self, now: datetime) -> Self:
        return self.filter(Q(expires_at__gt=now), revoked_at=None)


class SummaryLink(models.Model):
    """A mailed link by which one person files one school's summary without signing in. Its hash is kept."""

    line = models.ForeignKey(SchoolLine, models.CASCADE, related_name="links")
    person = models.ForeignKey(Person, models.CASCADE, related_name="summary_links")
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = SummaryLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("oppsummeringslenke")
        verbose_name_plural = _("oppsummeringslenker")

    def __str__(self) -> str:
        return f"{self.person} → {self.line}"
