"""The one question to the database's own index: SQLite's FTS5, or PostgreSQL's `norwegian` text search.

Both hold the same stems, so both find the same. How often a word stands elsewhere counts for nothing: an
order by such sums would tell of texts that the person may not see.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.db import connection

Term = tuple[str, ...]  # one word of the question: its stem, then its beginning where that may go on


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


SQLITE = (
    "SELECT rowid FROM search_index WHERE search_index MATCH %s ORDER BY rowid DESC LIMIT %s",
    "SELECT * FROM ({})",
)
POSTGRES = (
    "SELECT id AS rowid FROM search_searchdocument WHERE vector @@ %s::tsquery ORDER BY id DESC LIMIT %s",
    "SELECT * FROM ({}) AS hits",
)
ROWS = (
    "SELECT id, kind, thing, part, title, body FROM search_searchdocument WHERE id IN ({}) ORDER BY id DESC"
)


def find(asked: Asked, kinds: Iterable[str], most: int) -> list[Found]:
    """The newest hits of each kind, and the newest with the words in the title: at most `most` of each, the
    newest first. One query."""
    is_sqlite = connection.vendor == "sqlite"
    one, part = SQLITE if is_sqlite else POSTGRES
    matching = _for_sqlite if is_sqlite else _for_postgres
    values: list[str | int] = []
    for kind in kinds:
        for in_title in (True, False):
            values += [matching(asked, kind, in_title=in_title), most]
    union = " UNION ".join([part.format(one)] * (len(values) // 2))
    with connection.cursor() as cursor:
        cursor.execute(ROWS.format(union), values)
        return [Found(*row) for row in cursor.fetchall()]


def _for_sqlite(asked: Asked, kind: str, *, in_title: bool) -> str:
    """Stems and scopes hold letters and digits only, and stand in quotes all the same."""
    scopes = " OR ".join(f'"{scope}"' for scope in asked.scopes)
    words = f" {'OR' if asked.is_any else 'AND'} ".join(_sqlite_word(word) for word in asked.words)
    where = "title" if in_title else "title body"
    return f'{{scopes}} : "k{kind.replace("_", "")}" AND {{scopes}} : ({scopes}) AND {{{where}}} : ({words})'


def _sqlite_word(word: Alternatives) -> str:
    forms = [f'"{word.stem}"', *([f'"{word.beginning}" *'] if word.beginning else []), f'"{word.blind}"']
    return f"({' OR '.join(forms)})"


def _for_postgres(asked: Asked, kind: str, *, in_title: bool) -> str:
    scopes = " | ".join(f"'{scope}':D" for scope in asked.scopes)
    weight = "A" if in_title else "AB"
    joined = f" {'|' if asked.is_any else '&'} ".join(_postgres_word(word, weight) for word in asked.words)
    return f"'k{kind.replace('_', '')}':D & ({scopes}) & ({joined})"


def _postgres_word(word: Alternatives, weight: str) -> str:
    beginning = [f"'{word.beginning}':*{weight}"] if word.beginning else []
    forms = [f"'{word.stem}':{weight}", *beginning, f"'{word.blind}':{weight}"]
    return f"({' | '.join(forms)})"
