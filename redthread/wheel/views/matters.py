"""The fixed matters of a network's year."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from redthread.core.errors import RuleError
from redthread.networks.access import SignedInRequest, login_required, network_for
from redthread.networks.models import Network
from redthread.networks.roles import Permission
from redthread.schoolyear.years import SchoolYear
from redthread.wheel.actions.matters import add_matter, change_matter, remove_matter
from redthread.wheel.forms.matters import MatterForm
from redthread.wheel.models import FixedMatter
from redthread.wheel.route_pages import span_text, weeks_text
from redthread.wheel.usual_matters import UsualMatter, usual_matters
from redthread.wheel.year_page import chosen_year

FIELDS = ("kind", "name", "starts_on", "ends_on", "goes_on_agenda", "is_confirmed")


@login_required
@require_http_methods(["GET", "POST"])
def matters(request: HttpRequest, slug: str) -> HttpResponse:
    """The year's matters, and those that are usual; POST takes in a usual one as it is proposed."""
    taking = request.method == "POST"
    needs = Permission.GATHERING_PLAN if taking else Permission.GATHERING_VIEW
    network = network_for(request, slug, needs=needs)
    asked = request.POST if taking else request.GET
    year = chosen_year(asked.get("skolear", ""), timezone.localdate())
    there = list(FixedMatter.objects.filter(network=network, first_year=year.first_year))
    usual = usual_matters(year, (matter.kind for matter in there))
    if taking:
        return _take_in(request, network, year, usual)
    may_plan = cast(SignedInRequest, request).access.can(Permission.GATHERING_PLAN)
    context = {
        "network": network,
        "year": year,
        "earlier": SchoolYear(year.first_year - 1),
        "later": SchoolYear(year.first_year + 1),
        "matters": [(matter, *_when(matter)) for matter in there],
        "usual": [(matter, *_when(matter)) for matter in usual] if may_plan else [],
        "may_plan": may_plan,
    }
    return render(request, "wheel/matters.html", context)


def _take_in(
    request: HttpRequest, network: Network, year: SchoolYear, usual: list[UsualMatter]
) -> HttpResponse:
    chosen = next((one for one in usual if one.kind == request.POST.get("kind")), None)
    if chosen is not None:
        values = {name: value for name, value in chosen._asdict().items() if name in FIELDS}
        by = cast(SignedInRequest, request).user
        add_matter(network=network, year=year, is_confirmed=False, by=by, now=timezone.now(), **values)
        messages.success(request, _("%(name)s er med i året.") % {"name": chosen.name})
    return _to_list(network, year)


@login_required
@require_http_methods(["GET", "POST"])
def matter_new(request: HttpRequest, slug: str) -> HttpResponse:
    """A new matter, empty or as a usual one (`?type=`)."""
    network = network_for(request, slug, needs=Permission.GATHERING_PLAN)
    asked = request.POST if request.method == "POST" else request.GET
    year = chosen_year(asked.get("skolear", ""), timezone.localdate())
    if request.method == "GET":
        usual = next((one for one in usual_matters(year, ()) if one.kind == request.GET.get("type")), None)
        return _show(request, network, year, MatterForm(initial=usual._asdict() if usual else {}, year=year))
    form = MatterForm(request.POST, year=year)
    if form.is_valid():
        try:
            by = cast(SignedInRequest, request).user
            add_matter(network=network, year=year, by=by, now=timezone.now(), **form.cleaned_data)
        except RuleError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Saken er lagret."))
            return _to_list(network, year)
    return _show(request, network, year, form)


@login_required
@require_http_methods(["GET", "POST"])
def matter(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    one = _matter_for(request, slug, pk)
    network, year = one.network, SchoolYear(one.first_year)
    if request.method == "GET":
        values = {name: getattr(one, name) for name in FIELDS}
        return _show(request, network, year, MatterForm(initial=values, year=year), one)
    form = MatterForm(request.POST, year=year)
    if form.is_valid():
        try:
            by = cast(SignedInRequest, request).user
            change_matter(matter=one, by=by, now=timezone.now(), **form.cleaned_data)
        except RuleError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Saken er lagret."))
            return _to_list(network, year)
    return _show(request, network, year, form, one)


@login_required
@require_POST
def matter_removal(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    one = _matter_for(request, slug, pk)
    remove_matter(matter=one, by=cast(SignedInRequest, request).user, now=timezone.now())
    messages.success(request, _("%(name)s er tatt ut av året.") % {"name": one.name})
    return _to_list(one.network, SchoolYear(one.first_year))


def _matter_for(request: HttpRequest, slug: str, pk: str) -> FixedMatter:
    network = network_for(request, slug, needs=Permission.GATHERING_PLAN)
    one = get_object_or_404(network.fixed_matters.all(), public_id=pk)
    one.network = network
    return one


def _when(matter: FixedMatter | UsualMatter) -> tuple[str, str]:
    return span_text(matter.starts_on, matter.ends_on), weeks_text(matter.starts_on, matter.ends_on)


def _show(
    request: HttpRequest, network: Network, year: SchoolYear, form: MatterForm, one: FixedMatter | None = None
) -> HttpResponse:
    context: dict[str, Any] = {"network": network, "year": year, "form": form, "matter": one}
    return render(request, "wheel/matters_one.html", context)


def _to_list(network: Network, year: SchoolYear) -> HttpResponse:
    return redirect(f"{reverse('wheel:matters', args=[network.slug])}?skolear={year.first_year}")
