"""Open waves in one line of words each, as columns of a query for whoever puts several rooms together.

The columns hold no more than may be told: how many have answered is put in words by `answered_words`, and
nothing here knows who has.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import CharField, Count, F, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Cast, Coalesce, Concat
from django.utils import timezone
from django.utils.translation import gettext as _

from redthread.core import dates
from redthread.surveys.fieldwork_page import answered_words
from redthread.surveys.models import OpenCode, SpentTicket, SurveyInvitation, Wave
from redthread.surveys.models.surveys import WaveQuerySet

NO_DAY = "-"


class Told(NamedTuple):
    title: str
    until: str  # to stand behind the name of the network
    answered: str = ""


def open_waves(now: datetime) -> WaveQuerySet:
    """Those that take answers this second."""
    still = Q(closes_on=None) | Q(closes_on__gte=timezone.localdate(now))
    return Wave.objects.open().filter(still, survey__dropped_at=None)


def day_and_title(to_wave: str = "") -> Concat:
    """`to_wave` is the way to the wave, with its underscores."""
    day = Coalesce(Cast(f"{to_wave}closes_on", CharField()), Value(NO_DAY))
    return Concat(day, Value(" "), F(f"{to_wave}survey__title"))


def how_it_goes() -> Concat:
    """Of a wave: how many are asked and have answered, the fewest that are told, last day and title."""
    codes = OpenCode.objects.filter(wave=OuterRef("pk"))
    numbers = (
        _sum(SurveyInvitation.objects.filter(wave=OuterRef("pk")), Count("pk")),
        _sum(codes, Sum("most")),
        _sum(SpentTicket.objects.filter(wave=OuterRef("pk")), Count("pk")),
        Cast("survey__k", CharField()),
    )
    parts = [part for number in numbers for part in (number, Value(" "))]
    return Concat(*parts, day_and_title())


def _sum(rows: QuerySet[Any], number: Count | Sum) -> Cast:
    one = rows.order_by().values("wave").annotate(number=number).values("number")
    return Cast(Coalesce(Subquery(one), 0), CharField())


def told_of_answering(words: str) -> Told:
    day, _space, title = words.partition(" ")
    return Told(title, _until(day))


def told_of_open(words: str) -> Told:
    invited, by_code, used, k, rest = words.split(" ", 4)
    told = told_of_answering(rest)
    answered = answered_words(int(used), int(invited) + int(by_code), int(k))
    return told._replace(answered=answered[0].lower() + answered[1:].rstrip("."))


def _until(day: str) -> str:
    if day == NO_DAY:
        return ""
    return _(", til og med %(day)s") % {"day": dates.day(date.fromisoformat(day))}
