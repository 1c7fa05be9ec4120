"""The one door."""

from datetime import timedelta

from django.utils import timezone

from redthread.networks.access import access_of
from redthread.networks.roles import Permission
from redthread.testing.cast import Cast


def test_a_member_may_see_and_write_but_not_plan(cast: Cast) -> None:
    access = access_of(cast.mona, cast.network)
    assert access is not None
    assert access.can(Permission.SUMMARY_WRITE)
    assert not access.can(Permission.GATHERING_PLAN)
    assert access.organisation_ids == {cast.asen.pk}


def test_a_stranger_has_no_access_at_all(cast: Cast) -> None:
    assert access_of(cast.stein, cast.network) is None
    assert access_of(cast.olav, cast.network) is None


def test_a_partners_access_ends_that_second(cast: Cast) -> None:
    cast.eva.memberships.update(ends_at=timezone.now() - timedelta(microseconds=1))
    assert access_of(cast.eva, cast.network) is None
