"""Who may start which networks."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from redthread.networks.models import Network
from redthread.people.models import Organisation, Person, Position

OF_AN_OWNER = (Network.Kind.LEADERS, Network.Kind.RESOURCE_TEACHERS, Network.Kind.REGIONAL)


class Founding(NamedTuple):
    """One place from which a person may start networks of `kinds`; `school` is taken in at once."""

    owner: Organisation
    kinds: tuple[Network.Kind, ...]
    school: Organisation | None = None

    @property
    def place(self) -> Organisation:
        return self.school or self.owner


def foundings(person: Person, today: date) -> list[Founding]:
    """An owner's adviser or executive starts networks for the owner, a principal for the own school."""
    posts = (
        Position.objects.current(today)
        .filter(
            person=person,
            kind__in=[Position.Kind.ADVISER, Position.Kind.OWNER_EXECUTIVE, Position.Kind.PRINCIPAL],
        )
        .select_related("organisation__parent")
    )
    found = {post.organisation_id: _founding(post) for post in posts}
    return [founding for founding in found.values() if founding]


def _founding(post: Position) -> Founding | None:
    place = post.organisation
    if place.kind == Organisation.Kind.OWNER:
        return Founding(place, OF_AN_OWNER)
    if post.kind == Position.Kind.PRINCIPAL:
        return Founding(place.parent or place, (Network.Kind.SCHOOL,), place)
    return None
