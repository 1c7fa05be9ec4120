"""Sessions of a gathering, and the way into a new one."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from redthread.core.errors import RuleError
from redthread.gatherings.access import gathering_for
from redthread.gatherings.item_options import method_words
from redthread.gatherings.method_library import chosen_method, current_card
from redthread.gatherings.models import Gathering, Method
from redthread.live.actions import sessions as actions
from redthread.live.actions.at_once import run_method_now
from redthread.live.forms_leading import MethodForm, OpenForm
from redthread.live.opening import first_values, gallery_sources, methods_to_run
from redthread.networks.access import SignedInRequest, login_required
from redthread.networks.roles import Permission

PLAN = Permission.GATHERING_PLAN


@login_required
@require_GET
def sessions(request: SignedInRequest, slug: str, pk: str) -> HttpResponse:
    """What runs in the room, what can be run by the programme, and a method nobody had planned."""
    gathering = gathering_for(request, slug, pk, needs=PLAN)
    found = list(gathering.live_sessions.all())
    running = {one.item_id for one in found if one.is_running}
    items = gathering.agenda_items.select_related("method").exclude(method=None)
    context = {
        "network": gathering.network,
        "gathering": gathering,
        "running": [one for one in found if one.is_running],
        "ended": [one for one in found if not one.is_running],
        "items": [one for one in items if one.method and one.method.script and one.pk not in running],
        "form": _method_form(gathering),
    }
    return render(request, "live/lead_sessions.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def open_item(request: SignedInRequest, slug: str, pk: str, item: str) -> HttpResponse:
    """«Kjør i rommet»: a few questions with answers in them; one that runs already is gone straight to."""
    gathering = gathering_for(request, slug, pk, needs=PLAN)
    one = get_object_or_404(gathering.agenda_items.select_related("method"), public_id=item)
    one.gathering = gathering
    running = gathering.live_sessions.running().filter(item=one).first()
    if running is not None:
        return redirect("live:lead", slug, pk, running.public_id)
    if one.method is None or not one.method.script:
        return redirect("gatherings:item", slug, pk, item)
    sources = gallery_sources(gathering, one.method)
    form = OpenForm(request.POST or None, sources=sources, initial=first_values(gathering, one, sources))
    if form.is_valid():
        try:
            made = actions.open_session(item=one, by=request.user, now=timezone.now(), **form.chosen())
        except RuleError as error:
            form.add_error(None, str(error))
        else:
            return redirect("live:lead", slug, pk, made.public_id)
    return _show(request, gathering, form, one.title, one.method)


@login_required
@require_http_methods(["GET", "POST"])
def open_method(request: SignedInRequest, slug: str, pk: str) -> HttpResponse:
    """«Kjør en metode nå»: the same questions, for a method that is not on the programme."""
    gathering = gathering_for(request, slug, pk, needs=PLAN)
    choice = _method_form(gathering, request)
    if not choice.is_valid():
        return redirect("live:sessions", slug, pk)
    method = chosen_method(gathering.network, choice.cleaned_data["metode"])
    assert method is not None  # the form refuses an empty choice
    sources = gallery_sources(gathering, method)
    form = OpenForm(request.POST or None, sources=sources, initial=first_values(gathering, None, sources))
    if form.is_valid():
        try:
            made = run_method_now(
                gathering=gathering, method=method, by=request.user, now=timezone.now(), **form.chosen()
            )
        except RuleError as error:
            form.add_error(None, str(error))
        else:
            return redirect("live:lead", slug, pk, made.public_id)
    value = choice.cleaned_data["metode"]
    return _show(request, gathering, form, current_card(method).name, method, value=value)


def _method_form(gathering: Gathering, request: HttpRequest | None = None) -> MethodForm:
    sent = (request.POST or request.GET) if request else None
    choices = [(one.value, method_words(one)) for one in methods_to_run(gathering.network)]
    return MethodForm(sent, choices=[("", _("Velg")), *choices])


def _show(
    request: SignedInRequest, gathering: Gathering, form: OpenForm, title: str, method: Method, **more: Any
) -> HttpResponse:
    context = {
        "network": gathering.network,
        "gathering": gathering,
        "form": form,
        "title": title,
        "card": current_card(method),
        **more,
    }
    return render(request, "live/lead_open.html", context)
