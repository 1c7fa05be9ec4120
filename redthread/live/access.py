"""The way to a session for those who lead it, through the gathering's door."""

from __future__ import annotations

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from redthread.gatherings.access import gathering_for
from redthread.live.models import LiveSession
from redthread.networks.roles import Permission


def session_for(request: HttpRequest, slug: str, pk: str, session: str) -> LiveSession:
    """The session, for everybody who plans the gathering or chairs it. Raises as `gathering_for` does."""
    gathering = gathering_for(request, slug, pk, needs=Permission.GATHERING_PLAN)
    found = get_object_or_404(gathering.live_sessions.select_related("item__method"), public_id=session)
    found.gathering = gathering
    return found
