"""The minutes and those who approve them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from redthread.gatherings.models.gatherings import Gathering
from redthread.people.models import Person


class Minutes(models.Model):
    """The minutes of one gathering; once locked, nothing in them changes."""

    gathering = models.OneToOneField(Gathering, models.CASCADE, related_name="minutes")
    written_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("referent"))
    opened_at = models.DateTimeField()
    locked_at = models.DateTimeField(_("låst"), null=True, blank=True)
    locked_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("referat")
        verbose_name_plural = _("referater")

    def __str__(self) -> str:
        return str(self.gathering)

    @property
    def is_locked(self) -> bool:
        return self.locked_at is not None


class Approval(models.Model):
    """One who was present says that the minutes are right, or adds a remark."""

    minutes = models.ForeignKey(Minutes, models.CASCADE, related_name="approvals")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    approved_at = models.DateTimeField()
    remark = models.CharField(_("merknad"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("godkjenning")
        verbose_name_plural = _("godkjenninger")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["minutes", "person"], name="approval_once_a_person")]

    def __str__(self) -> str:
        return f"{self.person}"
