"""A network's own page."""

from __future__ import annotations

from datetime import timedelta

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from conftest import SignedInClient
from redthread.networks import actions
from redthread.networks.models import Body, Membership, Network, Role
from redthread.schoolyear.years import school_year_of
from redthread.testing import make
from redthread.testing.cast import Cast


def text_for(cast: Cast, client: Client) -> str:
    return client.get(cast.network.get_absolute_url()).content.decode()


def fill(cast: Cast, number: int = 1) -> None:
    """A mandate, a year, a body, a sub-group, a gathering and what is open."""
    now = timezone.now()
    actions.write_mandate(
        network=cast.network,
        expected_version=number - 1,
        purpose="Lære av det vi prøver",
        changed_why="Ny",
        by=cast.liv,
        now=now,
    )
    actions.set_year(
        network=cast.network,
        first_year=school_year_of(timezone.localdate(now)).first_year,
        theme="Lesing i alle fag",
        chair=cast.mona,
        by=cast.liv,
        now=now,
    )
    Body.objects.create(network=cast.network, code=f"LES{number}", name="Lesegruppa")
    group = make.network(cast.owner, cast.liv, f"Gruppe {number}", kind="subgroup", parent=cast.network)
    make.membership(group, cast.mona, Role.LEADER)
    gathering = make.gathering(cast.network, starts_at=now - timedelta(days=3 + number))
    make.commitment(gathering, cast.asen, what=f"To-lærer {number}")
    make.gathering(cast.network, title="Novembersamling", starts_at=now + timedelta(days=10 * number))
    make.gathering(cast.network, title="Utkast til vår", is_published=False)
    school = make.school(cast.owner, f"Skole {number}")
    make.unit(cast.network, school, number + 2)
    make.membership(cast.network, make.person(f"Person {number}"), Role.MEMBER, school)


def test_members_read_why_when_who_and_what_is_open(cast: Cast, as_person: type[SignedInClient]) -> None:
    fill(cast)
    text = text_for(cast, as_person(cast.mona))
    for words in (
        "Lære av det vi prøver",
        "Lesing i alle fag",
        "Valgt leder: Mona Vik",
        "LES1",
        "Gruppe 1",
        "To-lærer 1",
        "Novembersamling",
        "Brekka skole",
        "Liv Berg",
        "7 deltakere",
    ):
        assert words in text, words


def test_actions_are_shown_by_right(cast: Cast, as_person: type[SignedInClient]) -> None:
    fill(cast)
    leader, member, partner = (text_for(cast, as_person(p)) for p in (cast.liv, cast.mona, cast.eva))
    plan, settings = (
        reverse(name, args=[cast.network.slug]) for name in ("gatherings:new", "networks:settings")
    )
    group = reverse("networks:subgroup_new", args=[cast.network.slug])
    assert [[word in text for word in (plan, settings, group)] for text in (leader, member, partner)] == [
        [True, True, True],
        [False, False, True],
        [False, False, False],
    ]


def test_drafts_and_others_subgroups_are_not_told_of(cast: Cast, as_person: type[SignedInClient]) -> None:
    fill(cast)
    assert "Utkast til vår" in text_for(cast, as_person(cast.liv))
    seen_by_rita = text_for(cast, as_person(cast.rita))
    assert "Utkast til vår" not in seen_by_rita
    assert "Gruppe 1" not in seen_by_rita


def test_a_new_network_says_where_to_begin(cast: Cast, as_person: type[SignedInClient]) -> None:
    leader = text_for(cast, as_person(cast.liv))
    assert "Kom i gang" in leader
    assert reverse("networks:mandate_new", args=[cast.network.slug]) in leader
    assert "Kom i gang" not in text_for(cast, as_person(cast.mona))


def test_a_closed_network_says_so(cast: Cast, as_person: type[SignedInClient]) -> None:
    actions.close_network(network=cast.network, by=cast.liv, now=timezone.now())
    text = text_for(cast, as_person(cast.liv))
    assert "Nettverket er avsluttet" in text
    assert reverse("gatherings:new", args=[cast.network.slug]) not in text


def test_doors(cast: Cast, as_person: type[SignedInClient]) -> None:
    at = cast.network.get_absolute_url()
    assert Client().get(at)["Location"] == f"{reverse('account_login')}?next={at}"
    for stranger in (cast.stein, cast.olav):
        assert as_person(stranger).get(at).status_code == 404
    for member in cast.insiders():
        assert as_person(member).get(at).status_code == 200
    assert as_person(cast.liv).post(at).status_code == 405


def test_access_ends_that_second(cast: Cast, as_person: type[SignedInClient]) -> None:
    client, at = as_person(cast.eva), cast.network.get_absolute_url()
    assert client.get(at).status_code == 200
    Membership.objects.filter(person=cast.eva).update(ends_at=timezone.now())
    assert client.get(at).status_code == 404


def test_the_page_costs_the_same_however_much_there_is(cast: Cast, as_person: type[SignedInClient]) -> None:
    client = as_person(cast.liv)
    counts = []
    for number in range(1, 5):
        fill(cast, number)
        Network.objects.filter(pk=cast.network.pk).update(name=f"Øst {number}")
        with CaptureQueriesContext(connection) as queries:
            assert f"Øst {number}" in text_for(cast, client)
        counts.append(len(queries))
    assert len(set(counts)) == 1
    assert counts[0] <= 12
