"""A gathering with its agenda, who came, what was said yes to, and what each school promised.

Longer than most files, for these things point at one another and are read together.
"""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from redthread.core.models import Addressed
from redthread.networks.access import Access
from redthread.networks.models import Body, Mandate, Network
from redthread.networks.roles import Permission
from redthread.people.models import Organisation, Person
from redthread.sharing.models import Audience, Content

SHARED = (Audience.NETWORK, Audience.OWNER)


class GatheringQuerySet(models.QuerySet["Gathering"]):
    def published(self) -> Self:
        return self.exclude(published_at=None)

    def standing(self) -> Self:
        """Published and not cancelled."""
        return self.published().filter(cancelled_at=None)

    def drafts(self) -> Self:
        """Not published and not put away."""
        return self.filter(published_at=None, cancelled_at=None).order_by("starts_at", "pk")

    def alongside(self, gathering: Gathering) -> Self:
        """The gatherings of the same network and body, which one thread runs through."""
        return self.filter(network=gathering.network_id, body=gathering.body_id).exclude(pk=gathering.pk)

    def before(self, gathering: Gathering) -> Self:
        """Those alongside that start before it, the nearest first."""
        earlier = self.alongside(gathering).filter(starts_at__lt=gathering.starts_at)
        return earlier.order_by("-starts_at", "-pk")

    def after(self, gathering: Gathering) -> Self:
        """Those alongside that start after it, the nearest first."""
        later = self.alongside(gathering).filter(starts_at__gt=gathering.starts_at)
        return later.order_by("starts_at", "pk")

    def upcoming(self, now: datetime) -> Self:
        return self.filter(ends_at__gte=now).order_by("starts_at", "pk")

    def past(self, now: datetime) -> Self:
        return self.filter(ends_at__lt=now).order_by("-starts_at", "-pk")


class Gathering(Addressed, Content):
    """One meeting of the network, on one day or over several. A draft is seen by those who plan it."""

    class Mode(models.TextChoices):
        PHYSICAL = "physical", _("fysisk")
        DIGITAL = "digital", _("digital")
        HYBRID = "hybrid", _("fysisk og digital")

    network = models.ForeignKey(Network, models.CASCADE, related_name="gatherings")
    body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="gatherings", verbose_name=_("organ")
    )
    title = models.CharField(_("tittel"), max_length=150)
    theme = models.CharField(_("tema"), max_length=200, blank=True)
    starts_at = models.DateTimeField(_("starter"))
    ends_at = models.DateTimeField(_("slutter"))
    mode = models.CharField(_("form"), max_length=8, choices=Mode, default=Mode.PHYSICAL)
    place = models.CharField(_("sted"), max_length=200, blank=True)
    meeting_url = models.URLField(_("lenke til digitalt møte"), max_length=500, blank=True)
    host = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("vertskap")
    )
    chair = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("møteleder")
    )
    prepare = models.TextField(_("forberedelse"), blank=True)
    mandate = models.ForeignKey(Mandate, models.PROTECT, null=True, blank=True, related_name="+")
    created_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    published_at = models.DateTimeField(_("publisert"), null=True, blank=True)
    sequence = models.PositiveIntegerField(default=0)
    cancelled_at = models.DateTimeField(_("avlyst"), null=True, blank=True)
    cancelled_why = models.CharField(_("hvorfor avlyst"), max_length=300, blank=True)

    objects = GatheringQuerySet.as_manager()

    class Meta:
        verbose_name = _("samling")
        verbose_name_plural = _("samlinger")
        ordering = ["starts_at", "pk"]
        indexes = [models.Index(fields=["network", "starts_at"], name="gathering_in_order")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="gathering_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(published_at=None) | Q(audience="network"),
                name="gathering_published_is_for_the_network",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("gatherings:gathering", args=[self.network.slug, self.public_id])

    @property
    def is_draft(self) -> bool:
        return self.published_at is None

    @property
    def is_cancelled(self) -> bool:
        return self.cancelled_at is not None


class AgendaItem(Addressed):
    """One block of the gathering. Its clock time is computed from the start, never stored."""

    class Kind(models.TextChoices):
        SINCE_LAST = "since_last", _("siden sist")
        INPUT = "input", _("innlegg")
        STORY = "story", _("praksisfortelling")
        CROSS_GROUPS = "cross_groups", _("grupper på tvers av skoler")
        OWN_SCHOOL = "own_school", _("refleksjon i egen skole")
        RESULTS = "results", _("resultatgjennomgang")
        DECISION = "decision", _("vedtakssak")
        INFORMATION = "information", _("informasjon")
        BREAK = "break", _("pause")
        INFORMAL = "informal", _("uformell tid")
        REVIEW = "review", _("oppsummering av dagen")

    gathering = models.ForeignKey(Gathering, models.CASCADE, related_name="agenda_items")
    position = models.PositiveSmallIntegerField(_("plass"))
    kind = models.CharField(_("type"), max_length=12, choices=Kind)
    title = models.CharField(_("tittel"), max_length=150)
    minutes = models.PositiveSmallIntegerField(_("minutter"))
    description = models.TextField(_("beskrivelse"), blank=True)
    responsible = models.CharField(_("ansvarlig"), max_length=150, blank=True)
    is_confidential = models.BooleanField(_("fortrolig"), default=False)
    # Only in a gathering over several days: this item opens the next day, at this time.
    day_starts_at = models.TimeField(_("ny dag, fra klokka"), null=True, blank=True)

    class Meta:
        verbose_name = _("programpost")
        verbose_name_plural = _("programposter")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(minutes__range=(1, 600)), name="agenda_item_takes_time"),
        ]

    def __str__(self) -> str:
        return self.title


