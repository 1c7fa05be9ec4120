"""Small groups that people make themselves: where they meet on screen, and who is asked to come in."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from redthread.core.models import Addressed
from redthread.gatherings.meeting_links import words_for_link
from redthread.networks.models import Network
from redthread.people.models import Person


class GroupRoom(models.Model):
    """A group made by its members, in which all are equal, and the link to where they meet on screen."""

    group = models.OneToOneField(Network, models.CASCADE, related_name="group_room")
    key = models.CharField(max_length=64)
    made_by = models.ForeignKey(Person, models.CASCADE, related_name="+")
    meeting_url = models.URLField(_("lenke til møtet"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("selvlaget gruppe")
        verbose_name_plural = _("selvlagede grupper")
        constraints = [models.UniqueConstraint(fields=["made_by", "key"], name="group_made_once")]

    def __str__(self) -> str:
        return str(self.group)

    @property
    def meeting_words(self) -> str:
        return words_for_link(self.meeting_url)


class GroupInvitationQuerySet(models.QuerySet["GroupInvitation"]):
    def waiting_for(self, person: Person) -> Self:
        return self.filter(person=person, answered_at=None, group__closed_at=None)


class GroupInvitation(Addressed):
    """Somebody is asked to come into a group; nobody is put into one."""

    group = models.ForeignKey(Network, models.CASCADE, related_name="group_invitations")
    person = models.ForeignKey(Person, models.CASCADE, related_name="group_invitations")
    invited_by = models.ForeignKey(Person, models.CASCADE, related_name="+")
    invited_at = models.DateTimeField()
    comes = models.BooleanField(_("blir med"), default=False)
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = GroupInvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitasjon til gruppe")
        verbose_name_plural = _("invitasjoner til grupper")
        ordering = ["-invited_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["group", "person"], name="group_invites_once")]

    def __str__(self) -> str:
        return f"{self.person}: {self.group}"
