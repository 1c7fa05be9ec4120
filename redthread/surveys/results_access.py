"""The door to a wave's results: those who run surveys in the network, or ran them before it was closed."""

from __future__ import annotations

from typing import cast

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from redthread.networks.access import Access, SignedInRequest, network_for
from redthread.networks.roles import GRANTS, Permission
from redthread.sharing.models import Release, ReleaseQuerySet
from redthread.surveys.models import Survey, Wave, WaveResult

ROLES = tuple(role for role, granted in GRANTS.items() if Permission.SURVEY_RUN in granted)


def reads_results(access: Access) -> bool:
    """By role, so that what came out of a survey can still be read in a closed network."""
    return any(one.role in ROLES for one in access.memberships)


def closed_wave_for(request: HttpRequest, slug: str, pk: str, number: int) -> Wave:
    """A closed wave, with its result when that is made. What is open or dropped has no results: Http404."""
    network = network_for(request, slug, needs=Permission.NETWORK_VIEW)
    if not reads_results(cast(SignedInRequest, request).access):
        raise PermissionDenied
    surveys = Survey.objects.standing().filter(network=network)
    waves = Wave.objects.filter(survey__in=surveys, survey__public_id=pk, closed_at__isnull=False)
    wave = get_object_or_404(waves.select_related("survey", "result"), number=number)
    wave.survey.network = network
    return wave


def result_for(request: HttpRequest, slug: str, pk: str, number: int) -> WaveResult:
    """The result itself; Http404 until it is made."""
    wave = closed_wave_for(request, slug, pk, number)
    result = result_of(wave)
    if result is None:
        raise Http404
    return result


def result_of(wave: Wave) -> WaveResult | None:
    """Without another query."""
    result: WaveResult | None = getattr(wave, "result", None)
    if result is not None:
        result.wave = wave
    return result


def shared_waves(releases: ReleaseQuerySet) -> QuerySet[Wave]:
    """The closed waves that these releases show."""
    sources = releases.filter(kind=Release.Kind.SURVEY).values("source")
    waves = Wave.objects.filter(public_id__in=sources, closed_at__isnull=False, survey__dropped_at=None)
    return waves.select_related("survey__network", "result")
