"""The planner of a programme as it is now: a part for htmx, else a page."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from redthread.gatherings import agenda_advice as advice
from redthread.gatherings.balance import balance_of
from redthread.gatherings.day_needs import needs_of
from redthread.gatherings.forms.agenda import BringInForm, NewItemForm
from redthread.gatherings.forms.day_templates import DayTemplateForm
from redthread.gatherings.item_options import options_for
from redthread.gatherings.minutes_access import PageRequest
from redthread.gatherings.models import AgendaItem, BalanceNorm, Gathering
from redthread.gatherings.planner_rows import rows_of
from redthread.gatherings.programme import items_for, programme_of
from redthread.gatherings.saved_days import saved_choices
from redthread.networks.models import Network
from redthread.networks.roles import Permission

EARLIER_SHOWN = 12


def show(
    request: PageRequest,
    gathering: Gathering,
    *,
    form: NewItemForm | None = None,
    bring: BringInForm | None = None,
    keep: DayTemplateForm | None = None,
    **more: object,
) -> HttpResponse:
    items = items_for(gathering, may_run=True)
    slots = programme_of(gathering, items)
    options = options_for(gathering, timezone.now())
    context = {
        "network": gathering.network,
        "gathering": gathering,
        "rows": rows_of(slots),
        "ends_at": slots[-1].ends_at if slots else None,
        "has_days": options.has_days,
        "fits": advice.balance_text(gathering, slots),
        "is_too_long": advice.is_too_long(gathering, slots),
        "balance": balance_of(items, norm_of(gathering.network)),
        "needs": needs_of(items),
        "advice": advice.advice(gathering, slots),
        "methods": options.methods,
        "form": form or NewItemForm(options=options),
        "bring": bring or bring_in_form(gathering),
        "keep": keep or DayTemplateForm(initial={"name": gathering.theme or gathering.title}),
        "leads": request.access.can(Permission.NETWORK_MANAGE),
        **more,
    }
    return render(request, "gatherings/_planner.html" if request.htmx else "gatherings/agenda.html", context)


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


def bring_in_form(gathering: Gathering, sent: object = None) -> BringInForm:
    return BringInForm(
        sent,
        earlier=earlier_than(gathering),
        saved=saved_choices(gathering.network),
    )


def item_of(gathering: Gathering, public_id: str) -> AgendaItem:
    """Through the gathering that came through the door; Http404."""
    items = gathering.agenda_items.select_related("method").prefetch_related("leaders__person")
    found = get_object_or_404(items, public_id=public_id)
    found.gathering = gathering
    return found


def earlier_than(gathering: Gathering) -> list[Gathering]:
    return list(Gathering.objects.filter(cancelled_at=None).before(gathering)[:EARLIER_SHOWN])


def norm_of(network: Network) -> BalanceNorm | None:
    return BalanceNorm.objects.filter(network=network).first()


def place_of(gathering: Gathering, one: AgendaItem) -> str:
    address = reverse("gatherings:agenda", args=[gathering.network.slug, gathering.public_id])
    return f"{address}#post-{one.public_id}"
