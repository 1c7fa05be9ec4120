"""A survey's results as files to carry, for those who run it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from redthread.networks.access import login_required
from redthread.reports.printable import file_name
from redthread.reports.survey_docx import survey_docx as made_docx
from redthread.reports.survey_pdf import survey_pdf as made_pdf
from redthread.reports.survey_record import record_of
from redthread.reports.views import DOCX, PDF, as_file
from redthread.surveys.models import WaveResult
from redthread.surveys.results_access import result_for


@login_required
@require_GET
def survey_pdf(request: HttpRequest, slug: str, pk: str, number: int) -> HttpResponse:
    result = result_for(request, slug, pk, number)
    return as_file(made_pdf(record_of(result)), PDF, _name(result, "pdf"))


@login_required
@require_GET
def survey_docx(request: HttpRequest, slug: str, pk: str, number: int) -> HttpResponse:
    result = result_for(request, slug, pk, number)
    return as_file(made_docx(record_of(result)), DOCX, _name(result, "docx"))


def _name(result: WaveResult, ending: str) -> str:
    words = {"title": result.wave.survey.title[:60], "number": result.wave.number}
    return file_name(_("Resultater %(title)s runde %(number)d") % words, ending)
