"""After a session: what came of it goes into the minutes."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from redthread.core.errors import RuleError
from redthread.gatherings.minutes_access import minutes_of
from redthread.live.access import session_for
from redthread.live.actions.minutes import take_into_minutes
from redthread.live.actions.paper import paper_of_table
from redthread.live.after import by_table, items_for, paper_phases, sections, taken_in
from redthread.live.forms_after import AfterForm, PaperForm
from redthread.live.keeping import in_words
from redthread.live.models import LiveSession
from redthread.live.pieces import came_late, laid_out, pieces_of
from redthread.live.pulse import is_pulse
from redthread.live.reading import read_room
from redthread.networks.access import SignedInRequest, login_required


@login_required
@require_http_methods(["GET", "POST"])
def after(request: SignedInRequest, slug: str, pk: str, session: str) -> HttpResponse:
    """What was laid out, with a tick before each piece; POST writes the ticked ones into the minutes."""
    one = session_for(request, slug, pk, session)
    form, context = _page(one, request.POST or None)
    if request.method == "POST" and form.is_valid():
        item = form.chosen_item()
        item.gathering = one.gathering
        try:
            count = take_into_minutes(
                session=one,
                item=item,
                keys=form.keys(),
                schools=form.chosen_schools(),
                answers=form.answers(),
                by=request.user,
                now=timezone.now(),
            )
        except RuleError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _told(count))
            return redirect("live:after", slug, pk, session)
    return render(request, "live/after.html", context)


def _told(count: int) -> str:
    return ngettext(
        "%(count)d punkt er tatt med i referatet.", "%(count)d punkter er tatt med i referatet.", count
    ) % {"count": count}


def _page(one: LiveSession, sent: QueryDict | None = None) -> tuple[AfterForm, dict[str, Any]]:
    room, taken, gathering = read_room(one), taken_in(one), one.gathering
    pieces = pieces_of(room, came_late(room)) if not one.is_running else []
    units = gathering.network.units.present().select_related("organisation").order_by("organisation__name")
    form = AfterForm(
        sent,
        pieces=pieces,
        taken=taken,
        schools=[unit.organisation for unit in units],
        items=items_for(one),
    )
    shown = laid_out(room) if not one.is_running else []
    context = {
        "network": gathering.network,
        "gathering": gathering,
        "session": one,
        "form": form,
        "sections": sections(pieces, form, taken),
        "laid": by_table(room, shown),
        "taken": len(taken),
        "minutes": minutes_of(gathering),
        "paper": _paper_form(one),
        "is_pulse": is_pulse(one.phases),
        "kept": in_words(one),
    }
    return form, context


def _paper_form(one: LiveSession, request: SignedInRequest | None = None) -> PaperForm:
    room = read_room(one)
    tables, phases = [table.number for table in room.tables], paper_phases(room)
    if request is None:
        return PaperForm(tables=tables, phases=phases, auto_id="paper_%s")
    return PaperForm(request.POST, request.FILES, tables=tables, phases=phases, auto_id="paper_%s")


@login_required
@require_POST
def paper(request: SignedInRequest, slug: str, pk: str, session: str) -> HttpResponse:
    """The leader types in what a table wrote on paper."""
    one = session_for(request, slug, pk, session)
    form = _paper_form(one, request)
    if form.is_valid():
        data = form.cleaned_data
        try:
            paper_of_table(
                session=one,
                number=data["table"],
                phase_key=data["phase"],
                lines=data["notes"],
                photo=data["photo"],
                by=request.user,
                now=timezone.now(),
            )
        except RuleError as error:
            form.add_error(None, str(error))
        else:
            return redirect("live:after", slug, pk, session)
    _form, context = _page(one)
    return render(request, "live/after.html", {**context, "paper": form, "paper_open": True})
