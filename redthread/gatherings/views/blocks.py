"""One block of the programme where it stands: another place, another length, or out."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from redthread.core.errors import RuleError
from redthread.gatherings.access import gathering_for
from redthread.gatherings.actions import agenda as actions
from redthread.gatherings.forms.agenda import MinutesForm, NewItemForm, values_of
from redthread.gatherings.item_options import options_for
from redthread.gatherings.minutes_access import PageRequest
from redthread.gatherings.models import AgendaItem
from redthread.gatherings.views.planner import done, item_of, show
from redthread.networks.access import login_required
from redthread.networks.roles import Permission

PLAN = Permission.GATHERING_PLAN
WAYS = {"opp": -1, "ned": 1}
STEPS = {"kortere": -5, "lengre": 5}


@login_required
@require_POST
def item_move(request: PageRequest, slug: str, pk: str, item: str) -> HttpResponse:
    """One place up or down (`vei`), or to a place (`plass`, from 1) where it was dropped."""
    gathering = gathering_for(request, slug, pk, needs=PLAN)
    one = item_of(gathering, item)
    try:
        _move(request, one)
    except RuleError as error:
        return show(request, gathering, problem=str(error))
    order = list(gathering.agenda_items.values_list("pk", flat=True))
    where = {"title": one, "place": order.index(one.pk) + 1, "count": len(order)}
    return done(request, gathering, _("«%(title)s» er nå nummer %(place)d av %(count)d.") % where, one)


def _move(request: PageRequest, one: AgendaItem) -> None:
    place, now = request.POST.get("plass", ""), timezone.now()
    if place.isdecimal() and len(place) < 5:
        actions.place_agenda_item(item=one, place=int(place), by=request.user, now=now)
    else:
        places = WAYS.get(request.POST.get("vei", ""), 0)
        actions.move_agenda_item(item=one, places=places, by=request.user, now=now)


@login_required
@require_POST
def item_minutes(request: PageRequest, slug: str, pk: str, item: str) -> HttpResponse:
    """Five minutes shorter or longer (`endring`), or so many minutes (`minutter`)."""
    gathering, now = gathering_for(request, slug, pk, needs=PLAN), timezone.now()
    one = item_of(gathering, item)
    step = STEPS.get(request.POST.get("endring", ""))
    form = MinutesForm(request.POST)
    if step is None and not form.is_valid():
        return show(request, gathering, problem=" ".join(map(str, form.errors["minutter"])))
    try:
        if step is not None:
            actions.change_minutes(item=one, by_minutes=step, by=request.user, now=now)
        else:
            minutes = form.cleaned_data["minutter"]
            actions.set_minutes(item=one, minutes=minutes, by=request.user, now=now)
    except RuleError as error:
        return show(request, gathering, problem=str(error))
    words = ngettext(
        "«%(title)s» tar nå %(count)d minutt.", "«%(title)s» tar nå %(count)d minutter.", one.minutes
    )
    return done(request, gathering, words % {"title": one, "count": one.minutes}, one)


@login_required
@require_POST
def item_remove(request: PageRequest, slug: str, pk: str, item: str) -> HttpResponse:
    """Take the item out; the page offers to put it back."""
    gathering = gathering_for(request, slug, pk, needs=PLAN)
    one = item_of(gathering, item)
    back = NewItemForm(
        initial={**values_of(one), "position": one.position},
        options=options_for(gathering, timezone.now(), keep=one),
        auto_id="back_%s",
    )
    try:
        actions.remove_agenda_item(item=one, by=request.user, now=timezone.now())
    except RuleError as error:
        return show(request, gathering, problem=str(error))
    return show(request, gathering, removed=one.title, back=back)
