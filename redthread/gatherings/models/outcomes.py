"""What came of an agenda item: information, decisions with votes, proposals to the owner."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from redthread.core.models import Addressed
from redthread.gatherings.models.agenda import AgendaItem
from redthread.networks.models import Body
from redthread.people.models import Organisation, Person
from redthread.sharing.models import Audience, Content, Release

SHARED = (Audience.NETWORK, Audience.OWNER)


class OutcomeQuerySet(models.QuerySet["Outcome"]):
    def open_to_all(self) -> Self:
        """Not under a confidential item: may be shared when the minutes are locked."""
        return self.filter(item__is_confidential=False)

    def shared(self) -> Self:
        """What the whole network may read: locked, and not confidential then or now."""
        return self.open_to_all().filter(audience__in=SHARED)


class Outcome(Addressed, Content):
    """What came of an agenda item. Confidential items' outcomes never leave the room."""

    class Kind(models.TextChoices):
        INFORMATION = "information", _("informasjon")
        DECISION = "decision", _("vedtak")
        COMMITMENT = "commitment", _("forpliktelse")
        PROPOSAL = "proposal", _("forslag til skoleeier")

    item = models.ForeignKey(
        AgendaItem, models.CASCADE, related_name="outcomes", verbose_name=_("programpost")
    )
    kind = models.CharField(_("type"), max_length=11, choices=Kind)
    text = models.TextField(_("tekst"))
    body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("organ")
    )
    written_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    objects = OutcomeQuerySet.as_manager()

    class Meta:
        verbose_name = _("utfall")
        verbose_name_plural = _("utfall")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text[:80]


class Vote(models.Model):
    """One vote on a decision. A vote against carries its reason, which is kept with the decision."""

    class Choice(models.TextChoices):
        FOR = "for", _("for")
        AGAINST = "against", _("mot")
        ABSTAINED = "abstained", _("avstår")

    outcome = models.ForeignKey(Outcome, models.CASCADE, related_name="votes")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    municipality = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    choice = models.CharField(_("stemme"), max_length=9, choices=Choice)
    reason = models.CharField(_("begrunnelse"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("stemme")
        verbose_name_plural = _("stemmer")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["outcome", "person"], name="vote_once_a_person"),
            models.UniqueConstraint(fields=["outcome", "municipality"], name="vote_once_a_municipality"),
            models.CheckConstraint(
                condition=~Q(choice="against") | ~Q(reason=""), name="vote_against_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_choice_display()}"


class OwnerAnswer(models.Model):
    """The owner's answer to the network: to a proposal from the minutes, or to a matter that was released.

    A proposal may be released more than once, and is answered as itself; a matter by its one release.
    """

    outcome = models.OneToOneField(
        Outcome, models.CASCADE, null=True, blank=True, related_name="owner_answer"
    )
    release = models.OneToOneField(
        Release, models.CASCADE, null=True, blank=True, related_name="owner_answer"
    )
    text = models.TextField(_("svar"))
    answered_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    answered_at = models.DateTimeField()

    class Meta:
        verbose_name = _("svar fra skoleeier")
        verbose_name_plural = _("svar fra skoleeier")
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome__isnull=False, release=None) | Q(outcome=None, release__isnull=False),
                name="owner_answers_one_thing",
            )
        ]

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def question(self) -> str:
        """What was asked."""
        return self.outcome.text if self.outcome else self.release.title if self.release else ""

    @property
    def asked_at(self) -> str:
        """The gathering that it was asked at; nothing for a matter."""
        return self.outcome.item.gathering.title if self.outcome else ""
