"""Sharing a wave's results, and reading what has been shared."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from redthread.networks.access import SignedInRequest, login_required, network_for
from redthread.networks.roles import Permission
from redthread.sharing.access import owner_release_for
from redthread.sharing.audiences import who_sees
from redthread.sharing.models import Release
from redthread.surveys.actions import releasing
from redthread.surveys.definition import instrument_of
from redthread.surveys.models import Wave, WaveResult
from redthread.surveys.results_access import result_for, result_of, shared_waves
from redthread.surveys.results_page import results_page
from redthread.surveys.views.results import drawn_figure


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def release(request: SignedInRequest, slug: str, pk: str, number: int, audience: str) -> HttpResponse:
    """Exactly what they will see, and the button."""
    made = _to_share(request, slug, pk, number)
    wanted = _audience(audience)
    survey = made.wave.survey
    if request.method == "POST":
        releasing.release_result(result=made, audience=wanted, by=request.user, now=timezone.now())
        messages.success(request, _("Resultatene er delt."))
        return redirect("surveys:result", slug, pk, number)
    who = who_sees(wanted, network=survey.network, school=None)
    figures_at = f"{reverse('surveys:result', args=[slug, pk, number])}tall/"
    return render(request, "surveys/result_release.html", {**_shown(made, figures_at), "who": who})


@login_required
@require_POST
def revoke(request: SignedInRequest, slug: str, pk: str, number: int, audience: str) -> HttpResponse:
    made = _to_share(request, slug, pk, number)
    wave, wanted = made.wave, _audience(audience)
    releasing.take_back_result(wave=wave, audience=wanted, by=request.user, now=timezone.now())
    messages.success(request, _("Delingen er trukket tilbake."))
    return redirect("surveys:result", slug, pk, number)


@login_required
@require_GET
def shared(request: SignedInRequest, slug: str, pk: str, number: int) -> HttpResponse:
    """What the network's members see, for as long as it stands shared with them."""
    made = _shared_with_members(request, slug, pk, number)
    return render(request, "surveys/result_shared.html", _shown(made, f"{request.path}tall/"))


@login_required
@require_GET
def shared_figure(request: SignedInRequest, slug: str, pk: str, number: int, code: str) -> HttpResponse:
    made = _shared_with_members(request, slug, pk, number)
    return drawn_figure(request, made, code, "surveys/figure_shared.html")


@login_required
@require_GET
def owner_result(request: HttpRequest, pk: str) -> HttpResponse:
    """The owner's view, drawn through the standing release and nothing else."""
    found, made = _shared_with_owner(request, pk)
    shown = _shown(made, f"{request.path}tall/")
    return render(request, "surveys/result_owner.html", {**shown, "release": found})


@login_required
@require_GET
def owner_figure(request: HttpRequest, pk: str, code: str) -> HttpResponse:
    found, made = _shared_with_owner(request, pk)
    return drawn_figure(request, made, code, "surveys/figure_owner.html", release=found)


def _shared_with_members(request: SignedInRequest, slug: str, pk: str, number: int) -> WaveResult:
    network = network_for(request, slug, needs=Permission.NETWORK_VIEW)
    waves = shared_waves(Release.objects.visible_to(request.access))
    return _result(get_object_or_404(waves, survey__network=network, survey__public_id=pk, number=number))


def _shared_with_owner(request: HttpRequest, pk: str) -> tuple[Release, WaveResult]:
    found = owner_release_for(request, pk)
    return found, _result(get_object_or_404(shared_waves(Release.objects.filter(pk=found.pk))))


def _to_share(request: SignedInRequest, slug: str, pk: str, number: int) -> WaveResult:
    """Those who run surveys read; those who lead the network share, until it is closed."""
    made = result_for(request, slug, pk, number)
    request.access.require(Permission.SURVEY_RUN)
    request.access.require(Permission.NETWORK_MANAGE)
    return made


def _audience(word: str) -> str:
    if word not in releasing.AUDIENCES:
        raise Http404
    return releasing.AUDIENCES[word]


def _result(wave: Wave) -> WaveResult:
    made = result_of(wave)
    if made is None:
        raise Http404
    return made


def _shown(made: WaveResult, figures_at: str) -> dict[str, object]:
    """The page as others than those who run the survey see it: without the free words."""
    survey = made.wave.survey
    page = results_page(made.figures, made.pictures, instrument_of(survey), with_texts=False)
    context = {"network": survey.network, "survey": survey, "wave": made.wave, "page": page}
    return {**context, "figures_at": figures_at}
