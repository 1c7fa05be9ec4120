"""What the rooms above the gatherings add to their pages: raw material, materials, and «Ta vare på»."""

from __future__ import annotations

from typing import Any, NamedTuple, cast

from django.db.models import Q
from django.urls import reverse

from redthread.archive.material_places import materials_of
from redthread.archive.models import Bookmark, Material
from redthread.gatherings.models import Gathering
from redthread.live.material import leads
from redthread.live.models import LiveSession
from redthread.networks.access import SignedInRequest
from redthread.networks.roles import Permission


def material_url(context: dict[str, Any], gathering: Gathering) -> str:
    """Empty when the person sat nowhere, and for those who lead, when no session is closed. One query."""
    access = cast(SignedInRequest, context["request"]).access
    has_something = Q(participants__person=access.person)
    if leads(access):
        has_something |= Q(closed_at__isnull=False)
    if not LiveSession.objects.filter(has_something, gathering=gathering).exists():
        return ""
    return reverse("live:material", args=[gathering.network.slug, gathering.public_id])


class Laid(NamedTuple):
    """The materials of a gathering by the public id of their blocks, and the way to add one."""

    by_item: dict[int, list[Material]]
    add_href: str


def materials(context: dict[str, Any], gathering: Gathering) -> Laid:
    """One query. Whether a block is confidential to the reader is for the programme to say."""
    access = cast(SignedInRequest, context["request"]).access
    add_href = ""
    if access.can(Permission.AGENDA_PROPOSE) and not gathering.is_cancelled:
        add_href = f"{reverse('archive:new', args=[gathering.network.slug])}?samling={gathering.public_id}"
    return Laid(materials_of(access, gathering), add_href)


def keeping(context: dict[str, Any], kind: str, thing: str, *, is_kept: bool | None = None) -> dict[str, Any]:
    """«Ta vare på», or that it is kept already. One query, unless the page knows `is_kept`."""
    if is_kept is None:
        person = context["request"].user
        is_kept = Bookmark.objects.filter(person=person, kind=kind, thing=thing).exists()
    return {"request": context["request"], "kind": kind, "thing": thing, "is_kept": is_kept}
