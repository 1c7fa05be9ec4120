"""The agenda planner: one page, and one part of it after each change."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from redthread.core.errors import RuleError
from redthread.gatherings import agenda_advice as advice
from redthread.gatherings.access import gathering_for
from redthread.gatherings.actions import agenda as actions
from redthread.gatherings.forms.agenda import AgendaItemForm, BringInForm, NewItemForm, values_of
from redthread.gatherings.minutes_access import PageRequest
from redthread.gatherings.models import AgendaItem, Gathering
from redthread.gatherings.programme import programme_of
from redthread.networks.access import login_required
from redthread.networks.roles import Permission

PLAN = Permission.GATHERING_PLAN
WAYS = {"opp": -1, "ned": 1}
EARLIER_SHOWN = 12


@login_required
@require_http_methods(["GET", "POST"])
def agenda(request: PageRequest, slug: str, pk: str) -> HttpResponse:
    """The planner; POST adds an item."""
    gathering = gathering_for(request, slug, pk, needs=PLAN)
    if request.method == "GET":
        return show(request, gathering)
    form = NewItemForm(request.POST, has_days=advice.is_over_several_days(gathering))
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
@require_http_methods(["GET", "POST"])
def item(request: PageRequest, slug: str, pk: str, item: str) -> HttpResponse:
    gathering = gathering_for(request, slug, pk, needs=PLAN)
    one = item_of(gathering, item)
    has_days = advice.is_over_several_days(gathering)
    sent = request.POST if request.method == "POST" else None
    form = AgendaItemForm(sent, has_days=has_days, initial=values_of(one))
    if form.is_valid():
        try:
            fields = form.fields_of_item()
            actions.edit_agenda_item(item=one, by=request.user, now=timezone.now(), **fields)
        except RuleError as error:
            form.add_error(None, str(error))
        else:
            return redirect(place_of(gathering, one))
    context = {"network": gathering.network, "gathering": gathering, "item": one, "form": form}
    return render(request, "gatherings/item.html", context)


@login_required
@require_POST
def item_move(request: PageRequest, slug: str, pk: str, item: str) -> HttpResponse:
    gathering = gathering_for(request, slug, pk, needs=PLAN)
    one = item_of(gathering, item)
    places = WAYS.get(request.POST.get("vei", ""), 0)
    try:
        actions.move_agenda_item(item=one, places=places, by=request.user, now=timezone.now())
    except RuleError as error:
        return show(request, gathering, problem=str(error))
    order = list(gathering.agenda_items.values_list("pk", flat=True))
    where = {"title": one, "place": order.index(one.pk) + 1, "count": len(order)}
    return done(request, gathering, _("«%(title)s» er nå nummer %(place)d av %(count)d.") % where, one)


@login_required
@require_POST
def item_remove(request: PageRequest, slug: str, pk: str, item: str) -> HttpResponse:
    """Take the item out; the page offers to put it back."""
    gathering = gathering_for(request, slug, pk, needs=PLAN)
    one = item_of(gathering, item)
    back = NewItemForm(
        initial={**values_of(one), "position": one.position},
        has_days=advice.is_over_several_days(gathering),
        auto_id="back_%s",
    )
    try:
        actions.remove_agenda_item(item=one, by=request.user, now=timezone.now())
    except RuleError as error:
        return show(request, gathering, problem=str(error))
    return show(request, gathering, removed=one.title, back=back)


@login_required
@require_POST
def bring_in(request: PageRequest, slug: str, pk: str) -> HttpResponse:
    """Items of a ready programme or an earlier gathering."""
    gathering = gathering_for(request, slug, pk, needs=PLAN)
    form = BringInForm(request.POST, earlier=earlier_than(gathering))
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


def item_of(gathering: Gathering, public_id: str) -> AgendaItem:
    """Through the gathering that came through the door; Http404."""
    found = get_object_or_404(gathering.agenda_items.all(), public_id=public_id)
    found.gathering = gathering
    return found


def earlier_than(gathering: Gathering) -> list[Gathering]:
    return list(Gathering.objects.filter(cancelled_at=None).before(gathering)[:EARLIER_SHOWN])


def place_of(gathering: Gathering, one: AgendaItem) -> str:
    address = reverse("gatherings:agenda", args=[gathering.network.slug, gathering.public_id])
    return f"{address}#post-{one.public_id}"


def done(
    request: PageRequest, gathering: Gathering, words: str, one: AgendaItem | None = None
) -> HttpResponse:
    """The planner as it is now: as a part for htmx, else as a page of its own that may be loaded again."""
    if request.htmx:
        return show(request, gathering, said=words)
    messages.success(request, words)
    if one is None:
        return redirect("gatherings:agenda", gathering.network.slug, gathering.public_id)
    return redirect(place_of(gathering, one))


def show(
    request: PageRequest,
    gathering: Gathering,
    *,
    form: NewItemForm | None = None,
    bring: BringInForm | None = None,
    **more: object,
) -> HttpResponse:
    slots = programme_of(gathering, gathering.agenda_items.all())
    has_days = advice.is_over_several_days(gathering)
    context = {
        "network": gathering.network,
        "gathering": gathering,
        "slots": slots,
        "has_days": has_days,
        "balance": advice.balance_text(gathering, slots),
        "is_too_long": advice.is_too_long(gathering, slots),
        "advice": advice.advice(gathering, slots),
        "form": form or NewItemForm(has_days=has_days),
        "bring": bring or BringInForm(earlier=earlier_than(gathering)),
        **more,
    }
    return render(request, "gatherings/_planner.html" if request.htmx else "gatherings/agenda.html", context)
