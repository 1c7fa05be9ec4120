"""Where a material may belong: in the programme of a gathering, and with a method."""

from __future__ import annotations

from django.db.models import FilteredRelation, Q

from redthread.gatherings.models import AgendaItem, Gathering, Method
from redthread.networks.access import Access
from redthread.networks.models import Network
from redthread.networks.roles import Permission
from redthread.sharing.models import Audience

NEWEST = 6  # gatherings to choose among


def items_to_choose(
    access: Access, gathering: str, now_at: AgendaItem | None = None
) -> dict[str, AgendaItem]:
    """The blocks of one gathering when it is named (by public id), else of the newest; with the gathering in
    the title, so that they can be told apart. What the person may not see is not among them.
    """
    seen = Gathering.objects.filter(network=access.network, cancelled_at=None)
    plans = access.can(Permission.GATHERING_PLAN)
    if not plans:
        seen = seen.published()
    if gathering:
        seen = seen.filter(public_id=gathering)
    newest = list(seen.order_by("-starts_at", "-pk")[:NEWEST])
    items = AgendaItem.objects.filter(gathering__in=newest).exclude(kind=AgendaItem.Kind.BREAK)
    if not plans:
        items = items.filter(is_confidential=False)
    found = list(items.select_related("gathering").order_by("-gathering__starts_at", "position", "pk"))
    if now_at is not None and now_at not in found:
        found.insert(0, now_at)
    for one in found:
        one.title = f"{one.gathering.title}: {one.title}"
    return {one.public_id: one for one in found}


def methods_to_choose(access: Access) -> dict[str, Method]:
    """The network's own methods, and those of the library that somebody here has used."""
    own = Method.objects.filter(network=access.network, put_away_at=None)
    used = Method.objects.filter(network=None, pk__in=_used_in(access))
    return {one.public_id: one for one in (*own, *used)}


def _used_in(access: Access) -> list[int]:
    used = AgendaItem.objects.filter(
        gathering__network=access.network, gathering__published_at__isnull=False, is_confidential=False
    )
    return [key for key in used.values_list("method", flat=True).distinct() if key is not None]


def laid_with_blocks(network: Network) -> FilteredRelation:
    """Joins to a gathering what lies with its blocks, as `visible_to` has it for whoever is in the network.
    Whether a confidential block may show what lies there is for the programme to say.
    """
    shown = {"network": network, "audience": Audience.NETWORK}
    condition = Q(**{f"agenda_items__materials__{name}": value for name, value in shown.items()})
    return FilteredRelation("agenda_items__materials", condition=condition)
