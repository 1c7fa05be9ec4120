"""Photos go in by the desk, and out through the same doors as the summary they belong to."""

from __future__ import annotations

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from redthread.betweenwork.access import Desk, assignment_for
from redthread.betweenwork.actions.photos import put_photo, remove_photo
from redthread.betweenwork.forms import PhotoForm
from redthread.betweenwork.models import SummaryPhoto
from redthread.betweenwork.reading import released_to_network
from redthread.betweenwork.views.ways_in import guarded
from redthread.networks.access import SignedInRequest, login_required


@require_http_methods(["GET", "HEAD", "POST"])
def photo(request: HttpRequest, desk: Desk) -> HttpResponse:
    """One's own school's photo; POST puts another there, for the page's script."""
    if request.method == "POST":
        return _put(request, desk)
    return picture(get_object_or_404(SummaryPhoto, summary__line=desk.line))


def _put(request: HttpRequest, desk: Desk) -> HttpResponse:
    form = PhotoForm(request.POST, request.FILES)
    chosen = form.cleaned_data["photo"] if form.is_valid() else None
    if chosen is None:
        text = form.errors["photo"][0] if form.errors else _("Velg et bilde.")
        return JsonResponse({"saved": False, "errors": {"photo": str(text)}}, status=400)
    put = put_photo(line=desk.line, picture=chosen, by=desk.person, now=timezone.now())
    return JsonResponse({"saved": True, "photo": put.public_id, "width": put.width, "height": put.height})


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
    return picture(get_object_or_404(photos, public_id=photo))


def picture(photo: SummaryPhoto) -> HttpResponse:
    """The picture and nothing else: it cannot run, be kept, or be taken for another kind of file."""
    try:
        with photo.file.open("rb") as file:
            content = file.read()
    except FileNotFoundError as error:
        raise Http404 from error
    response = HttpResponse(content, content_type="image/jpeg")
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Content-Disposition"] = 'inline; filename="bilde.jpg"'
    return guarded(response)
