"""The print pack of a gathering: one page to choose on, and one PDF."""

from __future__ import annotations

from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from redthread.core import dates
from redthread.gatherings.access import gathering_for
from redthread.gatherings.minutes_access import PageRequest
from redthread.gatherings.models import Gathering, Grouping
from redthread.networks.access import login_required
from redthread.networks.roles import Permission
from redthread.reports.forms import PrintPackForm
from redthread.reports.print_pack import Part, in_words, pack_of
from redthread.reports.print_pack_pdf import print_pack_pdf as made_pdf
from redthread.reports.printable import file_name

PLAN = Permission.GATHERING_PLAN


@login_required
@require_GET
def print_pack(request: PageRequest, slug: str, pk: str) -> HttpResponse:
    """What there is to print, and how much of each; for those who plan the day."""
    gathering = gathering_for(request, slug, pk, needs=PLAN)
    form = PrintPackForm(groupings=groupings_of(gathering), initial={"parts": Part.values})
    return show(request, gathering, form)


@login_required
@require_GET
def print_pack_pdf(request: PageRequest, slug: str, pk: str) -> HttpResponse:
    """The chosen parts as one file; without a choice, back to the page that asks."""
    gathering = gathering_for(request, slug, pk, needs=PLAN)
    form = PrintPackForm(request.GET, groupings=groupings_of(gathering))
    if not form.is_valid():
        return show(request, gathering, form, status=422)
    pack = pack_of(
        gathering, parts=form.cleaned_data["parts"], grouping=form.grouping(), made_at=timezone.now()
    )
    response = HttpResponse(made_pdf(pack), content_type="application/pdf")
    words = {"title": gathering.title[:60], "day": dates.day_and_year(gathering.starts_at)}
    name = file_name(_("Utskrifter %(title)s %(day)s") % words, "pdf")
    response["Content-Disposition"] = (
        content_disposition_header(as_attachment=True, filename=name) or "attachment"
    )
    response["Cache-Control"] = "private, no-store"
    return response


def groupings_of(gathering: Gathering) -> list[Grouping]:
    """What is shown first, the newest first; that of the whole day ahead of one for an item."""
    shown_first = gathering.groupings.order_by(
        F("item").asc(nulls_first=True), F("shown_at").desc(nulls_last=True), "-made_at", "-pk"
    )
    return list(shown_first)


def show(request: PageRequest, gathering: Gathering, form: PrintPackForm, status: int = 200) -> HttpResponse:
    pack = pack_of(gathering, parts=Part.values, grouping=form.grouping(), made_at=timezone.now())
    counts = pack.counts()
    context = {
        "network": gathering.network,
        "gathering": gathering,
        "form": form,
        "pack": pack,
        "there": [(Part(part).label, in_words(part, count)) for part, count in counts.items()],
        "hides": gathering.agenda_items.filter(is_confidential=True).exists(),
    }
    return render(request, "reports/print_pack.html", context, status=status)
