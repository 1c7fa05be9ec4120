"""Guards in the database itself: columns that stay once their row is settled, whatever the code above does.

Rows may still be deleted, since erasure and retention must reach everything. A later migration that rebuilds
a guarded table on SQLite drops its trigger, and has to put it up again.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from django.db.backends.base.schema import BaseDatabaseSchemaEditor


class Guard(NamedTuple):
    """The columns of one table that stay, and how to see that a row (OLD) is settled."""

    table: str
    columns: tuple[str, ...]
    is_locked: str


def put_up(guards: Iterable[Guard], message: str, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """From now on the database refuses such a change, and says `message`."""
    for guard in guards:
        for statement in _statements(guard, message, schema_editor.connection.vendor):
            schema_editor.execute(statement)


def take_down(guards: Iterable[Guard], schema_editor: BaseDatabaseSchemaEditor) -> None:
    is_postgres = schema_editor.connection.vendor == "postgresql"
    for guard in guards:
        on = f" ON {guard.table}" if is_postgres else ""
        schema_editor.execute(f"DROP TRIGGER {guard.table}_stays{on}")
        if is_postgres:
            schema_editor.execute(f"DROP FUNCTION {guard.table}_stays()")


def _statements(guard: Guard, message: str, vendor: str) -> list[str]:
    name = f"{guard.table}_stays"
    if vendor != "postgresql":
        changed = " OR ".join(f"OLD.{column} IS NOT NEW.{column}" for column in guard.columns)
        return [
            f"CREATE TRIGGER {name} BEFORE UPDATE ON {guard.table} WHEN ({changed}) AND {guard.is_locked} "
            f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
        ]
    changed = " OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in guard.columns)
    return [
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF {guard.is_locked} THEN RAISE EXCEPTION '{message}' USING ERRCODE = 'check_violation'; END IF; "
        "RETURN NEW; END $$",
        f"CREATE TRIGGER {name} BEFORE UPDATE ON {guard.table} FOR EACH ROW WHEN ({changed}) "
        f"EXECUTE FUNCTION {name}()",
    ]
