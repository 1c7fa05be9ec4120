"""What of a story others see: the text of a release, and of what a second reader reads."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import override

from redthread.knowledge.models import Story, StoryAttachment
from redthread.knowledge.parts import LABELS, TEXTS

Snapshot = list[dict[str, str]]
NOT_READ = ("outcome", "no_photos", "file", "knowledge")  # shown as tags and links, not as text


def snapshot_of(story: Story, attachments: Iterable[StoryAttachment]) -> Snapshot:
    """What was told, as `sharing.actions.release` stores it, in the school's written norm."""
    with override(story.school.written_norm or "nb"):
        entries = [_valued("outcome", _("Hvordan det gikk"), story.get_outcome_display(), story.outcome)]
        if story.knowledge:
            entries.append(
                _valued("knowledge", _("Handler om"), story.get_knowledge_display(), story.knowledge)
            )
        entries += [
            {"key": part, "label": str(LABELS[part]), "text": text}
            for part in TEXTS
            if (text := getattr(story, part).strip())
        ]
        if story.has_contact:
            entries.append({"key": "contact", "label": _("Ta gjerne kontakt med"), "text": story.teller.name})
        if story.no_photos:
            words = _("Ikke fotografer denne fortellingen, og ikke skriv den ut.")
            entries.append(_valued("no_photos", _("Ikke fotografer"), words, "yes"))
        entries += [_valued("file", _("Vedlegg"), one.file_name, one.public_id) for one in attachments]
        return entries


def _valued(key: str, label: str, text: str, value: str) -> dict[str, str]:
    return {"key": key, "label": label, "text": text, "value": value}


def value_in(snapshot: Snapshot, key: str) -> str:
    return next((entry.get("value", "") for entry in snapshot if entry.get("key") == key), "")


def values_in(snapshot: Snapshot, key: str) -> list[str]:
    return [entry["value"] for entry in snapshot if entry.get("key") == key]


def texts_of(snapshot: Snapshot) -> Snapshot:
    """What is read as text on the page of a story."""
    return [entry for entry in snapshot if entry.get("key") not in NOT_READ]
