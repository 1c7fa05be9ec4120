"""The owner's pages."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from redthread.sharing.access import owner_for, owner_release_for
from redthread.sharing.models import Release
from redthread.sharing.owner_page import owner_page


@login_required
@require_GET
def owner(request: HttpRequest) -> HttpResponse:
    owners = owner_for(request)
    page = owner_page(owners, request.GET.get("skolear", ""))
    return render(request, "sharing/owner.html", {"owners": owners, "page": page})


@login_required
@require_GET
def owner_release(request: HttpRequest, pk: str) -> HttpResponse:
    release = owner_release_for(request, pk)
    awaits_answer = release.kind in (Release.Kind.PROPOSAL, Release.Kind.MATTER)
    return render(request, "sharing/owner_release.html", {"release": release, "awaits_answer": awaits_answer})
