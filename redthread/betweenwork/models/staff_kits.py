"""What a school takes to its staff: one page, a few questions, and the answers in a pile without names."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from redthread.betweenwork.models.assignments import SchoolLine
from redthread.core.models import Addressed
from redthread.gatherings.models import Commitment, Method
from redthread.networks.access import Access
from redthread.networks.models import Network
from redthread.people.models import Organisation, Person
from redthread.sharing.models import Content


class StaffKitQuerySet(models.QuerySet["StaffKit"]):
    def open_at(self, now: datetime) -> Self:
        """Those that staff may answer; the window closes by itself."""
        return self.filter(closed_at=None, closes_at__gt=now, network__closed_at=None)

    def visible_to(self, access: Access) -> Self:
        """Those of one's own schools, and nobody else's."""
        return self.filter(network=access.network, school__in=access.organisation_ids)


class StaffKit(Addressed, Content):
    """Purpose, method, time and questions for one meeting with the whole staff, with a code to answer by.

    It never leaves the school: there is no release of it. What the network hears is the school's own words in
    its summary. `make_key` makes a kit that is sent twice one kit.
    """

    network = models.ForeignKey(Network, models.CASCADE, related_name="staff_kits")
    school = models.ForeignKey(
        Organisation, models.PROTECT, related_name="staff_kits", verbose_name=_("skole")
    )
    commitment = models.ForeignKey(
        Commitment, models.SET_NULL, null=True, blank=True, related_name="staff_kits"
    )
    line = models.ForeignKey(SchoolLine, models.SET_NULL, null=True, blank=True, related_name="staff_kits")
    make_key = models.CharField(max_length=64)
    title = models.CharField(_("tittel"), max_length=120)
    purpose = models.TextField(_("hvorfor vi gjør dette"), max_length=600)
    method = models.ForeignKey(
        Method, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("metode")
    )
    staff = models.PositiveSmallIntegerField(_("hvor mange dere er"))
    code = models.CharField(_("kode"), max_length=10, unique=True)
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("laget"))
    closes_at = models.DateTimeField(_("åpen til"))
    closed_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    closed_at = models.DateTimeField(_("lukket"), null=True, blank=True)
    essence = models.TextField(_("det viktigste"), blank=True, max_length=1000)

    objects = StaffKitQuerySet.as_manager()

    class Meta:
        verbose_name = _("personalpakke")
        verbose_name_plural = _("personalpakker")
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["school", "make_key"], name="staff_kit_made_once"),
            models.CheckConstraint(condition=Q(staff__gte=5), name="staff_kit_for_five_or_more"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("betweenwork:staff_kit", args=[self.network.slug, self.public_id])

    def is_open(self, now: datetime) -> bool:
        return self.closed_at is None and now < self.closes_at and not self.network.is_closed

    @property
    def shown_code(self) -> str:
        """In two groups, as it is read aloud and typed."""
        return f"{self.code[:5]} {self.code[5:]}"


class StaffQuestion(models.Model):
    """One of a kit's one to three questions. It never changes, so that no answer is to another question."""

    class Kind(models.TextChoices):
        TEXT = "text", _("fritt svar")
        CHOICE = "choice", _("velg ett svar")
        SCALE = "scale", _("enig eller uenig")

    kit = models.ForeignKey(StaffKit, models.CASCADE, related_name="questions")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(_("type"), max_length=6, choices=Kind)
    text = models.CharField(_("spørsmål"), max_length=200)
    options: models.JSONField[Any, Any] = models.JSONField(default=list)  # what may be chosen, in order

    class Meta:
        verbose_name = _("spørsmål til personalet")
        verbose_name_plural = _("spørsmål til personalet")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["kit", "number"], name="staff_question_number")]

    def __str__(self) -> str:
        return self.text


def new_salt() -> str:
    return secrets.token_hex(32)


class AnswerPile(models.Model):
    """All that the staff has answered to one kit, as one thing; there is no row for one answer.

    Anonymity is a property of this table. `answers` holds, by question, how many chose each option, and the
    free texts, each put in at a place drawn by lot. So there is nothing that an answer belongs to: no person,
    time, order, session or address, and not even which answers one and the same person gave. `spent` holds
    the keys that phones have used, salted and in the order of their sums, so that a retry counts once; they
    lead to no answer, and are forgotten with the answers. See ADR 11.
    """

    kit = models.OneToOneField(StaffKit, models.CASCADE, related_name="pile")
    salt = models.CharField(max_length=64, default=new_salt)
    answered = models.PositiveSmallIntegerField(_("hvor mange som har svart"), default=0)
    spent: models.JSONField[Any, Any] = models.JSONField(default=list)
    answers: models.JSONField[Any, Any] = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("bunken med svar")
        verbose_name_plural = _("bunker med svar")

    def __str__(self) -> str:
        return f"{self.kit}"
