"""The database itself refuses to change what locked minutes say, whatever the code above it does.

Rows may still be deleted, since erasure and retention must reach everything, and what is not part of the
minutes (a commitment's state, an outcome's audience) may still change. A later migration that rebuilds one of
these tables on SQLite drops its trigger, and has to call `install` again; a test tells.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

MESSAGE = "locked minutes do not change"


class Guard(NamedTuple):
    """The columns of one table that stay, and how to see that a row (OLD) belongs to locked minutes."""

    table: str
    columns: tuple[str, ...]
    is_locked: str


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
    for guard in GUARDS:
        for statement in _statements(guard, schema_editor.connection.vendor):
            schema_editor.execute(statement)


def remove(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Take the guards away."""
    is_postgres = schema_editor.connection.vendor == "postgresql"
    for guard in GUARDS:
        on = f" ON {guard.table}" if is_postgres else ""
        schema_editor.execute(f"DROP TRIGGER {guard.table}_stays{on}")
        if is_postgres:
            schema_editor.execute(f"DROP FUNCTION {guard.table}_stays()")


def _statements(guard: Guard, vendor: str) -> list[str]:
    name = f"{guard.table}_stays"
    if vendor != "postgresql":
        changed = " OR ".join(f"OLD.{column} IS NOT NEW.{column}" for column in guard.columns)
        return [
            f"CREATE TRIGGER {name} BEFORE UPDATE ON {guard.table} WHEN ({changed}) AND {guard.is_locked} "
            f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
        ]
    changed = " OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in guard.columns)
    return [
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF {guard.is_locked} THEN RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'check_violation'; END IF; "
        "RETURN NEW; END $$",
        f"CREATE TRIGGER {name} BEFORE UPDATE ON {guard.table} FOR EACH ROW WHEN ({changed}) "
        f"EXECUTE FUNCTION {name}()",
    ]
