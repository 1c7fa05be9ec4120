"""The outbox: a mail is a row, written in the same transaction as the change it tells of."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from redthread.core.models import Addressed
from redthread.people.models import Person


class OutgoingMailQuerySet(models.QuerySet["OutgoingMail"]):
    def due(self, now: datetime) -> Self:
        return self.filter(sent_at=None, given_up_at=None, send_after__lte=now).order_by("send_after", "pk")


class OutgoingMail(Addressed):
    """One mail to one person. `key` makes it unique: the same notice is never queued twice."""

    class Kind(models.TextChoices):
        SIGN_IN = "sign_in", _("innlogging")
        INVITATION = "invitation", _("innkalling")
        CANCELLATION = "cancellation", _("avlysning")
        SUMMARY_LINK = "summary_link", _("lenke til oppsummering")
        REMINDER = "reminder", _("påminnelse")
        DIGEST = "digest", _("kortreferat")
        NEWS = "news", _("nytt fra nettverket")
        HELP = "help", _("kollegahjelp")
        SURVEY = "survey", _("undersøkelse")
        SURVEY_REMINDER = "survey_again", _("påminnelse om undersøkelse")

    person = models.ForeignKey(Person, models.CASCADE, related_name="mails")
    kind = models.CharField(_("type"), max_length=12, choices=Kind)
    key = models.CharField(max_length=200, unique=True)
    subject = models.CharField(_("emne"), max_length=250)
    text = models.TextField(_("tekst"))
    calendar = models.TextField(_("kalenderdel"), blank=True)
    calendar_method = models.CharField(max_length=10, blank=True)
    # A secret that comes back in the References of a reply, when it may be answered by mail.
    reference = models.CharField(max_length=120, blank=True)
    send_after = models.DateTimeField(_("sendes tidligst"))
    sent_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    given_up_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=300, blank=True)

    objects = OutgoingMailQuerySet.as_manager()

    class Meta:
        verbose_name = _("e-post ut")
        verbose_name_plural = _("e-poster ut")
        ordering = ["pk"]
        indexes = [
            models.Index(
                fields=["send_after"], condition=Q(sent_at=None, given_up_at=None), name="mail_waiting"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.subject}"
