"""How the network wants to spend its time together."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from redthread.gatherings.actions.balance import clear_balance_norm, set_balance_norm
from redthread.gatherings.balance import COUNTED, SHARE_OF_KIND
from redthread.gatherings.forms.balance import OFFERED, NormForm
from redthread.gatherings.minutes_access import PageRequest
from redthread.gatherings.models import AgendaItem, BalanceNorm
from redthread.gatherings.views.planner import norm_of
from redthread.networks.access import login_required, network_for
from redthread.networks.roles import Permission


@login_required
@require_http_methods(["GET", "POST"])
def balance(request: PageRequest, slug: str) -> HttpResponse:
    """What the network has said; POST says something else, or (with `nei`) nothing any more."""
    network, now = network_for(request, slug, needs=Permission.GATHERING_PLAN), timezone.now()
    norm = norm_of(network)
    if request.method == "POST" and "nei" in request.POST:
        clear_balance_norm(network=network, by=request.user, now=now)
        messages.success(request, _("Nettverket har ikke lenger sagt noe om fordelingen av tid."))
        return redirect("gatherings:balance", slug)
    form = NormForm(request.POST if request.method == "POST" else None, initial=initial_of(norm))
    if form.is_valid():
        set_balance_norm(network=network, by=request.user, now=now, **form.cleaned_data)
        messages.success(request, _("Fordelingen er lagret. Den vises ved siden av hvert program."))
        return redirect("gatherings:balance", slug)
    kinds = [(AgendaItem.Kind(kind).label, *said) for kind, said in SHARE_OF_KIND.items()]
    context = {"network": network, "form": form, "norm": norm, "kinds": kinds}
    return render(request, "gatherings/balance.html", context)


def initial_of(norm: BalanceNorm | None) -> dict[str, Any]:
    return {share: getattr(norm, share) for share in COUNTED} if norm else OFFERED
