"""A story is begun, told step by step, given files, and deleted."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime
from functools import partial

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from redthread.core.errors import RuleError
from redthread.knowledge.attached_files import Attached
from redthread.knowledge.models import Reading, Story, StoryAttachment
from redthread.networks.models import Network
from redthread.people.models import Organisation, Person
from redthread.sharing import actions as sharing
from redthread.sharing.models import Audience, Release

MOST_FILES = 5
MAY_CHANGE = frozenset(
    {
        "title", "outcome", "knowledge", "situation", "did", "took", "hard", "otherwise", "tips",
        "has_contact", "no_photos",
    }
)  # fmt: skip


class ChangedMeanwhileError(Exception):
    """It has been saved since, in another tab. Nothing was saved; `there` is what stands now."""

    def __init__(self, there: Story) -> None:
        super().__init__(there.version)
        self.there = there


@transaction.atomic
def begin_story(
    *,
    network: Network,
    school: Organisation,
    key: str,
    title: str,
    outcome: str,
    by: Person,
    now: datetime,
) -> Story:
    """Begin to tell; nobody else sees it. The same `key` again gives the same story."""
    made, _is_new = Story.objects.get_or_create(
        teller=by,
        start_key=key,
        defaults={
            "network": network,
            "school": school,
            "audience": Audience.PRIVATE,
            "title": title,
            "outcome": Story.Outcome(outcome),
            "created_at": now,
            "saved_at": now,
        },
    )
    return made


@transaction.atomic
def save_story(
    *,
    story: Story,
    changes: Mapping[str, object],
    version: int,
    by: Person,
    now: datetime,
    window: str = "",
    saved_in: str = "",
) -> None:
    """Save some of its parts. What others are shown stands as it was; a reading that waits is called off.

    `saved_in` is the window that saves, `window` the one whose earlier save is no conflict. Nothing changed
    is nothing saved. Raises ChangedMeanwhileError when somebody else has saved since `version`.
    """
    assert set(changes) <= MAY_CHANGE
    if all(getattr(story, name) == value for name, value in changes.items()):
        return
    as_seen = Q(version=version)
    if window:
        as_seen |= Q(saved_in=window)
    there = Story.objects.kept().filter(as_seen, pk=story.pk, teller=by)
    saved = {"version": F("version") + 1, "saved_at": now, "saved_in": saved_in}
    if there.update(**changes, **saved) == 0:
        raise ChangedMeanwhileError(Story.objects.get(pk=story.pk))
    close_readings(story, now)
    story.refresh_from_db()


def close_readings(story: Story, now: datetime) -> None:
    """Call off the reading that waits; whoever was asked sees it no more."""
    Reading.objects.open().filter(story=story).update(closed_at=now)


def _changed(story: Story, now: datetime) -> None:
    """Something that others would see is another: an approval from before is of something else."""
    held = Story.objects.select_for_update(no_key=True).get(pk=story.pk)
    Story.objects.filter(pk=story.pk).update(version=held.version + 1, saved_at=now)
    close_readings(story, now)
    story.refresh_from_db()


@transaction.atomic
def attach_file(*, story: Story, attached: Attached, by: Person, now: datetime) -> StoryAttachment:
    """Put a file with the story. Raises RuleError when it has five already."""
    _changed(story, now)
    if story.attachments.count() >= MOST_FILES:
        raise RuleError(_("Fortellingen har alt fem vedlegg. Ta bort ett først."))
    made = StoryAttachment(story=story, file_name=attached.name, added_at=now)
    attached.file.seek(0)
    made.file.save(f"{secrets.token_hex(16)}.{attached.ending}", File(attached.file), save=False)
    made.save()
    return made


@transaction.atomic
def remove_attachment(*, attachment: StoryAttachment, by: Person, now: datetime) -> None:
    """Take the file away, at once and for everybody; the file goes when that is certain."""
    _changed(attachment.story, now)
    transaction.on_commit(partial(default_storage.delete, str(attachment.file.name)))
    StoryAttachment.objects.filter(pk=attachment.pk).delete()


@transaction.atomic
def withdraw_story(*, story: Story, by: Person, now: datetime) -> None:
    """Take it back from everybody at once, whoever is reading it. It is the teller's alone again."""
    Story.objects.select_for_update(no_key=True).get(pk=story.pk)
    for release in Release.objects.standing().filter(source=story.public_id, kind=Release.Kind.STORY):
        sharing.revoke(release=release, by=by, now=now)
    close_readings(story, now)
    Story.objects.filter(pk=story.pk).update(withdrawn_at=now)
    story.refresh_from_db()


@transaction.atomic
def delete_story(*, story: Story, by: Person, now: datetime) -> None:
    """Withdraw it, and forget every word of it: its texts, what was released, its files and the thanks.

    The row stays empty, so that what came of the story can say that there was one.
    """
    withdraw_story(story=story, by=by, now=now)
    sharing.forget(source=story.public_id)
    for one in story.attachments.all():
        transaction.on_commit(partial(default_storage.delete, str(one.file.name)))
    for rows in (story.attachments, story.kept_words, story.readings, story.thanks):
        rows.all().delete()
    texts = ("title", "knowledge", "situation", "did", "took", "hard", "otherwise", "tips")
    Story.objects.filter(pk=story.pk).update(**dict.fromkeys(texts, ""), deleted_at=now)
