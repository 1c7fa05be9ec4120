"""The way to a gathering's minutes, through the gathering's door."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django_htmx.middleware import HtmxDetails

from redthread.gatherings.access import gathering_for
from redthread.gatherings.minutes_reading import runs
from redthread.gatherings.models import AgendaItem, Gathering, Minutes, Outcome
from redthread.networks.access import Access, SignedInRequest
from redthread.networks.roles import Permission
from redthread.people.models import Organisation


class PageRequest(SignedInRequest):
    """A signed-in request that may ask for a part of a page only."""

    htmx: HtmxDetails


def minutes_of(gathering: Gathering) -> Minutes | None:
    """The minutes of a gathering that came through the door, without another query."""
    found: Minutes | None = getattr(gathering, "minutes", None)
    return found


def run_gathering_for(request: PageRequest, slug: str, pk: str) -> Gathering:
    """The gathering, for those who plan or chair it or write its minutes; 403 for other members."""
    gathering = gathering_for(request, slug, pk, needs=Permission.GATHERING_VIEW)
    if not runs(request.access, minutes_of(gathering)):
        raise PermissionDenied
    return gathering


def item_for(request: PageRequest, gathering: Gathering, item: str) -> AgendaItem:
    """The agenda item, for those who may write something under it.

    Those who run the gathering may write under every item; a school's own people may promise something under
    a reflection in their own school. 404 for an item that is not there, or confidential; else 403.
    """
    found = get_object_or_404(gathering.agenda_items.all(), public_id=item)
    found.gathering = gathering
    if runs(request.access, minutes_of(gathering)):
        return found
    if found.is_confidential:
        raise Http404
    if found.kind != AgendaItem.Kind.OWN_SCHOOL or not speaks_for_a_school(request.access):
        raise PermissionDenied
    return found


def outcome_for(request: PageRequest, slug: str, pk: str, outcome: str) -> Outcome:
    """The outcome, for those who may change it; a school's own people may change what they promised."""
    gathering = gathering_for(request, slug, pk, needs=Permission.GATHERING_VIEW)
    found = get_object_or_404(
        Outcome.objects.filter(item__gathering=gathering).select_related(
            "item", "body", "commitment__school"
        ),
        public_id=outcome,
    )
    found.item.gathering = gathering
    access = request.access
    if runs(access, minutes_of(gathering)):
        return found
    item_for(request, gathering, found.item.public_id)
    if found.kind != Outcome.Kind.COMMITMENT or found.commitment.school_id not in access.organisation_ids:
        raise Http404
    return found


def speaks_for_a_school(access: Access) -> bool:
    return access.can(Permission.SUMMARY_WRITE) and bool(access.organisation_ids)


def schools_to_promise_for(request: PageRequest, gathering: Gathering) -> list[Organisation]:
    """The schools that the person may write a commitment for: all that take part, or one's own."""
    if runs(request.access, minutes_of(gathering)):
        return [
            unit.organisation for unit in gathering.network.units.present().select_related("organisation")
        ]
    return own_schools(request.access)


def own_schools(access: Access) -> list[Organisation]:
    return list({one.organisation for one in access.memberships if one.organisation is not None})
