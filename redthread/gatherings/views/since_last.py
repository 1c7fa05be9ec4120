"""«Siden sist»: read aloud in the room, and on a phone beforehand."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from redthread.gatherings.access import gathering_for
from redthread.gatherings.minutes_access import PageRequest, minutes_of
from redthread.gatherings.minutes_reading import runs
from redthread.gatherings.owner_answers import answers_met_at, waiting_at
from redthread.gatherings.since_last import since_last as compiled
from redthread.networks.access import login_required
from redthread.networks.roles import Permission


@login_required
@require_GET
def since_last(request: PageRequest, slug: str, pk: str) -> HttpResponse:
    gathering = gathering_for(request, slug, pk, needs=Permission.GATHERING_VIEW)
    since = compiled(gathering, request.access)
    context = {
        "network": gathering.network,
        "gathering": gathering,
        "since": since,
        "answers": answers_met_at(gathering),
        "waiting_for_owner": waiting_at(gathering),
        "pulse": since.pulse,
        "may_run": runs(request.access, minutes_of(gathering)),
    }
    return render(request, "gatherings/since_last.html", context)
