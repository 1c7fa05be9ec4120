"""A network, the units and people in it, its bodies, its mandate and its years."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from redthread.core.models import Addressed
from redthread.people.models import Organisation, Person
from redthread.schoolyear.years import SchoolYear


class Role(models.TextChoices):
    """What a person is in a network. Chair of the day is not here: it belongs to one gathering."""

    LEADER = "leader", _("nettverksleder")
    DEPUTY = "deputy", _("nestleder")
    MEMBER = "member", _("medlem")
    DELEGATE = "delegate", _("delegat")
    CONSULTANT = "consultant", _("skoleeiers konsulent")
    PARTNER = "partner", _("ekstern partner")
    GUEST = "guest", _("gjest")


class NetworkQuerySet(models.QuerySet["Network"]):
    def running(self) -> Self:
        return self.filter(closed_at=None).order_by("name", "pk")


class Network(Addressed):
    """A standing group of units that learn together."""

    class Kind(models.TextChoices):
        LEADERS = "leaders", _("ledernettverk")
        RESOURCE_TEACHERS = "resource_teachers", _("ressurslærernettverk")
        REGIONAL = "regional", _("regionalt nettverk")
        SCHOOL = "school", _("skolens eget lærende fellesskap")
        SUBGROUP = "subgroup", _("fri undergruppe")

    class ChairRule(models.TextChoices):
        ELECTED = "elected", _("valgt for ett år")
        IN_TURN = "in_turn", _("på omgang mellom skolene")
        LEADER = "leader", _("nettverkslederen leder")

    slug = models.SlugField(_("adresse"), max_length=60, unique=True)
    name = models.CharField(_("navn"), max_length=120)
    kind = models.CharField(_("type"), max_length=18, choices=Kind)
    owner = models.ForeignKey(
        Organisation, models.PROTECT, related_name="owned_networks", verbose_name=_("skoleeier")
    )
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="subgroups")
    chair_rule = models.CharField(_("møteleder"), max_length=8, choices=ChairRule, default=ChairRule.LEADER)
    created_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    closed_at = models.DateTimeField(_("avsluttet"), null=True, blank=True)

    objects = NetworkQuerySet.as_manager()

    class Meta:
        verbose_name = _("nettverk")
        verbose_name_plural = _("nettverk")
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("networks:network", args=[self.slug])

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None


class UnitQuerySet(models.QuerySet["Unit"]):
    def present(self) -> Self:
        return self.filter(left_on=None).order_by("turn", "pk")


class Unit(models.Model):
    """A school (or another organisation) that takes part as a whole, and its place in the turn."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="units")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="taking_part")
    turn = models.PositiveSmallIntegerField(_("plass i turen"), default=0)
    joined_on = models.DateField(_("med fra"))
    left_on = models.DateField(_("med til"), null=True, blank=True)

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("enhet i nettverket")
        verbose_name_plural = _("enheter i nettverket")
        ordering = ["turn", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["network", "organisation"], condition=Q(left_on=None), name="unit_takes_part_once"
            ),
            models.CheckConstraint(
                condition=Q(left_on=None) | Q(left_on__gte=F("joined_on")), name="unit_leaves_after_it_joins"
            ),
        ]

    def __str__(self) -> str:
        return str(self.organisation)


class MembershipQuerySet(models.QuerySet["Membership"]):
    def current(self, now: datetime) -> Self:
        """Those who have access this very second; `ends_at` itself is already outside."""
        return self.filter(Q(starts_at__lte=now), Q(ends_at=None) | Q(ends_at__gt=now))

    def not_over(self, now: datetime) -> Self:
        """Those who have access now, and those whose time has not begun."""
        return self.filter(Q(ends_at=None) | Q(ends_at__gt=now))

    def not_leading(self) -> Self:
        return self.exclude(role__in=[Role.LEADER, Role.DEPUTY])


