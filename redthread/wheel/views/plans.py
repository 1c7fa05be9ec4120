"""The plan of a year: its rhythm and wishes, the live proposal, and what saving it would change."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRedirect

from redthread.core.errors import RuleError
from redthread.gatherings.actions.invitations import people_to_invite
from redthread.gatherings.minutes_access import PageRequest
from redthread.networks.access import login_required, network_for
from redthread.networks.models import Network
from redthread.networks.roles import Permission
from redthread.schoolyear.years import SchoolYear, school_year_of
from redthread.wheel.actions import plans as actions
from redthread.wheel.forms.plans import HostWishForm, PlanForm, initial_of
from redthread.wheel.plan_difference import Difference, State, difference_of
from redthread.wheel.plan_reading import Basis, basis_of
from redthread.wheel.plan_rows import read_rows, rows_of
from redthread.wheel.plan_start import year_to_plan
from redthread.wheel.unmet_words import unmet_texts

PLAN = Permission.GATHERING_PLAN
YEARS_AHEAD = 3


def year_of(request: PageRequest) -> SchoolYear:
    """The year in the address; without one that can be planned, the one to plan now."""
    today = timezone.localdate()
    asked = request.GET.get("ar") or request.GET.get("skolear", "")  # as the wheel calls it
    first = school_year_of(today).first_year
    if asked.isdecimal() and len(asked) == 4 and first <= int(asked) <= first + YEARS_AHEAD:
        return SchoolYear(int(asked))
    return year_to_plan(today)


def address_of(network: Network, year: SchoolYear, name: str = "plan") -> str:
    return f"{reverse(f'wheel:{name}', args=[network.slug])}?ar={year.first_year}"


@login_required
@require_http_methods(["GET", "POST"])
def plan(request: PageRequest, slug: str) -> HttpResponse:
    """The proposal; POST keeps what is typed, and proposes anew around it."""
    network, year, now = network_for(request, slug, needs=PLAN), year_of(request), timezone.now()
    basis = basis_of(network, year, now)
    if request.method == "GET":
        return show(request, basis, PlanForm(initial=initial_of(basis.start.plan)))
    form = PlanForm(_with_last_years_themes(request, basis))
    keys = request.POST.getlist("rad")[:60]
    rows, problems = read_rows(request.POST.dict(), keys, basis)
    if "slipp" in request.POST:
        rows = {}
    for problem in problems:
        form.add_error(None, problem)
    if not form.is_valid():
        return show(request, basis, form)
    actions.keep_plan(network=network, year=year, frame=form.frame(), rows=rows, by=request.user, now=now)
    goes_on = "videre" in request.POST
    if not request.htmx:
        return redirect(address_of(network, year, "plan_save" if goes_on else "plan"))
    if goes_on:
        return HttpResponseClientRedirect(address_of(network, year, "plan_save"))
    fresh = basis_of(network, year, now)
    return show(request, fresh, PlanForm(initial=initial_of(fresh.start.plan)))


def _with_last_years_themes(request: PageRequest, basis: Basis) -> Any:
    """What was sent, with last year's themes below what is typed when that button was pressed."""
    sent = request.POST.copy()
    if "hent" in sent:
        typed = sent.get("themes", "").splitlines()
        sent["themes"] = "\n".join(dict.fromkeys([*typed, *basis.start.themes_last_year]))
    return sent


def show(
    request: PageRequest, basis: Basis, form: PlanForm, wish: HostWishForm | None = None
) -> HttpResponse:
    proposal = basis.plan()
    difference = difference_of(basis, proposal)
    schools = [one for one in basis.hosts if one != basis.network.owner]
    context = {
        "network": basis.network,
        "year": basis.year,
        "form": form,
        "wish": wish or HostWishForm(schools=schools),
        "wishes": basis.wishes,
        "source": basis.start.source,
        "themes_last_year": basis.start.themes_last_year,
        "rows": rows_of(basis, proposal),
        "unmet": unmet_texts(proposal.unmet, basis.names),
        "has_choices": bool(basis.choices.rows),
        "is_saved": difference.is_empty,
        "years": _years(basis.year),
        "address": address_of(basis.network, basis.year),
        "save_address": address_of(basis.network, basis.year, "plan_save"),
    }
    page = "wheel/_plan.html" if request.htmx else "wheel/plan.html"
    return render(request, page, context)


def _years(year: SchoolYear) -> list[SchoolYear]:
    first = school_year_of(timezone.localdate()).first_year
    return [SchoolYear(n) for n in range(first, max(first + 1, year.first_year) + 1)]


@login_required
@require_http_methods(["GET", "POST"])
def plan_save(request: PageRequest, slug: str) -> HttpResponse:
    """What would change; POST makes it so."""
    network, year, now = network_for(request, slug, needs=PLAN), year_of(request), timezone.now()
    problem = ""
    if request.method == "POST":
        try:
            done = actions.save_plan(
                network=network,
                year=year,
                seen=request.POST.get("seen", ""),
                move=request.POST.getlist("flytt"),
                put_away=request.POST.getlist("legg-bort"),
                by=request.user,
                now=now,
            )
        except RuleError as error:
            problem = str(error)
        else:
            messages.success(request, words_of_saving(done))
            return redirect("gatherings:list", slug)
    basis = basis_of(network, year, now)
    difference = difference_of(basis, basis.plan())
    asks = difference.of(State.ASKS)
    context = {
        "network": network,
        "year": year,
        "problem": problem,
        "difference": difference,
        "names": basis.names,
        "new": difference.of(State.NEW),
        "moved": difference.of(State.MOVED),
        "changed": difference.of(State.CHANGED),
        "same": difference.of(State.SAME),
        "stays": difference.of(State.STAYS),
        "asks": asks,
        "left_over": [one for one in difference.left_over if one.is_draft],
        "told": _told(asks[0].gathering, now) if asks else 0,
        "address": address_of(network, year),
    }
    return render(request, "wheel/plan_save.html", context)


def _told(gathering: Any, now: Any) -> int:
    return int(people_to_invite(gathering, now).count())


def words_of_saving(done: Difference) -> str:
    new = len(done.of(State.NEW))
    if not new:
        return _("Planen er lagret. Ingen får beskjed om kladder.")
    return ngettext(
        "%(count)d ny kladd er laget. Ingen får beskjed før du publiserer.",
        "%(count)d nye kladder er laget. Ingen får beskjed før du publiserer.",
        new,
    ) % {"count": new}


@login_required
@require_POST
def wish_new(request: PageRequest, slug: str) -> HttpResponse:
    network, year, now = network_for(request, slug, needs=PLAN), year_of(request), timezone.now()
    basis = basis_of(network, year, now)
    schools = [one for one in basis.hosts if one != network.owner]
    form = HostWishForm(request.POST, schools=schools)
    if form.is_valid():
        try:
            actions.add_host_wish(network=network, by=request.user, now=now, **form.cleaned_data)
        except RuleError as error:
            form.add_error(None, str(error))
        else:
            return redirect(address_of(network, year) + "#onsker")
    return show(request, basis, PlanForm(initial=initial_of(basis.start.plan)), wish=form)


@login_required
@require_POST
def wish_remove(request: PageRequest, slug: str) -> HttpResponse:
    network, year = network_for(request, slug, needs=PLAN), year_of(request)
    chosen = request.POST.get("onske", "")
    if chosen.isdecimal() and len(chosen) < 18:
        actions.remove_host_wish(network=network, wish=int(chosen), by=request.user, now=timezone.now())
    return redirect(address_of(network, year) + "#onsker")
