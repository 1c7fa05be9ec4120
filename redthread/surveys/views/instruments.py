"""Questionnaires as files: brought in, kept as the network's own, and taken out."""

from __future__ import annotations

import uuid
from io import BytesIO
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files import File
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from redthread.core.errors import InputError
from redthread.instruments.model import Instrument
from redthread.instruments.problems import InstrumentError
from redthread.instruments.toml_file import MOST_BYTES, parse
from redthread.surveys.actions import surveys as actions
from redthread.surveys.definition import instrument_of
from redthread.surveys.said import problem_lines
from redthread.surveys.setup_door import access_for, survey_for
from redthread.surveys.setup_forms import FileForm
from redthread.surveys.views.surveys import show_start
from redthread.surveys.xlsform_files import read_xlsform, write_xlsform

ZIP = b"PK\x03\x04"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@login_required
@require_POST
def from_file(request: HttpRequest, slug: str) -> HttpResponse:
    """The file becomes the network's own questionnaire, and a survey is started with it."""
    access = access_for(request, slug)
    form = FileForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            instrument = _read(form.cleaned_data["file"])
        except InputError as error:
            for line in error.problems:
                form.add_error("file", line)
        else:
            now = timezone.now()
            actions.save_instrument(network=access.network, instrument=instrument, by=access.person, now=now)
            made = actions.start_survey(
                network=access.network,
                key=str(uuid.uuid4()),
                instrument=instrument,
                by=access.person,
                now=now,
            )
            return redirect(made)
    return show_start(request, access, form, status=400)


def _read(file: File[Any]) -> Instrument:
    """Raises InputError with every problem and its place."""
    if (file.size or 0) > MOST_BYTES:
        raise InputError(_("Filen er større enn 1 MB. Del den opp."))
    try:
        if file.read(4) == ZIP:
            return read_xlsform(BytesIO(ZIP + file.read()))
        file.seek(0)
        return parse(file.read().decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise InputError(_("Filen kan ikke leses. Velg en .toml-fil eller en .xlsx-fil.")) from None
    except InstrumentError as error:
        raise InputError(*problem_lines(error)) from None


@login_required
@require_POST
def save_own(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    access, found = survey_for(request, slug, pk)
    own = actions.save_instrument(
        network=access.network, instrument=instrument_of(found), by=access.person, now=timezone.now()
    )
    words = _("Lagret som nettverkets eget skjema, utgave %(version)d.") % {"version": own.version}
    messages.success(request, words)
    return redirect(found)


@login_required
@require_GET
def toml(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    _access, found = survey_for(request, slug, pk)
    return _file(found.definition, f"{instrument_of(found).code}.toml", "application/toml; charset=utf-8")


@login_required
@require_GET
def xlsx(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    _access, found = survey_for(request, slug, pk)
    instrument = instrument_of(found)
    return _file(write_xlsform(instrument), f"{instrument.code}.xlsx", XLSX)


def _file(content: bytes | str, name: str, content_type: str) -> HttpResponse:
    """The name is the questionnaire's code, which has only plain letters, digits and dashes."""
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
