"""What the network raises to its owner together, and what each school says about it before it is sent."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from redthread.core.models import Addressed
from redthread.networks.access import Access
from redthread.networks.models import Body, Network
from redthread.networks.roles import GRANTS, Permission
from redthread.people.models import Organisation, Person
from redthread.sharing.models import Audience, Content, Release

ROLES = tuple(role for role, granted in GRANTS.items() if Permission.SUMMARY_WRITE in granted)


def takes_part(access: Access) -> bool:
    """Whether the person weighs matters with the others; the owner's consultant, partners and guests do not.

    By role, so that it can still be read in a closed network.
    """
    return any(one.role in ROLES for one in access.memberships)


class MatterQuerySet(models.QuerySet["Matter"]):
    def weighed(self) -> Self:
        """Laid before the schools, and not sent yet."""
        return self.filter(raised_at__isnull=False, sent_at=None, withdrawn_at=None)

    def sent(self) -> Self:
        """Those whose release to the owner stands."""
        shown = Release.objects.standing().filter(source=OuterRef("public_id"), audience=Audience.OWNER)
        return self.filter(Exists(shown), sent_at__isnull=False)

    def visible_to(self, access: Access) -> Self:
        """A draft to whoever writes it, what is weighed to those who take part, what is sent to all."""
        here = self.filter(network=access.network)
        if not takes_part(access):
            return here.sent()
        return here.filter(Q(raised_at__isnull=False) | Q(written_by=access.person))


class Matter(Addressed, Content):
    """Something the network asks its owner for: drafted by one, weighed by the schools, sent by the leader.

    From the moment it is laid before the schools its words stand, so that all support the same. `start_key`
    makes a draft that is sent in twice one matter; `version` counts the saves of the draft.
    """

    network = models.ForeignKey(Network, models.CASCADE, related_name="matters")
    body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("organ")
    )
    start_key = models.CharField(max_length=64)
    title = models.CharField(_("sak"), max_length=150)
    ask = models.TextField(_("hva vi ber om"))
    why = models.TextField(_("hvorfor"), blank=True)
    rests_on = models.TextField(_("hva det bygger på"), blank=True)
    written_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    raised_at = models.DateTimeField(_("lagt fram"), null=True, blank=True)
    sent_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    sent_at = models.DateTimeField(_("sendt"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(_("trukket"), null=True, blank=True)

    objects = MatterQuerySet.as_manager()

    class Meta:
        verbose_name = _("sak til skoleeier")
        verbose_name_plural = _("saker til skoleeier")
        ordering = ["-written_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["written_by", "start_key"], name="matter_starts_once"),
            models.CheckConstraint(
                condition=Q(sent_at=None) | Q(raised_at__isnull=False), name="matter_is_weighed_before_sent"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("voice:matter", args=[self.network.slug, self.public_id])

    @property
    def is_draft(self) -> bool:
        return self.raised_at is None

    @property
    def is_weighed(self) -> bool:
        return self.raised_at is not None and self.sent_at is None and self.withdrawn_at is None


class Voice(models.Model):
    """What one school (or one seat in a body that votes) says about a matter; against carries its reason.

    `organisation` is the school or the municipality whose voice it is, and nobody where each member has one.
    """

    class Choice(models.TextChoices):
        SUPPORT = "support", _("støtter saken")
        AGAINST = "against", _("støtter ikke saken")

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="voices")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("skole")
    )
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    choice = models.CharField(_("standpunkt"), max_length=7, choices=Choice)
    reason = models.CharField(_("begrunnelse"), max_length=500, blank=True)
    given_at = models.DateTimeField()

    class Meta:
        verbose_name = _("stemme i sak")
        verbose_name_plural = _("stemmer i saker")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["matter", "organisation"], name="voice_once_a_school"),
            models.UniqueConstraint(
                fields=["matter", "person"], condition=Q(organisation=None), name="voice_once_a_member"
            ),
            models.CheckConstraint(
                condition=~Q(choice="against") | ~Q(reason=""), name="voice_against_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation or self.person}: {self.get_choice_display()}"
