"""Two leaders do the same thing at the same moment."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from redthread.networks import actions
from redthread.networks.models import Mandate, Membership, Network, Role, Unit
from redthread.testing import make
from redthread.testing.at_once import at_once
from redthread.testing.cast import Cast, build

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return build()


def test_of_two_mandates_one_is_stored_and_the_other_writer_is_told(cast: Cast) -> None:
    def write(purpose: str) -> Callable[[], Mandate]:
        return lambda: actions.write_mandate(
            network=cast.network, expected_version=0, purpose=purpose, by=cast.liv, now=timezone.now()
        )

    refused = at_once(write("Monas"), write("Livs"))
    assert len(refused) == 1
    assert "lagret en ny versjon mens du skrev" in refused[0]
    assert Mandate.objects.filter(network=cast.network).count() == 1


def test_a_person_comes_in_once(cast: Cast) -> None:
    somebody = make.person()

    def add(role: str) -> Callable[[], Membership]:
        ends_at = timezone.now() + timedelta(days=9)
        return lambda: actions.add_membership(
            network=cast.network,
            person=somebody,
            role=role,
            organisation=None,
            ends_at=ends_at,
            by=cast.liv,
            now=timezone.now(),
        )

    assert len(at_once(add(Role.PARTNER), add(Role.GUEST))) == 1
    assert somebody.memberships.count() == 1


def test_the_last_two_leaders_cannot_both_leave(cast: Cast) -> None:
    other = make.membership(cast.network, cast.olav, Role.LEADER)
    liv = Membership.objects.get(network=cast.network, person=cast.liv)

    def end(one: Membership) -> Callable[[], None]:
        now = timezone.now()
        return lambda: actions.end_membership(membership=one, ends_at=now, by=cast.kine, now=now)

    assert len(at_once(end(liv), end(other))) == 1
    leaders = Membership.objects.current(timezone.now()).filter(network=cast.network, role=Role.LEADER)
    assert leaders.count() == 1


def test_two_networks_with_one_name_get_two_addresses(cast: Cast) -> None:
    def start() -> Network:
        return actions.start_network(
            name="Rektornettverk vest",
            kind=Network.Kind.LEADERS,
            owner=cast.owner,
            chair_rule=Network.ChairRule.LEADER,
            by=cast.liv,
            now=timezone.now(),
        )

    assert at_once(start, start) == []
    slugs = Network.objects.filter(name="Rektornettverk vest").values_list("slug", flat=True)
    assert sorted(slugs) == ["rektornettverk-vest", "rektornettverk-vest-2"]


def test_schools_that_come_in_at_once_get_places_of_their_own(cast: Cast) -> None:
    schools = [make.school(cast.owner, f"Skole {number}") for number in range(3)]

    def take_in(number: int) -> Callable[[], Unit]:
        return lambda: actions.take_in_unit(
            network=cast.network, organisation=schools[number], by=cast.liv, now=timezone.now()
        )

    assert at_once(*(take_in(number) for number in range(3))) == []
    turns = Unit.objects.present().filter(network=cast.network).values_list("turn", flat=True)
    assert list(turns) == [1, 2, 3, 4, 5]
