"""Shared concepts in versions, who agreed to each, and rounds of «Hva legger du i …»."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from redthread.core.models import Addressed
from redthread.gatherings.models import Gathering
from redthread.networks.models import Network
from redthread.people.models import Person


class ConceptQuerySet(models.QuerySet["Concept"]):
    def in_use(self) -> Self:
        return self.filter(put_away_at=None).order_by("word", "pk")


class Concept(Addressed):
    """A word that the network uses in its own way. What it means stands in versions."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="concepts")
    word = models.CharField(_("ord"), max_length=80)
    key = models.CharField(max_length=80)  # the word in small letters, so that it stands once
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    put_away_at = models.DateTimeField(_("lagt bort"), null=True, blank=True)
    put_away_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    objects = ConceptQuerySet.as_manager()

    class Meta:
        verbose_name = _("begrep")
        verbose_name_plural = _("begreper")
        ordering = ["word", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["network", "key"], condition=Q(put_away_at=None), name="concept_stands_once"
            )
        ]

    def __str__(self) -> str:
        return self.word

    def get_absolute_url(self) -> str:
        return reverse("concepts:concept", args=[self.network.slug, self.public_id])


class ConceptVersion(models.Model):
    """What a concept means, in the network's words and in plain ones; never changed, only followed."""

    concept = models.ForeignKey(Concept, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(_("versjon"))
    meaning = models.TextField(_("hva vi legger i det"))
    plain = models.TextField(_("med enkle ord"), blank=True)
    instead = models.CharField(_("skriv heller"), max_length=80, blank=True)
    example = models.TextField(_("eksempel"), blank=True)
    changed_why = models.CharField(_("hvorfor endret"), max_length=300, blank=True)
    written_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(_("skrevet"))
    round = models.ForeignKey(
        "AlignmentRound", models.SET_NULL, null=True, blank=True, related_name="versions"
    )

    class Meta:
        verbose_name = _("versjon av begrep")
        verbose_name_plural = _("versjoner av begrep")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["concept", "number"], name="concept_version_once"),
            models.CheckConstraint(condition=~Q(meaning=""), name="concept_version_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.concept}, {self.number}"


class Agreement(models.Model):
    """That one version was agreed: by the network at a gathering, or by one member."""

    version = models.ForeignKey(ConceptVersion, models.CASCADE, related_name="agreements")
    gathering = models.ForeignKey(
        Gathering, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("samling")
    )
    at_gathering = models.BooleanField(default=False)  # stays true when the gathering is deleted
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("enighet om begrep")
        verbose_name_plural = _("enighet om begrep")
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "by"], condition=Q(at_gathering=False), name="member_agrees_once"
            ),
            models.UniqueConstraint(
                fields=["version"], condition=Q(at_gathering=True), name="network_agrees_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version}: {self.by}"


class AlignmentRoundQuerySet(models.QuerySet["AlignmentRound"]):
    def open(self) -> Self:
        return self.filter(closed_at=None)


class AlignmentRound(Addressed):
    """A round of «Hva legger du i …»: everybody answers alone, and sees the others' when it is closed.

    Whether names are shown is said before the first answer. `dropped` is a round that was ended without
    showing anything; its answers are gone.
    """

    network = models.ForeignKey(Network, models.CASCADE, related_name="alignment_rounds")
    word = models.CharField(_("ord"), max_length=80)
    shows_names = models.BooleanField(_("med navn"), default=False)
    gathering = models.ForeignKey(
        Gathering, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("samling")
    )
    started_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    started_at = models.DateTimeField(_("startet"))
    closed_at = models.DateTimeField(_("avsluttet"), null=True, blank=True)
    closed_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    dropped = models.BooleanField(default=False)

    objects = AlignmentRoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("begrepsrunde")
        verbose_name_plural = _("begrepsrunder")
        ordering = ["-started_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(dropped=False) | Q(closed_at__isnull=False), name="round_is_dropped_when_closed"
            )
        ]

    def __str__(self) -> str:
        return self.word

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    def get_absolute_url(self) -> str:
        return reverse("concepts:round", args=[self.network.slug, self.public_id])


class AlignmentAnswer(models.Model):
    """What one person puts into the word. When a round without names is closed, whose it was is forgotten.

    `place` is drawn by chance, so that the order tells nothing of who answered first.
    """

    round = models.ForeignKey(AlignmentRound, models.CASCADE, related_name="answers")
    person = models.ForeignKey(Person, models.CASCADE, null=True, blank=True, related_name="+")
    text = models.TextField(_("svar"))
    place = models.CharField(max_length=20)

    class Meta:
        verbose_name = _("svar i begrepsrunde")
        verbose_name_plural = _("svar i begrepsrunde")
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["round", "person"], name="one_answer_a_person_in_a_round")
        ]

    def __str__(self) -> str:
        return self.text[:80]
