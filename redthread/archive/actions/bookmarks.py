"""What a person takes care of, and lets go of. Nobody else is told."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from redthread.archive.models import Bookmark
from redthread.core.errors import RuleError
from redthread.people.models import Person

MOST = 500


@transaction.atomic
def keep(*, kind: str, thing: str, by: Person, now: datetime) -> None:
    """Keep it; twice is once. Whether the person may see it is asked before. RuleError above five hundred."""
    mine = Bookmark.objects.filter(person=by)
    if mine.count() >= MOST and not mine.filter(kind=kind, thing=thing).exists():
        raise RuleError(_("Du har tatt vare på 500 ting. Ta bort noen av dem først."))
    Bookmark.objects.get_or_create(person=by, kind=kind, thing=thing, defaults={"kept_at": now})


def let_go(*, kind: str, thing: str, by: Person, now: datetime) -> None:
    """It is no longer kept; also when it was not."""
    Bookmark.objects.filter(person=by, kind=kind, thing=thing).delete()
