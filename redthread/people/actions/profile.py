"""What a person changes about themselves."""

from __future__ import annotations

from redthread.people.models import Person


def change_profile(*, person: Person, name: str, language: str, wants_reminders: bool) -> None:
    """Keep the new name, language and wish for reminders."""
    person.name, person.language, person.wants_reminders = name, language, wants_reminders
    person.save(update_fields=["name", "language", "wants_reminders"])
