"""The cast: seven people around one network, and a stranger with a network of his own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from redthread.networks.models import Network, Role
from redthread.people.models import Organisation, Person, Position
from redthread.testing import make


@dataclass(frozen=True)
class Cast:
    owner: Organisation
    asen: Organisation  # Mona's and Mads's school
    brekka: Organisation  # Rita's school
    network: Network
    liv: Person  # leads the network
    mona: Person  # principal, member
    mads: Person  # middle leader at Mona's school, delegate
    rita: Person  # resource teacher at the other school, member
    olav: Person  # the owner's executive, not a member
    kine: Person  # the owner's consultant in the network
    eva: Person  # external partner, access ends in thirty days
    stein: Person  # leads another network and must see nothing
    steins_network: Network

    def insiders(self) -> tuple[Person, ...]:
        return (self.liv, self.mona, self.mads, self.rita, self.kine, self.eva)


def build() -> Cast:
    owner = make.owner("Fjordvik kommune")
    asen, brekka = make.school(owner, "Åsen skole"), make.school(owner, "Brekka skole")
    names = ["Liv Berg", "Mona Vik", "Mads Lund", "Rita Moe", "Olav Nes", "Kine Aas", "Eva Holt", "Stein Rud"]
    liv, mona, mads, rita, olav, kine, eva, stein = (
        make.person(name, email=f"{name.split()[0].lower()}@fjordvik.example") for name in names
    )
    make.position(liv, owner, Position.Kind.ADVISER)
    make.position(mona, asen, Position.Kind.PRINCIPAL)
    make.position(mads, asen, Position.Kind.MIDDLE_LEADER)
    make.position(rita, brekka, Position.Kind.RESOURCE_TEACHER, share=25)
    make.position(olav, owner, Position.Kind.OWNER_EXECUTIVE)
    make.position(kine, owner, Position.Kind.ADVISER)

    network = make.network(owner, liv, "Rektornettverk øst", slug="rektornettverk-ost")
    make.unit(network, asen, 1)
    make.unit(network, brekka, 2)
    make.membership(network, liv, Role.LEADER)
    make.membership(network, mona, Role.MEMBER, asen)
    make.membership(network, mads, Role.DELEGATE, asen)
    make.membership(network, rita, Role.MEMBER, brekka)
    make.membership(network, kine, Role.CONSULTANT)
    make.membership(network, eva, Role.PARTNER, ends_at=timezone.now() + timedelta(days=30))

    elsewhere = make.owner("Havnes kommune")
    far = make.school(elsewhere, "Odden skole")
    make.position(stein, far, Position.Kind.PRINCIPAL)
    steins_network = make.network(elsewhere, stein, "Nettverk Havnes", slug="nettverk-havnes")
    make.unit(steins_network, far, 1)
    make.membership(steins_network, stein, Role.LEADER, far)
    return Cast(owner, asen, brekka, network, liv, mona, mads, rita, olav, kine, eva, stein, steins_network)
