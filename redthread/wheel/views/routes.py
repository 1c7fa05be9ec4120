"""School routes: those in force, a new one from a file or a text, and the page where a person confirms it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias, cast

from django.contrib import messages
from django.forms import BaseFormSet
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from redthread.core.errors import InputError, RuleError
from redthread.networks.access import SignedInRequest, login_required, network_for
from redthread.networks.models import Network
from redthread.networks.roles import Permission
from redthread.people.models import Organisation
from redthread.schoolyear.routes.proposals import PeriodKind, Proposed, Reading, Remark
from redthread.schoolyear.routes.usual import usual_route
from redthread.schoolyear.years import SchoolYear
from redthread.wheel.actions.routes import Period, confirm_route
from redthread.wheel.forms.routes import ImportForm, PeriodForm, PeriodForms
from redthread.wheel.route_import import MOST_PERIODS, read_route
from redthread.wheel.route_owners import owners_among, units_of
from redthread.wheel.route_pages import by_month, own_sums, proposed_of, row, rows_of, sum_of
from redthread.wheel.route_reading import owner_routes, routes_in_force
from redthread.wheel.route_words import remark_text
from redthread.wheel.year_page import chosen_year

Forms: TypeAlias = "BaseFormSet[PeriodForm]"


@dataclass(frozen=True)
class Desk:
    """Whose route of which year is worked on, and what the person has been shown of it."""

    network: Network
    owner: Organisation
    year: SchoolYear
    schools: Sequence[Organisation]
    source: str
    seen: str


@login_required
@require_GET
def routes(request: HttpRequest, slug: str) -> HttpResponse:
    network = network_for(request, slug, needs=Permission.GATHERING_VIEW)
    year = chosen_year(request.GET.get("skolear", ""), timezone.localdate())
    context = {
        "network": network,
        "year": year,
        "earlier": SchoolYear(year.first_year - 1),
        "later": SchoolYear(year.first_year + 1),
        "owner_routes": owner_routes(owners_among(network, units_of(network)), year),
        "may_plan": cast(SignedInRequest, request).access.can(Permission.GATHERING_PLAN),
    }
    return render(request, "wheel/routes.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def route_import(request: HttpRequest, slug: str) -> HttpResponse:
    """A file or a pasted text, which becomes a proposal to look through. Nothing is stored here."""
    network = network_for(request, slug, needs=Permission.GATHERING_PLAN)
    year = chosen_year(request.GET.get("skolear", ""), timezone.localdate())
    owners = owners_among(network, units_of(network))
    choices: dict[str, Any] = {
        "owners": owners,
        "years": [SchoolYear(year.first_year + step) for step in (0, 1, -1)],
    }
    if request.method == "GET":
        initial = {"eier": request.GET.get("eier", ""), "skolear": year.first_year}
        return _show_import(request, network, ImportForm(initial=initial, **choices))
    form = ImportForm(request.POST, request.FILES, **choices)
    if not form.is_valid():
        return _show_import(request, network, form)
    owner, year = form.cleaned_data["eier"], SchoolYear(form.cleaned_data["skolear"])
    upload, schools = form.cleaned_data["file"], _schools(owner)
    content = upload.read() if upload else form.cleaned_data["text"].encode()
    try:
        found = read_route(content, upload.name if upload else "", year, schools)
    except InputError as error:
        return _show_import(request, network, form, error.problems)
    source = upload.name[:200] if upload else _("innlimt tekst")
    desk = Desk(network, owner, year, schools, source, _in_force(owner, year))
    return _show_desk(request, desk, _forms(desk, rows_of(found.periods)), found)


@login_required
@require_http_methods(["GET", "POST"])
def route(request: HttpRequest, slug: str) -> HttpResponse:
    """The desk: the route in force or a proposal, row by row; POST adds a row, counts anew, or confirms."""
    network = network_for(request, slug, needs=Permission.GATHERING_PLAN)
    asked = request.POST if request.method == "POST" else request.GET
    owner = _owner(network, asked.get("eier", ""))
    year = chosen_year(asked.get("skolear", ""), timezone.localdate())
    schools = _schools(owner)
    if request.method == "GET":
        return _open(request, network, owner, year, schools)
    desk = Desk(network, owner, year, schools, asked.get("source", "")[:200], asked.get("seen", "")[:20])
    forms = _forms(desk, data=_with_one_more(request.POST) if "add" in request.POST else request.POST)
    if forms.is_valid() and "save" in request.POST:
        return _confirm(request, desk, forms)
    return _show_desk(request, desk, forms)


def _open(
    request: HttpRequest, network: Network, owner: Organisation, year: SchoolYear, schools: list[Organisation]
) -> HttpResponse:
    in_force = routes_in_force([owner], year).get(owner.pk)
    is_usual = request.GET.get("forslag") == "vanlig"
    periods = usual_route(owner.municipality_number, year) if is_usual else []
    if in_force is not None and not is_usual:
        periods = proposed_of(in_force)
    source = _("vanlige uker i fylket, rettet av oss") if is_usual else in_force.source if in_force else ""
    desk = Desk(network, owner, year, schools, source, in_force.public_id if in_force else "")
    return _show_desk(request, desk, _forms(desk, rows_of(periods)), is_usual=is_usual)


def _confirm(request: HttpRequest, desk: Desk, forms: Forms) -> HttpResponse:
    try:
        confirm_route(
            owner=desk.owner,
            year=desk.year,
            periods=[_period(form) for form in _kept(forms)],
            source=desk.source,
            seen=desk.seen,
            by=cast(SignedInRequest, request).user,
            now=timezone.now(),
        )
    except RuleError as error:
        return _show_desk(request, desk, forms, problem=str(error))
    messages.success(request, _("Skoleruta for %(owner)s er lagret.") % {"owner": desk.owner})
    return redirect(f"{reverse('wheel:routes', args=[desk.network.slug])}?skolear={desk.year.first_year}")


def _show_import(
    request: HttpRequest, network: Network, form: ImportForm, problems: tuple[str, ...] = ()
) -> HttpResponse:
    context = {"network": network, "form": form, "problems": problems}
    return render(request, "wheel/routes_import.html", context)


def _show_desk(
    request: HttpRequest,
    desk: Desk,
    forms: Forms,
    found: Reading | None = None,
    *,
    is_usual: bool = False,
    problem: str = "",
) -> HttpResponse:
    names = {one.public_id: one.name for one in desk.schools}
    rows = [row(_values(form), names, form) for form in forms]
    periods = [one for form in _kept(forms) for one in _proposed(form)]
    remarks = found.remarks if found else []
    context = {
        "network": desk.network,
        "desk": desk,
        "forms": forms,
        "months": by_month(rows),
        "sum": sum_of(periods, desk.year, found.told_days if found else None),
        "own_sums": own_sums(periods, desk.year, names),
        "is_usual": is_usual,
        "is_read": found is not None,
        "problem": problem,
        "remarks": [remark_text(one) for one in remarks if one.code != Remark.UNREAD],
        "unread": [one.text for one in remarks if one.code == Remark.UNREAD],
    }
    return render(request, "wheel/routes_desk.html", context)


def _owner(network: Network, wanted: str) -> Organisation:
    owners = owners_among(network, units_of(network))
    found = next((one for one in owners if one.public_id == wanted), None if wanted else network.owner)
    if found is None:
        raise Http404
    return found


def _schools(owner: Organisation) -> list[Organisation]:
    return list(Organisation.objects.active().filter(parent=owner))


def _in_force(owner: Organisation, year: SchoolYear) -> str:
    found = routes_in_force([owner], year).get(owner.pk)
    return found.public_id if found else ""


def _forms(desk: Desk, initial: list[dict[str, Any]] | None = None, data: Any = None) -> Forms:
    return PeriodForms(
        data, initial=initial, prefix="p", form_kwargs={"schools": desk.schools, "year": desk.year}
    )


def _with_one_more(sent: QueryDict) -> QueryDict:
    """What was typed, with an empty row after it."""
    data, count = sent.copy(), sent.get("p-TOTAL_FORMS", "")
    if count.isascii() and count.isdecimal() and int(count[:4]) < MOST_PERIODS:
        data["p-TOTAL_FORMS"] = str(int(count[:4]) + 1)
    return data


def _kept(forms: Forms) -> list[PeriodForm]:
    """The rows that are filled in and not taken away."""
    return [form for form in forms if _values(form).get("starts_on") and not _values(form).get("DELETE")]


def _values(form: PeriodForm) -> dict[str, Any]:
    """What is known of the row, also when something in it is wrong."""
    if not form.is_bound:
        return dict(form.initial)
    form.is_valid()
    return form.cleaned_data


def _proposed(form: PeriodForm) -> list[Proposed]:
    values = _values(form)
    first, last = values["starts_on"], values.get("ends_on") or values["starts_on"]
    one = Proposed(PeriodKind(values.get("kind", "holiday")), values.get("name", ""), first, last)
    return [one._replace(school=school) for school in values.get("schools") or [""]]


def _period(form: PeriodForm) -> Period:
    values = form.cleaned_data
    schools = tuple(form.known[key] for key in values.get("schools", ()))
    return Period(values["kind"], values["name"], values["starts_on"], values["ends_on"], schools)
