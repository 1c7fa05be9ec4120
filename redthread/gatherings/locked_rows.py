"""The database itself refuses to change what locked minutes say, whatever the code above it does.

Rows may still be deleted, since erasure and retention must reach everything, and what is not part of the
minutes (a commitment's state, an outcome's audience) may still change. A later migration that rebuilds one of
these tables on SQLite drops its trigger, and has to call `install` again; a test tells.
"""

from __future__ import annotations

from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from redthread.core.locked_rows import Guard, put_up, take_down

MESSAGE = "locked minutes do not change"


def _minutes(gathering: str) -> str:
    locked = "SELECT m.gathering_id FROM gatherings_minutes m WHERE m.locked_at IS NOT NULL"
    return f"({gathering} IN ({locked}))"


_OF_ITEM = "(SELECT i.gathering_id FROM gatherings_agendaitem i WHERE i.id = {item})"
_ITEM_OF_VOTE = "(SELECT o.item_id FROM gatherings_outcome o WHERE o.id = OLD.outcome_id)"

GUARDS = (
    Guard(
        "gatherings_outcome",
        ("text", "kind", "item_id", "body_id"),
        _minutes(_OF_ITEM.format(item="OLD.item_id")),
    ),
    Guard(
        "gatherings_vote",
        ("choice", "reason", "outcome_id", "municipality_id"),
        _minutes(_OF_ITEM.format(item=_ITEM_OF_VOTE)),
    ),
    Guard(
        "gatherings_commitment",
        ("what", "who", "due_on", "reach", "school_id"),
        _minutes("OLD.gathering_id"),
    ),
    Guard(
        "gatherings_attendance", ("presence", "organisation_id", "is_leader"), _minutes("OLD.gathering_id")
    ),
    Guard(
        "gatherings_minutes",
        ("locked_at", "locked_by_id", "written_by_id", "gathering_id"),
        "OLD.locked_at IS NOT NULL",
    ),
)


def install(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Put the guards in place."""
    put_up(GUARDS, MESSAGE, schema_editor)


def remove(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Take the guards away."""
    take_down(GUARDS, schema_editor)
