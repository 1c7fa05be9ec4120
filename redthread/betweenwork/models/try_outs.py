"""What a school tries out, where the idea came from, and what became of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from redthread.core.models import Addressed
from redthread.gatherings.models import Commitment, Method
from redthread.knowledge.models import Story
from redthread.networks.access import Access
from redthread.networks.models import Network
from redthread.people.models import Organisation, Person
from redthread.sharing.models import Audience, Content, Release

ASKED_AGAIN_AFTER = timedelta(weeks=26)


class TryOutQuerySet(models.QuerySet["TryOut"]):
    def standing(self) -> Self:
        """Not withdrawn."""
        return self.filter(withdrawn_at=None)

    def of_schools(self, schools: frozenset[int]) -> Self:
        """Started by one of the schools, or joined by it."""
        joined = TryOutSchool.objects.filter(try_out=OuterRef("pk"), school__in=schools)
        return self.filter(Q(school__in=schools) | Exists(joined))

    def released(self) -> Self:
        """Those that the network sees; what it sees is the release, never the row."""
        shown = Release.objects.standing().filter(source=OuterRef("public_id"), audience=Audience.NETWORK)
        return self.standing().filter(Exists(shown))

    def visible_to(self, access: Access) -> Self:
        """Those of one's own schools, and those that the network has been shown."""
        in_network = self.standing().filter(network=access.network)
        own = in_network.of_schools(access.organisation_ids).values("pk")
        return in_network.filter(Q(pk__in=own) | Q(pk__in=in_network.released().values("pk")))

    def open(self) -> Self:
        """Those that nobody has said the end of."""
        return self.standing().filter(decided_at=None)


