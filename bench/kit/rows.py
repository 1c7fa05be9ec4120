"""Rows by the million into an empty database, in the order of their foreign keys."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from django.core.management.color import no_style
from django.db import connection, models, transaction

AT_A_TIME = 4_000

M = TypeVar("M", bound=models.Model)


class Rows:
    """Collects objects and writes them in batches; every object gets its key here, counted from 1."""

    def __init__(self) -> None:
        self.waiting: dict[type[models.Model], list[models.Model]] = {}
        self.written: dict[type[models.Model], int] = {}

    def add(self, model: type[M], **fields: Any) -> M:
        waiting = self.waiting.setdefault(model, [])
        key = self.written.get(model, 0) + len(waiting) + 1
        if any(field.name == "public_id" for field in model._meta.fields):
            fields.setdefault("public_id", f"{model.__name__[:3].lower()}{key:x}")
        made = model(pk=key, **fields)
        waiting.append(made)
        return made

    def write(self, *, all_of_it: bool = False) -> None:
        """Write the tables that have enough rows waiting, or all."""
        for model, waiting in self.waiting.items():
            if waiting and (all_of_it or len(waiting) >= AT_A_TIME):
                model._base_manager.bulk_create(waiting)
                self.written[model] = self.written.get(model, 0) + len(waiting)
                waiting.clear()


@contextmanager
def writing() -> Iterator[Rows]:
    """One transaction without foreign-key checks, which the generator does not need; then all is as usual."""
    rows = Rows()
    gc.disable()  # nothing here goes round in circles, and looking for it costs a third of the time
    try:
        with fast(), transaction.atomic():
            yield rows
            rows.write(all_of_it=True)
            _set_sequences(list(rows.written))
    finally:
        gc.enable()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


@contextmanager
def fast() -> Iterator[None]:
    sqlite = connection.vendor == "sqlite"
    before, after = (
        ("PRAGMA foreign_keys=OFF", "PRAGMA foreign_keys=ON")
        if sqlite
        else ("SET session_replication_role=replica", "SET session_replication_role=origin")
    )
    with connection.cursor() as cursor:
        cursor.execute(before)
        if sqlite:
            cursor.execute("PRAGMA synchronous=OFF")
            cursor.execute("PRAGMA cache_size=-200000")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(after)
            if sqlite:
                cursor.execute("PRAGMA synchronous=FULL")


def _set_sequences(tables: list[type[models.Model]]) -> None:
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), tables):
            cursor.execute(statement)
