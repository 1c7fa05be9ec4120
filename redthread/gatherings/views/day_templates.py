"""The programmes that a network has saved, and what it shares of them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from redthread.core.errors import RuleError
from redthread.gatherings.access import gathering_for
from redthread.gatherings.actions import day_templates as actions
from redthread.gatherings.balance import balance_of
from redthread.gatherings.forms.day_templates import DayTemplateForm, ShareForm
from redthread.gatherings.minutes_access import PageRequest
from redthread.gatherings.models import DayTemplate
from redthread.gatherings.saved_days import as_others_see, items_of, minutes_of
from redthread.gatherings.views.planner import done, norm_of, show
from redthread.networks.access import login_required, network_for
from redthread.networks.models import Network
from redthread.networks.roles import Permission

PLAN = Permission.GATHERING_PLAN


@login_required
@require_POST
def template_new(request: PageRequest, slug: str, pk: str) -> HttpResponse:
    """Save the gathering's programme for another time."""
    gathering = gathering_for(request, slug, pk, needs=PLAN)
    form = DayTemplateForm(request.POST)
    if form.is_valid():
        try:
            made = actions.save_day_template(
                gathering=gathering, by=request.user, now=timezone.now(), **form.cleaned_data
            )
        except RuleError as error:
            form.add_error(None, str(error))
        else:
            words = _("Programmet er lagret som malen «%(name)s». Navn på personer følger ikke med.")
            return done(request, gathering, words % {"name": made})
    return show(request, gathering, keep=form)


@login_required
@require_GET
def day_templates(request: PageRequest, slug: str) -> HttpResponse:
    network = network_for(request, slug, needs=PLAN)
    found = DayTemplate.objects.usable_in(network)
    own: list[dict[str, Any]] = []
    others: list[dict[str, Any]] = []
    for one in found:
        row = {"template": one, "minutes": minutes_of(one), "count": len(one.items)}
        (own if one.network_id == network.pk else others).append(row)
    context = {"network": network, "own": own, "others": others}
    return render(request, "gatherings/day_templates.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def day_template(request: PageRequest, slug: str, pk: str) -> HttpResponse:
    """One of the network's own; POST calls it something else."""
    network = network_for(request, slug, needs=PLAN)
    template = template_of(network, pk)
    sent = request.POST if request.method == "POST" else None
    form = DayTemplateForm(sent, initial={"name": template.name, "about": template.about})
    if form.is_valid():
        actions.rename_day_template(
            template=template, by=request.user, now=timezone.now(), **form.cleaned_data
        )
        messages.success(request, _("Endringen er lagret."))
        return redirect("gatherings:day_template", slug, pk)
    items = items_of(template, network)
    context = {
        "network": network,
        "template": template,
        "items": items,
        "minutes": minutes_of(template),
        "balance": balance_of(items, norm_of(network)),
        "form": form,
    }
    return render(request, "gatherings/day_template.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def day_template_share(request: PageRequest, slug: str, pk: str) -> HttpResponse:
    """Who else may start from it, with exactly what they will see."""
    network = network_for(request, slug, needs=PLAN)
    template = template_of(network, pk)
    sent = request.POST if request.method == "POST" else None
    form = ShareForm(sent, initial={"shared": template.shared})
    if form.is_valid():
        actions.share_day_template(
            template=template, by=request.user, now=timezone.now(), **form.cleaned_data
        )
        messages.success(request, _("Delingen er lagret."))
        return redirect("gatherings:day_template", slug, pk)
    shown = as_others_see(template)
    context = {
        "network": network,
        "template": template,
        "form": form,
        "shown": shown,
        "items": items_of(shown, network),
        "minutes": minutes_of(shown),
    }
    return render(request, "gatherings/day_template_share.html", context)


@login_required
@require_POST
def day_template_remove(request: PageRequest, slug: str, pk: str) -> HttpResponse:
    network = network_for(request, slug, needs=PLAN)
    template = template_of(network, pk)
    actions.remove_day_template(template=template, by=request.user, now=timezone.now())
    messages.success(request, _("Programmalen «%(name)s» er slettet.") % {"name": template})
    return redirect("gatherings:day_templates", slug)


def template_of(network: Network, public_id: str) -> DayTemplate:
    """One of the network's own; what others share is theirs to change. Http404."""
    found: DayTemplate = get_object_or_404(network.day_templates.all(), public_id=public_id)
    found.network = network
    return found
