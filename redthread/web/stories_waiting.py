"""The stories that wait for a person: to be read through, or to be gone on with after a reading.

A line a network. Not a word of a story stands here, nor its name.
"""

from __future__ import annotations

from django.db.models import Exists, F, OuterRef, Q, Value
from django.urls import reverse
from django.utils.translation import gettext as _

from redthread.knowledge.models import Reading
from redthread.networks.roles import Permission
from redthread.sharing.models import Release
from redthread.web.standpoint import WAITS_FOR, Line, Standpoint
from redthread.web.waiting_rows import NOTHING, Lines, Row, Rows, rows

TO_READ, READ = "story_to_read", "story_read"


def stories_waiting(at: Standpoint) -> list[Rows]:
    here = Reading.objects.filter(story__network__in=at.network_ids, story__deleted_at=None, closed_at=None)
    shown = Release.objects.standing().filter(
        kind=Release.Kind.STORY, source=OuterRef("story__public_id"), released_at__gte=OuterRef("answered_at")
    )
    read = here.filter(
        ~Q(answer=""), ~Exists(shown), story__teller=at.person, story__withdrawn_at=None,
        story__network__in=at.where(Permission.SUMMARY_WRITE), version=F("story__version"),
        answered_at__gte=at.now - WAITS_FOR,
    )  # fmt: skip
    return [
        rows(one, Value(kind), "asked_at", network="story__network", words=NOTHING, key="story__public_id")
        for kind, one in ((TO_READ, here.filter(answer="", reader=at.person)), (READ, read))
    ]


def _line(row: Row) -> Line:
    is_read = row.room == READ
    text = (
        _("Fortellingen din er lest. Se hva andreleseren sier") if is_read else _("Les gjennom en fortelling")
    )
    return Line(text, row.where, reverse("knowledge:stories", args=[row.slug]))


LINES: Lines = {TO_READ: _line, READ: _line}
