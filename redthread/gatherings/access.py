"""The way to one gathering, through the network's door."""

from __future__ import annotations

from typing import cast

from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest

from redthread.gatherings.models import Gathering, Grouping
from redthread.networks.access import SignedInRequest, network_for
from redthread.networks.roles import CHAIR_OF_THE_DAY, Permission


def gathering_for(request: HttpRequest, slug: str, pk: str, *, needs: Permission) -> Gathering:
    """The gathering, if the person may do `needs` in it. A draft does not exist for those who cannot plan.

    Whoever chairs this gathering may also plan and run it. Raises as `network_for` does.
    """
    network = network_for(request, slug, needs=Permission.GATHERING_VIEW)
    shown = Grouping.objects.filter(gathering=OuterRef("pk"), shown_at__isnull=False)
    gathering = (
        Gathering.objects.filter(network=network, public_id=pk)
        .annotate(has_tables=Exists(shown))
        .select_related("host", "chair", "mandate", "body", "minutes__written_by", "minutes__locked_by")
        .first()
    )
    if gathering is None:
        raise Http404
    gathering.network = network
    signed_in = cast(SignedInRequest, request)
    if gathering.chair_id == signed_in.access.person.pk:
        signed_in.access = signed_in.access.with_also(CHAIR_OF_THE_DAY)
    if gathering.is_draft and not signed_in.access.can(Permission.GATHERING_PLAN):
        raise Http404
    signed_in.access.require(needs)
    return gathering
