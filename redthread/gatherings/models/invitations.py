"""One person's invitation to one gathering with the answer to it, and calendars that follow by address."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from redthread.core.ids import new_public_id
from redthread.core.models import Addressed
from redthread.gatherings.models.gatherings import Gathering
from redthread.networks.models import Membership, Network
from redthread.notices.models import OutgoingMail
from redthread.people.models import Person


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def standing(self, now: datetime) -> Self:
        """Those of people who are in the gathering's network this very second."""
        inside = Membership.objects.current(now).filter(
            network=OuterRef("gathering__network"), person=OuterRef("person")
        )
        return self.filter(Exists(inside), person__is_active=True)


class Invitation(models.Model):
    """`key` is secret: it stands in the calendar's UID and in the link to answer, and proves who answers."""

    class Answer(models.TextChoices):
        YES = "yes", _("kommer")
        DIGITAL = "digital", _("kommer på skjerm")
        MAYBE = "maybe", _("kanskje")
        NO = "no", _("kan ikke")

    class Way(models.TextChoices):
        LINK = "link", _("lenken i e-posten")
        MAIL = "mail", _("svar fra kalenderen")
        PAGE = "page", _("siden om samlingen")

    gathering = models.ForeignKey(Gathering, models.CASCADE, related_name="invitations")
    person = models.ForeignKey(Person, models.CASCADE, related_name="invitations")
    key = models.CharField(max_length=40, unique=True, default=new_public_id)
    told_sequence = models.PositiveIntegerField(default=0)
    asked_sequence = models.PositiveIntegerField(default=0)  # since when answers are to the time that stands
    mail = models.ForeignKey(OutgoingMail, models.SET_NULL, null=True, blank=True, related_name="+")
    answer = models.CharField(_("svar"), max_length=7, choices=Answer, blank=True)
    word = models.CharField(_("et ord til den som planlegger"), max_length=200, blank=True)
    earlier_answer = models.CharField(_("svar før endringen"), max_length=7, choices=Answer, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by_way = models.CharField(max_length=4, choices=Way, blank=True)
    # Of a calendar's answer: which version it answers, and when the calendar wrote it (RFC 5546 2.1.5).
    answered_sequence = models.PositiveIntegerField(default=0)
    answer_stamp = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("innkalling")
        verbose_name_plural = _("innkallinger")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["gathering", "person"], name="invitation_once_a_person")
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.gathering}"


class CalendarFeedQuerySet(models.QuerySet["CalendarFeed"]):
    def live(self) -> Self:
        return self.filter(revoked_at=None)


class CalendarFeed(Addressed):
    """A calendar that a person's own program follows, by a secret address that can be ended.

    Of one network, or without it of all that the person is called to. Another `nonce` is another address.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="calendar_feeds")
    network = models.ForeignKey(Network, models.CASCADE, null=True, blank=True, related_name="+")
    nonce = models.CharField(max_length=40, default=new_public_id)
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = CalendarFeedQuerySet.as_manager()

    class Meta:
        verbose_name = _("kalenderabonnement")
        verbose_name_plural = _("kalenderabonnementer")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "network"],
                condition=Q(revoked_at=None, network__isnull=False),
                name="calendar_feed_once_a_network",
            ),
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(revoked_at=None, network=None),
                name="calendar_feed_once_a_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.network or ''}"
