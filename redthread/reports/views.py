"""The minutes as files."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from redthread.core import dates
from redthread.gatherings.access import gathering_for
from redthread.gatherings.minutes_access import PageRequest, minutes_of
from redthread.gatherings.minutes_reading import runs
from redthread.networks.access import login_required, network_for
from redthread.networks.roles import Permission
from redthread.reports.minutes_docx import minutes_docx as made_docx
from redthread.reports.minutes_pdf import minutes_pdf as made_pdf
from redthread.reports.minutes_record import Record, record_of
from redthread.reports.printable import file_name
from redthread.reports.wheel_pdf import PAPERS
from redthread.reports.wheel_pdf import wheel_pdf as made_wheel
from redthread.wheel.days_off import days_off
from redthread.wheel.drawing.wheel import draw
from redthread.wheel.entries import entries_of
from redthread.wheel.year_page import by_month, chosen_year, rests_in_words

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@login_required
@require_GET
def minutes_pdf(request: PageRequest, slug: str, pk: str) -> HttpResponse:
    return _file(request, slug, pk, made_pdf, PDF, "pdf")


@login_required
@require_GET
def minutes_docx(request: PageRequest, slug: str, pk: str) -> HttpResponse:
    return _file(request, slug, pk, made_docx, DOCX, "docx")


def _file(
    request: PageRequest, slug: str, pk: str, made: Callable[[Record], bytes], kind: str, ending: str
) -> HttpResponse:
    """Locked minutes for every member; before that a marked draft for those who run the gathering."""
    gathering = gathering_for(request, slug, pk, needs=Permission.GATHERING_VIEW)
    minutes = minutes_of(gathering)
    if minutes is None:
        raise Http404
    if not minutes.is_locked and not runs(request.access, minutes):
        raise PermissionDenied
    words = _("Referat %(title)s %(day)s") % {
        "title": gathering.title[:60],
        "day": dates.day_and_year(gathering.starts_at),
    }
    return as_file(made(record_of(gathering, minutes)), kind, file_name(words, ending))


def as_file(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    header = content_disposition_header(as_attachment=True, filename=name)
    response["Content-Disposition"] = header or "attachment"
    response["Cache-Control"] = "private, no-store"
    return response


@login_required
@require_GET
def wheel_pdf(request: PageRequest, slug: str) -> HttpResponse:
    """The year as the person sees it, on A4, or with `papir=a3` on A3."""
    wanted = request.GET.get("papir", "")
    paper = wanted if wanted in PAPERS else PAPERS[0]
    network = network_for(request, slug, needs=Permission.GATHERING_VIEW)
    now = timezone.now()
    year = chosen_year(request.GET.get("skolear", ""), timezone.localdate(now))
    days = days_off(network, year)
    entries, rests = entries_of(network, year, request.access, days), rests_in_words(days)
    # Paper hangs for a year: the whole thread is drawn as it will have been, without «nå».
    afterwards = year.ends_on + timedelta(days=1)
    wheel = draw(entries, year, afterwards, [(rest.starts_on, rest.last) for rest in rests])
    made = made_wheel(network, wheel, by_month(year, [*entries, *rests]), paper=paper, now=now)
    words = _("Årshjul %(network)s %(year)s") % {"network": network, "year": f"{year}".replace("/", "-")}
    return as_file(made, PDF, file_name(words, "pdf"))
