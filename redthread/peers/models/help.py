"""Somebody asks somebody for help. Nobody else knows: each talk has two people, and no audience above it."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from redthread.core.models import Addressed
from redthread.networks.models import Network
from redthread.people.models import Person

LONGEST_MESSAGE = 4000


class HelpRequest(models.Model):
    """What was asked, once, of one or several. `key` makes a question that is sent twice one question."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="help_requests")
    asked_by = models.ForeignKey(Person, models.CASCADE, related_name="help_asked")
    key = models.CharField(max_length=64)
    about = models.CharField(_("hva det gjelder"), max_length=100, blank=True)
    text = models.TextField(_("spørsmålet"), max_length=LONGEST_MESSAGE)
    asked_at = models.DateTimeField(_("spurt"))
    withdrawn_at = models.DateTimeField(_("trukket"), null=True, blank=True)

    class Meta:
        verbose_name = _("spørsmål om hjelp")
        verbose_name_plural = _("spørsmål om hjelp")
        ordering = ["-asked_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["asked_by", "key"], name="help_asked_once")]

    def __str__(self) -> str:
        return self.about


class HelpTalkQuerySet(models.QuerySet["HelpTalk"]):
    def of(self, person: Person) -> Self:
        """Those in which the person is one of the two; there is no other way to one."""
        return self.filter(Q(person=person) | Q(request__asked_by=person))

    def open(self) -> Self:
        return self.filter(closed_at=None, request__withdrawn_at=None)

    def waiting_for(self, person: Person) -> Self:
        """Open ones in which it is the person's turn to write."""
        mine = Q(person=person, turn=HelpTalk.Side.ASKED) | Q(
            request__asked_by=person, turn=HelpTalk.Side.ASKER
        )
        return self.open().filter(mine)

    def over_before(self, moment: datetime) -> Self:
        """Closed or withdrawn before the moment."""
        return self.filter(Q(closed_at__lt=moment) | Q(request__withdrawn_at__lt=moment))


class HelpTalk(Addressed):
    """The question as one of the asked sees it, with what the two write to each other."""

    class Side(models.TextChoices):
        ASKER = "asker", _("den som spør")
        ASKED = "asked", _("den som er spurt")

    request = models.ForeignKey(HelpRequest, models.CASCADE, related_name="talks")
    person = models.ForeignKey(Person, models.CASCADE, related_name="help_talks")
    turn = models.CharField(max_length=5, choices=Side, default=Side.ASKED)
    answered_at = models.DateTimeField(_("besvart"), null=True, blank=True)
    is_declined = models.BooleanField(_("rekker det ikke nå"), default=False)
    thanks = models.CharField(_("takk"), max_length=200, blank=True)
    touched_at = models.DateTimeField()
    closed_at = models.DateTimeField(_("avsluttet"), null=True, blank=True)

    objects = HelpTalkQuerySet.as_manager()

    class Meta:
        verbose_name = _("samtale om hjelp")
        verbose_name_plural = _("samtaler om hjelp")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["request", "person"], name="help_asked_once_a_person")]

    def __str__(self) -> str:
        return self.public_id

    def get_absolute_url(self) -> str:
        return reverse("peers:talk", args=[self.request.network.slug, self.public_id])

    @property
    def is_open(self) -> bool:
        return self.closed_at is None and self.request.withdrawn_at is None

    def side_of(self, person: Person) -> HelpTalk.Side:
        return self.Side.ASKED if person.pk == self.person_id else self.Side.ASKER

    def other_than(self, person: Person) -> Person:
        return self.request.asked_by if person.pk == self.person_id else self.person


class HelpMessage(models.Model):
    """What one of the two has written. `key` is the page's or the mail's own, so that twice is once."""

    class Way(models.TextChoices):
        PAGE = "page", _("på siden")
        MAIL = "mail", _("på e-post")

    talk = models.ForeignKey(HelpTalk, models.CASCADE, related_name="messages")
    by = models.ForeignKey(Person, models.CASCADE, related_name="+")
    text = models.TextField(_("melding"), max_length=LONGEST_MESSAGE)
    way = models.CharField(max_length=4, choices=Way, default=Way.PAGE)
    key = models.CharField(max_length=64)
    had_files = models.BooleanField(_("hadde vedlegg"), default=False)
    was_longer = models.BooleanField(_("var lengre"), default=False)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("melding i en samtale")
        verbose_name_plural = _("meldinger i samtaler")
        ordering = ["at", "pk"]
        constraints = [models.UniqueConstraint(fields=["talk", "by", "key"], name="help_message_once")]

    def __str__(self) -> str:
        return str(self.by)


class AnswerPace(models.Model):
    """How soon a person usually answers, counted in fives so that no single answer can be told from it.

    Answers wait in the `new_` counts, which nobody is shown, until there are five of them; then they are
    moved to the others all at once. Nothing here points to a question or to whoever asked it.
    """

    person = models.OneToOneField(Person, models.CASCADE, related_name="answer_pace")
    soon = models.PositiveIntegerField(default=0)  # within two days
    week = models.PositiveIntegerField(default=0)
    later = models.PositiveIntegerField(default=0)
    new_soon = models.PositiveSmallIntegerField(default=0)
    new_week = models.PositiveSmallIntegerField(default=0)
    new_later = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("svartid")
        verbose_name_plural = _("svartider")

    def __str__(self) -> str:
        return str(self.person)
