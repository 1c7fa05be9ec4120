"""Rows of what waits for a person: the same columns from every room, so that one query reads them all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Case, F, QuerySet, Value
from django.db.models.expressions import Combinable

from redthread.web.standpoint import Line

TITLE = F("title")
NOTHING = Value("")


class Row(NamedTuple):
    """`room` says which line it becomes, `at` where it stands among those of its room."""

    room: str
    words: str
    where: str
    slug: str
    key: str
    at: datetime


Rows = QuerySet[Any, Any]
Lines = dict[str, Callable[[Row], Line]]


def rows(
    found: QuerySet[Any],
    room: Value | Case,
    at: str,
    *,
    network: str = "network",
    words: Combinable = TITLE,
    where: Combinable | None = None,
    key: str = "public_id",
) -> Rows:
    """The columns of `Row`, with the same types whatever room they are from."""
    place = where or F(f"{network}__name")
    columns = found.order_by().annotate(room=room, words=words, where=place, at=F(at))
    made: Rows = columns.values_list("room", "words", "where", f"{network}__slug", key, "at")
    return made
