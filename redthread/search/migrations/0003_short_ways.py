"""Short ways to what is asked for most: beginnings of words in FTS5, and in PostgreSQL the title's words beside
all the words, without places and weights, so that the index alone can answer."""

from typing import Any

from django.db import migrations, models

SQLITE = [
    "DROP TABLE search_index",
    """CREATE VIRTUAL TABLE search_index USING fts5(
        scopes, title, body, content='search_searchdocument', content_rowid='id',
        tokenize="unicode61 remove_diacritics 0", prefix='4 5 6 7 8 9', detail=column, columnsize=0)""",
    "INSERT INTO search_index(search_index) VALUES ('rebuild')",
]
SQLITE_BACK = [
    "DROP TABLE search_index",
    """CREATE VIRTUAL TABLE search_index USING fts5(
        scopes, title, body, content='search_searchdocument', content_rowid='id',
        tokenize="unicode61 remove_diacritics 0", detail=column, columnsize=0)""",
    "INSERT INTO search_index(search_index) VALUES ('rebuild')",
]
# A scope stands with a sign before it that no word has.
POSTGRES = [
    "DROP INDEX search_index",
    """ALTER TABLE search_searchdocument DROP COLUMN vector,
        ADD COLUMN title_vector tsvector GENERATED ALWAYS AS (
            strip(to_tsvector('pg_catalog.norwegian', title))) STORED,
        ADD COLUMN vector tsvector GENERATED ALWAYS AS (
            strip(to_tsvector('pg_catalog.norwegian', title || ' ' || body)) ||
            array_to_tsvector(string_to_array('#' || replace(scopes, ' ', ' #'), ' '))) STORED""",
    "CREATE INDEX search_index ON search_searchdocument USING gin (title_vector, vector)",
]
POSTGRES_BACK = [
    "DROP INDEX search_index",
    """ALTER TABLE search_searchdocument DROP COLUMN vector, DROP COLUMN title_vector,
        ADD COLUMN vector tsvector GENERATED ALWAYS AS (
            setweight(to_tsvector('pg_catalog.norwegian', title), 'A') ||
            setweight(to_tsvector('pg_catalog.norwegian', body), 'B') ||
            setweight(to_tsvector('pg_catalog.simple', scopes), 'D')) STORED""",
    "CREATE INDEX search_index ON search_searchdocument USING gin (vector)",
]


def make(apps: Any, schema_editor: Any) -> None:
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRES:
        schema_editor.execute(statement)


def take_away(apps: Any, schema_editor: Any) -> None:
    for statement in SQLITE_BACK if schema_editor.connection.vendor == "sqlite" else POSTGRES_BACK:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("search", "0002_index")]
    operations = [
        migrations.RunPython(make, take_away),
        migrations.AddIndex(
            model_name="searchdocument",
            index=models.Index(fields=["kind", "id"], name="search_document_of_kind"),
        ),
    ]
