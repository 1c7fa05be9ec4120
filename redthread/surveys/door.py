"""The ways in for those who answer: by a code on a wall, and to what they wrote. Nobody signs in."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from redthread.core.buckets import Bucket
from redthread.surveys.models import OpenCode, Wave

# Of one address, behind which a whole school may sit.
WRONG = Bucket(30, 600)
ANSWERS = Bucket(1200, 300)


def code_by(typed: str) -> OpenCode | None:
    """The code, however it is typed, while its wave stands; whether it is open is asked by the page."""
    tidy = "".join(letter for letter in typed.upper() if letter.isalnum())[:10]
    return OpenCode.objects.filter(code=tidy, wave__survey__dropped_at=None).first()


def wave_with_texts(pk: str) -> Wave:
    """A wave that is or was open. Raises Http404."""
    there = Wave.objects.filter(opened_at__isnull=False, survey__dropped_at=None)
    return get_object_or_404(there.select_related("survey__network"), public_id=pk)


def guarded(response: HttpResponse) -> HttpResponse:
    """Nobody keeps the page, finds it by searching, or learns its address from a link that is followed."""
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
