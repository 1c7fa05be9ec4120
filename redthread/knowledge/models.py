"""Practice stories: what a person has told, the words kept in it, who reads it through, and the thanks."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from redthread.core.models import Addressed
from redthread.networks.access import Access
from redthread.networks.models import Network
from redthread.people.models import Organisation, Person
from redthread.sharing.models import Audience, Content, Release


def standing_releases() -> models.QuerySet[Release]:
    """The standing release of the story in the outer query."""
    return Release.objects.standing().filter(kind=Release.Kind.STORY, source=OuterRef("public_id"))


class StoryQuerySet(models.QuerySet["Story"]):
    def kept(self) -> Self:
        """Not deleted."""
        return self.filter(deleted_at=None)

    def shown_to(self, access: Access) -> Self:
        """Those that stand released to the network, or to a school that the person speaks for."""
        to_network = standing_releases().filter(audience=Audience.NETWORK)
        to_school = standing_releases().filter(
            audience=Audience.SCHOOL, school__in=access.organisation_ids, network=access.network
        )
        shown = self.kept().filter(network=access.network)
        return shown.filter(Exists(to_network) | Exists(to_school))

    def with_state(self) -> Self:
        """Each with whether it stands released, and the answer of the reading of it as it is now."""
        now = Reading.objects.filter(story=OuterRef("pk"), version=OuterRef("version"), closed_at=None)
        return self.annotate(
            is_shown=Exists(standing_releases()),
            is_read=Exists(now),
            answer=Subquery(now.order_by("-asked_at", "-pk").values("answer")[:1]),
        )

    def told_by(self, access: Access) -> Self:
        return self.kept().filter(network=access.network, teller=access.person)

    def readable_by(self, access: Access) -> Self:
        """One's own, and those that are shown. Whoever reads one through has a page of their own for it."""
        found = self.kept().filter(network=access.network)
        shown = self.shown_to(access).values("pk")
        return found.filter(Q(teller=access.person) | Q(pk__in=shown))


