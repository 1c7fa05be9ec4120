"""Two schools or two people who have agreed to help each other for a time, and notes that ask for it."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from redthread.core.models import Addressed
from redthread.networks.access import Access
from redthread.networks.models import Network
from redthread.people.models import Organisation, Person


class PairQuerySet(models.QuerySet["Pair"]):
    def of(self, access: Access) -> Self:
        """Those that the person is one of, or represents one of the two schools in."""
        schools = access.organisation_ids
        return self.filter(network=access.network).filter(
            Q(from_person=access.person)
            | Q(to_person=access.person)
            | Q(from_school__in=schools)
            | Q(to_school__in=schools)
        )

    def waiting(self) -> Self:
        return self.filter(answer="", ended_at=None)

    def standing(self, today: date) -> Self:
        return self.filter(answer="yes", ended_at=None, until_on__gte=today)

    def shown(self, today: date) -> Self:
        """What the two have both said that the network may see."""
        return self.standing(today).filter(from_shows=True, to_shows=True)


class Pair(Addressed):
    """Invited by one and answered by the other. With schools, whoever represents them acts for them."""

    class Kind(models.TextChoices):
        NEIGHBOUR = "neighbour", _("prosessleder fra en annen skole")
        PARTNERS = "partners", _("læringspartnere")
        CRITICAL_FRIEND = "friend", _("kritisk venn")

    class Answer(models.TextChoices):
        YES = "yes", _("ja")
        NO = "no", _("ikke nå")

    network = models.ForeignKey(Network, models.CASCADE, related_name="pairs")
    kind = models.CharField(_("hva slags"), max_length=9, choices=Kind)
    key = models.CharField(max_length=64)
    from_person = models.ForeignKey(Person, models.CASCADE, related_name="pairs_invited")
    from_school = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    to_person = models.ForeignKey(Person, models.CASCADE, null=True, blank=True, related_name="pairs_asked")
    to_school = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    about = models.CharField(_("hva dere vil"), max_length=200, blank=True)
    from_on = models.DateField(_("fra"))
    until_on = models.DateField(_("til og med"))
    from_shows = models.BooleanField(_("kan vises i nettverket"), default=False)
    to_shows = models.BooleanField(_("kan vises i nettverket"), default=False)
    invited_at = models.DateTimeField()
    answer = models.CharField(_("svar"), max_length=3, choices=Answer, blank=True)
    answered_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(_("avsluttet"), null=True, blank=True)

    objects = PairQuerySet.as_manager()

    class Meta:
        verbose_name = _("makkerpar")
        verbose_name_plural = _("makkerpar")
        ordering = ["-invited_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["from_person", "key"], name="pair_invited_once"),
            models.CheckConstraint(condition=Q(until_on__gte=F("from_on")), name="pair_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(from_school=None, to_school=None, to_person__isnull=False)
                | Q(from_school__isnull=False, to_school__isnull=False, to_person=None),
                name="pair_is_of_two_people_or_two_schools",
            ),
            models.CheckConstraint(
                condition=Q(from_school=None) | ~Q(from_school=F("to_school")), name="pair_is_of_two_schools"
            ),
            models.CheckConstraint(
                condition=Q(to_person=None) | ~Q(from_person=F("to_person")), name="pair_is_of_two_people"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.one} – {self.other}"

    def get_absolute_url(self) -> str:
        return reverse("peers:pair", args=[self.network.slug, self.public_id])

    @property
    def one(self) -> Person | Organisation:
        return self.from_school or self.from_person

    @property
    def other(self) -> Person | Organisation:
        there = self.to_school or self.to_person
        assert there is not None  # a constraint says so
        return there

    @property
    def is_shown(self) -> bool:
        return self.from_shows and self.to_shows


class NeighbourNote(Addressed):
    """A school asks the network for somebody who can lead a process at their place, or offers one."""

    class Kind(models.TextChoices):
        ASKS = "asks", _("vi ønsker en prosessleder hos oss")
        OFFERS = "offers", _("vi kan lede en prosess hos dere")

    network = models.ForeignKey(Network, models.CASCADE, related_name="neighbour_notes")
    kind = models.CharField(_("hva slags"), max_length=6, choices=Kind)
    key = models.CharField(max_length=64)
    school = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    about = models.CharField(_("hva det gjelder"), max_length=200)
    from_on = models.DateField(_("fra"))
    until_on = models.DateField(_("til og med"))
    shows_pair = models.BooleanField(_("kan vises i nettverket"), default=False)
    by = models.ForeignKey(Person, models.CASCADE, related_name="+")
    at = models.DateTimeField()
    pair = models.OneToOneField(Pair, models.CASCADE, null=True, blank=True, related_name="note")

    class Meta:
        verbose_name = _("oppslag om nabohjelp")
        verbose_name_plural = _("oppslag om nabohjelp")
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["by", "key"], name="neighbour_note_once"),
            models.CheckConstraint(
                condition=Q(until_on__gte=F("from_on")), name="neighbour_note_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return self.about
