"""«Ferdigstill» of a story: to one's own school or to the network, never to the owner."""

from __future__ import annotations

import json
from datetime import datetime
from hashlib import sha256

from django.db import transaction
from django.utils.translation import gettext as _

from redthread.core.errors import RuleError
from redthread.knowledge.actions.readings import refuse_unchecked
from redthread.knowledge.models import Reading, Story
from redthread.knowledge.snapshot import Snapshot, snapshot_of
from redthread.people.models import Person
from redthread.sharing import actions as sharing
from redthread.sharing.models import Audience, Release

AUDIENCES = (Audience.SCHOOL, Audience.NETWORK)


def snapshot_for(story: Story) -> Snapshot:
    """What others will see of the story, word for word."""
    return snapshot_of(story, story.attachments.all())


def mark_of(audience: str, title: str, snapshot: Snapshot) -> str:
    """What was previewed and for whom, short enough to come back with the press of the button."""
    return sha256(json.dumps([audience, title, snapshot]).encode()).hexdigest()[:32]


def standing_release(story: Story) -> Release | None:
    return Release.objects.standing().filter(source=story.public_id, kind=Release.Kind.STORY).first()


def is_seen(story: Story) -> bool:
    """Whether anybody but the teller can read it now: it is shown, or somebody is to read it through."""
    return standing_release(story) is not None or story.readings.open().exists()


def approval_of(story: Story) -> Reading | None:
    """The second reader's approval of the story exactly as it stands; none once anything is changed."""
    approved = story.readings.filter(
        version=story.version, answer=Reading.Answer.APPROVED, closed_at=None
    ).exclude(reader=story.teller_id)
    return approved.select_related("reader").first()


@transaction.atomic
def release_story(*, story: Story, audience: str, seen: str, by: Person, now: datetime) -> Release:
    """Show it as it was previewed; `seen` is the mark of that. To another audience than before, the one
    before sees it no more.

    Raises RuleError for another's story, for any other audience, before every mark is decided about, without
    a second reader's approval of exactly this text, and when it has changed since the preview.
    """
    held = Story.objects.kept().select_for_update(no_key=True, of=("self",))
    story = held.select_related("network__owner", "school", "teller").get(pk=story.pk)
    if story.teller_id != by.pk:
        raise RuleError(_("Bare den som forteller, kan dele fortellingen."))
    if audience not in AUDIENCES:
        raise RuleError(_("Velg skolen din eller nettverket."))
    refuse_unchecked(story)
    if approval_of(story) is None:
        raise RuleError(_("En andreleser må godkjenne teksten slik den er nå, før du deler den."))
    snapshot = snapshot_for(story)
    if mark_of(audience, story.title, snapshot) != seen:
        raise RuleError(_("Fortellingen er endret siden du så over den. Se over en gang til."))
    standing = standing_release(story)
    if standing and (standing.audience, standing.title, standing.snapshot) == (
        audience,
        story.title,
        snapshot,
    ):
        return standing
    if standing is not None:
        sharing.revoke(release=standing, by=by, now=now)
    Story.objects.filter(pk=story.pk).update(withdrawn_at=None)
    return sharing.release(
        network=story.network,
        school=story.school,
        kind=Release.Kind.STORY,
        source=story.public_id,
        about="",
        audience=audience,
        title=story.title,
        snapshot=snapshot,
        by=by,
        now=now,
    )
