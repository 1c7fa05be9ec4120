"""Organisations, the people who work in them, and the positions that join the two for a time."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from redthread.core.models import Addressed


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def active(self) -> Self:
        return self.filter(is_active=True).order_by("name", "pk")


class Organisation(Addressed):
    """An owner or a unit below one; the tree is owner → school, kindergarten, support service."""

    class Kind(models.TextChoices):
        OWNER = "owner", _("skoleeier")
        SCHOOL = "school", _("skole")
        KINDERGARTEN = "kindergarten", _("barnehage")
        SUPPORT = "support", _("PP-tjeneste")
        PARTNER = "partner", _("samarbeidspartner")

    class OwnerKind(models.TextChoices):
        MUNICIPALITY = "municipality", _("kommune")
        COUNTY = "county", _("fylkeskommune")
        INTERMUNICIPAL = "intermunicipal", _("interkommunalt samarbeid")
        PRIVATE = "private", _("privat eier")

    class Stage(models.TextChoices):
        PRIMARY = "primary", _("barneskole")
        LOWER_SECONDARY = "lower", _("ungdomsskole")
        COMBINED = "combined", _("1–10-skole")
        UPPER_SECONDARY = "upper", _("videregående skole")

    kind = models.CharField(_("type"), max_length=12, choices=Kind)
    owner_kind = models.CharField(_("eiertype"), max_length=14, choices=OwnerKind, blank=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="units", verbose_name=_("hører til")
    )
    name = models.CharField(_("navn"), max_length=200)
    register_name = models.CharField(_("navn i registeret"), max_length=300, blank=True)
    org_number = models.CharField(_("organisasjonsnummer"), max_length=9, null=True, blank=True, unique=True)
    municipality_number = models.CharField(_("kommunenummer"), max_length=4, blank=True, db_index=True)
    written_norm = models.CharField(
        _("målform"), max_length=2, blank=True, choices=[("nb", _("bokmål")), ("nn", _("nynorsk"))]
    )
    stage = models.CharField(_("skoleslag"), max_length=8, blank=True, choices=Stage)
    is_active = models.BooleanField(_("i drift"), default=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisasjon")
        verbose_name_plural = _("organisasjoner")
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="owner") | Q(owner_kind=""),
                name="organisation_only_owners_have_an_owner_kind",
            ),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="organisation_is_not_its_own_parent"),
            models.CheckConstraint(
                condition=Q(kind="school") | Q(stage=""), name="organisation_only_schools_have_a_stage"
            ),
            models.UniqueConstraint(
                fields=["municipality_number"],
                condition=Q(owner_kind="municipality") & ~Q(municipality_number=""),
                name="organisation_one_owner_a_municipality",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PersonManager(BaseUserManager["Person"]):
    def create_user(self, email: str, name: str = "", **fields: Any) -> Person:
        """A person without a password: sign-in is by mailed code, passkey or an identity provider."""
        person = self.model(email=self.normalize_email(email).lower(), name=name, **fields)
        person.set_unusable_password()
        person.save(using=self._db)
        return person


class Person(Addressed, AbstractBaseUser):
    """Somebody who takes part. The e-mail is an address to write to, never the identity at a provider."""

    class Language(models.TextChoices):
        BOKMAL = "nb", _("bokmål")
        NYNORSK = "nn", _("nynorsk")
        ENGLISH = "en", _("English")

    email = models.EmailField(_("e-post"), unique=True)
    name = models.CharField(_("navn"), max_length=150)
    language = models.CharField(_("språk"), max_length=2, choices=Language, default=Language.BOKMAL)
    is_active = models.BooleanField(_("aktiv"), default=True)
    wants_reminders = models.BooleanField(_("ønsker påminnelser på e-post"), default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects = PersonManager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("personer")
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(email__contains=" "), name="person_email_has_no_space"),
            models.CheckConstraint(condition=Q(email=Lower("email")), name="person_email_is_lower_case"),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def first_name(self) -> str:
        return self.name.split(" ")[0]


class PositionQuerySet(models.QuerySet["Position"]):
    def current(self, today: date) -> Self:
        return self.filter(
            Q(starts_on=None) | Q(starts_on__lte=today), Q(ends_on=None) | Q(ends_on__gte=today)
        )

    def speaking_for_owners(self, today: date) -> Self:
        """Those of owners' executives, which open the owner's pages."""
        kinds = {"kind": Position.Kind.OWNER_EXECUTIVE, "organisation__kind": Organisation.Kind.OWNER}
        return self.current(today).filter(**kinds)


class Position(models.Model):
    """What a person does in one organisation, from the first day to the last, both included."""

    class Kind(models.TextChoices):
        PRINCIPAL = "principal", _("rektor")
        MIDDLE_LEADER = "middle_leader", _("mellomleder")
        RESOURCE_TEACHER = "resource_teacher", _("ressurslærer")
        TEACHER = "teacher", _("lærer")
        UNION = "union", _("tillitsvalgt")
        OWNER_EXECUTIVE = "owner_executive", _("skoleeiers leder")
        ADVISER = "adviser", _("rådgiver")
        SUPPORT = "support", _("PP-rådgiver")
        PARTNER = "partner", _("ekstern partner")

    person = models.ForeignKey(Person, models.CASCADE, related_name="positions")
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="positions", verbose_name=_("arbeidssted")
    )
    kind = models.CharField(_("stilling"), max_length=18, choices=Kind)
    share = models.PositiveSmallIntegerField(_("stillingsandel i prosent"), null=True, blank=True)
    starts_on = models.DateField(_("fra"), null=True, blank=True)
    ends_on = models.DateField(_("til og med"), null=True, blank=True)

    objects = PositionQuerySet.as_manager()

    class Meta:
        verbose_name = _("stilling")
        verbose_name_plural = _("stillinger")
        ordering = ["organisation__name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="position_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(share=None) | Q(share__range=(1, 100)), name="position_share_is_a_percentage"
            ),
            models.UniqueConstraint(
                fields=["person", "organisation", "kind", "starts_on"], name="position_is_entered_once"
            ),
            models.UniqueConstraint(
                fields=["person", "organisation", "kind"],
                condition=Q(starts_on=None),
                name="position_without_a_start_is_entered_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.get_kind_display()}, {self.organisation}"


class SignInLinkQuerySet(models.QuerySet["SignInLink"]):
    def usable(self, now: datetime) -> Self:
        return self.filter(used_at=None, expires_at__gt=now)


class SignInLink(models.Model):
    """A link that signs one person in, once. Only its hash is kept."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="sign_in_links")
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    objects = SignInLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("innloggingslenke")
        verbose_name_plural = _("innloggingslenker")

    def __str__(self) -> str:
        return f"{self.person} → {self.expires_at}"