class AgendaProposal(Addressed):
    """A wish for the agenda, also from the owner. The network decides; an answer is always given."""

    gathering = models.ForeignKey(Gathering, models.CASCADE, related_name="proposals")
    title = models.CharField(_("sak"), max_length=150)
    why = models.TextField(_("hvorfor"), blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutter"), default=15)
    proposed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    is_from_owner = models.BooleanField(_("fra skoleeier"), default=False)
    item = models.OneToOneField(AgendaItem, models.SET_NULL, null=True, blank=True, related_name="proposal")
    answer = models.CharField(_("svar"), max_length=300, blank=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("forslag til sak")
        verbose_name_plural = _("forslag til saker")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.title


class AttendanceQuerySet(models.QuerySet["Attendance"]):
    def came(self) -> Self:
        """In the room or on a screen."""
        return self.exclude(presence=Attendance.Presence.ABSENT)


class Attendance(models.Model):
    """Whether a person came, how, and for which unit (frozen, since people change schools)."""

    class Presence(models.TextChoices):
        PHYSICAL = "physical", _("i rommet")
        DIGITAL = "digital", _("på skjerm")
        ABSENT = "absent", _("ikke til stede")

    gathering = models.ForeignKey(Gathering, models.CASCADE, related_name="attendances")
    person = models.ForeignKey(Person, models.CASCADE, related_name="attendances")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    presence = models.CharField(_("oppmøte"), max_length=8, choices=Presence)
    is_leader = models.BooleanField(_("er skoleleder"), default=False)

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("oppmøte")
        verbose_name_plural = _("oppmøter")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["gathering", "person"], name="attendance_once_a_person")
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_presence_display()}"


class Minutes(models.Model):
    """The minutes of one gathering; once locked, nothing in them changes."""

    gathering = models.OneToOneField(Gathering, models.CASCADE, related_name="minutes")
    written_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("referent"))
    opened_at = models.DateTimeField()
    locked_at = models.DateTimeField(_("låst"), null=True, blank=True)
    locked_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("referat")
        verbose_name_plural = _("referater")

    def __str__(self) -> str:
        return str(self.gathering)

    @property
    def is_locked(self) -> bool:
        return self.locked_at is not None


class Approval(models.Model):
    """One who was present says that the minutes are right, or adds a remark."""

    minutes = models.ForeignKey(Minutes, models.CASCADE, related_name="approvals")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    approved_at = models.DateTimeField()
    remark = models.CharField(_("merknad"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("godkjenning")
        verbose_name_plural = _("godkjenninger")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["minutes", "person"], name="approval_once_a_person")]

    def __str__(self) -> str:
        return f"{self.person}"


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
    """The owner's answer to a proposal from the network."""

    outcome = models.OneToOneField(Outcome, models.CASCADE, related_name="owner_answer")
    text = models.TextField(_("svar"))
    answered_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    answered_at = models.DateTimeField()

    class Meta:
        verbose_name = _("svar fra skoleeier")
        verbose_name_plural = _("svar fra skoleeier")

    def __str__(self) -> str:
        return self.text[:80]


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
