"""Photos go in by the desk, and out through the same doors as the summary they belong to."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from redthread.betweenwork.access import Desk, assignment_for
from redthread.betweenwork.actions.photos import remove_photo, send_photo
from redthread.betweenwork.forms import SentPhotoForm
from redthread.betweenwork.models import SummaryPhoto
from redthread.betweenwork.once import KeyReusedError
from redthread.betweenwork.reading import released_to_network
from redthread.core.photos import photo_answer
from redthread.core.receipts import receipt
from redthread.networks.access import SignedInRequest, login_required


@require_http_methods(["GET", "HEAD", "POST"])
def photo(request: HttpRequest, desk: Desk) -> HttpResponse:
    """One's own school's photo; POST puts another there, for the page's script."""
    if request.method == "POST":
        return _put(request, desk)
    return photo_answer(get_object_or_404(SummaryPhoto, summary__line=desk.line).file)


def _put(request: HttpRequest, desk: Desk) -> HttpResponse:
    form = SentPhotoForm(request.POST, request.FILES)
    if not form.is_valid():
        words = next(iter(form.errors.values()))[0]
        return JsonResponse({"refused": str(words)}, status=422)
    sent = form.cleaned_data
    key, digest = sent["key"], _sum_of(request.FILES["photo"])
    try:
        answer = send_photo(
            line=desk.line,
            key=key,
            digest=digest,
            picture=sent["photo"],
            by=desk.person,
            now=timezone.now(),
        )
    except KeyReusedError:
        return JsonResponse({"refused": _("Bildet er ikke lagret. Velg det en gang til.")}, status=422)
    return JsonResponse({**answer, **receipt(desk.ack, key)})


def _sum_of(file: Any) -> str:
    file.seek(0)
    return sha256(b"".join(file.chunks())).hexdigest()


@require_POST
def photo_removal(request: HttpRequest, desk: Desk) -> HttpResponse:
    remove_photo(line=desk.line, by=desk.person, now=timezone.now())
    return redirect(desk.address())


@login_required
@require_GET
def shown_photo(request: SignedInRequest, slug: str, pk: str, photo: str) -> HttpResponse:
    """A photo in the network: while its release stands, and to the own school always."""
    assignment = assignment_for(request, slug, pk)
    access = request.access
    shown = Q(shown_in__in=released_to_network(access.network))
    own = Q(summary__line__school__in=access.organisation_ids)
    photos = SummaryPhoto.objects.filter(shown | own, summary__line__assignment=assignment)
    return photo_answer(get_object_or_404(photos, public_id=photo).file)
