"""The ways in to concepts and rounds."""

from __future__ import annotations

from typing import cast

from django.db.models import Max, OuterRef, Prefetch, QuerySet, Subquery
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from redthread.concepts.models import (
    Agreement,
    AlignmentRound,
    Concept,
    ConceptQuerySet,
    ConceptVersion,
)
from redthread.networks.access import Access, SignedInRequest, network_for
from redthread.networks.models import Network
from redthread.networks.roles import Permission

READ = Permission.NETWORK_VIEW
WRITE = Permission.GATHERING_PLAN
# Those who have a say: not partners and guests, and nobody in a closed network.
SAY = Permission.AGENDA_PROPOSE


def access_for(request: HttpRequest, slug: str, *, needs: Permission) -> Access:
    network_for(request, slug, needs=needs)
    return cast(SignedInRequest, request).access


def concepts_of(network: Network) -> ConceptQuerySet:
    """Those in use, each with the latest version's number and words in `latest`."""
    return network.concepts.in_use().prefetch_related(
        Prefetch("versions", _latest_versions(network), to_attr="latest")
    )


def _latest_versions(network: Network) -> QuerySet[ConceptVersion]:
    newest = ConceptVersion.objects.filter(concept=OuterRef("concept")).order_by("-number").values("pk")[:1]
    versions = ConceptVersion.objects.filter(concept__network=network, pk=Subquery(newest))
    agreed = Agreement.objects.select_related("gathering", "by")
    return versions.prefetch_related(Prefetch("agreements", agreed))


def concept_for(request: HttpRequest, slug: str, pk: str, *, needs: Permission) -> tuple[Access, Concept]:
    access = access_for(request, slug, needs=needs)
    found = access.network.concepts.in_use().annotate(last_number=Max("versions__number"))
    concept = get_object_or_404(found, public_id=pk)
    concept.network = access.network
    return access, concept


def round_for(
    request: HttpRequest, slug: str, pk: str, *, needs: Permission
) -> tuple[Access, AlignmentRound]:
    access = access_for(request, slug, needs=needs)
    rounds = access.network.alignment_rounds.select_related("started_by", "gathering")
    found = get_object_or_404(rounds, public_id=pk)
    found.network = access.network
    return access, found
