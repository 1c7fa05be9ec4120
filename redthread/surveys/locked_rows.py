"""What was promised to those who answer stands in the database itself, from the first opening on.

A later migration that rebuilds one of these tables on SQLite drops its guard, and has to call `install`
again; a test tells.
"""

from __future__ import annotations

from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from redthread.core.locked_rows import Guard, put_up, take_down

MESSAGE = "an opened survey does not change"

GUARDS = (
    Guard(
        "surveys_survey",
        ("definition", "kind", "k", "network_id"),
        "EXISTS (SELECT 1 FROM surveys_wave w WHERE w.survey_id = OLD.id AND w.opened_at IS NOT NULL)",
    ),
    Guard("surveys_wave", ("survey_id", "roles", "opened_at"), "OLD.opened_at IS NOT NULL"),
)


def install(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    put_up(GUARDS, MESSAGE, schema_editor)


def remove(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    take_down(GUARDS, schema_editor)
