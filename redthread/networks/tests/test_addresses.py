"""Every address of the networks: who gets in, who does not, and what it costs to show."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from conftest import SignedInClient
from redthread.networks import actions
from redthread.networks.models import Body, Network, Role
from redthread.networks.urls import urlpatterns
from redthread.people.models import Person
from redthread.testing import make
from redthread.testing.cast import Cast


class Address(NamedTuple):
    """`who` may use it: everybody who is in (all), those who take part (part), or those who lead (lead)."""

    name: str
    methods: str
    who: str
    args: tuple[str, ...] = ()


ADDRESSES = [
    Address("settings", "GET POST", "lead"),
    Address("close", "POST", "lead"),
    Address("reopen", "POST", "lead"),
    Address("subgroup_new", "GET POST", "part"),
    Address("mandate", "GET", "all"),
    Address("mandate_version", "GET", "all", ("version",)),
    Address("mandate_new", "GET POST", "lead"),
    Address("members", "GET", "all"),
    Address("member_new", "GET POST", "lead"),
    Address("members_pick", "POST", "lead"),
    Address("members_file", "GET POST", "lead"),
    Address("members_template", "GET", "lead"),
    Address("membership", "GET POST", "lead", ("membership",)),
    Address("membership_end", "POST", "lead", ("membership",)),
    Address("units", "GET POST", "lead"),
    Address("unit_move", "POST", "lead", ("unit",)),
    Address("unit_leave", "GET POST", "lead", ("unit",)),
    Address("bodies", "GET", "all"),
    Address("bodies", "POST", "lead"),
    Address("body_new", "GET POST", "lead"),
    Address("body", "GET POST", "lead", ("body",)),
    Address("body_remove", "POST", "lead", ("body",)),
    Address("seat_new", "POST", "lead", ("body",)),
    Address("seat_remove", "POST", "lead", ("body", "person")),
    Address("years", "GET", "all"),
    Address("years", "POST", "lead"),
    Address("chair_rule", "POST", "lead"),
]
ONE_BY_ONE = [(address, method) for address in ADDRESSES for method in address.methods.split()]
WITHOUT_A_NETWORK = {"list", "new"}


@pytest.fixture
def ids(cast: Cast) -> dict[str, str]:
    """Something of every kind in the cast's network, by its id."""
    make.membership(cast.network, make.person("Gina Gjest"), Role.GUEST)
    actions.write_mandate(
        network=cast.network,
        expected_version=0,
        purpose="Lære",
        links=[("Plan", "https://fjordvik.example/")],
        by=cast.liv,
        now=timezone.now(),
    )
    body = Body.objects.create(network=cast.network, code="STG", name="Styringsgruppa")
    actions.give_seat(
        body=body,
        person=cast.mona,
        municipality=cast.owner,
        is_voting=False,
        by=cast.liv,
        now=timezone.now(),
    )
    return {
        "version": "1",
        "membership": cast.mona.memberships.get().public_id,
        "unit": cast.asen.public_id,
        "body": body.public_id,
        "person": cast.mona.public_id,
    }


def path(address: Address, ids: dict[str, str], network: Network) -> str:
    values = [int(ids[arg]) if arg == "version" else ids[arg] for arg in address.args]
    return reverse(f"networks:{address.name}", args=[network.slug, *values])


def ask(client: Client, method: str, at: str) -> int:
    return client.generic(method, at).status_code


def outsiders(address: Address, cast: Cast) -> Iterable[Person]:
    """Members without the right."""
    guest = Person.objects.get(name="Gina Gjest")
    if address.who == "lead":
        return (cast.mona, cast.mads, cast.kine, cast.eva, guest)
    return (cast.kine, cast.eva, guest) if address.who == "part" else ()


def test_every_address_of_a_network_is_in_the_table() -> None:
    assert {address.name for address in ADDRESSES} == {str(p.name) for p in urlpatterns} - WITHOUT_A_NETWORK


