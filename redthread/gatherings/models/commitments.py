"""What each school takes home, and what became of it."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from redthread.core.models import Addressed
from redthread.gatherings.models.gatherings import Gathering
from redthread.gatherings.models.outcomes import SHARED, Outcome
from redthread.networks.access import Access
from redthread.networks.models import Network
from redthread.networks.roles import Permission
from redthread.people.models import Organisation, Person
from redthread.sharing.models import Audience, Content


class CommitmentQuerySet(models.QuerySet["Commitment"]):
    def still_open(self) -> Self:
        return self.filter(state=Commitment.State.OPEN)

    def shared(self) -> Self:
        """What the whole network may read: from locked minutes, and not confidential then or now."""
        return self.filter(audience__in=SHARED, outcome__item__is_confidential=False)

    def visible_to(self, access: Access) -> Self:
        """What is shared, one's own school's, and for those who lead the network also the rest.

        A confidential item's commitment is for those who lead only; in the minutes, those who were in the
        room see it as well.
        """
        if access.can(Permission.NETWORK_MANAGE):
            return self.filter(network=access.network)
        own = Q(school_id__in=access.organisation_ids, audience=Audience.SCHOOL)
        readable = Q(audience__in=SHARED) | own
        return self.filter(readable, network=access.network, outcome__item__is_confidential=False)


class Commitment(Addressed, Content):
    """What a school takes home: what, who, by when, and how the whole staff is reached."""

    class State(models.TextChoices):
        OPEN = "open", _("pågår")
        CLOSED = "closed", _("fullført")
        LET_GO = "let_go", _("lagt bort")

    network = models.ForeignKey(Network, models.CASCADE, related_name="commitments")
    gathering = models.ForeignKey(
        Gathering, models.CASCADE, related_name="commitments", verbose_name=_("samling")
    )
    outcome = models.OneToOneField(Outcome, models.CASCADE, related_name="commitment")
    school = models.ForeignKey(
        Organisation, models.PROTECT, related_name="commitments", verbose_name=_("skole")
    )
    what = models.TextField(_("hva"))
    who = models.CharField(_("hvem"), max_length=200)
    due_on = models.DateField(_("innen"), null=True, blank=True)
    reach = models.CharField(_("hvordan personalet nås"), max_length=300, blank=True)
    state = models.CharField(_("status"), max_length=6, choices=State, default=State.OPEN)

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("forpliktelse")
        verbose_name_plural = _("forpliktelser")
        ordering = ["pk"]
        indexes = [models.Index(fields=["network", "state"], name="commitment_open")]

    def __str__(self) -> str:
        return self.what[:80]


class CommitmentStep(models.Model):
    """At a later gathering the commitment was closed, carried on or let go, with a word why."""

    class Choice(models.TextChoices):
        CLOSED = "closed", _("fullført")
        CARRIED = "carried", _("videreføres")
        LET_GO = "let_go", _("lagt bort")

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="steps")
    gathering = models.ForeignKey(Gathering, models.CASCADE, related_name="commitment_steps")
    choice = models.CharField(_("hva skjer nå?"), max_length=7, choices=Choice)
    word = models.CharField(_("et ord om hvorfor"), max_length=300)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("steg for forpliktelsen")
        verbose_name_plural = _("steg for forpliktelsene")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["commitment", "gathering"], name="commitment_step_once_a_gathering"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_choice_display()}: {self.word}"
