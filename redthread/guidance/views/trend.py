"""Who leads, over time."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from redthread.guidance.door import access_for
from redthread.guidance.models import Visit, guides
from redthread.guidance.processes import People, processes_of, visit_processes
from redthread.guidance.self_reliance import Process
from redthread.guidance.trend_page import Trend, trend_of

ASKED = ("hva", "halvaar", "av")


@login_required
@require_GET
def trend(request: HttpRequest, slug: str) -> HttpResponse:
    """For the whole network; the visits beside it only for those who guide, since others do not see them."""
    access, now = access_for(request, slug), timezone.now()
    people, asked = People(access.network), {name: request.GET.get(name, "") for name in ASKED}
    trends = [_trend("alt", processes_of(access.network, people, now), asked)]
    if guides(access):
        held = Visit.objects.visible_to(access).held(timezone.localdate(now))
        visits = list(held.select_related("school", "visitor"))
        trends.append(_trend("besok", visit_processes(access.network, people, visits), asked))
    context = {"network": access.network, "trends": [one for one in trends if one], "guides": guides(access)}
    return render(request, "guidance/trend.html", context)


def _trend(kind: str, processes: list[Process], asked: dict[str, str]) -> Trend | None:
    is_asked = asked["hva"] == kind
    half, who = (asked["halvaar"], asked["av"]) if is_asked else ("", "")
    return trend_of(kind, processes, half, who)
