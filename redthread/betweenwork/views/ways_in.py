"""A desk's page has two ways in: signed in, or through the mailed link."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from redthread.betweenwork.access import Desk, desk_by_link, desk_for
from redthread.betweenwork.actions.links import send_new_link
from redthread.betweenwork.drafts import TEXTS

DeskView = Callable[[HttpRequest, Desk], HttpResponse]


def signed_in(view: DeskView) -> Callable[..., HttpResponse]:
    """The page for somebody who has signed in and writes for the school."""

    @login_required
    @wraps(view)
    def entered(request: HttpRequest, slug: str, pk: str, line: str) -> HttpResponse:
        return view(request, desk_for(request, slug, pk, line))

    return entered


def by_link(view: DeskView) -> Callable[..., HttpResponse]:
    """The same page through the mailed link, in its reader's language; one plain page when it opens nothing.

    The address itself is the right, and no cookie is, so a forged request has nothing to borrow. A phone may
    therefore send what it kept for days, also when its cookies are gone.
    """

    @csrf_exempt
    @wraps(view)
    def entered(request: HttpRequest, token: str) -> HttpResponse:
        desk = desk_by_link(token, timezone.now())
        if desk is None:
            return guarded(_gone(request, token))
        translation.activate(desk.person.language)
        return guarded(view(request, desk))

    return entered


@csrf_exempt
@require_POST
def new_link(request: HttpRequest, token: str) -> HttpResponse:
    """Mails a new link to the one who had the old; the answer is the same whatever the token was."""
    send_new_link(token=token, now=timezone.now())
    return guarded(render(request, "betweenwork/link_sent.html"))


def wants_json(request: HttpRequest) -> bool:
    """Whether the page's script is asking, and not the browser for a page."""
    return request.headers.get("Accept", "").startswith("application/json")


def _gone(request: HttpRequest, token: str) -> HttpResponse:
    """The same for a link that is unknown, altered, expired, revoked or no longer somebody's."""
    if wants_json(request):
        text = _("Lenken virker ikke lenger. Teksten er fortsatt på denne telefonen. Be om en ny lenke.")
        return JsonResponse({"refused": text}, status=404)
    # What somebody typed before the link stopped is theirs, and is given back to be copied.
    typed = [text for name in TEXTS if (text := request.POST.get(name, "").strip())]
    context = {"typed": typed, "new_link_url": reverse("betweenwork:new_link", args=[token])}
    return render(request, "betweenwork/link_gone.html", context, status=404)


def guarded(response: HttpResponse) -> HttpResponse:
    """Nobody keeps the page, finds it by searching, or learns its address from a link that is followed."""
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
