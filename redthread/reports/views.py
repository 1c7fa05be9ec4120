"""The minutes as files."""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from redthread.core import dates
from redthread.gatherings.access import gathering_for
from redthread.gatherings.minutes_access import PageRequest, minutes_of
from redthread.gatherings.minutes_reading import runs
from redthread.networks.access import login_required
from redthread.networks.roles import Permission
from redthread.reports.minutes_docx import minutes_docx as made_docx
from redthread.reports.minutes_pdf import minutes_pdf as made_pdf
from redthread.reports.minutes_record import Record, record_of
from redthread.reports.printable import file_name

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
    response = HttpResponse(made(record_of(gathering, minutes)), content_type=kind)
    name = content_disposition_header(as_attachment=True, filename=file_name(words, ending))
    response["Content-Disposition"] = name or "attachment"
    response["Cache-Control"] = "private, no-store"
    return response
