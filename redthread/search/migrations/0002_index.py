"""The database's own index beside the table: FTS5 kept by triggers, or a generated column with GIN."""

from typing import Any

from django.db import migrations

SQLITE = [
    """CREATE VIRTUAL TABLE search_index USING fts5(
        scopes, title, body, content='search_searchdocument', content_rowid='id',
        tokenize="unicode61 remove_diacritics 0", detail=column, columnsize=0)""",
    """CREATE TRIGGER search_index_added AFTER INSERT ON search_searchdocument BEGIN
        INSERT INTO search_index(rowid, scopes, title, body)
        VALUES (new.id, new.scopes, new.title, new.body); END""",
    """CREATE TRIGGER search_index_removed AFTER DELETE ON search_searchdocument BEGIN
        INSERT INTO search_index(search_index, rowid, scopes, title, body)
        VALUES ('delete', old.id, old.scopes, old.title, old.body); END""",
    """CREATE TRIGGER search_index_changed AFTER UPDATE ON search_searchdocument BEGIN
        INSERT INTO search_index(search_index, rowid, scopes, title, body)
        VALUES ('delete', old.id, old.scopes, old.title, old.body);
        INSERT INTO search_index(rowid, scopes, title, body)
        VALUES (new.id, new.scopes, new.title, new.body); END""",
]
SQLITE_BACK = [
    "DROP TRIGGER search_index_added",
    "DROP TRIGGER search_index_removed",
    "DROP TRIGGER search_index_changed",
    "DROP TABLE search_index",
]
POSTGRES = [
    """ALTER TABLE search_searchdocument ADD COLUMN vector tsvector GENERATED ALWAYS AS (
        setweight(to_tsvector('pg_catalog.norwegian', title), 'A') ||
        setweight(to_tsvector('pg_catalog.norwegian', body), 'B') ||
        setweight(to_tsvector('pg_catalog.simple', scopes), 'D')) STORED""",
    "CREATE INDEX search_index ON search_searchdocument USING gin (vector)",
]
POSTGRES_BACK = ["DROP INDEX search_index", "ALTER TABLE search_searchdocument DROP COLUMN vector"]


def make(apps: Any, schema_editor: Any) -> None:
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRES:
        schema_editor.execute(statement)


def take_away(apps: Any, schema_editor: Any) -> None:
    for statement in SQLITE_BACK if schema_editor.connection.vendor == "sqlite" else POSTGRES_BACK:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_documents")]
    operations = [migrations.RunPython(make, take_away)]
