"""The day designer: what comes into the programme, and one item by itself."""

from __future__ import annotations

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from redthread.core.errors import RuleError
from redthread.gatherings.access import gathering_for
from redthread.gatherings.actions import agenda as actions
from redthread.gatherings.balance import SHARE_OF_KIND
from redthread.gatherings.forms.agenda import (
    LEADERS,
    USUAL_MINUTES,
    AgendaItemForm,
    MethodInForm,
    NewItemForm,
    fill_from,
    forget,
    values_of,
)
from redthread.gatherings.item_options import options_for, pair_for, said_by_method
from redthread.gatherings.method_library import chosen_method
from redthread.gatherings.minutes_access import PageRequest
from redthread.gatherings.models import AgendaItem, Gathering
from redthread.gatherings.views.planner import bring_in_form, done, item_of, place_of, show
from redthread.networks.access import login_required
from redthread.networks.roles import Permission
from redthread.people.models import Person

PLAN = Permission.GATHERING_PLAN


@login_required
@require_http_methods(["GET", "POST"])
def agenda(request: PageRequest, slug: str, pk: str) -> HttpResponse:
    """The planner; POST adds an item."""
    gathering = gathering_for(request, slug, pk, needs=PLAN)
    if request.method == "GET":
        return show(request, gathering)
    form = NewItemForm(request.POST, options=options_for(gathering, timezone.now()))
    if not form.is_valid():
        return show(request, gathering, form=form)
    try:
        fields = form.fields_of_item()
        item = actions.add_agenda_item(gathering=gathering, by=request.user, now=timezone.now(), **fields)
    except RuleError as error:
        form.add_error(None, str(error))
        return show(request, gathering, form=form)
    return done(request, gathering, _("«%(title)s» er lagt inn.") % {"title": item}, item)


@login_required
@require_POST
def item_fill(request: PageRequest, slug: str, pk: str) -> HttpResponse:
    """The form of an item with what the chosen method says filled in where nothing was written."""
    gathering = gathering_for(request, slug, pk, needs=PLAN)
    options = options_for(gathering, timezone.now())
    written = {name: request.POST.get(name, "") for name in NewItemForm.base_fields}
    offered = dict(options.methods)
    before, chosen = request.POST.get("forrige", ""), written["method"]
    if before in offered and (method := chosen_method(gathering.network, before)):
        forget(method, written)
    if chosen in offered:
        fill_from(chosen_method(gathering.network, chosen), written)
    written["minutes"] = written["minutes"] or str(USUAL_MINUTES)
    context = {
        "form": NewItemForm(initial=written, options=options),
        "gathering": gathering,
        "network": gathering.network,
        "is_open": "apen" in request.POST,
    }
    return render(request, "gatherings/_item_fields.html", context)


@login_required
@require_POST
def method_in(request: PageRequest, slug: str, pk: str) -> HttpResponse:
    """An item made from a method, with nothing more to say."""
    gathering, now = gathering_for(request, slug, pk, needs=PLAN), timezone.now()
    form = MethodInForm(request.POST, options=options_for(gathering, now))
    if not form.is_valid():
        return show(request, gathering, problem=_("Metoden finnes ikke lenger. Velg en annen."))
    method = chosen_method(gathering.network, form.cleaned_data["metode"])
    assert method is not None  # the form refuses an empty choice
    try:
        item = actions.add_agenda_item(
            gathering=gathering, method=method, by=request.user, now=now, **said_by_method(method)
        )
    except RuleError as error:
        return show(request, gathering, problem=str(error))
    return done(request, gathering, _("«%(title)s» er lagt inn.") % {"title": item}, item)


@login_required
@require_http_methods(["GET", "POST"])
def item(request: PageRequest, slug: str, pk: str, item: str) -> HttpResponse:
    gathering, now = gathering_for(request, slug, pk, needs=PLAN), timezone.now()
    one = item_of(gathering, item)
    pair = pair_for(gathering, now)
    options = options_for(gathering, now, keep=one)
    form = AgendaItemForm(sent_with(request, pair), options=options, initial=values_of(one))
    if form.is_valid():
        try:
            actions.edit_agenda_item(item=one, by=request.user, now=now, **form.fields_of_item())
        except RuleError as error:
            form.add_error(None, str(error))
        else:
            return redirect(place_of(gathering, one))
    return render(request, "gatherings/item.html", item_context(gathering, one, form, pair))


def sent_with(request: PageRequest, pair: tuple[Person, Person] | None) -> QueryDict | None:
    """What was sent, with the suggested pair in its place when that button was pressed."""
    if request.method != "POST":
        return None
    sent = request.POST.copy()
    if pair and "forslag" in sent:
        for name, person in zip(LEADERS, pair, strict=True):
            sent[name] = person.public_id
    return sent


def item_context(
    gathering: Gathering, one: AgendaItem, form: AgendaItemForm, pair: tuple[Person, Person] | None
) -> dict[str, object]:
    return {
        "network": gathering.network,
        "gathering": gathering,
        "item": one,
        "form": form,
        "pair": pair,
        "share": SHARE_OF_KIND[one.kind],
    }


@login_required
@require_POST
def bring_in(request: PageRequest, slug: str, pk: str) -> HttpResponse:
    """Items of a ready or saved programme, or of an earlier gathering."""
    gathering = gathering_for(request, slug, pk, needs=PLAN)
    form = bring_in_form(gathering, request.POST)
    if not form.is_valid():
        return show(request, gathering, bring=form)
    try:
        source = form.source_of_items()
        count = actions.bring_in_agenda(gathering=gathering, by=request.user, now=timezone.now(), **source)
    except RuleError as error:
        form.add_error(None, str(error))
        return show(request, gathering, bring=form)
    words = ngettext("%(count)d post er hentet inn.", "%(count)d poster er hentet inn.", count)
    return done(request, gathering, words % {"count": count})
