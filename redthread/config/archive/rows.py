"""Rows as text and back. The text is the same for SQLite and PostgreSQL, so its checksum proves a move."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import islice
from typing import Any, cast

from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.management.color import no_style
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model

from redthread.config.gate import RefusedError

# Made again by migrations or by the worker, or belonging to browsers that are signed in right now.
LEFT_OUT = frozenset({"contenttypes", "auth", "sessions", "usersessions", "search"})
MADE_BY_MIGRATIONS = frozenset({"contenttypes", "auth"})
BATCH = 500


def stored_models() -> dict[str, type[Model]]:
    """Every table that an archive holds, by the name it has there."""
    return {
        model._meta.label_lower: model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and model._meta.app_label not in LEFT_OUT
    }


def dump(model: type[Model], *, using: str = DEFAULT_DB_ALIAS) -> Iterator[bytes]:
    """One line a row, in the order of the keys."""
    names = [field.attname for field in model._meta.concrete_fields]
    rows = model._base_manager.using(using).order_by("pk").values_list(*names)
    for row in rows.iterator(chunk_size=1000):
        yield to_line(dict(zip(names, row, strict=True)))


def to_line(row: dict[str, Any]) -> bytes:
    text = json.dumps(row, default=to_text, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode() + b"\n"


def to_text(value: object) -> str:
    match value:
        case datetime():
            return value.astimezone(UTC).isoformat(timespec="microseconds")
        case bytes() | memoryview():
            return base64.b64encode(bytes(value)).decode()
        case _:
            return str(value)  # dates, numbers with decimals, durations: read back by the field


def empty(*, using: str) -> None:
    """Delete every row of the product, also those of browsers that are signed in."""
    connection = connections[using]
    tables = [
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and model._meta.app_label not in MADE_BY_MIGRATIONS
    ]
    statements = connection.ops.sql_flush(no_style(), tables, reset_sequences=True, allow_cascade=False)
    connection.ops.execute_sql_flush(statements)


def load(model: type[Model], lines: Iterable[bytes], *, using: str) -> None:
    """Write the rows as they are: with their keys, and without anything that saving would add.

    Raises RefusedError, with table and line, for a row that does not fit.
    """
    fields = model._meta.concrete_fields
    numbered = enumerate(lines, start=1)
    size = min(BATCH, connections[using].ops.bulk_batch_size(list(fields), [None] * BATCH))
    while batch := list(islice(numbered, size)):
        made = [from_line(model, number, line) for number, line in batch]
        manager = cast(Any, model._base_manager)
        manager._insert(made, fields=fields, using=using, raw=True)


def from_line(model: type[Model], number: int, line: bytes) -> Model:
    try:
        row = json.loads(line)
        return model(
            **{f.attname: f.to_python(row.pop(f.attname)) for f in model._meta.concrete_fields}, **row
        )
    except (ValueError, KeyError, TypeError, AttributeError, ValidationError) as error:
        place = f"{model._meta.label_lower}, line {number}"
        raise RefusedError(
            f"A row in the archive cannot be read ({place}): {type(error).__name__}."
        ) from error


def reset_sequences(*, using: str) -> None:
    """Let new rows get keys above those that were loaded (PostgreSQL does not see to it by itself)."""
    connection = connections[using]
    statements = connection.ops.sequence_reset_sql(no_style(), list(stored_models().values()))
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
