"""The try-outs that a gathering meets in «siden sist», read from what the network has been shown of them.

A try-out stands there until the school has told how it ended, and once more half a year later: what is left
of it? Only standing releases are read. Their snapshots say `decision` and `left`, each with its day.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils import timezone

from redthread.gatherings.models import Gathering
from redthread.people.models import Organisation
from redthread.sharing.models import Audience, Release

HALF_A_YEAR = timedelta(weeks=26)
MOST_OF_ONE_SCHOOL = 8


class TryOutSince(NamedTuple):
    """One try-out: `ended` in words when it has, and whether it is asked what is left."""

    title: str
    href: str
    ended: str
    is_asked_again: bool


class Shown(NamedTuple):
    school: Organisation
    lines: list[TryOutSince]


def try_outs_since(gathering: Gathering, previous: Gathering | None) -> dict[int, Shown]:
    """By school, the newest first. One query."""
    releases = Release.objects.standing().filter(
        network=gathering.network_id, kind=Release.Kind.TRY_OUT, audience=Audience.NETWORK
    )
    since = timezone.localdate(previous.starts_at) if previous else date.min
    until = timezone.localdate(gathering.starts_at)
    found: dict[int, list[TryOutSince]] = defaultdict(list)
    schools: dict[int, Organisation] = {}
    for release in releases.select_related("school").order_by("-released_at", "-pk"):
        line = _line(release, gathering.network.slug, since, until)
        if line is not None and release.school is not None:
            schools[release.school.pk] = release.school
            found[release.school.pk].append(line)
    return {key: Shown(schools[key], lines[:MOST_OF_ONE_SCHOOL]) for key, lines in found.items()}


def _line(release: Release, slug: str, since: date, until: date) -> TryOutSince | None:
    entries = {entry.get("key"): entry for entry in release.snapshot}
    begun = _day(entries.get("when", {}).get("value"))
    if begun is not None and begun > until:
        return None
    ended, left = entries.get("decision"), entries.get("left")
    ended_on = _day(ended.get("on")) if ended else None
    is_asked_again = (
        ended is not None
        and left is None
        and ended_on is not None
        and ended["value"] != "stop"
        and ended_on + HALF_A_YEAR <= until
    )
    is_new = ended_on is None or ended_on > since
    has_answered_now = left is not None and (_day(left.get("on")) or date.min) > since
    if not (is_new or is_asked_again or has_answered_now):
        return None
    words = left["text"] if has_answered_now and left else (ended["text"] if ended else "")
    href = reverse("betweenwork:try_out", args=[slug, release.source])
    return TryOutSince(release.title, href, words, is_asked_again)


def _day(text: Any) -> date | None:
    return date.fromisoformat(text) if text else None
