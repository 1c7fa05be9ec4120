"""A poll for a date that suits most."""

from __future__ import annotations

import secrets
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from redthread.core.models import Addressed
from redthread.gatherings.models.gatherings import Gathering
from redthread.networks.models import Network
from redthread.people.models import Person


def new_key() -> str:
    """192 bits: whoever has the address may answer, so nobody shall guess it."""
    return secrets.token_urlsafe(24)


class DatePollQuerySet(models.QuerySet["DatePoll"]):
    def asking(self) -> Self:
        """Sent, and neither closed nor withdrawn."""
        return self.filter(closed_at=None, withdrawn_at=None).exclude(sent_at=None)


class DatePoll(Addressed):
    """Some dates to choose between. Closing it makes the gathering."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="date_polls")
    title = models.CharField(_("tittel"), max_length=150)
    about = models.TextField(_("om samlingen"), blank=True)
    place = models.CharField(_("sted"), max_length=200, blank=True)
    answer_by = models.DateField(_("svar innen"), null=True, blank=True)
    # Whoever has this address may answer with a name: for guests who are not in the network.
    open_key = models.CharField(max_length=40, unique=True, null=True, blank=True)
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(_("sendt ut"), null=True, blank=True)
    closed_at = models.DateTimeField(_("avsluttet"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("trukket tilbake"), null=True, blank=True)
    gathering = models.ForeignKey(Gathering, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = DatePollQuerySet.as_manager()

    class Meta:
        verbose_name = _("datoavstemning")
        verbose_name_plural = _("datoavstemninger")
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def is_draft(self) -> bool:
        return self.sent_at is None and self.withdrawn_at is None

    @property
    def is_open(self) -> bool:
        """Whether those who are asked may answer."""
        return self.sent_at is not None and self.closed_at is None and self.withdrawn_at is None


class DateOption(Addressed):
    """One of the dates."""

    poll = models.ForeignKey(DatePoll, models.CASCADE, related_name="options")
    starts_at = models.DateTimeField(_("starter"))
    ends_at = models.DateTimeField(_("slutter"))

    class Meta:
        verbose_name = _("datoforslag")
        verbose_name_plural = _("datoforslag")
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="date_option_ends_after_start"
            ),
            models.UniqueConstraint(fields=["poll", "starts_at", "ends_at"], name="date_option_once_a_poll"),
        ]

    def __str__(self) -> str:
        return str(self.starts_at)


class Voter(models.Model):
    """Somebody who is asked for a date: a member with a mailed link, or a guest with a name."""

    poll = models.ForeignKey(DatePoll, models.CASCADE, related_name="voters")
    person = models.ForeignKey(Person, models.CASCADE, null=True, blank=True, related_name="+")
    name = models.CharField(_("navn"), max_length=100, blank=True)
    key = models.CharField(max_length=40, unique=True, default=new_key)
    answered_at = models.DateTimeField(null=True, blank=True)
    word = models.CharField(_("et ord"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("spurt om dato")
        verbose_name_plural = _("spurt om dato")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["poll", "person"], name="voter_once_a_person")]

    def __str__(self) -> str:
        return str(self.person or self.name)


class DateAnswer(models.Model):
    """Whether one of the dates suits one of those asked."""

    class Choice(models.TextChoices):
        YES = "yes", _("passer")
        MAYBE = "maybe", _("kan hvis jeg må")
        NO = "no", _("passer ikke")

    voter = models.ForeignKey(Voter, models.CASCADE, related_name="answers")
    option = models.ForeignKey(DateOption, models.CASCADE, related_name="answers")
    choice = models.CharField(_("svar"), max_length=5, choices=Choice)

    class Meta:
        verbose_name = _("svar på dato")
        verbose_name_plural = _("svar på datoer")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["voter", "option"], name="date_answer_once_an_option")]

    def __str__(self) -> str:
        return self.get_choice_display()
