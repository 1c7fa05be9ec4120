"""A network's stories for one person: one's own, those that wait to be read, and those that are shown."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils.translation import gettext as _

from redthread.knowledge.models import Reading, Story, standing_releases
from redthread.knowledge.snapshot import value_in
from redthread.networks.access import Access
from redthread.networks.models import Membership
from redthread.people.models import Organisation, Person
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


class Told(NamedTuple):
    """One of one's own in the list of all one has told, wherever that was."""

    story: Story
    is_here: bool  # the person is in that network still
    is_seen: bool  # by anybody else
    seen_by: str


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


def all_told_by(person: Person, now: datetime) -> list[Told]:
    """Everything one has told, in all networks, the newest first. One query."""
    here = Membership.objects.current(now).filter(network=OuterRef("network"), person=person)
    shown_to = standing_releases().values("audience")[:1]
    asked = Reading.objects.open().filter(story=OuterRef("pk"))
    found = Story.objects.kept().filter(teller=person).select_related("network")
    found = found.annotate(is_here=Exists(here), shown_to=Subquery(shown_to), is_asked=Exists(asked))
    return [_told(one) for one in found.order_by("-saved_at", "-pk")]


def _told(story: Story) -> Told:
    is_here, shown_to, is_asked = story.is_here, story.shown_to, story.is_asked  # type: ignore[attr-defined]
    match shown_to:
        case Audience.NETWORK:
            words = _("nettverket ser den")
        case Audience.SCHOOL:
            words = _("skolen ser den")
        case _:
            words = _("en annen leser den gjennom") if is_asked else _("bare du ser den")
    return Told(story, is_here, shown_to is not None or is_asked, words)