@pytest.mark.parametrize(("address", "method"), ONE_BY_ONE)
def test_doors(
    address: Address, method: str, cast: Cast, ids: dict[str, str], as_person: type[SignedInClient]
) -> None:
    at = path(address, ids, cast.network)
    signed_out = Client().generic(method, at)
    assert (signed_out.status_code, signed_out["Location"]) == (302, f"{reverse('account_login')}?next={at}")
    for person in outsiders(address, cast):
        assert ask(as_person(person), method, at) == 403, person
    for stranger in (cast.stein, cast.olav):
        assert ask(as_person(stranger), method, at) == 404, stranger
    assert ask(as_person(cast.liv), method, at) in (200, 302)


@pytest.mark.parametrize("address", ADDRESSES)
def test_another_method_is_refused(
    address: Address, cast: Cast, ids: dict[str, str], as_person: type[SignedInClient]
) -> None:
    allowed = {m for one in ADDRESSES if one.name == address.name for m in one.methods.split()}
    for method in {"GET", "POST", "PUT", "DELETE"} - allowed:
        assert ask(as_person(cast.liv), method, path(address, ids, cast.network)) == 405, method


@pytest.mark.parametrize(("address", "method"), [pair for pair in ONE_BY_ONE if pair[0].args])
def test_a_stranger_with_our_ids_through_the_own_door_finds_nothing(
    address: Address, method: str, cast: Cast, ids: dict[str, str], as_person: type[SignedInClient]
) -> None:
    assert ask(as_person(cast.stein), method, path(address, ids, cast.steins_network)) == 404
    assert Body.objects.get(public_id=ids["body"]).seats.count() == 1


@pytest.mark.parametrize("name", sorted(WITHOUT_A_NETWORK))
def test_a_persons_own_pages(name: str, cast: Cast, as_person: type[SignedInClient]) -> None:
    at = reverse(f"networks:{name}")
    assert Client().get(at)["Location"] == f"{reverse('account_login')}?next={at}"
    assert ask(as_person(cast.liv), "GET", at) == 200
    assert ask(as_person(cast.liv), "PUT", at) == 405


def more_of_everything(cast: Cast) -> None:
    """Three rows where there was one."""
    for number in range(2, 5):
        school = make.school(cast.owner, f"Skole {number}")
        make.unit(cast.network, school, number + 1)
        make.school(cast.owner, f"Ledig skole {number}")
        person = make.person(f"Person {number}")
        make.membership(cast.network, person, Role.MEMBER, school)
        body = Body.objects.create(network=cast.network, code=f"B{number}", name="Organ", vote_rule="none")
        actions.give_seat(
            body=body,
            person=person,
            municipality=cast.owner,
            is_voting=False,
            by=cast.liv,
            now=timezone.now(),
        )
        make.membership(make.network(cast.owner, cast.liv, f"Nettverk {number}"), cast.liv, Role.LEADER)
        version = cast.network.mandates.count()
        actions.write_mandate(
            network=cast.network,
            expected_version=version,
            purpose="Lære",
            changed_why="Ny",
            links=[("Plan", "https://fjordvik.example/")],
            by=cast.liv,
            now=timezone.now(),
        )
        actions.set_year(
            network=cast.network,
            first_year=2020 + number,
            theme="",
            chair=person,
            by=cast.liv,
            now=timezone.now(),
        )


READ = [address for address in ADDRESSES if "GET" in address.methods]


@pytest.mark.parametrize("address", [*READ, Address("list", "GET", "all"), Address("new", "GET", "lead")])
def test_a_page_costs_the_same_for_one_row_and_for_more(
    address: Address, cast: Cast, ids: dict[str, str], as_person: type[SignedInClient]
) -> None:
    at = (
        reverse(f"networks:{address.name}")
        if address.name in WITHOUT_A_NETWORK
        else path(address, ids, cast.network)
    )
    make.school(cast.owner, "Ledig skole")
    counts = []
    for _round in range(2):
        client = as_person(cast.liv)
        client.get(at)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(at).status_code == 200
        counts.append(len(queries))
        if len(counts) == 1:
            more_of_everything(cast)
    assert counts[0] == counts[1]
    assert counts[1] <= 12
