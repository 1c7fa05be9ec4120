"""What the rooms above add to the pages below: raw material, materials, what a story became, «Ta vare på»."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple, cast

from django.db.models import Exists, Q
from django.urls import reverse

from redthread.archive.material_places import laid_with_blocks
from redthread.archive.models import Bookmark
from redthread.betweenwork.lineage_reading import tried_from
from redthread.gatherings.models import Gathering
from redthread.knowledge.models import Story
from redthread.live.material import leads
from redthread.live.models import LiveSession
from redthread.networks.access import Access, SignedInRequest
from redthread.networks.roles import Permission


class Laid(NamedTuple):
    """A material at a block of the programme."""

    title: str
    href: str


class Beside(NamedTuple):
    """What others than the gathering itself know of it. `raw_href` leads to what was laid out in its rooms,
    and is empty when the person sat nowhere, or, for those who lead, when no session is closed."""

    is_kept: bool
    raw_href: str
    by_item: dict[int, list[Laid]]  # by the blocks' keys
    add_href: str  # to add a material


def beside(context: dict[str, Any], gathering: Gathering) -> Beside:
    """One query. Whether a block is confidential to the reader is for the programme to say."""
    access = cast(SignedInRequest, context["request"]).access
    slug, by_item = gathering.network.slug, defaultdict[int, list[Laid]](list)
    rows = list(_beside(access, gathering))
    for *_flags, item, thing, title in rows:
        if item is not None:
            by_item[item].append(Laid(title, reverse("archive:material", args=[slug, thing])))
    is_kept, has_raw, *_material = rows[0]
    raw_href = reverse("live:material", args=[slug, gathering.public_id]) if has_raw else ""
    return Beside(is_kept, raw_href, dict(by_item), _add_href(access, gathering))


def _beside(access: Access, gathering: Gathering) -> Iterable[tuple[Any, ...]]:
    """A row for each material, or one without."""
    sat = Q(participants__person=access.person)
    if leads(access):
        sat |= Q(closed_at__isnull=False)
    kept = Bookmark.objects.filter(person=access.person, thing=gathering.public_id)
    found = Gathering.objects.filter(pk=gathering.pk).annotate(
        is_kept=Exists(kept.filter(kind=Bookmark.Kind.GATHERING)),
        has_raw=Exists(LiveSession.objects.filter(sat, gathering=gathering)),
        laid=laid_with_blocks(access.network),
    )
    in_order = found.order_by("laid__added_at", "laid__pk")
    return in_order.values_list("is_kept", "has_raw", "laid__item", "laid__public_id", "laid__title")


def _add_href(access: Access, gathering: Gathering) -> str:
    if not access.can(Permission.AGENDA_PROPOSE) or gathering.is_cancelled:
        return ""
    return f"{reverse('archive:new', args=[gathering.network.slug])}?samling={gathering.public_id}"


def became(context: dict[str, Any], story: Story) -> dict[str, Any]:
    """What has been tried from a story, as far as the reader sees it."""
    inspired = tried_from(cast(SignedInRequest, context["request"]).access, story)
    return {"inspired": inspired, "family_href": f"{inspired[0][0].href}slekt/" if inspired else ""}


def keeping(context: dict[str, Any], kind: str, thing: str, *, is_kept: bool | None = None) -> dict[str, Any]:
    """«Ta vare på», or that it is kept already. One query, unless the page knows `is_kept`."""
    if is_kept is None:
        person = context["request"].user
        is_kept = Bookmark.objects.filter(person=person, kind=kind, thing=thing).exists()
    return {"request": context["request"], "kind": kind, "thing": thing, "is_kept": is_kept}
