"""How long what was written in a room is kept: a year after the gathering, and then only the minutes know."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from redthread.core import dates
from redthread.live.models import LiveSession

# The loop of one year: last year's notes lie on the table when the same theme comes back. Far longer than a
# phone is away with something unsent (`door.KEPT`).
KEPT_FOR = timedelta(days=365)


def kept_until(session: LiveSession) -> datetime:
    """The moment from which it is deleted, counted from what came last: the gathering or its session."""
    return max(session.gathering.ends_at, session.closed_at or session.opened_at) + KEPT_FOR


def in_words(session: LiveSession) -> str:
    """When it is deleted, or was."""
    if session.emptied_at is not None:
        return _("Råmaterialet ble slettet %(day)s.") % {"day": dates.day_and_year(session.emptied_at)}
    return _("Råmaterialet slettes %(day)s.") % {"day": dates.day_and_year(kept_until(session))}
