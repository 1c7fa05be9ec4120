"""A closed wave's results, and what stands behind each figure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from redthread.networks.access import SignedInRequest, login_required
from redthread.networks.roles import Permission
from redthread.surveys.actions.releasing import AUDIENCES, standing_release
from redthread.surveys.definition import instrument_of
from redthread.surveys.figure_page import figure_page, pictures_about
from redthread.surveys.models import Wave, WaveResult
from redthread.surveys.results_access import closed_wave_for, result_for, result_of
from redthread.surveys.results_page import results_page

LATE = timedelta(minutes=30)  # the worker makes them within minutes


@login_required
@require_GET
def result(request: SignedInRequest, slug: str, pk: str, number: int) -> HttpResponse:
    wave = closed_wave_for(request, slug, pk, number)
    made = result_of(wave)
    context = {"network": wave.survey.network, "survey": wave.survey, "wave": wave}
    asks_again = request.headers.get("HX-Request")  # the page that waits
    if made is None:
        return HttpResponse(status=204) if asks_again else _waiting(request, wave, context)
    if asks_again:
        return HttpResponse(headers={"HX-Refresh": "true"})
    page = results_page(made.figures, made.pictures, instrument_of(wave.survey))
    shares = [(word, standing_release(wave, audience)) for word, audience in AUDIENCES.items()]
    may_share = all(map(request.access.can, (Permission.NETWORK_MANAGE, Permission.SURVEY_RUN)))
    shown = {"page": page, "figures_at": f"{request.path}tall/", "shares": shares, "may_share": may_share}
    return render(request, "surveys/result.html", {**context, **shown})


def _waiting(request: HttpRequest, wave: Wave, context: Mapping[str, object]) -> HttpResponse:
    assert wave.closed_at is not None
    is_late = timezone.now() - wave.closed_at > LATE
    return render(request, "surveys/result_waiting.html", {**context, "is_late": is_late})


@login_required
@require_GET
def figure(request: HttpRequest, slug: str, pk: str, number: int, code: str) -> HttpResponse:
    return drawn_figure(request, result_for(request, slug, pk, number), code, "surveys/figure.html")


def drawn_figure(
    request: HttpRequest, made: WaveResult, code: str, template: str, **more: object
) -> HttpResponse:
    """What stands behind one figure, with the same addresses for the others that it leads to."""
    survey = made.wave.survey
    instrument = instrument_of(survey)
    page = figure_page(code, made.figures, instrument)
    if page is None:
        raise Http404
    figures_at = request.path.removesuffix(f"{code}/")
    pictures = pictures_about(code, made.pictures, instrument)
    context = {"network": survey.network, "survey": survey, "wave": made.wave, "page": page, **more}
    return render(request, template, {**context, "pictures": pictures, "figures_at": figures_at})
