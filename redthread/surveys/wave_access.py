"""The door to one wave: those who run surveys in the network."""

from __future__ import annotations

from typing import cast

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from redthread.networks.access import Access, SignedInRequest, network_for
from redthread.networks.roles import Permission
from redthread.surveys.models import OpenCode, Survey, Wave


def wave_for(request: HttpRequest, slug: str, pk: str, number: int) -> tuple[Access, Wave]:
    """A wave of a survey that stands, in whatever state. Raises Http404."""
    network = network_for(request, slug, needs=Permission.SURVEY_RUN)
    standing = Survey.objects.standing().filter(network=network)
    waves = Wave.objects.filter(survey__in=standing, survey__public_id=pk)
    wave = get_object_or_404(waves.select_related("survey"), number=number)
    wave.survey.network = network
    return cast(SignedInRequest, request).access, wave


def code_for(request: HttpRequest, slug: str, pk: str, number: int, code: str) -> tuple[Wave, OpenCode]:
    """A code of the wave, while it can be answered by. Raises Http404."""
    wave, codes = codes_for(request, slug, pk, number)
    return wave, get_object_or_404(codes, code=code)


def codes_for(
    request: HttpRequest, slug: str, pk: str, number: int
) -> tuple[Wave, QuerySet[OpenCode, OpenCode]]:
    """All codes of the wave, by role and place; none when it cannot be answered."""
    _access, wave = wave_for(request, slug, pk, number)
    codes = wave.codes.filter(wave__opened_at__isnull=False, wave__closed_at=None)
    return wave, codes.select_related("unit").order_by("role", "unit__name", "pk")
