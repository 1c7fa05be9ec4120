"""The names that the checker is told of: everybody and everything that has a name around one network."""

from __future__ import annotations

from redthread.identifying.known import Known
from redthread.networks.models import Membership, Network, Unit
from redthread.people.models import Organisation, Person

WITHOUT = (" kommune", " fylkeskommune")


def known_of(network: Network) -> Known:
    """The network's people then and now and those who work at its schools, its schools, places and projects.

    Four queries. Projects stand in the year wheel, a room above this one; they are read through the network,
    which has them, so that nothing here knows of that room.
    """
    units = list(Unit.objects.filter(network=network).select_related("organisation__parent"))
    homes = {unit.organisation for unit in units}
    owners = {one.parent for one in homes if one.parent} | {network.owner}
    people = Person.objects.filter(positions__organisation__in=homes) | Person.objects.filter(
        pk__in=Membership.objects.filter(network=network).values("person")
    )
    return Known(
        people=tuple(sorted(set(people.values_list("name", flat=True)))),
        schools=tuple(sorted(one.name for one in homes)),
        places=tuple(sorted(place for owner in owners for place in _places(owner.name))),
        networks=(network.name,),
        projects=tuple(sorted(set(network.initiatives.values_list("name", flat=True)))),
    )


def _places(name: str) -> list[str]:
    short = next((name.removesuffix(ending) for ending in WITHOUT if name.endswith(ending)), name)
    return [name] if short == name else [name, short]


def schools_around(school: Organisation) -> int | None:
    """How many schools the school's owner has; few make it easier to guess which one, and who."""
    if school.parent_id is None:
        return None
    schools = Organisation.objects.active().filter(parent=school.parent_id, kind=Organisation.Kind.SCHOOL)
    return schools.count()
