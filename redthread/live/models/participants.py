"""Who is in the room: with or without an account, with or without a name."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from redthread.core.models import Addressed
from redthread.gatherings.method_words import RoleKey
from redthread.live.models.sessions import LiveSession, Table
from redthread.people.models import Organisation, Person


class Part(models.TextChoices):
    """What somebody is in the room; decides who sits together in sessions by role."""

    PRINCIPAL = "principal", _("rektor")
    MIDDLE_LEADER = "middle_leader", _("mellomleder")
    TEACHER = "teacher", _("lærer eller ressurslærer")
    UNION = "union", _("tillitsvalgt")
    OWNER = "owner", _("skoleeier")
    SUPPORT = "support", _("PP-tjeneste eller veileder")
    PUPIL = "pupil", _("elev")
    PARENT = "parent", _("forelder")
    POLITICIAN = "politician", _("politiker")
    OTHER = "other", _("annet")


class Participant(Addressed):
    """One phone in the room. What is written anonymously is never tied to this record.

    `key_hash` is of the secret that the phone holds; `seat` is the order round the table. `pairs` are the
    circles of two or three that this one has talked in, the newest last. `dots` tells how many dots were put
    in each vote, and not on what.
    """

    class Mode(models.TextChoices):
        ROOM = "room", _("i rommet")
        REMOTE = "remote", _("hjemmefra")

    session = models.ForeignKey(LiveSession, models.CASCADE, related_name="participants")
    table = models.ForeignKey(Table, models.CASCADE, related_name="participants")
    seat = models.PositiveSmallIntegerField()
    person = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    name = models.CharField(_("navn"), max_length=60, blank=True)
    school = models.ForeignKey(
        Organisation, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("skole")
    )
    part = models.CharField(_("rolle"), max_length=14, choices=Part, blank=True)
    mode = models.CharField(_("hvor"), max_length=6, choices=Mode, default=Mode.ROOM)
    key_hash = models.CharField(max_length=64, unique=True)
    pairs: models.JSONField[Any, Any] = models.JSONField(default=list, blank=True)
    dots: models.JSONField[Any, Any] = models.JSONField(default=dict, blank=True)
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("deltaker i rommet")
        verbose_name_plural = _("deltakere i rommet")
        ordering = ["seat", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "person"],
                condition=models.Q(left_at=None),
                name="live_person_once_a_session",
            )
        ]

    def __str__(self) -> str:
        return self.shown_name

    @property
    def shown_name(self) -> str:
        """What the others at the table read; without a name, the place at the table."""
        return self.name or str(_("Plass %(seat)d")) % {"seat": self.seat}


class RoleCard(models.Model):
    """A role that somebody has taken at a table, until it is laid down."""

    table = models.ForeignKey(Table, models.CASCADE, related_name="cards")
    participant = models.ForeignKey(Participant, models.CASCADE, related_name="cards")
    role = models.CharField(_("rolle"), max_length=12, choices=RoleKey)

    class Meta:
        verbose_name = _("rollekort")
        verbose_name_plural = _("rollekort")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["participant", "role"], name="live_role_once_a_person")
        ]

    def __str__(self) -> str:
        return self.get_role_display()
