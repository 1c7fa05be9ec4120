"""Who was asked. Nothing here knows whether, when or what anybody answered."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from redthread.core.models import Addressed
from redthread.people.models import Organisation, Person
from redthread.surveys.models.surveys import Wave


class RespondentGroup(models.Model):
    """The background that an answer carries, and all of it: coarsened from the register at the opening.

    `number` is the byte that stands with an answer. `role` and `school_kind` are empty where those who were
    invited were too few to be told apart.
    """

    wave = models.ForeignKey(Wave, models.CASCADE, related_name="groups")
    number = models.PositiveSmallIntegerField()
    role = models.CharField(_("rolle"), max_length=20, blank=True)
    school_kind = models.CharField(
        _("type arbeidssted"),
        max_length=12,
        blank=True,
        choices=[*Organisation.Stage.choices, *Organisation.Kind.choices],
    )
    invited = models.PositiveIntegerField(_("inviterte"), default=0)

    class Meta:
        verbose_name = _("svargruppe")
        verbose_name_plural = _("svargrupper")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["wave", "number"], name="group_number_once_a_wave"),
            models.CheckConstraint(condition=Q(number__range=(1, 250)), name="group_number_is_a_byte"),
        ]

    def __str__(self) -> str:
        return f"{self.wave} {self.number}"


class SurveyInvitation(Addressed):
    """One person asked in one wave. Whether they have answered is not stored: see `SpentTicket`."""

    wave = models.ForeignKey(Wave, models.CASCADE, related_name="invitations")
    person = models.ForeignKey(Person, models.CASCADE, related_name="survey_invitations")
    group = models.ForeignKey(RespondentGroup, models.PROTECT, related_name="invitations")
    # Whose words the questions are put in; which questions are put follows the group, which others share.
    role = models.CharField(_("rolle"), max_length=20)
    # For the response by unit, which is counted at the closing and never stored with an answer.
    unit = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("enhet")
    )

    class Meta:
        verbose_name = _("invitasjon til undersøkelse")
        verbose_name_plural = _("invitasjoner til undersøkelser")
        ordering = ["public_id"]
        constraints = [models.UniqueConstraint(fields=["wave", "person"], name="invited_once_a_wave")]

    def __str__(self) -> str:
        return f"{self.person}, {self.wave}"


class OpenCode(models.Model):
    """A code on the wall of one place, for those in a role without invitations; `most` may answer by it.

    How many have is not stored, as it is not of an invitation: see `SpentTicket.seat`.
    """

    wave = models.ForeignKey(Wave, models.CASCADE, related_name="codes")
    group = models.ForeignKey(RespondentGroup, models.PROTECT, related_name="codes")
    role = models.CharField(_("rolle"), max_length=20)  # whose words the questions are put in
    # Where it hangs. Empty in waves that were opened when a code was of no place.
    unit = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("enhet")
    )
    code = models.CharField(_("kode"), max_length=10, unique=True)
    most = models.PositiveIntegerField(_("hvor mange som kan svare"))

    class Meta:
        verbose_name = _("åpen kode")
        verbose_name_plural = _("åpne koder")
        constraints = [
            models.UniqueConstraint(fields=["wave", "role", "unit"], name="open_code_once_a_place"),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def shown_code(self) -> str:
        """In two groups, as it is read aloud and typed."""
        return f"{self.code[:5]} {self.code[5:]}"
