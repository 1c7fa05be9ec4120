"""The ways in for those who ask: to the network's surveys, and to one that is not sent yet."""

from __future__ import annotations

from typing import cast

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from redthread.networks.access import Access, SignedInRequest, network_for
from redthread.networks.roles import Permission
from redthread.surveys.models import Survey, Wave


def access_for(request: HttpRequest, slug: str) -> Access:
    network_for(request, slug, needs=Permission.SURVEY_RUN)
    return cast(SignedInRequest, request).access


def survey_for(request: HttpRequest, slug: str, pk: str) -> tuple[Access, Survey]:
    access = access_for(request, slug)
    standing = access.network.surveys.all() & Survey.objects.standing()
    return access, get_object_or_404(standing.select_related("network__owner"), public_id=pk)


def wave_for(request: HttpRequest, slug: str, pk: str, number: int) -> tuple[Access, Wave]:
    """A wave that nobody has been asked in yet; there is nothing to set up in another."""
    access, survey = survey_for(request, slug, pk)
    wave = get_object_or_404(survey.waves.select_related("survey__network"), number=number)
    if wave.opened_at is not None:
        raise Http404
    return access, wave
