"""What a person has told in all networks, also after they have left and no network lets them in."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from redthread.core.kept_nowhere import kept_nowhere
from redthread.knowledge.access import told_by, told_story_for
from redthread.knowledge.actions import releases
from redthread.knowledge.actions import stories as actions
from redthread.knowledge.farewell_links import teller_of
from redthread.knowledge.story_list import all_told_by
from redthread.networks.access import SignedInRequest, login_required


@login_required
@require_GET
@kept_nowhere
def mine(request: HttpRequest) -> HttpResponse:
    return render(
        request,
        "knowledge/mine.html",
        {"told": all_told_by(cast(SignedInRequest, request).user, timezone.now())},
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@kept_nowhere
def mine_withdraw(request: HttpRequest, pk: str) -> HttpResponse:
    """Take it back, or forget every word of it, after being asked."""
    person, found = told_story_for(request, pk)
    if request.method == "POST":
        if "slett" in request.POST:
            actions.delete_story(story=found, by=person, now=timezone.now())
            messages.success(request, _("Fortellingen er slettet."))
        else:
            actions.withdraw_story(story=found, by=person, now=timezone.now())
            messages.success(request, _("Trukket. Bare du ser fortellingen nå."))
        return redirect("knowledge:mine")
    return render(
        request, "knowledge/mine_withdraw.html", {"story": found, "is_seen": releases.is_seen(found)}
    )


@require_http_methods(["GET", "HEAD", "POST"])
@kept_nowhere
def farewell(request: HttpRequest, signed: str) -> HttpResponse:
    """From the mail to those who have left: the signature is the right. GET changes nothing, since mail
    filters open links."""
    person, now = teller_of(signed), timezone.now()
    if person is None:
        response = render(request, "knowledge/farewell_unknown.html", status=404)
    else:
        translation.activate(person.language)
        if request.method == "POST":
            found = get_object_or_404(told_by(person), public_id=request.POST.get("fortelling", ""))
            actions.withdraw_story(story=found, by=person, now=now)
            return redirect("knowledge:farewell", signed)
        told = [one for one in all_told_by(person, now) if one.is_seen]
        response = render(request, "knowledge/farewell.html", {"told": told})
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