class Story(Addressed, Content):
    """A practice story. It is the teller's alone; what others see is a `Release` of it, or a reading.

    `version` counts every change of what others would see, so that an approval is of exactly one text.
    """

    class Knowledge(models.TextChoices):
        # Know-what, know-how and know-why (001 L914-920), in words for people.
        WHAT = "what", _("noe å vite om")
        HOW = "how", _("en måte å gjøre det på")
        WHY = "why", _("hvorfor det virker, eller ikke")

    class Outcome(models.TextChoices):
        WORKED = "worked", _("Det virket")
        PARTLY = "partly", _("Det virket litt")
        DID_NOT = "did_not", _("Det virket ikke")

    network = models.ForeignKey(Network, models.CASCADE, related_name="stories")
    school = models.ForeignKey(Organisation, models.PROTECT, related_name="stories", verbose_name=_("skole"))
    teller = models.ForeignKey(
        Person, models.PROTECT, related_name="stories", verbose_name=_("den som forteller")
    )
    start_key = models.CharField(max_length=64)
    title = models.CharField(_("navn"), max_length=120)
    outcome = models.CharField(_("hvordan det gikk"), max_length=7, choices=Outcome)
    knowledge = models.CharField(_("hva slags kunnskap"), max_length=4, choices=Knowledge, blank=True)
    situation = models.TextField(_("situasjonen"), blank=True)
    did = models.TextField(_("hva vi gjorde"), blank=True)
    took = models.TextField(_("hva det krevde"), blank=True)
    hard = models.TextField(_("hva som var vanskelig"), blank=True)
    otherwise = models.TextField(_("hva vi ville gjort annerledes"), blank=True)
    tips = models.TextField(_("tips"), blank=True)
    has_contact = models.BooleanField(_("kan kontaktes"), default=False)
    no_photos = models.BooleanField(_("ikke fotografer"), default=False)
    version = models.PositiveIntegerField(default=1)
    # The window that saved last: its own save on the way is no conflict with itself.
    saved_in = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField()
    saved_at = models.DateTimeField(_("sist lagret"))
    withdrawn_at = models.DateTimeField(_("trukket"), null=True, blank=True)
    deleted_at = models.DateTimeField(_("slettet"), null=True, blank=True)

    objects = StoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("praksisfortelling")
        verbose_name_plural = _("praksisfortellinger")
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["network", "teller"], name="story_of_teller")]
        constraints = [models.UniqueConstraint(fields=["teller", "start_key"], name="story_begins_once")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("knowledge:story", args=[self.network.slug, self.public_id])


class StoryAttachment(Addressed):
    """A file that belongs to a story; it is shown when a release or a reading of the story shows it."""

    story = models.ForeignKey(Story, models.CASCADE, related_name="attachments")
    file = models.FileField(_("fil"), upload_to="stories/")
    file_name = models.CharField(_("filnavn"), max_length=150)
    added_at = models.DateTimeField()

    class Meta:
        verbose_name = _("vedlegg til en fortelling")
        verbose_name_plural = _("vedlegg til fortellinger")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.file_name


class KeptWord(models.Model):
    """A word that the checker marked and the teller keeps, and why; it holds for that part of the story."""

    class Reason(models.TextChoices):
        CONSENT = "consent", _("Den det gjelder, har sagt ja")
        NOBODY = "nobody", _("Det peker ikke på noen")
        OWN = "own", _("Det er meg selv eller min egen rolle")

    story = models.ForeignKey(Story, models.CASCADE, related_name="kept_words")
    part = models.CharField(max_length=12)
    kind = models.CharField(max_length=20)
    text = models.CharField(_("ord"), max_length=300)
    reason = models.CharField(_("grunn"), max_length=7, choices=Reason)
    kept_at = models.DateTimeField()

    class Meta:
        verbose_name = _("ord som er beholdt")
        verbose_name_plural = _("ord som er beholdt")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["story", "part", "kind", "text"], name="word_kept_once")
        ]

    def __str__(self) -> str:
        return self.text


class ReadingQuerySet(models.QuerySet["Reading"]):
    def open(self) -> Self:
        """Asked for, and neither answered nor called off."""
        return self.filter(answer="", closed_at=None)


class Reading(models.Model):
    """That one other person is asked to read a story through before anybody else sees it.

    It is of one `version`; a change of the story closes it.
    """

    class Answer(models.TextChoices):
        APPROVED = "approved", _("godkjent")
        SENT_BACK = "sent_back", _("sendt tilbake")

    story = models.ForeignKey(Story, models.CASCADE, related_name="readings")
    reader = models.ForeignKey(
        Person, models.CASCADE, related_name="story_readings", verbose_name=_("andreleser")
    )
    version = models.PositiveIntegerField()
    asked_at = models.DateTimeField()
    answer = models.CharField(_("svar"), max_length=9, choices=Answer, blank=True)
    word = models.TextField(_("et ord til den som forteller"), blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = ReadingQuerySet.as_manager()

    class Meta:
        verbose_name = _("gjennomlesing")
        verbose_name_plural = _("gjennomlesinger")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["story"], condition=Q(answer="", closed_at=None), name="story_read_by_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None) | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="reading_is_answered_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.story}: {self.reader}"


class StoryThanks(models.Model):
    """One line to the person who told, from one person; only the two of them read it. Somebody who has
    thanked for the story may thank once more when it is tried."""

    story = models.ForeignKey(Story, models.CASCADE, related_name="thanks")
    by = models.ForeignKey(Person, models.CASCADE, related_name="+")
    text = models.CharField(_("takk"), max_length=200)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("takk for en fortelling")
        verbose_name_plural = _("takk for fortellinger")
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["story", "by", "text"], name="story_thanked_once_in_these_words")
        ]

    def __str__(self) -> str:
        return self.text
