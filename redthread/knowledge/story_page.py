"""One story as one person may read it: the teller's as it is written, the others' as it was shown."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Any, NamedTuple

from redthread.knowledge.actions.releases import snapshot_for, standing_release
from redthread.knowledge.models import Reading, Story, StoryAttachment, StoryThanks
from redthread.knowledge.snapshot import Snapshot, texts_of, value_in, values_in
from redthread.networks.access import Access
from redthread.sharing.models import Release


class Stage(StrEnum):
    """How far the teller's own story has come."""

    TELLING = "telling"
    WAITING = "waiting"  # for the second reader
    SENT_BACK = "sent_back"
    APPROVED = "approved"
    SHOWN = "shown"


class StoryPage(NamedTuple):
    title: str
    texts: Snapshot
    outcome: str
    knowledge: str
    no_photos: bool
    files: list[StoryAttachment]
    release: Release | None
    is_mine: bool
    stage: Stage | None
    reading: Reading | None  # the newest, for the teller only
    thanks: list[StoryThanks]  # all for the teller, one's own for the others

    @property
    def has_contact(self) -> bool:
        """Whether the teller's name stands below it, for those who would ask."""
        return any(line["key"] == "contact" for line in self.texts)


def story_page(access: Access, story: Story) -> StoryPage:
    """Four queries, after the story has been found."""
    is_mine, release = story.teller_id == access.person.pk, standing_release(story)
    files = list(story.attachments.all())
    if is_mine:
        snapshot, title = snapshot_for(story), story.title
    else:
        assert release is not None  # others find it only while it stands
        snapshot, title = release.snapshot, release.title
        shown = values_in(snapshot, "file")
        files = [one for one in files if one.public_id in shown]
    reading = _newest_reading(story) if is_mine else None
    return StoryPage(
        title=title,
        texts=texts_of(snapshot),
        outcome=value_in(snapshot, "outcome"),
        knowledge=value_in(snapshot, "knowledge"),
        no_photos=bool(value_in(snapshot, "no_photos")),
        files=files,
        release=release,
        is_mine=is_mine,
        stage=_stage(story, release, reading, snapshot) if is_mine else None,
        reading=reading,
        thanks=_thanks(access, story, is_mine=is_mine),
    )


def _newest_reading(story: Story) -> Reading | None:
    return story.readings.select_related("reader").first()


def _stage(story: Story, release: Release | None, reading: Reading | None, snapshot: Snapshot) -> Stage:
    if release is not None and (release.title, release.snapshot) == (story.title, snapshot):
        return Stage.SHOWN
    if reading is None or reading.version != story.version or reading.closed_at is not None:
        return Stage.TELLING
    if not reading.answer:
        return Stage.WAITING
    return Stage.APPROVED if reading.answer == Reading.Answer.APPROVED else Stage.SENT_BACK


def _thanks(access: Access, story: Story, *, is_mine: bool) -> list[StoryThanks]:
    found = story.thanks.select_related("by")
    return list(found if is_mine else found.filter(by=access.person))


def is_sent_back(page: StoryPage) -> bool:
    """Whether the newest word of a reader is there to be read, also while the text is being put right."""
    return page.reading is not None and page.reading.answer == Reading.Answer.SENT_BACK


def word_of(kind: str, choices: Iterable[tuple[str, Any]]) -> str:
    return next((str(label) for value, label in choices if value == kind), "")
