"""Who has sat with whom before, in this network: the tables that were shown at this gathering and earlier."""

from __future__ import annotations

from collections import Counter

from redthread.gatherings.models import Gathering, Grouping, GroupPlace
from redthread.grouping.asking import Pair
from redthread.grouping.history import meetings


def place_key(person: int | None, name: str, school: str) -> str:
    """Who it is: a person of ours, or a guest by name and school, so that guests are known again."""
    if person is not None:
        return f"p{person}"
    return f"g{name.casefold().strip()}|{school.casefold().strip()}"


def key_of(place: GroupPlace) -> str:
    return place_key(place.person_id, place.name, place.school)


def earlier_meetings(gathering: Gathering, *, apart_from: Grouping | None = None) -> Counter[Pair]:
    """How often each two have shared a table. One query."""
    rows = (
        GroupPlace.objects.filter(
            group__grouping__gathering__network=gathering.network_id,
            group__grouping__gathering__starts_at__lte=gathering.starts_at,
            group__grouping__gathering__cancelled_at=None,
            group__grouping__shown_at__isnull=False,
        )
        .exclude(group__grouping__in=[apart_from] if apart_from else [])
        .values_list("group", "person", "name", "school")
    )
    tables: dict[int, set[str]] = {}
    for group, person, name, school in rows:
        tables.setdefault(group, set()).add(place_key(person, name, school))
    return meetings([[sorted(table)] for table in tables.values()])


def lasting_groups(gathering: Gathering, *, apart_from: Grouping | None = None) -> list[list[str]]:
    """The newest fixed groups that were shown in the network, by who is in them; none when there are none."""
    newest = (
        Grouping.objects.filter(
            gathering__network=gathering.network_id,
            gathering__starts_at__lte=gathering.starts_at,
            shown_at__isnull=False,
            rule__kind="fixed",
        )
        .exclude(pk__in=[apart_from.pk] if apart_from else [])
        .order_by("-gathering__starts_at", "-pk")
        .first()
    )
    if newest is None:
        return []
    return [
        [key_of(place) for place in group.places.all()] for group in newest.groups.prefetch_related("places")
    ]
