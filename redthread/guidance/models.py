"""Visits and guidance: what was worked on, what was agreed, and what the school says itself."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from redthread.core.models import Addressed
from redthread.networks.access import Access
from redthread.networks.models import Network, Role
from redthread.networks.roles import GRANTS, Permission
from redthread.people.models import Organisation, Person
from redthread.sharing.models import Content

OF_SCHOOLS = tuple(role for role, granted in GRANTS.items() if Permission.SUMMARY_WRITE in granted)
LEADING = (Role.LEADER, Role.DEPUTY)


def schools_of(access: Access) -> frozenset[int]:
    """The schools that the person is in the network for; by role, so that a closed network can be read."""
    return frozenset(
        one.organisation_id
        for one in access.memberships
        if one.role in OF_SCHOOLS and one.organisation_id is not None
    )


def leads(access: Access) -> bool:
    return any(one.role in LEADING for one in access.memberships)


def guides(access: Access) -> bool:
    """Whether the person keeps a log of visits here."""
    return leads(access) or any(one.role == Role.PARTNER for one in access.memberships)


class VisitQuerySet(models.QuerySet["Visit"]):
    def standing(self) -> Self:
        return self.filter(called_off_at=None)

    def visible_to(self, access: Access) -> Self:
        """Those to one's own school; for those who lead, all; for a partner, one's own."""
        here = self.filter(network=access.network)
        if leads(access):
            return here
        mine = Q(school__in=schools_of(access))
        if guides(access):
            mine |= Q(visitor=access.person)
        return here.filter(mine)

    def held(self, today: date) -> Self:
        return self.standing().filter(day__lte=today)

    def planned(self, today: date) -> Self:
        return self.standing().filter(day__gt=today)


class Visit(Addressed, Content):
    """One visit or talk with one school, planned or held.

    The visitor writes the log; the school reads all of it and may set its own words beside, which the visitor
    cannot change. `story` is something that could be told to others; only the school says whether it may.
    """

    class Kind(models.TextChoices):
        VISIT = "visit", _("besøk på skolen")
        TALK = "talk", _("veiledningssamtale")
        ONLINE = "online", _("video eller telefon")

    network = models.ForeignKey(Network, models.CASCADE, related_name="visits")
    school = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("skole"))
    visitor = models.ForeignKey(Person, models.PROTECT, related_name="visits", verbose_name=_("veileder"))
    start_key = models.CharField(max_length=64)
    kind = models.CharField(_("form"), max_length=6, choices=Kind, default=Kind.VISIT)
    day = models.DateField(_("dag"))
    clock = models.TimeField(_("klokkeslett"), null=True, blank=True)
    aim = models.CharField(_("mål"), max_length=300)
    with_whom = models.CharField(_("sammen med"), max_length=200, blank=True)
    worked_on = models.TextField(_("hva vi arbeidet med"), blank=True)
    next_step = models.CharField(_("neste steg"), max_length=300, blank=True)
    next_who = models.CharField(_("hvem"), max_length=120, blank=True)
    next_on = models.DateField(_("innen"), null=True, blank=True)
    next_done_at = models.DateTimeField(null=True, blank=True)
    next_done_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    story = models.CharField(_("noe å fortelle de andre"), max_length=300, blank=True)
    # The school's answer: None until it has said yes or no.
    story_agreed = models.BooleanField(_("skolen sier ja"), null=True, blank=True)
    story_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    story_at = models.DateTimeField(null=True, blank=True)
    school_words = models.TextField(_("skolens egne ord"), blank=True)
    school_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    school_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    written_at = models.DateTimeField()
    called_off_at = models.DateTimeField(_("avlyst"), null=True, blank=True)

    objects = VisitQuerySet.as_manager()

    class Meta:
        verbose_name = _("besøk")
        verbose_name_plural = _("besøk")
        ordering = ["-day", "-pk"]
        indexes = [models.Index(fields=["network", "school", "day"], name="visit_of_school")]
        constraints = [
            models.UniqueConstraint(fields=["visitor", "start_key"], name="visit_starts_once"),
            models.CheckConstraint(
                condition=Q(story_agreed=None) | Q(story_by__isnull=False),
                name="visit_story_agreed_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.school}, {self.day}"

    def get_absolute_url(self) -> str:
        return reverse("guidance:visit", args=[self.network.slug, self.public_id])

    @property
    def is_called_off(self) -> bool:
        return self.called_off_at is not None

    @property
    def is_step_open(self) -> bool:
        return bool(self.next_step) and self.next_done_at is None
