"""Something is taken off every screen by the one who leads, and put back."""

from __future__ import annotations

from datetime import datetime

from django.db import models, transaction
from django.utils.translation import gettext as _

from redthread.core.errors import RuleError
from redthread.live.changes import changed
from redthread.live.models import Contribution, LiveSession
from redthread.live.pictures import pictures
from redthread.live.reading import read_room
from redthread.live.shown import shown_to_all
from redthread.people.models import Person


@transaction.atomic
def hide(*, session: LiveSession, idea: str, by: Person, now: datetime) -> None:
    """Off all screens; it stays in what the session has gathered.

    Raises RuleError for what does not stand before everybody: what only a table sees is the table's own.
    """
    if idea not in {one["id"] for one in shown_to_all(pictures(read_room(session)))}:
        raise RuleError(_("Dette står ikke på noen felles skjerm nå."))
    if not _those_of(session).filter(public_id=idea).update(is_hidden=True):
        raise RuleError(_("Et tema kan bare bordet selv endre."))
    changed(session)


@transaction.atomic
def show_again(*, session: LiveSession, idea: str, by: Person, now: datetime) -> None:
    """Back where it stood. Twice is once."""
    _those_of(session).filter(public_id=idea).update(is_hidden=False)
    changed(session)


def hidden_in(session: LiveSession) -> list[Contribution]:
    """What is taken off the screens."""
    return list(_those_of(session).filter(is_hidden=True).select_related("table"))


def _those_of(session: LiveSession) -> models.QuerySet[Contribution]:
    """Of the session itself, and of the one whose products hang in it."""
    return Contribution.objects.filter(session__in=[key for key in (session.pk, session.source_id) if key])