class TryOut(Addressed, Content):
    """Something small that a school tries: what it wants, what it does, when, with whom, and how it ended.

    It stays with the own school; the others see the snapshot in a `Release` of it. `version` counts the
    saves, so that of two people who write at once neither overwrites the other unseen. `start_key` makes a
    start that is sent twice one try-out.
    """

    class Depth(models.TextChoices):
        QUICK = "quick", _("kort")
        GUIDED = "guided", _("med spørsmål")
        FREE = "free", _("fritt")

    class Decision(models.TextChoices):
        ADOPT = "adopt", _("Vi tar det i bruk")
        ADAPT = "adapt", _("Vi justerer og går videre")
        STOP = "stop", _("Vi stopper her")

    network = models.ForeignKey(Network, models.CASCADE, related_name="try_outs")
    school = models.ForeignKey(Organisation, models.PROTECT, related_name="try_outs", verbose_name=_("skole"))
    start_key = models.CharField(max_length=64)
    depth = models.CharField(_("form"), max_length=6, choices=Depth, default=Depth.QUICK)
    title = models.CharField(_("navn"), max_length=120)
    want = models.TextField(_("hva vi vil"), blank=True)
    doing = models.TextField(_("hva vi gjør"), blank=True)
    starts_on = models.DateField(_("fra"), null=True, blank=True)
    until_on = models.DateField(_("til"), null=True, blank=True)
    with_whom = models.CharField(_("sammen med"), max_length=200, blank=True)
    assumed = models.TextField(_("hva vi tar for gitt"), blank=True)
    unsaid = models.TextField(_("hva som styrer uten at vi sier det"), blank=True)
    # Where the idea came from: one of four, or nowhere in particular.
    inspired_by = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="inspired",
        verbose_name=_("inspirert av"),
    )
    method = models.ForeignKey(
        Method, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("metode")
    )
    story = models.ForeignKey(
        Story,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="try_outs",
        verbose_name=_("praksisfortelling"),
    )
    outside = models.CharField(_("kilde utenfor nettverket"), max_length=300, blank=True)
    changed = models.TextField(_("hva vi har endret"), blank=True)
    commitment = models.ForeignKey(
        Commitment, models.SET_NULL, null=True, blank=True, related_name="try_outs"
    )
    started_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    started_at = models.DateTimeField(_("satt i gang"))
    version = models.PositiveIntegerField(default=1)
    saved_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    saved_at = models.DateTimeField(_("sist lagret"))
    decision = models.CharField(_("hvordan det endte"), max_length=5, choices=Decision, blank=True)
    happened = models.TextField(_("hva som skjedde"), blank=True)
    hard = models.TextField(_("hva som var vanskelig"), blank=True)
    rethink = models.TextField(_("hva vi må tenke nytt om"), blank=True)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    left = models.TextField(_("hva som er igjen av det"), blank=True)
    left_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    left_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(_("trukket"), null=True, blank=True)

    objects = TryOutQuerySet.as_manager()

    class Meta:
        verbose_name = _("utprøving")
        verbose_name_plural = _("utprøvinger")
        ordering = ["-started_at", "-pk"]
        indexes = [models.Index(fields=["network", "school"], name="try_out_of_school")]
        constraints = [
            models.UniqueConstraint(fields=["school", "start_key"], name="try_out_starts_once"),
            models.CheckConstraint(
                condition=Q(inspired_by=None) | ~Q(inspired_by=F("pk")), name="try_out_is_not_its_own_source"
            ),
            models.CheckConstraint(
                condition=Q(inspired_by=None, method=None, story=None)
                | Q(inspired_by=None, method=None, outside="")
                | Q(inspired_by=None, story=None, outside="")
                | Q(method=None, story=None, outside=""),
                name="try_out_has_one_source",
            ),
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(until_on=None) | Q(until_on__gte=F("starts_on")),
                name="try_out_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(decision="", decided_at=None) | (~Q(decision="") & Q(decided_at__isnull=False)),
                name="try_out_is_decided_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(left_at=None) | Q(decided_at__isnull=False), name="try_out_is_left_after_it_ended"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("betweenwork:try_out", args=[self.network.slug, self.public_id])

    @property
    def written(self) -> list[str]:
        """Everything that is written in it, for somebody who wrote at the same time."""
        texts = (self.want, self.doing, self.with_whom, self.changed, self.outside, self.assumed, self.unsaid)
        return [text for text in (*texts, self.happened, self.hard, self.rethink, self.left) if text]


class TryOutSchool(models.Model):
    """Another school that does the try-out together with the one that started it; it joined by itself."""

    try_out = models.ForeignKey(TryOut, models.CASCADE, related_name="joined")
    school = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    joined_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    joined_at = models.DateTimeField()

    class Meta:
        verbose_name = _("skole som er med")
        verbose_name_plural = _("skoler som er med")
        ordering = ["joined_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["try_out", "school"], name="school_joins_once")]

    def __str__(self) -> str:
        return f"{self.school}: {self.try_out}"


class SpiralStep(models.Model):
    """That the school has been through one of the five elements of the learning spiral (001 L1608-1616).

    They may come in any order and more than once around; what is kept is when each was first reached.
    """

    class Element(models.TextChoices):
        ALTERNATIVES = "alternatives", _("Tenkt sammen om ulike måter")
        TRIED = "tried", _("Prøvd det ut")
        RESULTS = "results", _("Tenkt sammen om det som skjedde")
        ALONE = "alone", _("Tenkt hver for seg")
        FED_BACK = "fed_back", _("Fortalt det videre i fellesskapet")

    try_out = models.ForeignKey(TryOut, models.CASCADE, related_name="spiral")
    element = models.CharField(_("del av spiralen"), max_length=12, choices=Element)
    reached_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    reached_at = models.DateTimeField()

    class Meta:
        verbose_name = _("steg i læringsspiralen")
        verbose_name_plural = _("steg i læringsspiralen")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["try_out", "element"], name="element_reached_once")]

    def __str__(self) -> str:
        return f"{self.try_out}: {self.get_element_display()}"


class Thanks(models.Model):
    """One line to the school that the idea came from; read by that school and the one that wrote it."""

    try_out = models.OneToOneField(TryOut, models.CASCADE, related_name="thanks")
    text = models.CharField(_("takk"), max_length=200)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("takk")
        verbose_name_plural = _("takk")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.text
