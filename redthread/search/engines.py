"""The one question to the database's own index: SQLite's FTS5, or PostgreSQL's `norwegian` text search.

Both hold the same stems, so both find the same. How often a word stands elsewhere counts for nothing: an
order by such sums would tell of texts that the person may not see.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.db import connection

from redthread.search.scopes import of_kind


class Found(NamedTuple):
    key: int
    kind: str
    thing: str
    part: str
    title: str
    body: str


class Asked(NamedTuple):
    """`words` must all be there, or one of them when `is_any`; each is there as its stem, as the beginning of
    a stem, or as the sum of its stem in a blind text."""

    words: Sequence[Alternatives]
    scopes: Sequence[str]
    is_any: bool = False


class Alternatives(NamedTuple):
    stem: str
    beginning: str  # empty when the word is too short to be a beginning
    blind: str


Part = tuple[str, list[str | int]]  # SQL that gives keys, and its values

ROWS = (
    "SELECT id, kind, thing, part, title, body FROM search_searchdocument WHERE id IN ({}) ORDER BY id DESC"
)
SQLITE = (
    "SELECT * FROM (SELECT rowid FROM search_index WHERE search_index MATCH %s ORDER BY rowid DESC LIMIT %s)"
)
# PostgreSQL's index knows no order, and collects all that has a word before it gives any of it. So the newest
# of a kind are looked through first, which is enough for a word that stands in many of them, and the index is
# asked for the others. `OFFSET 0` keeps the two questions apart.
POSTGRES = """SELECT * FROM (WITH newest AS MATERIALIZED (
    SELECT id FROM (SELECT * FROM search_searchdocument WHERE kind = %s ORDER BY id DESC LIMIT %s) AS near
    WHERE {fits} ORDER BY id DESC LIMIT %s)
SELECT id FROM newest UNION ALL (
    SELECT id FROM (SELECT id FROM search_searchdocument WHERE {fits} OFFSET 0) AS far
    WHERE (SELECT count(*) FROM newest) < %s
    AND EXISTS (SELECT FROM search_searchdocument WHERE kind = %s OFFSET %s)
    ORDER BY id DESC LIMIT %s)) AS hits"""
NEWEST = 1_000
# It takes reading everything for cheap, since it does not know how long the vectors are, and compiles what
# takes longer to compile than to do. Sent along with the question, and over with it.
POSTGRES_PLANS = "SELECT set_config('enable_seqscan', 'off', true), set_config('jit', 'off', true); "


def find(asked: Asked, kinds: Iterable[str], most: int) -> list[Found]:
    """The newest hits of each kind, and the newest with the words in the title: at most `most` of each, the
    newest first. One query."""
    is_sqlite = connection.vendor == "sqlite"
    part = _sqlite if is_sqlite else _postgres
    parts = [part(asked, kind, most, in_title=in_title) for kind in kinds for in_title in (True, False)]
    sql = ROWS.format(" UNION ".join(one for one, _values in parts))
    values = [value for _one, given in parts for value in given]
    with connection.cursor() as cursor:
        cursor.execute(sql if is_sqlite else POSTGRES_PLANS + sql, values)
        if not is_sqlite:
            cursor.nextset()
        return [Found(*row) for row in cursor.fetchall()]


def _sqlite(asked: Asked, kind: str, most: int, *, in_title: bool) -> Part:
    """Stems and scopes hold letters and digits only, and stand in quotes all the same."""
    scopes = " OR ".join(f'"{scope}"' for scope in asked.scopes)
    words = f" {'OR' if asked.is_any else 'AND'} ".join(_sqlite_word(word) for word in asked.words)
    where = "title" if in_title else "title body"
    match = f'{{scopes}} : "{of_kind(kind)}" AND {{scopes}} : ({scopes}) AND {{{where}}} : ({words})'
    return SQLITE, [match, most]


def _sqlite_word(word: Alternatives) -> str:
    forms = [f'"{word.stem}"', *([f'"{word.beginning}" *'] if word.beginning else []), f'"{word.blind}"']
    return f"({' OR '.join(forms)})"


def _postgres(asked: Asked, kind: str, most: int, *, in_title: bool) -> Part:
    """The scopes stand among the words, with a sign before them that no word has."""
    own = " | ".join(f"'#{scope}'" for scope in asked.scopes)
    scopes = f"'#{of_kind(kind)}' & ({own})"
    words = f" {'|' if asked.is_any else '&'} ".join(_postgres_word(word) for word in asked.words)
    given: list[str | int] = [f"({words})", scopes] if in_title else [f"{scopes} & ({words})"]
    fits = "title_vector @@ %s::tsquery AND vector @@ %s::tsquery" if in_title else "vector @@ %s::tsquery"
    values = [kind, NEWEST, *given, most, *given, most, kind, NEWEST, most]
    return POSTGRES.format(fits=fits), values


def _postgres_word(word: Alternatives) -> str:
    forms = [f"'{word.stem}'", *([f"'{word.beginning}':*"] if word.beginning else []), f"'{word.blind}'"]
    return f"({' | '.join(forms)})"
