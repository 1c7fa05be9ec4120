"""A method as it runs in the room: the session, its tables, and where each of them is."""

from __future__ import annotations

import json
from datetime import datetime
from functools import lru_cache
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from redthread.core.models import Addressed
from redthread.gatherings.method_script import Script, read_script
from redthread.gatherings.models import AgendaItem, Gathering
from redthread.people.models import Person

LOBBY = -1  # people are finding their seats; the first phase is 0


class LiveSessionQuerySet(models.QuerySet["LiveSession"]):
    def running(self) -> Self:
        return self.filter(closed_at=None)

    def last_before(self, moment: datetime) -> Self:
        """Those in which nothing happened since: the gathering is over, and the session as well."""
        is_over = Q(closed_at__lte=moment) | Q(closed_at=None, opened_at__lte=moment)
        return self.filter(is_over, gathering__ends_at__lte=moment)


class LiveSession(Addressed):
    """One agenda item's method in the room.

    The script is a copy, so that a method changed meanwhile changes nothing here. `code` is what stands on
    the wall; it opens the door only while the session runs.
    """

    gathering = models.ForeignKey(Gathering, models.CASCADE, related_name="live_sessions")
    item = models.ForeignKey(AgendaItem, models.SET_NULL, null=True, blank=True, related_name="live_sessions")
    title = models.CharField(_("tittel"), max_length=150)
    question = models.CharField(_("spørsmålet"), max_length=300, blank=True)
    script: models.JSONField[Any, Any] = models.JSONField(default=list)
    # Where the products come from that people walk around and look at.
    source = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="+")
    code = models.CharField(_("kode"), max_length=6)
    opened_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(_("avsluttet"), null=True, blank=True)
    emptied_at = models.DateTimeField(_("slettet"), null=True, blank=True)  # nothing written is left

    # Not stored: this row is locked by the running transaction, and those who sit in it were read since then.
    is_held = False

    objects = LiveSessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("økt i rommet")
        verbose_name_plural = _("økter i rommet")
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["code"], condition=Q(closed_at=None), name="live_code_once_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def phases(self) -> Script:
        return _script(json.dumps(self.script))

    @property
    def is_running(self) -> bool:
        return self.closed_at is None


@lru_cache(maxsize=256)
def _script(text: str) -> Script:
    """Every command needs it, and to check it again takes longer than most of them."""
    return read_script(json.loads(text))


class Table(models.Model):
    """One table, at its own pace. While it is paused, `ends_at` minus `paused_at` is what is left."""

    session = models.ForeignKey(LiveSession, models.CASCADE, related_name="tables")
    number = models.PositiveSmallIntegerField(_("nummer"))
    phase = models.SmallIntegerField(default=LOBBY)
    lap = models.PositiveSmallIntegerField(default=0)  # which repetition of the phase, from 0
    started_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    paused_at = models.DateTimeField(null=True, blank=True)
    time_out_at = models.DateTimeField(null=True, blank=True)  # the watch has stopped the talk
    done_at = models.DateTimeField(null=True, blank=True)  # «vi er ferdige»

    class Meta:
        verbose_name = _("bord i rommet")
        verbose_name_plural = _("bord i rommet")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["session", "number"], name="live_table_once")]

    def __str__(self) -> str:
        return str(self.number)


class Step(models.Model):
    """That a table was moved on or back, with the reason when something was skipped."""

    table = models.ForeignKey(Table, models.CASCADE, related_name="steps")
    phase = models.SmallIntegerField()
    lap = models.PositiveSmallIntegerField(default=0)
    why = models.CharField(_("hvorfor"), max_length=200, blank=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("flytting av et bord")
        verbose_name_plural = _("flyttinger av bord")
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.phase)
