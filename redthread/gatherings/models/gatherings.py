"""A gathering: when, where, who is host and who chairs."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from redthread.core.models import Addressed
from redthread.gatherings.meeting_links import words_for_link
from redthread.networks.models import Body, Mandate, Network
from redthread.people.models import Organisation, Person
from redthread.sharing.models import Content


class GatheringQuerySet(models.QuerySet["Gathering"]):
    def published(self) -> Self:
        return self.exclude(published_at=None)

    def standing(self) -> Self:
        """Published and not cancelled."""
        return self.published().filter(cancelled_at=None)

    def drafts(self) -> Self:
        """Not published and not put away."""
        return self.filter(published_at=None, cancelled_at=None).order_by("starts_at", "pk")

    def alongside(self, gathering: Gathering) -> Self:
        """The gatherings of the same network and body, which one thread runs through."""
        return self.filter(network=gathering.network_id, body=gathering.body_id).exclude(pk=gathering.pk)

    def before(self, gathering: Gathering) -> Self:
        """Those alongside that start before it, the nearest first."""
        earlier = self.alongside(gathering).filter(starts_at__lt=gathering.starts_at)
        return earlier.order_by("-starts_at", "-pk")

    def after(self, gathering: Gathering) -> Self:
        """Those alongside that start after it, the nearest first."""
        later = self.alongside(gathering).filter(starts_at__gt=gathering.starts_at)
        return later.order_by("starts_at", "pk")

    def upcoming(self, now: datetime) -> Self:
        return self.filter(ends_at__gte=now).order_by("starts_at", "pk")

    def past(self, now: datetime) -> Self:
        return self.filter(ends_at__lt=now).order_by("-starts_at", "-pk")


class Gathering(Addressed, Content):
    """One meeting of the network, on one day or over several. A draft is seen by those who plan it."""

    class Mode(models.TextChoices):
        PHYSICAL = "physical", _("fysisk")
        DIGITAL = "digital", _("digital")
        HYBRID = "hybrid", _("fysisk og digital")

    network = models.ForeignKey(Network, models.CASCADE, related_name="gatherings")
    body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="gatherings", verbose_name=_("organ")
    )
    title = models.CharField(_("tittel"), max_length=150)
    theme = models.CharField(_("tema"), max_length=200, blank=True)
    starts_at = models.DateTimeField(_("starter"))
    ends_at = models.DateTimeField(_("slutter"))
    mode = models.CharField(_("form"), max_length=8, choices=Mode, default=Mode.PHYSICAL)
    place = models.CharField(_("sted"), max_length=200, blank=True)
    meeting_url = models.URLField(_("lenke til digitalt møte"), max_length=500, blank=True)
    host = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("vertskap")
    )
    chair = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("møteleder")
    )
    prepare = models.TextField(_("forberedelse"), blank=True)
    # The year's plan moves what is not pinned; what is published stands by itself.
    is_pinned = models.BooleanField(_("datoen står fast"), default=False)
    # What everybody was told last. Changes since `news_since` wait until `news_due_at` and go in one mail.
    told: models.JSONField[Any, Any] = models.JSONField(default=dict, blank=True)
    news_since = models.DateTimeField(null=True, blank=True)
    news_due_at = models.DateTimeField(null=True, blank=True)
    moved_at = models.DateTimeField(null=True, blank=True)  # when its time was last changed
    # Counts the changes that somebody may have missed; `sequence` counts what everybody was told.
    version = models.PositiveIntegerField(default=0)
    mandate = models.ForeignKey(Mandate, models.PROTECT, null=True, blank=True, related_name="+")
    created_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    published_at = models.DateTimeField(_("publisert"), null=True, blank=True)
    sequence = models.PositiveIntegerField(default=0)
    cancelled_at = models.DateTimeField(_("avlyst"), null=True, blank=True)
    cancelled_why = models.CharField(_("hvorfor avlyst"), max_length=300, blank=True)

    objects = GatheringQuerySet.as_manager()

    class Meta:
        verbose_name = _("samling")
        verbose_name_plural = _("samlinger")
        ordering = ["starts_at", "pk"]
        indexes = [
            models.Index(fields=["network", "starts_at"], name="gathering_in_order"),
            models.Index(
                fields=["news_due_at"], condition=Q(news_due_at__isnull=False), name="gathering_with_news"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="gathering_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(published_at=None) | Q(audience="network"),
                name="gathering_published_is_for_the_network",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("gatherings:gathering", args=[self.network.slug, self.public_id])

    @property
    def is_draft(self) -> bool:
        return self.published_at is None

    @property
    def is_cancelled(self) -> bool:
        return self.cancelled_at is not None

    @property
    def meeting_words(self) -> str:
        """«Bli med i Teams», or with the name of the host when we do not know the tool."""
        return words_for_link(self.meeting_url)
