"""A browser remembers, in a signed cookie, who has signed in on it before.

Requests for sign-in codes are limited per address. Without this anybody could lock a colleague out by asking
for codes in their name; a browser they have used before has a limit of its own. The cookie gives no access.
"""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from redthread.people.models import Person

COOKIE = "kjent"
AGE = timedelta(days=180)


def is_known_device(request: HttpRequest, person: Person | None) -> bool:
    known = request.get_signed_cookie(COOKIE, default="", salt=COOKIE, max_age=AGE)
    return person is not None and known == person.public_id


def remember_device(response: HttpResponseBase, person: Person) -> None:
    response.set_signed_cookie(
        COOKIE,
        person.public_id,
        salt=COOKIE,
        max_age=AGE,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
