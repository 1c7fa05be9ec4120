"""A matter on its way to the owner, and back."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from redthread.core.errors import RuleError
from redthread.sharing.models import Audience
from redthread.sharing.preview import preview_of
from redthread.voice.actions.matters import send_matter, withdraw_matter
from redthread.voice.door import matter_to_send_for, matter_to_withdraw_for
from redthread.voice.snapshot import Told, mark_of, matter_snapshot
from redthread.voice.voices import standing_for


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def send(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    """«Ferdigstill»: what the owner will see is read first, and then sent."""
    access, found = matter_to_send_for(request, slug, pk)
    asked = request.POST if request.method == "POST" else request.GET
    told, error = Told(bool(asked.get("stotte")), bool(asked.get("uenighet"))), ""
    if request.method == "POST":
        seen = request.POST.get("seen", "")
        try:
            send_matter(matter=found, told=told, seen=seen, by=access.person, now=timezone.now())
        except RuleError as refused:
            error = str(refused)
        else:
            messages.success(request, _("Saken er sendt. Den står her til skoleeier har svart."))
            return redirect(found)
    standing = standing_for(found)
    snapshot = matter_snapshot(found, standing, told)
    context = {
        "network": access.network,
        "matter": found,
        "standing": standing,
        "told": told,
        "seen": mark_of(found.title, snapshot),
        "error": error,
        "preview": preview_of(
            audience=Audience.OWNER,
            network=access.network,
            school=None,
            title=found.title,
            snapshot=snapshot,
        ),
    }
    return render(request, "voice/send.html", context, status=409 if error else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    """Asked first: from then on nobody at the owner's sees it."""
    access, found = matter_to_withdraw_for(request, slug, pk)
    if request.method == "POST":
        try:
            withdraw_matter(matter=found, by=access.person, now=timezone.now())
        except RuleError as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("Saken er trukket. Skoleeier ser den ikke."))
        return redirect(found)
    context = {"network": access.network, "matter": found}
    return render(request, "voice/withdraw.html", context)
