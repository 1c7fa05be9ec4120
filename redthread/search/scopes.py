"""Who finds what: the words for it that stand in the index, and those of one person. Pure.

A document says of itself which scopes it is for; a person has the scopes of their memberships and
posts this second.
The scope only narrows: what is found is read back through the room's own rule before it is shown.
"""

from __future__ import annotations

from collections.abc import Iterable

from redthread.networks.access import Access
from redthread.people.models import Organisation

LIBRARY = "lib"  # what is the same for everybody who is in some network


def of_network(network: int) -> str:
    return f"n{network}"


def of_school(network: int, school: int) -> str:
    """What one school has in one network, before it is shown."""
    return f"s{network}x{school}"


def of_teller(network: int, person: int) -> str:
    """What one person has told in one network, before anybody else may read it."""
    return f"p{network}x{person}"


def of_owner(owner: int) -> str:
    """What has been shared with an owner."""
    return f"o{owner}"


def of_kind(kind: str) -> str:
    """The kind of a thing, which stands among its scopes."""
    return f"k{kind.replace('_', '')}"


def scopes_of(accesses: Iterable[Access], owners: Iterable[Organisation]) -> tuple[str, ...]:
    """Everything that the person may look among; empty for somebody who is in no network, and no owner's."""
    shared = [of_owner(owner.pk) for owner in owners]
    found = []
    for access in accesses:
        found += [of_network(access.network.pk), of_teller(access.network.pk, access.person.pk)]
        found += [of_school(access.network.pk, school) for school in sorted(access.organisation_ids)]
    return (*found, LIBRARY, *shared) if found else tuple(shared)
