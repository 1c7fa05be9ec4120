"""The one door into a network. Strangers get 404, members without the right 403."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Exists
from django.http import Http404, HttpRequest
from django.utils import timezone

from redthread.networks.models import Membership, Network
from redthread.networks.roles import GRANTS, IN_A_CLOSED_NETWORK, Permission
from redthread.people.models import Person, Position

__all__ = ["Access", "SignedInRequest", "access_of", "accesses_of", "login_required", "network_for"]


@dataclass(frozen=True)
class Access:
    """What one person may do in one network right now, and for which organisations they speak."""

    person: Person
    network: Network
    memberships: tuple[Membership, ...]
    permissions: frozenset[Permission]

    def can(self, permission: Permission) -> bool:
        return permission in self.permissions

    def with_also(self, more: frozenset[Permission]) -> Access:
        if self.network.is_closed:
            return self
        return Access(self.person, self.network, self.memberships, self.permissions | more)

    @property
    def organisation_ids(self) -> frozenset[int]:
        """The organisations that this person represents in the network."""
        return frozenset(m.organisation_id for m in self.memberships if m.organisation_id is not None)

    def require(self, needs: Permission) -> None:
        if not self.can(needs):
            raise PermissionDenied


class SignedInRequest(HttpRequest):
    """A request behind the sign-in; `access` is there once `network_for` has been asked, which then also
    knows whether the header leads to the owner's pages. The pages themselves ask at their own door."""

    user: Person
    access: Access
    speaks_for_an_owner: bool


def access_of(person: Person, network: Network) -> Access | None:
    """The person's access to the network this second, or None for a stranger."""
    memberships = tuple(
        Membership.objects.current(timezone.now())
        .filter(network=network, person=person)
        .select_related("organisation")
    )
    return _access(person, network, memberships) if memberships else None


def _access(person: Person, network: Network, memberships: tuple[Membership, ...]) -> Access:
    permissions = frozenset[Permission]().union(*(GRANTS[m.role] for m in memberships))
    if network.is_closed:
        permissions &= IN_A_CLOSED_NETWORK
    return Access(person, network, memberships, permissions)


def accesses_of(person: Person) -> list[Access]:
    """The person's access to each of their networks this second, by the networks' names. One query."""
    found = Membership.objects.current(timezone.now()).filter(person=person)
    by_network: dict[int, list[Membership]] = {}
    for one in found.select_related("network__owner", "organisation").order_by("network__name", "pk"):
        by_network.setdefault(one.network_id, []).append(one)
    return [_access(person, held[0].network, tuple(held)) for held in by_network.values()]


def network_for(request: HttpRequest, slug: str, *, needs: Permission) -> Network:
    """The network, if the signed-in person may do `needs` in it; sets `request.access`.

    Raises Http404 for a stranger (also when the network does not exist), PermissionDenied for a member
    without the right. One query, for it stands before every page of a network.
    """
    signed_in = cast(SignedInRequest, request)
    now, person = timezone.now(), signed_in.user
    posts = Position.objects.speaking_for_owners(timezone.localdate(now)).filter(person=person)
    found = Membership.objects.current(now).filter(network__slug=slug, person=person)
    found = found.select_related("network__owner", "organisation")
    memberships = tuple(found.annotate(speaks_for_an_owner=Exists(posts)))
    if not memberships:
        raise Http404
    network = memberships[0].network
    access = _access(person, network, memberships)
    access.require(needs)
    signed_in.access = access
    signed_in.speaks_for_an_owner = memberships[0].speaks_for_an_owner  # type: ignore[attr-defined]
    return network
