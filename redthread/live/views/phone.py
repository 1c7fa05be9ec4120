"""A phone in the room: its page, what it asks for, and the room as it stands."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from redthread.live.door import participant_for, session_named
from redthread.live.drawing import milliseconds
from redthread.live.models import Participant
from redthread.live.phone_page import phone_page
from redthread.live.pictures import channels_of, pictures
from redthread.live.reading import read_room
from redthread.live.receiving import answer_to
from redthread.live.views.answers import no_seat


@never_cache
@require_GET
def phone(request: HttpRequest, pk: str) -> HttpResponse:
    """The page that stays open. A phone without a seat is shown the way in."""
    participant = participant_for(request, pk)
    if participant is None:
        session = session_named(pk)
        return render(request, "live/no_seat.html", {"session": session}, status=403)
    if participant.left_at is not None and participant.session.is_running:
        return redirect("live:join", participant.session.code)
    return render(request, "live/phone.html", phone_page(participant))


@csrf_exempt  # a cookie that other sites cannot post with, and a header that no form has, stand in its place
@require_POST
def send(request: HttpRequest, pk: str) -> JsonResponse:
    """Carry out one command of the phone's, once."""
    participant = participant_for(request, pk) if request.headers.get("X-Rom") == "1" else None
    status, answer = answer_to(participant, request.body, timezone.now())
    return JsonResponse(answer, status=status)


@never_cache
@require_GET
def state(request: HttpRequest, pk: str) -> JsonResponse:
    """All slices of this phone's channels, for those whose network holds the stream back."""
    participant = participant_for(request, pk)
    if participant is None:
        return no_seat()
    return JsonResponse({"now": milliseconds(), "channels": seen_by(participant)})


def seen_by(participant: Participant) -> dict[str, dict[str, Any]]:
    """Exactly what the participant's phone may hold."""
    room = read_room(participant.session)
    drawn = pictures(room)
    return {name: drawn.get(name, {}) for name in channels_of(room, participant)}
