"""The school years of a network: theme, elected chair, and how the chair is found."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from redthread.core.errors import RuleError
from redthread.networks import actions
from redthread.networks.access import SignedInRequest, network_for
from redthread.networks.forms.years import ChairRuleForm, YearForm
from redthread.networks.models import Membership, Network, Year
from redthread.networks.roles import Permission
from redthread.people.models import Person
from redthread.schoolyear.years import SchoolYear, school_year_of


@login_required
@require_http_methods(["GET", "POST"])
def years(request: HttpRequest, slug: str) -> HttpResponse:
    """The years; POST sets one of them."""
    setting = request.method == "POST"
    network = network_for(
        request, slug, needs=Permission.NETWORK_MANAGE if setting else Permission.NETWORK_VIEW
    )
    if not setting:
        return _show(request, network)
    form = YearForm(request.POST, **_choices(network))
    if form.is_valid():
        try:
            actions.set_year(
                network=network,
                by=cast(SignedInRequest, request).user,
                now=timezone.now(),
                **form.cleaned_data,
            )
        except RuleError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Skoleåret er lagret."))
            return redirect("networks:years", network.slug)
    return _show(request, network, form)


@login_required
@require_POST
def chair_rule(request: HttpRequest, slug: str) -> HttpResponse:
    network = network_for(request, slug, needs=Permission.NETWORK_MANAGE)
    form = ChairRuleForm(request.POST)
    if form.is_valid():
        actions.set_chair_rule(
            network=network, by=cast(SignedInRequest, request).user, now=timezone.now(), **form.cleaned_data
        )
        messages.success(request, _("Måten møtelederen finnes på, er lagret."))
        return redirect("networks:years", network.slug)
    return _show(request, network, rule_form=form)


def _choices(network: Network) -> dict[str, Any]:
    this = school_year_of(timezone.localdate())
    members = Membership.objects.not_over(timezone.now()).filter(network=network)
    return {
        "years": [SchoolYear(this.first_year + step) for step in (0, 1, -1)],
        "people": list(Person.objects.filter(pk__in=members.values("person"))),
    }


def _show(
    request: HttpRequest,
    network: Network,
    form: YearForm | None = None,
    rule_form: ChairRuleForm | None = None,
) -> HttpResponse:
    may_manage = cast(SignedInRequest, request).access.can(Permission.NETWORK_MANAGE)
    context: dict[str, Any] = {
        "network": network,
        "years": list(Year.objects.filter(network=network).select_related("chair")),
        "may_manage": may_manage,
    }
    if may_manage:
        context["form"] = form or YearForm(**_choices(network))
        context["rule_form"] = rule_form or ChairRuleForm(initial={"chair_rule": network.chair_rule})
    return render(request, "networks/years.html", context)
