"""A network's stories for one person: one's own, those that wait to be read, and those that are shown."""

from __future__ import annotations

from typing import NamedTuple

from django.db.models import Q

from redthread.knowledge.models import Reading, Story
from redthread.knowledge.snapshot import value_in
from redthread.networks.access import Access
from redthread.people.models import Organisation
from redthread.sharing.models import Audience, Release

DID_NOT = "ikke"
MOST = 100


class Shown(NamedTuple):
    """One line; read from the release alone."""

    key: str
    title: str
    school: Organisation | None
    release: Release
    outcome: str
    knowledge: str
    no_photos: bool


class StoryList(NamedTuple):
    own: list[Story]
    to_read: list[Reading]
    shown: list[Shown]
    has_any: bool
    lacks_failures: bool  # nobody has told of something that did not work


def story_list(access: Access, kind: str, outcome: str) -> StoryList:
    """Three queries. `kind` and `outcome` filter what is shown; what they do not know filters nothing."""
    every = [_shown(release) for release in _releases(access)]
    found = every
    if kind in Story.Knowledge.values:
        found = [one for one in found if one.knowledge == kind]
    if outcome == DID_NOT:
        found = [one for one in found if one.outcome == Story.Outcome.DID_NOT]
    to_read = Reading.objects.open().filter(
        reader=access.person, story__network=access.network, story__deleted_at=None
    )
    return StoryList(
        own=list(Story.objects.told_by(access).with_state().order_by("-saved_at", "-pk")),
        to_read=list(to_read.select_related("story__teller")),
        shown=found[:MOST],
        has_any=bool(every),
        lacks_failures=all(one.outcome != Story.Outcome.DID_NOT for one in every),
    )


def _releases(access: Access) -> list[Release]:
    """The stories that the person is shown, the newest first."""
    own = Q(school__in=access.organisation_ids, audience=Audience.SCHOOL)
    found = Release.objects.standing().filter(
        Q(audience=Audience.NETWORK) | own, network=access.network, kind=Release.Kind.STORY
    )
    return list(found.select_related("school"))


def _shown(release: Release) -> Shown:
    value = {key: value_in(release.snapshot, key) for key in ("outcome", "knowledge", "no_photos")}
    return Shown(
        release.source,
        release.title,
        release.school,
        release,
        value["outcome"],
        value["knowledge"],
        bool(value["no_photos"]),
    )
