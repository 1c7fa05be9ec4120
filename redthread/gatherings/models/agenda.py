"""The programme of a gathering, and the wishes for it."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from redthread.core.models import Addressed
from redthread.gatherings.models.gatherings import Gathering
from redthread.gatherings.models.methods import Method
from redthread.people.models import Person


class AgendaItem(Addressed):
    """One block of the gathering. Its clock time is computed from the start, never stored.

    `led_by`, `method_href` and `has_results` are empty until `programme.py` fills them in, which it does not
    for what is confidential.
    """

    led_by: Sequence[str] = ()
    method_href = ""
    has_results = False

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
        TRY_OUT = "try_out", _("utprøving")

    class Share(models.TextChoices):
        """What the time is spent on; the balance of the day is counted in these."""

        INPUT = "input", _("påfyll")
        REFLECTION = "reflection", _("refleksjon")
        TRY_OUT = "try_out", _("utprøving")
        INFORMATION = "information", _("informasjon")
        NONE = "none", _("pause og annet")

    gathering = models.ForeignKey(Gathering, models.CASCADE, related_name="agenda_items")
    position = models.PositiveSmallIntegerField(_("plass"))
    kind = models.CharField(_("type"), max_length=12, choices=Kind)
    title = models.CharField(_("tittel"), max_length=150)
    minutes = models.PositiveSmallIntegerField(_("minutter"))
    description = models.TextField(_("beskrivelse"), blank=True)
    responsible = models.CharField(_("ansvarlig"), max_length=150, blank=True)
    is_confidential = models.BooleanField(_("fortrolig"), default=False)
    share = models.CharField(
        _("tid til"), max_length=11, choices=Share, blank=True
    )  # empty: as the kind says
    method = models.ForeignKey(
        Method, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("metode")
    )
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


class ItemLeader(models.Model):
    """One of those who lead an item, often a pair, such as a school leader and a union representative."""

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="leaders")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("øktleder")
        verbose_name_plural = _("øktledere")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["item", "person"], name="item_leader_once_an_item")]

    def __str__(self) -> str:
        return str(self.person)
