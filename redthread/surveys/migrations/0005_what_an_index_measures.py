"""An index says what it measures, which was read from its code before; so do those that are stored already.

Nothing that was asked or promised is changed by it, so it is said of opened surveys too.
"""

from __future__ import annotations

import re
from typing import Any

from django.db import migrations

from redthread.surveys import locked_rows

BEGINNINGS = {
    "dose": "dose",
    "module": "dose",
    "overall": "satisfaction",
    "satisf": "satisfaction",
    "outcome": "change",
    "change": "change",
}
INDEX = re.compile(rf'^(\[\[indices\]\]\s*\ncode = "({"|".join(BEGINNINGS)})\w*"[^\n]*\n)', re.MULTILINE)


def with_measures(definition: str) -> str:
    if "\nmeasures = " in definition:
        return definition
    return INDEX.sub(lambda found: f'{found[1]}measures = "{BEGINNINGS[found[2]]}"\n', definition)


def tell(apps: Any, schema_editor: Any) -> None:
    for name in ("Survey", "OwnInstrument"):
        stored = apps.get_model("surveys", name).objects.using(schema_editor.connection.alias)
        for pk, definition in stored.values_list("pk", "definition"):
            if (told := with_measures(definition)) != definition:
                stored.filter(pk=pk).update(definition=told)


class Migration(migrations.Migration):
    dependencies = [("surveys", "0004_kind_of_school")]

    operations = [
        migrations.RunPython(locked_rows.remove, migrations.RunPython.noop),
        migrations.RunPython(tell, migrations.RunPython.noop),
        migrations.RunPython(locked_rows.install, migrations.RunPython.noop),
    ]