class Membership(Addressed):
    """A person's role in a network, for a time. A person may represent one unit."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="memberships")
    person = models.ForeignKey(Person, models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("representerer")
    )
    role = models.CharField(_("rolle"), max_length=10, choices=Role)
    starts_at = models.DateTimeField(_("fra"))
    ends_at = models.DateTimeField(_("til"), null=True, blank=True)
    added_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    ended_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("medlemskap")
        verbose_name_plural = _("medlemskap")
        ordering = ["pk"]
        indexes = [models.Index(fields=["person", "network"], name="membership_of_person")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gt=F("starts_at")),
                name="membership_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=~Q(role="partner") | Q(ends_at__isnull=False),
                name="membership_of_a_partner_has_an_end",
            ),
            models.UniqueConstraint(
                fields=["network", "person"], condition=Q(ends_at=None), name="membership_open_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.get_role_display()}"


class Body(Addressed):
    """A body inside a network, such as FAG or STG (002 L6304-6354), with its own voting rule."""

    class VoteRule(models.TextChoices):
        NONE = "none", _("stemmer ikke")
        PER_MEMBER = "per_member", _("én stemme per medlem")
        PER_MUNICIPALITY = "per_municipality", _("én stemme per kommune")

    network = models.ForeignKey(Network, models.CASCADE, related_name="bodies")
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="parts")
    code = models.CharField(_("kortnavn"), max_length=8)
    name = models.CharField(_("navn"), max_length=120)
    purpose = models.TextField(_("oppgave"), blank=True)
    vote_rule = models.CharField(_("stemmeregel"), max_length=16, choices=VoteRule, default=VoteRule.NONE)

    class Meta:
        verbose_name = _("organ")
        verbose_name_plural = _("organer")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["network", "code"], name="body_code_once_a_network")]

    def __str__(self) -> str:
        return f"{self.code} – {self.name}"


class Seat(models.Model):
    """A member's seat in a body. Where the rule says so, only one seat a municipality may vote."""

    body = models.ForeignKey(Body, models.CASCADE, related_name="seats")
    person = models.ForeignKey(Person, models.CASCADE, related_name="seats")
    municipality = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("kommune")
    )
    is_voting = models.BooleanField(_("stemmeberettiget"), default=False)

    class Meta:
        verbose_name = _("plass i organ")
        verbose_name_plural = _("plasser i organ")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["body", "person"], name="seat_once_a_person"),
            models.UniqueConstraint(
                fields=["body", "municipality"],
                condition=Q(is_voting=True),
                name="seat_one_vote_a_municipality",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} ({self.body.code})"


class Mandate(models.Model):
    """One version of the network's mandate; versions are never changed, only followed by a new one."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="mandates")
    version = models.PositiveIntegerField(_("versjon"))
    purpose = models.TextField(_("formål"))
    expectations = models.TextField(_("forventninger til deltakerne"), blank=True)
    time_frame = models.TextField(_("tid"), blank=True)
    position_share = models.TextField(_("stillingsandel"), blank=True)
    funding = models.TextField(_("finansiering"), blank=True)
    is_not = models.TextField(_("hva nettverket ikke er"), blank=True)
    changed_why = models.CharField(_("hvorfor endret"), max_length=300, blank=True)
    written_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    adopted_at = models.DateTimeField(_("gjelder fra"))

    class Meta:
        verbose_name = _("mandat")
        verbose_name_plural = _("mandater")
        ordering = ["-version"]
        constraints = [models.UniqueConstraint(fields=["network", "version"], name="mandate_version_once")]

    def __str__(self) -> str:
        return f"{self.network}, {self.version}"


class MandateLink(models.Model):
    """A link from the mandate to a plan it rests on."""

    mandate = models.ForeignKey(Mandate, models.CASCADE, related_name="links")
    title = models.CharField(_("tittel"), max_length=150)
    url = models.URLField(_("lenke"), max_length=500)

    class Meta:
        verbose_name = _("planlenke")
        verbose_name_plural = _("planlenker")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.title


class Year(models.Model):
    """A network's school year (August-July), its main theme and, where elected, its chair."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="years")
    first_year = models.PositiveSmallIntegerField(_("starter høsten"))
    theme = models.CharField(_("hovedtema"), max_length=200, blank=True)
    chair = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("valgt leder")
    )

    class Meta:
        verbose_name = _("nettverksår")
        verbose_name_plural = _("nettverksår")
        ordering = ["-first_year"]
        constraints = [models.UniqueConstraint(fields=["network", "first_year"], name="year_once_a_network")]

    def __str__(self) -> str:
        return f"{self.network} {self.label}"

    @property
    def label(self) -> str:
        """`2026/27`."""
        return str(SchoolYear(self.first_year))
