"""The thread as a picture, with the same as a list below each gathering."""

from __future__ import annotations

from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from redthread.core.kept_nowhere import kept_nowhere
from redthread.networks.access import SignedInRequest, login_required, network_for
from redthread.networks.models import Network
from redthread.networks.roles import Permission
from redthread.people.models import Organisation
from redthread.thread.drawing import draw
from redthread.thread.entries import read_thread
from redthread.thread.window import window_until


@login_required
@require_GET
@kept_nowhere
def network(request: HttpRequest, slug: str) -> HttpResponse:
    """The whole network's thread: every school is a strand."""
    its_network = network_for(request, slug, needs=Permission.GATHERING_VIEW)
    return render(request, "thread/network.html", _thread(request, its_network, None))


@login_required
@require_GET
@kept_nowhere
def school(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    """One school's thread: what it promised and told, gathering by gathering."""
    its_network = network_for(request, slug, needs=Permission.GATHERING_VIEW)
    schools = Organisation.objects.filter(taking_part__network=its_network).distinct()
    its_school = get_object_or_404(schools, public_id=pk)
    return render(request, "thread/school.html", _thread(request, its_network, its_school))


def _thread(request: HttpRequest, its_network: Network, its_school: Organisation | None) -> dict[str, Any]:
    """What the templates show. `til`, `organ`, `vis` may stand in the address; nonsense counts as absent."""
    chosen = request.GET.get("til", "")
    now = timezone.now()
    window = window_until(int(chosen) if chosen.isdecimal() and len(chosen) == 4 else None, now)
    access = cast(SignedInRequest, request).access
    thread = read_thread(access, now=now, window=window, body=request.GET.get("organ", ""), only=its_school)
    return {
        "network": its_network,
        "school": its_school,
        "thread": thread,
        "rows": draw(thread),
        "window": window,
        "as_list": request.GET.get("vis") == "liste",
    }
