"""The figures of a closed wave as files: what the page shows, and nothing more."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from redthread.networks.access import login_required
from redthread.surveys.definition import instrument_of
from redthread.surveys.measures import Row
from redthread.surveys.result_files import csv_file, sav_file, xlsx_file
from redthread.surveys.result_rows import result_rows
from redthread.surveys.results_access import result_for


class Format(NamedTuple):
    """How a file is made and what it is; the ending stands in the address."""

    made: Callable[[str, Sequence[Row]], bytes]
    kind: str


FORMATS = {
    "csv": Format(csv_file, "text/csv; charset=utf-8"),
    "xlsx": Format(xlsx_file, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "sav": Format(sav_file, "application/x-spss-sav"),
}


@login_required
@require_GET
def csv(request: HttpRequest, slug: str, pk: str, number: int) -> HttpResponse:
    return _file(request, slug, pk, number, "csv")


@login_required
@require_GET
def xlsx(request: HttpRequest, slug: str, pk: str, number: int) -> HttpResponse:
    return _file(request, slug, pk, number, "xlsx")


@login_required
@require_GET
def sav(request: HttpRequest, slug: str, pk: str, number: int) -> HttpResponse:
    return _file(request, slug, pk, number, "sav")


def _file(request: HttpRequest, slug: str, pk: str, number: int, ending: str) -> HttpResponse:
    made = result_for(request, slug, pk, number)
    survey, form = made.wave.survey, FORMATS[ending]
    rows = list(result_rows(made.figures, instrument_of(survey), get_language() or "nb"))
    response = HttpResponse(form.made(survey.title, rows), content_type=form.kind)
    name = slugify(survey.title)[:60] or _("resultat")
    header = content_disposition_header(as_attachment=True, filename=f"{name}-{number}.{ending}")
    response["Content-Disposition"] = header or "attachment"
    response["Cache-Control"] = "private, no-store"
    return response
