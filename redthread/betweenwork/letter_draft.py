"""What a monthly letter opens with: what the whole network may read already, and nothing else.

Titles of what schools have released, gatherings held and coming. Never a word of a story, a summary or a
try-out, never anything that is not released, and never who has not told anything.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from redthread.core import dates
from redthread.gatherings.models import Gathering
from redthread.networks.models import Network
from redthread.people.models import Person
from redthread.sharing.models import Audience, Release

LOOKS_BACK, LOOKS_AHEAD = timedelta(days=31), timedelta(days=62)
MOST = 8
Kind = Release.Kind


class Draft(NamedTuple):
    title: str
    text: str
    named: list[str]  # public ids of the releases that are named


def month_of(now: datetime) -> date:
    return timezone.localdate(now).replace(day=1)


def draft_of(network: Network, by: Person, now: datetime) -> Draft:
    """Two queries, in the language of this moment."""
    gatherings = list(
        Gathering.objects.standing()
        .filter(network=network, starts_at__gte=now - LOOKS_BACK, starts_at__lte=now + LOOKS_AHEAD)
        .select_related("host")
        .order_by("starts_at", "pk")
    )
    shown = list(
        Release.objects.standing()
        .filter(network=network, audience=Audience.NETWORK, released_at__gte=now - LOOKS_BACK)
        .filter(kind__in=(Kind.SUMMARY, Kind.TRY_OUT, Kind.STORY))
        .select_related("school")
        .order_by("released_at", "pk")
    )
    told = [one for one in shown if one.kind != Kind.STORY][-MOST:]
    stories = sum(one.kind == Kind.STORY for one in shown)
    parts = [
        _("Kjære alle i %(network)s") % {"network": network.name},
        _part(_("Siden sist"), [_held(one) for one in gatherings if one.starts_at <= now]),
        _part(_("Dette har skolene delt"), [*(_told(one) for one in told), *_stories(stories)]),
        _part(_("Det som kommer"), [_coming(one) for one in gatherings if one.starts_at > now]),
        _thanks(shown),
        _("Hilsen %(name)s") % {"name": by.name},
    ]
    title = _("Nytt fra %(network)s, %(month)s") % {"network": network.name, "month": _month(now)}
    return Draft(title[:120], "\n\n".join(part for part in parts if part), [one.public_id for one in told])


def _month(now: datetime) -> str:
    return dates.day_and_year(timezone.localdate(now)).partition(" ")[2]


def _part(title: str, lines: list[str]) -> str:
    return "\n".join([title, *(f"– {line}" for line in lines)]) if lines else ""


def _held(one: Gathering) -> str:
    words = {"title": one.title, "day": dates.day(one.starts_at), "host": one.host}
    return (_("%(title)s %(day)s, hos %(host)s") if one.host else _("%(title)s %(day)s")) % words


def _coming(one: Gathering) -> str:
    words = {"title": one.title, "when": dates.moment_text(one.starts_at), "place": one.place}
    return (_("%(title)s, %(when)s, %(place)s") if one.place else _("%(title)s, %(when)s")) % words


def bare_title(one: Release) -> str:
    """What it is called, without the school in front, which is said beside it."""
    return one.title.removeprefix(f"{one.school}: ")


def _told(one: Release) -> str:
    words = {"school": one.school, "title": bare_title(one)}
    if one.kind == Kind.TRY_OUT:
        return _("%(school)s viser fram utprøvingen «%(title)s»") % words
    return _("%(school)s har fortalt: %(title)s") % words


def _stories(count: int) -> list[str]:
    """How many, and where they are read; what they are called stays where they are."""
    words = ngettext("%(n)d praksisfortelling å lese", "%(n)d praksisfortellinger å lese", count)
    return [words % {"n": count}] if count else []


def _thanks(shown: list[Release]) -> str:
    names = sorted({str(one.school) for one in shown if one.school})
    if not names:
        return ""
    whole = _("%(first)s og %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}
    return _("Takk til %(schools)s, som har delt.") % {"schools": whole if names[1:] else names[0]}
