"""Saying no to reminders, from the mail itself."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from redthread.notices.actions import set_reminders
from redthread.notices.unsubscribe import person_of


# No cookie gives a right here, the signature in the address does; mail programs post without one (RFC 8058).
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, signed: str) -> HttpResponse:
    """GET shows a button and changes nothing, since mail filters open links; POST does it."""
    person = person_of(signed)
    if person is None:
        response = render(request, "notices/unsubscribe_unknown.html", status=404)
    else:
        translation.activate(person.language)
        if request.method == "POST":
            person.wants_reminders = request.POST.get("wanted") == "yes"
            set_reminders(person=person, wanted=person.wants_reminders)
        state = "on" if person.wants_reminders else "off"
        response = render(request, "notices/unsubscribe.html", {"state": state})
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
