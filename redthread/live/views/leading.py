"""The screen of the one who leads, the wall, and what both are drawn from."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from redthread.core.qr import qr_svg
from redthread.live.access import session_for
from redthread.live.actions import sessions as actions
from redthread.live.circles import ALL
from redthread.live.drawing import milliseconds
from redthread.live.leading import KINDS, ticket_for
from redthread.live.leading_page import lead_page
from redthread.live.models import LiveSession
from redthread.live.pictures import LEAD, WALL, pictures
from redthread.live.reading import read_room
from redthread.live.wall_page import wall_page
from redthread.networks.access import SignedInRequest, login_required


def wants_part(request: HttpRequest) -> bool:
    """Whether the page's own script asks: then the parts that change are enough."""
    return request.headers.get("X-Rom") == "1"


@never_cache
@login_required
@require_GET
def lead(request: SignedInRequest, slug: str, pk: str, session: str) -> HttpResponse:
    found = session_for(request, slug, pk, session)
    if not found.is_running:
        return redirect(after_address(found))
    return show_lead(request, found)


def show_lead(request: SignedInRequest, session: LiveSession, **more: Any) -> HttpResponse:
    """The room as it stands now; `more` is what was refused, or asked before it is done."""
    context = {"page": lead_page(session, milliseconds()), **_shared(request, session, LEAD), **more}
    template = "live/lead_parts.html" if wants_part(request) else "live/lead.html"
    return render(request, template, context)


@never_cache
@login_required
@require_GET
def wall(request: SignedInRequest, slug: str, pk: str, session: str) -> HttpResponse:
    """What the projector shows; dark with `?lys=av`, for a room where the lamps are out."""
    found = session_for(request, slug, pk, session)
    context = {
        "page": wall_page(found, milliseconds()),
        "is_dark": request.GET.get("lys") == "av",
        **_shared(request, found, WALL),
    }
    return render(request, "live/wall_parts.html" if wants_part(request) else "live/wall.html", context)


def _shared(request: SignedInRequest, session: LiveSession, kind: str) -> dict[str, Any]:
    ticket = ticket_for(session=session, person=request.user, kind=kind)
    return {
        "network": session.gathering.network,
        "gathering": session.gathering,
        "session": session,
        "ticket": ticket,
        "join": settings.BASE_URL + reverse("live:join", args=[session.code]),
        "join_words": settings.BASE_URL.partition("://")[2] + reverse("live:code").rstrip("/"),
    }


@never_cache
@login_required
@require_GET
def lead_state(request: SignedInRequest, slug: str, pk: str, session: str) -> JsonResponse:
    """The same slices as the stream's, for those whose network holds it back; `?som=wall` for the wall."""
    found = session_for(request, slug, pk, session)
    kind = request.GET.get("som", LEAD)
    if kind not in KINDS:
        raise Http404
    drawn = pictures(read_room(found))
    return JsonResponse(
        {"now": milliseconds(), "channels": {name: drawn.get(name, {}) for name in (kind, ALL)}}
    )


@login_required
@require_GET
def code_picture(request: SignedInRequest, slug: str, pk: str, session: str) -> HttpResponse:
    """The way in, to point a camera at."""
    found = session_for(request, slug, pk, session)
    drawing = qr_svg(settings.BASE_URL + reverse("live:join", args=[found.code]))
    return HttpResponse(drawing, content_type="image/svg+xml")


@login_required
@require_http_methods(["GET", "POST"])
def close(request: SignedInRequest, slug: str, pk: str, session: str) -> HttpResponse:
    """«Avslutt økta»: asked once more, since the code then stops working."""
    found = session_for(request, slug, pk, session)
    if request.method == "POST" and found.is_running:
        actions.close_session(session=found, by=request.user, now=timezone.now())
        found.refresh_from_db(fields=["closed_at"])
    if not found.is_running:
        return redirect(after_address(found))
    context = {"page": lead_page(found, milliseconds()), **_shared(request, found, LEAD)}
    return render(request, "live/lead_close.html", context)


def after_address(session: LiveSession) -> str:
    """Where what came of the session is read."""
    slug, pk = session.gathering.network.slug, session.gathering.public_id
    return reverse("live:after", args=[slug, pk, session.public_id])
