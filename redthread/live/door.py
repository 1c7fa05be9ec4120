"""The way into the room: by a code while it is open, and afterwards by the key that the phone holds."""

from __future__ import annotations

from collections.abc import Collection

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from redthread.live.actions.joining import hash_of
from redthread.live.models import LiveSession, Participant

# Longer than any phone is away with something unsent.
KEPT = 120 * 24 * 60 * 60


def session_by_code(code: str) -> LiveSession | None:
    """The session that is open under this code, however it is typed."""
    tidy = "".join(letter for letter in code.upper() if letter.isalnum())[:6]
    running = LiveSession.objects.running().filter(code=tidy)
    return running.select_related("gathering__network").first()


def cookie_of(session: LiveSession) -> str:
    return f"rom-{session.public_id}"


def give_key(response: HttpResponse, session: LiveSession, key: str) -> None:
    """The phone keeps the key where no script can read it, and sends it to the pages of the room alone.

    Also to the way in, so that whoever scans the code again goes straight to the seat. Posts from other sites
    do not carry it; a link in a mail does.
    """
    response.set_cookie(
        cookie_of(session),
        key,
        max_age=KEPT,
        path=reverse("live:code"),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def participant_by_key(pk: str, key: str) -> Participant | None:
    """Whose phone this is."""
    if not key:
        return None
    found = Participant.objects.filter(session__public_id=pk, key_hash=hash_of(key))
    return found.select_related("session", "school").first()


def hold_seats(pk: str, keys: Collection[str]) -> dict[str, Participant]:
    """Whose phones these are, by key, with the session locked; a key without a seat is not there.

    Locked first and read after, so that nobody is read as they were before a change that was waited for.
    """
    session = LiveSession.objects.select_for_update(no_key=True).filter(public_id=pk).first()
    if session is None:
        return {}
    session.is_held = True
    hashes = {hash_of(key): key for key in keys if key}
    found = session.participants.filter(key_hash__in=hashes).select_related("school", "table")
    return {hashes[one.key_hash]: one for one in found}


def participant_for(request: HttpRequest, pk: str) -> Participant | None:
    """The participant of this phone, None for a phone without a seat. Raises Http404 without a session."""
    found = participant_by_key(pk, request.COOKIES.get(f"rom-{pk}", ""))
    if found is None and not LiveSession.objects.filter(public_id=pk).exists():
        raise Http404
    return found


def session_named(pk: str) -> LiveSession:
    """The session of a page that only says its title and the way in. Raises Http404."""
    return get_object_or_404(LiveSession, public_id=pk)
