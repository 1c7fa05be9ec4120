"""Who came."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from redthread.gatherings.models.gatherings import Gathering
from redthread.people.models import Organisation, Person


class AttendanceQuerySet(models.QuerySet["Attendance"]):
    def came(self) -> Self:
        """In the room or on a screen."""
        return self.exclude(presence=Attendance.Presence.ABSENT)


class Attendance(models.Model):
    """Whether a person came, how, and for which unit (frozen, since people change schools)."""

    class Presence(models.TextChoices):
        PHYSICAL = "physical", _("i rommet")
        DIGITAL = "digital", _("på skjerm")
        ABSENT = "absent", _("ikke til stede")

    gathering = models.ForeignKey(Gathering, models.CASCADE, related_name="attendances")
    person = models.ForeignKey(Person, models.CASCADE, related_name="attendances")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    presence = models.CharField(_("oppmøte"), max_length=8, choices=Presence)
    is_leader = models.BooleanField(_("er skoleleder"), default=False)

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("oppmøte")
        verbose_name_plural = _("oppmøter")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["gathering", "person"], name="attendance_once_a_person")
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_presence_display()}"
