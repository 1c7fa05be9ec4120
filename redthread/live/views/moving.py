"""Going on with another phone: the old one shows a code, the new one takes over the seat."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from redthread.core.errors import RuleError
from redthread.core.qr import qr_svg
from redthread.live.actions.phones import passing_on, take_over
from redthread.live.door import give_key, participant_for, session_named
from redthread.live.models import Contribution
from redthread.live.pens import pen_hash_of
from redthread.live.views.answers import no_seat


@csrf_exempt  # a header that no form can send stands in its place
@never_cache
@require_POST
def pass_on(request: HttpRequest, pk: str) -> JsonResponse:
    """An address for the new phone, also as a code to scan.

    The pen stands behind `#`, which no browser sends, so the address that is asked for does not hold it.
    """
    participant = participant_for(request, pk)
    if participant is None or request.headers.get("X-Rom") != "1":
        return no_seat()
    path = reverse("live:take_over", args=[pk, passing_on(participant)])
    address = f"{request.build_absolute_uri(path)}#{request.POST.get('pen', '')[:80]}"
    return JsonResponse({"address": address, "qr": qr_svg(address)})


@csrf_exempt
@never_cache
@require_POST
def own(request: HttpRequest, pk: str) -> JsonResponse:
    """What was written with a pen, so that a new phone knows its ideas again."""
    participant = participant_for(request, pk)
    if participant is None or request.headers.get("X-Rom") != "1":
        return no_seat()
    session, pen = participant.session, request.POST.get("pen", "")
    rows = Contribution.objects.filter(session=session).exclude(pen_hash="")
    found = [
        {"id": public_id, "phase": phase, "kind": kind, "text": text, **_of_promise(kind, more)}
        for public_id, phase, kind, text, more, known in rows.values_list(
            "public_id", "phase", "kind", "text", "more", "pen_hash"
        )
        if known == pen_hash_of(session, pen, public_id)
    ]
    return JsonResponse({"own": found})


def _of_promise(kind: str, more: dict[str, str]) -> dict[str, str]:
    """Who, by when and how the staff is reached."""
    return more if kind == Contribution.Kind.COMMITMENT else {}


@never_cache
@require_http_methods(["GET", "POST"])
def take_over_seat(request: HttpRequest, pk: str, ticket: str) -> HttpResponse:
    """One button, so that whatever only looks at the address does not use it up."""
    session = session_named(pk)
    refused = ""
    if request.method == "POST":
        try:
            _participant, key = take_over(ticket=ticket, now=timezone.now())
        except RuleError as error:
            refused = str(error)
        else:
            response = redirect("live:phone", pk)
            give_key(response, session, key)
            return response
    context = {"session": session, "refused": refused, "config": {"session": session.public_id}}
    return render(request, "live/take_over.html", context, status=410 if refused else 200)
