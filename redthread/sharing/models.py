"""Who may see a thing: the ladder, and the act of release («Ferdigstill») that climbs it."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from redthread.core.models import Addressed
from redthread.networks.access import Access
from redthread.networks.models import Network
from redthread.people.models import Organisation, Person


class Audience(models.TextChoices):
    """The ladder. A step upward is always an act by a person; nothing climbs by itself."""

    PRIVATE = "private", _("bare meg")
    GROUP = "group", _("de som forbereder")
    SCHOOL = "school", _("skolen min")
    NETWORK = "network", _("nettverket")
    OWNER = "owner", _("skoleeier")


class Content(models.Model):
    """A record that carries content: private or own school at creation, wider only by an act."""

    audience = models.CharField(
        _("hvem kan se dette?"), max_length=8, choices=Audience, default=Audience.PRIVATE
    )

    class Meta:
        abstract = True


class ReleaseQuerySet(models.QuerySet["Release"]):
    def standing(self) -> Self:
        """Not taken back."""
        return self.filter(revoked_at=None)

    def visible_to(self, access: Access) -> Self:
        """What the network's members may see, plus everything from one's own organisations."""
        own = Q(school_id__in=access.organisation_ids)
        return self.standing().filter(
            Q(network=access.network), Q(audience__in=[Audience.NETWORK, Audience.OWNER]) | own
        )

    def for_owners(self, *owners: Organisation) -> Self:
        """The only thing an owner's page may be built from.

        A school's release goes to the school's own owner, also from a regional network of many owners;
        what the whole network releases goes to the network's owner.
        """
        from_school = Q(school__parent__in=owners) | Q(school__in=owners)
        from_network = Q(school=None, network__owner__in=owners)
        return (
            self.standing()
            .filter(from_school | from_network, audience=Audience.OWNER)
            .order_by("-released_at", "-pk")
        )

    def for_owner(self, owner: Organisation) -> Self:
        return self.for_owners(owner)


class Release(Addressed):
    """«Ferdigstill»: a snapshot of exactly what the audience sees, standing until it is taken back.

    `source` is the public id of the thing it was taken from, `about` that of the gathering it follows;
    `snapshot` is a list of `{"label": str, "text": str}`, in the order in which it is read.
    """

    class Kind(models.TextChoices):
        SUMMARY = "summary", _("skolens oppsummering")
        MINUTES = "minutes", _("referat")
        PROPOSAL = "proposal", _("forslag til skoleeier")
        WHEEL = "wheel", _("årshjul")
        PULSE = "pulse", _("dere sa – vi endrer")
        TRY_OUT = "try_out", _("utprøving")
        STORY = "story", _("praksisfortelling")
        MATTER = "matter", _("sak til skoleeier")
        SURVEY = "survey", _("resultat av undersøkelse")

    network = models.ForeignKey(Network, models.CASCADE, related_name="releases")
    school = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="releases")
    kind = models.CharField(_("type"), max_length=8, choices=Kind)
    source = models.CharField(max_length=20)
    about = models.CharField(max_length=20, blank=True, db_index=True)
    audience = models.CharField(_("hvem kan se dette?"), max_length=8, choices=Audience)
    title = models.CharField(_("tittel"), max_length=200)
    snapshot: models.JSONField[Any, Any] = models.JSONField(_("innhold"))
    released_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    released_at = models.DateTimeField(_("ferdigstilt"))
    revoked_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    revoked_at = models.DateTimeField(_("trukket tilbake"), null=True, blank=True)

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("ferdigstilling")
        verbose_name_plural = _("ferdigstillinger")
        ordering = ["-released_at", "-pk"]
        indexes = [models.Index(fields=["source", "audience"], name="release_of_source")]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "audience"],
                condition=Q(revoked_at=None),
                name="release_stands_once_an_audience",
            ),
            models.CheckConstraint(
                condition=Q(audience__in=["school", "network", "owner"]), name="release_goes_to_somebody"
            ),
        ]

    def __str__(self) -> str:
        return self.title
