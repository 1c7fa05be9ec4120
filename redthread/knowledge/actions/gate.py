"""What the teller does about a mark: takes the suggestion, or keeps the word and says why."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from redthread.core.errors import RuleError
from redthread.identifying.marks import Mark, replace
from redthread.knowledge.actions.stories import ChangedMeanwhileError, save_story
from redthread.knowledge.gate import LONGEST_KEPT, ONLY_SHOWN, Checker, look_over, text_in
from redthread.knowledge.models import KeptWord, Story
from redthread.knowledge.parts import CHECKED
from redthread.people.models import Person


class Place(NamedTuple):
    """Which mark: the part, and the number of the mark in it, in the version that was shown."""

    part: str
    number: int


@transaction.atomic
def take_suggestion(*, story: Story, place: Place, version: int, by: Person, now: datetime) -> None:
    """Write the suggestion where the mark is. Raises RuleError when the text is another by now."""
    marks = Checker(story).marks(text_in(story, place.part)) if place.part in CHECKED else []
    if story.version != version or place.number >= len(marks):
        raise _other_text()
    _replace(story, {place.part: [marks[place.number]]}, version, by, now)


@transaction.atomic
def take_all_suggestions(*, story: Story, version: int, by: Person, now: datetime) -> int:
    """Write every suggestion that nobody has decided about; how many."""
    if story.version != version:
        raise _other_text()
    checker = Checker(story)
    kept = set(story.kept_words.values_list("part", "kind", "text"))
    chosen = {
        part: [
            mark
            for mark in checker.marks(text_in(story, part))
            if mark.kind not in ONLY_SHOWN and (part, mark.kind, mark.text[:LONGEST_KEPT]) not in kept
        ]
        for part in CHECKED
    }
    _replace(story, chosen, version, by, now)
    return sum(map(len, chosen.values()))


def _replace(story: Story, chosen: dict[str, list[Mark]], version: int, by: Person, now: datetime) -> None:
    changes = {part: replace(text_in(story, part), marks) for part, marks in chosen.items() if marks}
    if "title" in changes:
        changes["title"] = changes["title"][:120]
    try:
        save_story(story=story, changes=changes, version=version, by=by, now=now)
    except ChangedMeanwhileError:
        raise _other_text() from None


def _other_text() -> RuleError:
    return RuleError(_("Teksten er endret siden du så den. Se over den på nytt her."))


@transaction.atomic
def keep_word(
    *, story: Story, part: str, kind: str, text: str, reason: str, by: Person, now: datetime
) -> None:
    """Keep the word as it is in that part, for a reason. Raises RuleError when it is not marked there."""
    gate = look_over(story, story.attachments.values_list("file_name", flat=True))
    marked = {
        (one.key, piece.kind, piece.text[:LONGEST_KEPT])
        for one in gate.parts
        for piece in (*one.marks, *one.together)
    }
    if (part, kind, text[:LONGEST_KEPT]) not in marked:
        raise _other_text()
    if reason not in KeptWord.Reason.values:
        raise RuleError(_("Velg hvorfor det kan stå."))
    KeptWord.objects.update_or_create(
        story=story,
        part=part,
        kind=kind,
        text=text[:LONGEST_KEPT],
        defaults={"reason": reason, "kept_at": now},
    )


def ask_again(*, story: Story, part: str, kind: str, text: str, by: Person, now: datetime) -> None:
    """It was kept by mistake: the mark is there again."""
    KeptWord.objects.filter(story=story, part=part, kind=kind, text=text[:LONGEST_KEPT]).delete()
