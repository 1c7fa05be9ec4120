"""«Ferdigstill»: see exactly what the others will see, show it, and take it back."""

from __future__ import annotations

import re

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from redthread.betweenwork.access import Desk
from redthread.betweenwork.actions.releases import (
    release_summary,
    share_with_owner,
    snapshot_for,
    take_back,
    title_of,
)
from redthread.betweenwork.desk_page import DeskPage, desk_page
from redthread.betweenwork.snapshots import Snapshot
from redthread.core.errors import RuleError
from redthread.sharing.models import Audience
from redthread.sharing.preview import Preview, preview_of


@require_http_methods(["GET", "HEAD", "POST"])
def release(request: HttpRequest, desk: Desk) -> HttpResponse:
    """To the network."""
    error = ""
    if request.method == "POST":
        version = request.POST.get("version", "")
        try:
            release_summary(
                line=desk.line,
                version=int(version) if re.fullmatch(r"[0-9]{1,9}", version) else -1,
                photo=request.POST.get("photo", ""),
                by=desk.person,
                now=timezone.now(),
            )
        except RuleError as refused:
            error = str(refused)
        else:
            messages.success(request, _("Ferdigstilt. Takk for at dere forteller!"))
            return redirect(desk.address("release"))
    page = desk_page(desk)
    snapshot = snapshot_for(desk.line, page.summary) if page.summary else []
    return _show(request, desk, page, "release.html", _preview(desk, Audience.NETWORK, snapshot), error)


@require_http_methods(["GET", "HEAD", "POST"])
def owner(request: HttpRequest, desk: Desk) -> HttpResponse:
    """To the owner: a second act, after the network has seen it."""
    error = ""
    if request.method == "POST":
        seen = request.POST.get("seen", "")
        try:
            share_with_owner(line=desk.line, seen=seen, by=desk.person, now=timezone.now())
        except RuleError as refused:
            error = str(refused)
        else:
            messages.success(request, _("Delt med skoleeier."))
            return redirect(desk.address("owner"))
    page = desk_page(desk)
    snapshot = page.to_network.snapshot if page.to_network else []
    return _show(request, desk, page, "release_owner.html", _preview(desk, Audience.OWNER, snapshot), error)


def _show(
    request: HttpRequest, desk: Desk, page: DeskPage, template: str, preview: Preview, error: str
) -> HttpResponse:
    context = {"desk": desk, "page": page, "preview": preview, "error": error, **desk.addresses()}
    return render(request, f"betweenwork/{template}", context, status=409 if error else 200)


def _preview(desk: Desk, audience: Audience, snapshot: Snapshot) -> Preview:
    return preview_of(
        audience=audience,
        network=desk.line.assignment.network,
        school=desk.line.school,
        title=title_of(desk.line),
        snapshot=snapshot,
    )


@require_POST
def revoke(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Take it back, from the owner only or from the network and the owner."""
    audience = Audience.OWNER if request.POST.get("audience") == Audience.OWNER else Audience.NETWORK
    take_back(line=desk.line, audience=audience, by=desk.person, now=timezone.now())
    if audience == Audience.OWNER:
        messages.success(request, _("Skoleeier ser det ikke lenger."))
    else:
        messages.success(request, _("Trukket tilbake. Bare skolen din ser det nå."))
    return redirect(desk.address())
