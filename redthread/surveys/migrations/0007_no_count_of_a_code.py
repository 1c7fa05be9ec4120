"""Apart from the one before, since a table is not changed and written in one transaction everywhere."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("surveys", "0006_a_code_for_each_place")]

    operations = [
        migrations.RemoveConstraint("opencode", "open_code_lets_in_so_many"),
        migrations.RemoveConstraint("opencode", "open_code_once_a_group"),
        migrations.RemoveField("opencode", "used"),
        migrations.AlterField("opencode", "role", models.CharField("rolle", max_length=20)),
        migrations.AddConstraint(
            "opencode",
            models.UniqueConstraint(fields=["wave", "role", "unit"], name="open_code_once_a_place"),
        ),
    ]
