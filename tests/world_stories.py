"""The stories of the world: one the network sees, one that waits to be read, and one that is being told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO

from PIL import Image

from redthread.knowledge.actions.readings import answer_reading, ask_reader
from redthread.knowledge.actions.releases import mark_of, release_story, snapshot_for
from redthread.knowledge.actions.stories import attach_file, begin_story, save_story
from redthread.knowledge.attached_files import read_attached
from redthread.knowledge.gate import look_over
from redthread.knowledge.models import KeptWord, Story, StoryAttachment
from redthread.networks.models import Network
from redthread.people.models import Organisation, Person
from redthread.testing.cast import Cast


@dataclass
class Stories:
    shown: Story  # Rita's; Mona has read it through, and the network sees it
    file: StoryAttachment  # of that one
    read: Story  # Mona's; Mads is asked to read it through
    own: Story  # Mona's; nobody else sees it
    own_file: StoryAttachment


def the_stories(cast: Cast, now: datetime) -> Stories:
    then = now - timedelta(days=60)
    shown = story_of(cast.network, cast.brekka, cast.rita, then, "Høytlesing i gangen")
    file = file_of(shown, then)
    approve(shown, cast.mona, then)
    show(shown, cast.rita, then + timedelta(days=1))
    read = story_of(cast.network, cast.asen, cast.mona, now - timedelta(days=4), "Ro i garderoben")
    ask_reader(story=read, reader=cast.mads, by=cast.mona, now=now - timedelta(days=3))
    own = story_of(cast.network, cast.asen, cast.mona, now - timedelta(days=2), "Kortere møter")
    return Stories(shown, file, read, own, file_of(own, now - timedelta(days=2)))


def story_of(
    network: Network,
    school: Organisation,
    by: Person,
    now: datetime,
    title: str,
    words: str = "Vi leste høyt i ti minutter hver dag.",
    outcome: str = "worked",
) -> Story:
    """One that is told, without a name in it."""
    made = begin_story(
        network=network,
        school=school,
        key=f"story-{title}"[:60],
        title=title,
        outcome=outcome,
        by=by,
        now=now,
    )
    save_story(
        story=made, changes={"did": words, "hard": "Å finne tid."}, version=made.version, by=by, now=now
    )
    return Story.objects.select_related("network__owner", "school", "teller").get(pk=made.pk)


def keep_words(story: Story, now: datetime) -> None:
    """The teller keeps every word that is marked."""
    for part in look_over(story, story.attachments.values_list("file_name", flat=True)).parts:
        for piece in part.undecided:
            word = {"part": part.key, "kind": piece.kind, "text": piece.text}
            KeptWord.objects.get_or_create(story=story, **word, defaults={"reason": "nobody", "kept_at": now})


def approve(story: Story, reader: Person, now: datetime) -> None:
    """The second reader has read it as it stands."""
    asked = ask_reader(story=story, reader=reader, by=story.teller, now=now)
    answer_reading(reading=asked, answer="approved", word="", by=reader, now=now)


def show(story: Story, by: Person, now: datetime, audience: str = "network") -> None:
    story.refresh_from_db()
    seen = mark_of(audience, story.title, snapshot_for(story))
    release_story(story=story, audience=audience, seen=seen, by=by, now=now)


def file_of(story: Story, now: datetime) -> StoryAttachment:
    file = BytesIO()
    Image.new("RGB", (60, 40), "teal").save(file, "PNG")
    attached = read_attached(file, "plan.png", file.getbuffer().nbytes)
    return attach_file(story=story, attached=attached, by=story.teller, now=now)
