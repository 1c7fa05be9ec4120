"""Stories for the tests: told, read through and shown by the actions that people's clicks call."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from redthread.knowledge.actions.readings import answer_reading, ask_reader
from redthread.knowledge.actions.releases import mark_of, release_story, snapshot_for
from redthread.knowledge.actions.stories import begin_story, save_story
from redthread.knowledge.gate import look_over
from redthread.knowledge.models import KeptWord, Reading, Story
from redthread.networks.models import Network
from redthread.people.models import Organisation, Person
from redthread.sharing.models import Release

_keys = iter(range(1, 10**9))
TEXT = "Vi leste høyt i ti minutter hver dag."


def tell(network: Network, school: Organisation, by: Person, now: datetime, **parts: Any) -> Story:
    made = begin_story(
        network=network,
        school=school,
        key=f"story-{next(_keys):08d}",
        title=parts.pop("title", "Høytlesing i gangen"),
        outcome=parts.pop("outcome", "worked"),
        by=by,
        now=now,
    )
    parts.setdefault("did", TEXT)
    save_story(story=made, changes=parts, version=1, by=by, now=now)
    return again(made)


def again(story: Story) -> Story:
    """As it stands in the database now."""
    return Story.objects.select_related("network__owner", "school", "teller").get(pk=story.pk)


def keep_all(story: Story, now: datetime) -> None:
    """The teller keeps every word that is marked."""
    for part in look_over(story).parts:
        for piece in part.undecided:
            word = {"part": part.key, "kind": piece.kind, "text": piece.text}
            KeptWord.objects.get_or_create(story=story, **word, defaults={"reason": "nobody", "kept_at": now})


def ask(story: Story, reader: Person, now: datetime) -> Reading:
    return ask_reader(story=story, reader=reader, by=story.teller, now=now)


def approve(story: Story, reader: Person, now: datetime, word: str = "") -> Reading:
    reading = ask(story, reader, now)
    answer_reading(reading=reading, answer="approved", word=word, by=reader, now=now)
    return reading


def show(story: Story, now: datetime, audience: str = "network") -> Release:
    story = again(story)
    seen = mark_of(audience, story.title, snapshot_for(story))
    return release_story(story=story, audience=audience, seen=seen, by=story.teller, now=now)


def told_and_shown(
    network: Network, school: Organisation, by: Person, reader: Person, now: datetime, **parts: Any
) -> Story:
    story = tell(network, school, by, now, **parts)
    keep_all(story, now)
    approve(story, reader, now)
    show(story, now)
    return again(story)
