"""What the schools do between two gatherings, and the short summary each of them files."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from redthread.core.models import Addressed
from redthread.gatherings.models import Gathering
from redthread.networks.models import Membership, Network, Role
from redthread.people.models import Organisation, Person
from redthread.sharing.models import Content, Release


def next_start(gathering: str) -> Subquery:
    """When the next standing gathering of the same network and body starts; `gathering` is the path to it."""
    later = (
        Gathering.objects.standing()
        .alias(of=Coalesce("body_id", Value(0)))
        .filter(
            of=Coalesce(OuterRef(f"{gathering}__body_id"), Value(0)),
            network=OuterRef(f"{gathering}__network_id"),
            starts_at__gt=OuterRef(f"{gathering}__starts_at"),
        )
    )
    return Subquery(later.order_by("starts_at", "pk").values("starts_at")[:1])


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def opened(self) -> Self:
        """Those the schools have taken home; a planned one is seen by those who plan."""
        return self.exclude(opened_at=None)

    def with_window(self) -> Self:
        """Each with `next_starts_at`, which ends its window; it is read, never stored."""
        return self.annotate(next_starts_at=next_start("gathering"))


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
    opened_at = models.DateTimeField(_("åpnet"), null=True, blank=True)

    next_starts_at: datetime | None  # there after `with_window`

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("mellomarbeid")
        verbose_name_plural = _("mellomarbeid")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.theme

    def get_absolute_url(self) -> str:
        return reverse("betweenwork:assignment", args=[self.network.slug, self.public_id])


class SchoolLineQuerySet(models.QuerySet["SchoolLine"]):
    def with_window(self) -> Self:
        """Each with `next_starts_at`, which ends the window of its between-work."""
        return self.annotate(next_starts_at=next_start("assignment__gathering"))

    def open_at(self, now: datetime) -> Self:
        """Those whose between-work has been opened and whose next gathering has not begun."""
        return (
            self.with_window()
            .filter(Q(next_starts_at=None) | Q(next_starts_at__gt=now), assignment__opened_at__lte=now)
            .filter(assignment__network__closed_at=None)
        )

    def not_filed(self) -> Self:
        """Those whose school has never released a summary; a draft is not told apart from nothing."""
        return self.filter(summary__filed_at=None)


class SchoolLine(Addressed):
    """One school's part of the between-work: its own task when it promised one, and who carries it."""

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="lines")
    school = models.ForeignKey(
        Organisation, models.PROTECT, related_name="between_work", verbose_name=_("skole")
    )
    carriers = models.CharField(_("bærere"), max_length=200, blank=True)

    next_starts_at: datetime | None  # there after `with_window`

    objects = SchoolLineQuerySet.as_manager()

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
    """What the school did, what happened, what was hard, and who was reached.

    It stays with the own school. Others only ever see the snapshot in a `Release` of it. `version` counts the
    saves, so that of two people who write at once neither overwrites the other unseen.
    """

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
    version = models.PositiveIntegerField(default=0)
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


class SummaryPhoto(Addressed):
    """The one photo of a summary. Another photo is another row, so a released one is never swapped unseen."""

    summary = models.OneToOneField(SchoolSummary, models.CASCADE, related_name="photo")
    file = models.FileField(_("bilde"), upload_to="summaries/")
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    added_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    # The network sees the photo through this release only, and only while it stands.
    shown_in = models.ForeignKey(Release, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("bilde i oppsummering")
        verbose_name_plural = _("bilder i oppsummeringer")

    def __str__(self) -> str:
        return f"{self.summary}"


class SubmissionKey(models.Model):
    """One save from one phone. The same key again gives the same answer and no second effect."""

    key = models.CharField(max_length=64)
    line = models.ForeignKey(SchoolLine, models.CASCADE, related_name="submission_keys")
    body_hash = models.CharField(max_length=64)
    answer: models.JSONField[Any, Any] = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("innsendingsnøkkel")
        verbose_name_plural = _("innsendingsnøkler")
        indexes = [models.Index(fields=["at"], name="submission_key_by_age")]
        constraints = [models.UniqueConstraint(fields=["line", "key"], name="submission_key_once")]

    def __str__(self) -> str:
        return self.key


def new_seed() -> str:
    return secrets.token_hex(32)


class SummaryLinkQuerySet(models.QuerySet["SummaryLink"]):
    def usable(self, now: datetime) -> Self:
        return self.filter(Q(expires_at__gt=now), revoked_at=None)


class SummaryLink(models.Model):
    """A mailed link by which one person files one school's summary without signing in.

    The token in the link is a signature over `seed`, so a mail can repeat the link while the database holds
    only the token's hash. It belongs to one membership in one role, and ends with either.
    """

    line = models.ForeignKey(SchoolLine, models.CASCADE, related_name="links")
    membership = models.ForeignKey(Membership, models.CASCADE, related_name="+")
    role = models.CharField(max_length=10, choices=Role)
    seed = models.CharField(max_length=64, default=new_seed)
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = SummaryLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("oppsummeringslenke")
        verbose_name_plural = _("oppsummeringslenker")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["line", "membership"], condition=Q(revoked_at=None), name="summary_link_one_in_use"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.membership} → {self.line}"
