"""A network's own method: written, changed, shared and put away by those who plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from redthread.core.errors import RuleError
from redthread.gatherings.actions import methods as actions
from redthread.gatherings.forms.method_phases import PhaseForm, forms_for, rows_from
from redthread.gatherings.forms.methods import (
    EMPTY_CARD,
    MethodForm,
    ShareForm,
    StepForm,
    card_from,
    rows_for,
    values_of,
)
from redthread.gatherings.method_card import Card, card_of_row
from redthread.gatherings.method_drafts import with_phase_added
from redthread.gatherings.method_script import read_script
from redthread.gatherings.method_sharing import names_in
from redthread.gatherings.method_words import PhaseKind
from redthread.gatherings.minutes_access import PageRequest
from redthread.gatherings.models import Method, Shared
from redthread.gatherings.views.methods import PLAN, method_of
from redthread.networks.access import login_required, network_for
from redthread.networks.models import Network

BOTH = ["GET", "POST"]


@login_required
@require_http_methods(BOTH)
def method_new(request: PageRequest, slug: str) -> HttpResponse:
    network = network_for(request, slug, needs=PLAN)
    return _write(request, network, None, EMPTY_CARD)


@login_required
@require_http_methods(BOTH)
def method_edit(request: PageRequest, slug: str, pk: str) -> HttpResponse:
    network = network_for(request, slug, needs=PLAN)
    one = method_of(network, pk)
    return _write(request, network, one, card_of_row(one))


def _write(request: PageRequest, network: Network, method: Method | None, card: Card) -> HttpResponse:
    if request.method == "GET":
        form = MethodForm(initial=values_of(card, _seen_text(method)))
        return _writing(request, network, method, form, rows_for(card))
    form, rows = MethodForm(request.POST), rows_for(card, request.POST)
    wrong = [one for one in (form, *rows) if not one.is_valid()]
    if not wrong:
        try:
            made = _saved(request, network, method, card_from(form, rows, card), form.cleaned_data["seen"])
        except RuleError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("«%(name)s» er lagret.") % {"name": form.cleaned_data["name"]})
            more = "gatherings:method_edit" if "flere" in request.POST else "gatherings:method"
            return redirect(more, network.slug, made.public_id)
    return _writing(request, network, method, form, rows)


def _saved(request: PageRequest, network: Network, method: Method | None, card: Card, seen: str) -> Method:
    now = timezone.now()
    if method is None:
        return actions.add_method(network=network, card=card, by=request.user, now=now)
    actions.edit_method(method=method, card=card, seen=_seen(seen), by=request.user, now=now)
    return method


def _writing(
    request: PageRequest, network: Network, method: Method | None, form: MethodForm, rows: list[StepForm]
) -> HttpResponse:
    context = {"network": network, "method": method, "form": form, "rows": rows}
    return render(request, "gatherings/method_edit.html", context)


@login_required
@require_http_methods(BOTH)
def method_phases(request: PageRequest, slug: str, pk: str) -> HttpResponse:
    """The phases behind the steps, for those who want to decide exactly what the room does."""
    network = network_for(request, slug, needs=PLAN)
    one = method_of(network, pk)
    card = card_of_row(one)
    if request.method == "GET":
        return _phases(request, one, card, forms_for(card.script))
    forms = forms_for(card.script, request.POST)
    if [form for form in forms if not form.is_valid()]:
        return _phases(request, one, card, forms)
    try:
        script = read_script(rows_from(forms, card.script))
        _save_script(request, one, card, script.as_json(), request.POST.get("seen", ""))
    except RuleError as error:
        return _phases(request, one, card, forms, problem=str(error))
    messages.success(request, _("Fasene er lagret."))
    return redirect("gatherings:method", network.slug, one.public_id)


@login_required
@require_POST
def method_phase_new(request: PageRequest, slug: str, pk: str) -> HttpResponse:
    """One more phase in a step; the one before it gives it half of its time."""
    network = network_for(request, slug, needs=PLAN)
    one = method_of(network, pk)
    card = card_of_row(one)
    step, kind = request.POST.get("steg", ""), request.POST.get("fase", "")
    if step.isascii() and step.isdecimal() and kind in PhaseKind.values:
        script = with_phase_added(card.script, int(step[:3]), kind, str(PhaseKind(kind).label).capitalize())
        try:
            _save_script(request, one, card, script.as_json(), _seen_text(one))
        except RuleError as error:
            messages.warning(request, str(error))
    return redirect("gatherings:method_phases", network.slug, one.public_id)


def _save_script(request: PageRequest, method: Method, card: Card, rows: object, seen: str) -> None:
    new = replace(card, script=read_script(rows))
    actions.edit_method(method=method, card=new, seen=_seen(seen), by=request.user, now=timezone.now())


def _phases(
    request: PageRequest, method: Method, card: Card, forms: list[PhaseForm], problem: str = ""
) -> HttpResponse:
    steps = [
        (step, [form for form, phase in zip(forms, card.script.phases, strict=True) if phase.step == number])
        for number, step in enumerate(card.steps, start=1)
    ]
    context = {
        "network": method.network,
        "method": method,
        "steps": steps,
        "kinds": PhaseKind.choices,
        "seen": _seen_text(method),
        "problem": problem,
    }
    return render(request, "gatherings/method_phases.html", context)


@login_required
@require_http_methods(BOTH)
def method_share(request: PageRequest, slug: str, pk: str) -> HttpResponse:
    """What others will get, word for word, before it is shared."""
    network = network_for(request, slug, needs=PLAN)
    one = method_of(network, pk)
    start = {"shared": one.shared if one.shared != Shared.NO else Shared.OWNER}
    form = ShareForm(request.POST if request.method == "POST" else None, initial=start)
    if form.is_valid():
        try:
            actions.share_method(
                method=one, shared=form.cleaned_data["shared"], by=request.user, now=timezone.now()
            )
        except RuleError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Metoden er delt. Andre kan ta en kopi av den slik den er nå."))
            return redirect("gatherings:method", network.slug, one.public_id)
    card = card_of_row(one)
    context = {
        "network": network,
        "method": one,
        "card": card,
        "form": form,
        "names": names_in(card, network),
    }
    return render(request, "gatherings/method_share.html", context)


@login_required
@require_POST
def method_unshare(request: PageRequest, slug: str, pk: str) -> HttpResponse:
    network = network_for(request, slug, needs=PLAN)
    one = method_of(network, pk)
    actions.end_sharing(method=one, by=request.user, now=timezone.now())
    messages.success(request, _("Metoden er ikke delt lenger. Kopier som andre har tatt, er deres."))
    return redirect("gatherings:method", network.slug, one.public_id)


@login_required
@require_POST
def method_put_away(request: PageRequest, slug: str, pk: str) -> HttpResponse:
    """Away, or out again when it was away."""
    network = network_for(request, slug, needs=PLAN)
    one = method_of(network, pk)
    act = actions.put_method_away if one.put_away_at is None else actions.take_method_out
    act(method=one, by=request.user, now=timezone.now())
    return redirect("gatherings:methods", network.slug)


def _seen_text(method: Method | None) -> str:
    return method.changed_at.isoformat() if method and method.changed_at else ""


def _seen(text: str) -> datetime | None:
    try:
        return parse_datetime(text)
    except ValueError:
        return None
