"""What a phone is answered when it asks in JSON."""

from __future__ import annotations

from django.http import JsonResponse

from redthread.live import receiving


def refused(words: str, status: int, **more: object) -> JsonResponse:
    """The words are for the person who holds the phone."""
    return JsonResponse({"refused": words, **more}, status=status)


def no_seat() -> JsonResponse:
    return JsonResponse(receiving.no_seat(), status=receiving.FORBIDDEN)
