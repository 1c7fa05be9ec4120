"""One gathering is given another time from the wheel, with what hangs on it in sight."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from redthread.core.errors import RuleError
from redthread.gatherings.actions.invitations import people_to_invite
from redthread.gatherings.actions.lifecycle import move_gathering
from redthread.gatherings.forms.times import initial_times
from redthread.gatherings.minutes_access import PageRequest
from redthread.gatherings.models import Gathering
from redthread.gatherings.rhythm import Meeting
from redthread.networks.access import login_required, network_for
from redthread.networks.roles import Permission
from redthread.wheel.forms.plans import MoveForm
from redthread.wheel.plan_moving import Moving, moving


@login_required
@require_http_methods(["GET", "POST"])
def move(request: PageRequest, slug: str, pk: str) -> HttpResponse:
    """What the new time would mean; POST moves it when that has been shown."""
    network = network_for(request, slug, needs=Permission.GATHERING_PLAN)  # its drafts are seen here
    gathering = get_object_or_404(network.gatherings.select_related("host", "minutes"), public_id=pk)
    gathering.network = network
    sent = request.POST if request.method == "POST" else request.GET if "day" in request.GET else None
    times = initial_times(Meeting(gathering.starts_at, gathering.ends_at))
    form = MoveForm(sent, initial={**times, "seen": gathering.sequence})
    if not form.is_valid():
        return show(request, gathering, form, None)
    shown = stamp_of(form)
    if request.method == "POST" and form.cleaned_data["shown"] == shown:
        seen = form.cleaned_data["seen"]
        gathering.sequence = gathering.sequence if seen is None else seen
        try:
            move_gathering(gathering=gathering, by=request.user, now=timezone.now(), **form.times())
        except RuleError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Samlingen har fått ny tid."))
            return redirect("wheel:network", slug)
    return show(request, gathering, form, shown)


def stamp_of(form: MoveForm) -> str:
    """Which time the page has shown the effects of."""
    times = form.times()
    return f"{times['starts_at']:%Y%m%dT%H%M}-{times['ends_at']:%Y%m%dT%H%M}"


def show(request: PageRequest, gathering: Gathering, form: MoveForm, shown: str | None) -> HttpResponse:
    now = timezone.now()
    effects: Moving | None = None
    if shown:
        times = form.times()
        effects = moving(gathering, times["starts_at"], times["ends_at"], now)
    is_news = not gathering.is_draft and gathering.ends_at > now
    context = {
        "network": gathering.network,
        "gathering": gathering,
        "form": form,
        "shown": shown or "",
        "effects": effects,
        "told": people_to_invite(gathering, now).count() if is_news else 0,
    }
    page = "wheel/_plan_move.html" if request.htmx else "wheel/plan_move.html"
    return render(request, page, context)
