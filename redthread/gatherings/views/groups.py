"""Tables at a gathering: composed and mended by those who plan, and read by everybody when they are shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from redthread.core.errors import RuleError
from redthread.gatherings.access import gathering_for
from redthread.gatherings.actions import groups as actions
from redthread.gatherings.forms.groups import ChangeForm, ComposeForm, HereForm, KeepForm, MoveForm
from redthread.gatherings.group_pages import cards_of, grouping_page, shown_tables
from redthread.gatherings.minutes_access import PageRequest
from redthread.gatherings.models import AgendaItem, Gathering, Grouping
from redthread.gatherings.seating import Candidates, candidates_of
from redthread.networks.access import login_required
from redthread.networks.roles import GRANTS, Permission
from redthread.people.models import Organisation

PLAN, VIEW = Permission.GATHERING_PLAN, Permission.GATHERING_VIEW


@login_required
@require_http_methods(["GET", "POST"])
def groups(request: PageRequest, slug: str, pk: str) -> HttpResponse:
    """The tables there are for this gathering, and a form for new ones."""
    gathering = gathering_for(request, slug, pk, needs=PLAN)
    candidates = candidates_of(gathering)
    items = [item for item in gathering.agenda_items.all() if item.kind != AgendaItem.Kind.BREAK]
    who: dict[str, Any] = {"candidates": candidates.rows, "schools": _schools(gathering), "items": items}
    form = ComposeForm(request.POST, **who) if request.method == "POST" else ComposeForm(**who)
    if form.is_valid():
        try:
            made = actions.compose_groups(
                gathering=gathering,
                item=form.chosen_item,
                sitters=form.sitters(),
                asked=form.asked(),
                by=request.user,
                now=timezone.now(),
            )
        except RuleError as error:
            form.add_error(None, str(error))
        else:
            return redirect("gatherings:grouping", slug, pk, made.public_id)
    context = {
        "network": gathering.network,
        "gathering": gathering,
        "groupings": list(gathering.groupings.select_related("item")),
        "candidates": candidates,
        "form": form,
        "may_wish": _plans_the_network(request),
    }
    return render(request, "gatherings/groups.html", context)


@login_required
@require_GET
def grouping(request: PageRequest, slug: str, pk: str, grouping: str) -> HttpResponse:
    """How people sit, how good it is, and what can be changed."""
    found = _grouping_for(request, slug, pk, grouping)
    page = grouping_page(found, may_see_wishes=_plans_the_network(request))
    context = {
        "network": found.gathering.network,
        "gathering": found.gathering,
        "grouping": found,
        "page": page,
        "chosen": request.GET.get("flytt", ""),
        "may_wish": _plans_the_network(request),
    }
    return render(request, "gatherings/grouping.html", context)


@login_required
@require_POST
def group_move(request: PageRequest, slug: str, pk: str, grouping: str) -> HttpResponse:
    found = _grouping_for(request, slug, pk, grouping)
    form = MoveForm(request.POST)
    if not form.is_valid():
        return _refuse(request, found, _("Velg hvem som skal flyttes, og til hvilket bord."))
    done = _changed(request, found, actions.move_place, **form.cleaned_data)
    return _back(found, f"bord-{form.cleaned_data['table']}" if done else "")


@login_required
@require_POST
def group_keep(request: PageRequest, slug: str, pk: str, grouping: str) -> HttpResponse:
    found = _grouping_for(request, slug, pk, grouping)
    form = KeepForm(request.POST)
    if not form.is_valid():
        return _refuse(request, found, _("Velg hvem som skal bli sittende."))
    _changed(request, found, actions.keep_places, **form.cleaned_data)
    number = request.POST.get("at", "")
    return _back(found, f"bord-{number}" if number.isascii() and number.isdigit() else "")


@login_required
@require_POST
def group_undo(request: PageRequest, slug: str, pk: str, grouping: str) -> HttpResponse:
    found = _grouping_for(request, slug, pk, grouping)
    return _whole(request, found, actions.undo_groups, _("Bordene er som før."))


@login_required
@require_POST
def group_again(request: PageRequest, slug: str, pk: str, grouping: str) -> HttpResponse:
    found = _grouping_for(request, slug, pk, grouping)
    done = _("Bordene er satt sammen på nytt. De som er låst, sitter der de satt.")
    return _whole(request, found, actions.compose_again, done)


@login_required
@require_http_methods(["GET", "POST"])
def group_here(request: PageRequest, slug: str, pk: str, grouping: str) -> HttpResponse:
    """Who did not come, and who came as well: seated again with the fewest moves."""
    found = _grouping_for(request, slug, pk, grouping)
    cards = cards_of(found)
    places = [place for card in cards for place in card.places]
    seated = {place.person_id for place in places}
    others = [one for one in candidates_of(found.gathering).rows if one.person.pk not in seated]
    who: dict[str, Any] = {"candidates": others, "schools": _schools(found.gathering), "places": places}
    form = (
        HereForm(request.POST, **who)
        if request.method == "POST"
        else HereForm(initial={"version": found.version}, **who)
    )
    if form.is_valid():
        try:
            moved = actions.change_who_is_here(
                grouping=found,
                version=form.cleaned_data["version"],
                leaving=form.cleaned_data["leaving"],
                arriving=form.sitters(),
                by=request.user,
                now=timezone.now(),
            )
        except RuleError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _moved_words(moved))
            return _back(found)
    context = {
        "network": found.gathering.network,
        "gathering": found.gathering,
        "grouping": found,
        "cards": cards,
        "groups": Candidates(others, "members").by_school,
        "form": form,
    }
    return render(request, "gatherings/group_here.html", context)


@login_required
@require_POST
def group_show(request: PageRequest, slug: str, pk: str, grouping: str) -> HttpResponse:
    """Show the tables to the members, or hide them again."""
    found = _grouping_for(request, slug, pk, grouping)
    change = actions.hide_groups if request.POST.get("hide") else actions.show_groups
    try:
        change(grouping=found, by=request.user, now=timezone.now())
    except RuleError as error:
        messages.warning(request, str(error))
    return _back(found)


@login_required
@require_POST
def group_remove(request: PageRequest, slug: str, pk: str, grouping: str) -> HttpResponse:
    found = _grouping_for(request, slug, pk, grouping)
    actions.remove_groups(grouping=found, by=request.user, now=timezone.now())
    messages.success(request, _("Bordene er slettet."))
    return redirect("gatherings:groups", slug, pk)


@login_required
@require_GET
def tables(request: PageRequest, slug: str, pk: str) -> HttpResponse:
    """The tables that are shown, for everybody in the network: for the phone, the wall and the printer."""
    gathering = gathering_for(request, slug, pk, needs=VIEW)
    shown = shown_tables(gathering, request.user)
    context = {"network": gathering.network, "gathering": gathering, "shown": shown}
    return render(request, "gatherings/tables.html", context)


def _grouping_for(request: PageRequest, slug: str, pk: str, grouping: str) -> Grouping:
    """The grouping, for those who plan the gathering."""
    gathering = gathering_for(request, slug, pk, needs=PLAN)
    found: Grouping = get_object_or_404(gathering.groupings.select_related("item"), public_id=grouping)
    found.gathering = gathering
    return found


def _plans_the_network(request: PageRequest) -> bool:
    """Whether the wishes about pairs may be seen: by those who lead, not by whoever chairs one day."""
    return any(PLAN in GRANTS[one.role] for one in request.access.memberships)


def _schools(gathering: Gathering) -> Iterator[Organisation]:
    """The network's schools; asked for when somebody has written a guest's school."""
    for unit in gathering.network.units.present().select_related("organisation"):
        yield unit.organisation


def _changed(request: PageRequest, found: Grouping, action: Callable[..., Any], **fields: Any) -> bool:
    try:
        action(grouping=found, by=request.user, now=timezone.now(), **fields)
    except RuleError as error:
        messages.warning(request, str(error))
        return False
    return True


def _whole(request: PageRequest, found: Grouping, action: Callable[..., Any], done: str) -> HttpResponse:
    """All the tables at once, when they are as the page showed them."""
    form = ChangeForm(request.POST)
    if not form.is_valid():
        return _refuse(request, found, _("Siden var ikke oppdatert. Se på bordene, og prøv igjen."))
    if _changed(request, found, action, **form.cleaned_data):
        messages.success(request, done)
    return _back(found)


def _refuse(request: PageRequest, found: Grouping, why: str) -> HttpResponse:
    messages.warning(request, why)
    return _back(found)


def _back(found: Grouping, anchor: str = "") -> HttpResponseRedirect:
    gathering = found.gathering
    address = reverse(
        "gatherings:grouping", args=[gathering.network.slug, gathering.public_id, found.public_id]
    )
    return HttpResponseRedirect(f"{address}#{anchor}" if anchor else address)


def _moved_words(moved: list[str]) -> str:
    if not moved:
        return _("Bordene er oppdatert. Ingen andre måtte flytte.")
    return _("Bordene er oppdatert. Disse flyttet: %(names)s.") % {"names": ", ".join(moved)}
