"""Who is to be host and chair of the next gathering, by the network's rule."""

from datetime import timedelta

import pytest
from django.utils import timezone

from redthread.gatherings.suggestions import choices_for, suggestion_for
from redthread.networks.models import Network, Role, Unit, Year
from redthread.schoolyear.years import school_year_of
from redthread.testing import make
from redthread.testing.cast import Cast


def rule(cast: Cast, chair_rule: str) -> Network:
    cast.network.chair_rule = chair_rule
    cast.network.save()
    return cast.network


def test_in_turn_the_school_that_has_waited_longest_is_host_and_its_voice_chairs(cast: Cast) -> None:
    network, now = rule(cast, "in_turn"), timezone.now()
    assert suggestion_for(network, now).host == cast.asen
    make.gathering(network, host=cast.asen, starts_at=now - timedelta(days=60))
    found = suggestion_for(network, now)
    assert (found.host, found.chair) == (cast.brekka, cast.rita)
    make.gathering(network, host=cast.brekka, starts_at=now - timedelta(days=20))
    found = suggestion_for(network, now)
    assert (found.host, found.chair) == (cast.asen, cast.mona)


def test_a_planned_draft_counts_so_that_a_year_goes_round(cast: Cast) -> None:
    network, now = rule(cast, "in_turn"), timezone.now()
    make.gathering(network, host=cast.asen, is_published=False)
    assert suggestion_for(network, now).host == cast.brekka
    make.gathering(network, host=cast.brekka, cancelled_at=now)
    assert suggestion_for(network, now).host == cast.brekka


def test_an_elected_chair_chairs_the_year(cast: Cast) -> None:
    network, now = rule(cast, "elected"), timezone.now()
    starts_at = suggestion_for(network, now).meeting.starts_at
    first = school_year_of(timezone.localdate(starts_at)).first_year
    Year.objects.create(network=network, first_year=first, chair=cast.rita)
    Year.objects.create(network=network, first_year=first - 1, chair=cast.mona)
    assert suggestion_for(network, now).chair == cast.rita


def test_where_the_leader_chairs_it_is_the_leader(cast: Cast) -> None:
    found = suggestion_for(rule(cast, "leader"), timezone.now())
    assert (found.chair, found.host) == (cast.liv, cast.asen)


def test_an_empty_network_suggests_a_time_and_nobody(cast: Cast) -> None:
    Unit.objects.all().delete()
    found = suggestion_for(rule(cast, "in_turn"), timezone.now())
    assert (found.host, found.chair, found.latest) == (None, None, None)
    assert found.meeting.starts_at > timezone.now()


def test_schools_in_their_turn_and_the_owner_may_be_host(cast: Cast) -> None:
    assert choices_for(cast.network, timezone.now()).hosts == (cast.asen, cast.brekka, cast.owner)


def test_those_who_represent_somebody_may_chair_and_partners_may_not(cast: Cast) -> None:
    chairs = choices_for(cast.network, timezone.now()).chairs
    assert set(chairs) == {cast.liv, cast.mads, cast.mona, cast.rita}


@pytest.mark.parametrize("role", [Role.CONSULTANT, Role.PARTNER, Role.GUEST])
def test_who_has_left_stays_in_the_choice_where_they_are_chosen(cast: Cast, role: str) -> None:
    gathering = make.gathering(cast.network, chair=cast.mona, host=cast.asen)
    cast.mona.memberships.update(role=role, ends_at=timezone.now() + timedelta(days=1))
    Unit.objects.filter(organisation=cast.asen).update(left_on=timezone.localdate())
    assert cast.mona not in choices_for(cast.network, timezone.now()).chairs
    kept = choices_for(cast.network, timezone.now(), keep=gathering)
    assert cast.mona in kept.chairs
    assert cast.asen in kept.hosts
