"""A code hangs at one place, and how many have answered by it is no longer a number in the database.

Those who have, in waves that are open now, get a seat each instead. Which of the tickets that were used by a
code was used by which code is not known, and does not matter: as many get one as have answered by it.
"""

from __future__ import annotations

from itertools import islice
from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from redthread.surveys.tickets import mark_of, seats_of


def give_seats(apps: Any, schema_editor: Any) -> None:
    alias = schema_editor.connection.alias
    code, spent, invitation = (
        apps.get_model("surveys", name).objects.using(alias)
        for name in ("OpenCode", "SpentTicket", "SurveyInvitation")
    )
    for one in code.select_related("group"):
        one.role = one.group.role
        one.save(update_fields=["role"])
    for wave in set(code.filter(used__gt=0).values_list("wave", flat=True)):
        by_mail = {mark_of(one) for one in invitation.filter(wave=wave).values_list("public_id", flat=True)}
        marks = spent.filter(wave=wave).order_by("pk").values_list("pk", "mark")
        tickets = iter([pk for pk, mark in marks if mark not in by_mail])
        for one in code.filter(wave=wave, used__gt=0):
            for seat, pk in zip(seats_of(one), islice(tickets, one.used), strict=False):
                spent.filter(pk=pk).update(seat=seat)


class Migration(migrations.Migration):
    dependencies = [
        ("surveys", "0005_what_an_index_measures"),
        ("people", "__first__"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField("opencode", "role", models.CharField("rolle", default="", max_length=20)),
        migrations.AddField(
            "opencode",
            "unit",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.organisation",
                verbose_name="enhet",
            ),
        ),
        migrations.AddField("spentticket", "seat", models.CharField(max_length=64, null=True)),
        migrations.AddConstraint(
            "spentticket",
            models.UniqueConstraint(fields=["wave", "seat"], name="seat_is_taken_once"),
        ),
        migrations.RunPython(give_seats, migrations.RunPython.noop),
    ]
