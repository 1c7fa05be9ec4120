"""Starting, naming and closing a network."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from conftest import SignedInClient
from redthread.core.errors import RuleError
from redthread.networks import actions
from redthread.networks.access import access_of
from redthread.networks.models import Membership, Network, Role
from redthread.networks.roles import Permission
from redthread.networks.slugs import free_slug, slug_of
from redthread.people.models import Position
from redthread.testing import make
from redthread.testing.cast import Cast

NEW = "/nettverk/ny/"


def start(cast: Cast, name: str = "Rektornettverk vest", **fields: object) -> Network:
    values = {"kind": Network.Kind.LEADERS, "owner": cast.owner, "chair_rule": Network.ChairRule.ELECTED}
    return actions.start_network(name=name, by=cast.liv, now=timezone.now(), **(values | fields))  # type: ignore[arg-type]


def test_whoever_starts_a_network_leads_it(cast: Cast) -> None:
    network = start(cast)
    assert [(m.person, m.role) for m in network.memberships.all()] == [(cast.liv, Role.LEADER)]
    assert (network.slug, network.owner) == ("rektornettverk-vest", cast.owner)


def test_names_become_addresses_that_nobody_else_has(cast: Cast) -> None:
    first, second = start(cast, "Nettverk Ærø Å"), start(cast, "Nettverk Ærø Å")
    assert (first.slug, second.slug) == ("nettverk-aero-a", "nettverk-aero-a-2")
    assert start(cast, "Ny").slug == "ny-2"  # `ny` is where networks are started
    assert start(cast, "!!!").slug == "nettverk"


def test_a_long_name_keeps_its_number() -> None:
    long = "a" * 100
    assert len(slug_of(long)) == 60
    assert free_slug(long, {"a" * 60}) == "a" * 58 + "-2"


def test_a_school_community_takes_its_school_in_at_once(cast: Cast) -> None:
    network = actions.start_network(
        name="Åsen skole lærer",
        kind=Network.Kind.SCHOOL,
        owner=cast.owner,
        school=cast.asen,
        chair_rule=Network.ChairRule.LEADER,
        by=cast.mona,
        now=timezone.now(),
    )
    assert [unit.organisation for unit in network.units.all()] == [cast.asen]
    assert network.memberships.get().organisation == cast.asen


def test_a_subgroup_belongs_to_a_network_and_has_its_owner(cast: Cast) -> None:
    group = start(cast, "Lesegruppa", kind=Network.Kind.SUBGROUP, parent=cast.network)
    assert (group.parent, group.owner) == (cast.network, cast.owner)
    with pytest.raises(RuleError, match="hører til et nettverk"):
        start(cast, "Løs gruppe", kind=Network.Kind.SUBGROUP)


def test_a_closed_network_can_be_read_and_opened_but_not_planned(cast: Cast) -> None:
    now = timezone.now()
    actions.close_network(network=cast.network, by=cast.liv, now=now)
    actions.close_network(network=cast.network, by=cast.liv, now=now + timedelta(days=1))
    cast.network.refresh_from_db()
    assert cast.network.closed_at == now
    leader, member = access_of(cast.liv, cast.network), access_of(cast.mona, cast.network)
    assert leader is not None
    assert member is not None
    assert leader.can(Permission.NETWORK_MANAGE)
    assert not leader.can(Permission.GATHERING_PLAN)
    assert member.can(Permission.GATHERING_VIEW)
    assert not member.can(Permission.SUMMARY_WRITE)
    assert leader.with_also(frozenset({Permission.GATHERING_PLAN})) == leader
    with pytest.raises(RuleError, match="avsluttet"):
        start(cast, "Gruppe", kind=Network.Kind.SUBGROUP, parent=cast.network)
    actions.reopen_network(network=cast.network, by=cast.liv, now=now)
    cast.network.refresh_from_db()
    again = access_of(cast.liv, cast.network)
    assert again is not None
    assert again.can(Permission.GATHERING_PLAN)


def test_an_adviser_starts_a_network_in_the_browser(cast: Cast, as_person: type[SignedInClient]) -> None:
    client = as_person(cast.liv)
    page = client.get(NEW)
    assert "Ledernettverk – Fjordvik kommune" in page.content.decode()
    answer = client.post(
        NEW,
        {"name": "Rektornettverk vest", "start": f"{cast.owner.public_id}:leaders", "chair_rule": "in_turn"},
    )
    network = Network.objects.get(name="Rektornettverk vest")
    assert answer["Location"] == network.get_absolute_url()
    assert (network.kind, network.chair_rule, network.created_by) == ("leaders", "in_turn", cast.liv)


def test_a_principal_may_start_a_community_for_the_own_school_only(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    client = as_person(cast.mona)
    forged = {"name": "Min", "start": f"{cast.owner.public_id}:leaders", "chair_rule": "leader"}
    refused = client.post(NEW, forged)
    assert refused.status_code == 200
    assert 'value="Min"' in refused.content.decode()
    assert not Network.objects.filter(name="Min").exists()
    client.post(NEW, forged | {"start": f"{cast.asen.public_id}:school"})
    assert Network.objects.get(name="Min").kind == Network.Kind.SCHOOL


def test_a_name_is_asked_for_and_the_rest_is_kept(cast: Cast, as_person: type[SignedInClient]) -> None:
    answer = as_person(cast.liv).post(NEW, {"name": "", "chair_rule": "in_turn"})
    text = answer.content.decode()
    assert "Skriv et navn" in text
    assert "Velg hva slags nettverk dere starter" in text
    assert re.search(r'value="in_turn"[^>]*checked', text)
    assert Network.objects.count() == 2


def test_others_do_not_start_networks(cast: Cast, as_person: type[SignedInClient]) -> None:
    assert as_person(cast.rita).get(NEW).status_code == 403
    Position.objects.filter(person=cast.liv).update(ends_on=timezone.localdate() - timedelta(days=1))
    assert as_person(cast.liv).get(NEW).status_code == 403


def test_a_member_starts_a_subgroup_and_speaks_for_the_school(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    address = f"/nettverk/{cast.network.slug}/undergrupper/ny/"
    assert as_person(cast.eva).get(address).status_code == 403
    as_person(cast.rita).post(address, {"name": "Lesegruppa"})
    group = Network.objects.get(name="Lesegruppa")
    mine = Membership.objects.get(network=group)
    assert (mine.person, mine.role, mine.organisation) == (cast.rita, Role.LEADER, cast.brekka)


def test_the_list_shows_my_networks_and_no_others(cast: Cast, as_person: type[SignedInClient]) -> None:
    text = as_person(cast.mona).get("/nettverk/").content.decode()
    assert "Rektornettverk øst" in text
    assert "Nettverk Havnes" not in text
    assert "Du er medlem" in text
    assert "Start et nettverk" in text
    alone = as_person(make.person("Ny Person")).get("/nettverk/").content.decode()
    assert "Du er ikke med i noe nettverk ennå" in alone
    assert "Rektornettverk øst" not in alone


def test_a_leader_renames_closes_and_opens(cast: Cast, as_person: type[SignedInClient]) -> None:
    client, base = as_person(cast.liv), f"/nettverk/{cast.network.slug}/"
    assert client.get(base + "innstillinger/").status_code == 200
    client.post(base + "innstillinger/", {"name": "Rektorene i øst"})
    client.post(base + "avslutning/")
    cast.network.refresh_from_db()
    assert (cast.network.name, cast.network.slug) == ("Rektorene i øst", "rektornettverk-ost")
    assert cast.network.is_closed
    assert "Åpne nettverket igjen" in client.get(base + "innstillinger/").content.decode()
    assert "Avsluttede nettverk" in client.get("/nettverk/").content.decode()
    client.post(base + "gjenapning/")
    cast.network.refresh_from_db()
    assert not cast.network.is_closed
