"""«Ferdigstill» and its taking back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from redthread.networks.access import access_of
from redthread.people.models import Person
from redthread.sharing import actions
from redthread.sharing.models import Audience, Release
from redthread.testing.at_once import at_once
from redthread.testing.cast import Cast, build


def release(cast: Cast, text: str = "Det vi gjorde", audience: str = Audience.NETWORK) -> Release:
    return actions.release(
        network=cast.network,
        school=cast.asen,
        kind=Release.Kind.SUMMARY,
        source="summary1",
        about="gathering1",
        audience=audience,
        title="Oppsummering",
        snapshot=[{"label": "Hva", "text": text}],
        by=cast.mona,
        now=timezone.now(),
    )


def seen_by(cast: Cast, person: Person) -> list[str]:
    access = access_of(person, cast.network)
    assert access is not None
    return [one.snapshot[0]["text"] for one in Release.objects.visible_to(access)]


def test_a_new_release_replaces_the_one_before(cast: Cast) -> None:
    first = release(cast)
    second = release(cast, "Det vi gjorde, rettet")
    first.refresh_from_db()
    assert (first.revoked_by, second.revoked_at) == (cast.mona, None)
    assert seen_by(cast, cast.rita) == ["Det vi gjorde, rettet"]


def test_each_audience_has_its_own(cast: Cast) -> None:
    for audience in (Audience.NETWORK, Audience.OWNER):
        release(cast, audience=audience)
    assert Release.objects.standing().count() == 2


def test_the_own_school_sees_what_nobody_else_does(cast: Cast) -> None:
    release(cast, audience=Audience.SCHOOL)
    assert seen_by(cast, cast.mads) == ["Det vi gjorde"]
    assert seen_by(cast, cast.rita) == seen_by(cast, cast.liv) == []


def test_taking_back_takes_effect_at_once_and_counts_once(cast: Cast) -> None:
    one = release(cast)
    now = timezone.now()
    actions.revoke(release=one, by=cast.mona, now=now)
    actions.revoke(release=one, by=cast.liv, now=now + timedelta(days=1))
    one.refresh_from_db()
    assert (one.revoked_at, one.revoked_by) == (now, cast.mona)
    assert seen_by(cast, cast.mona) == []


@pytest.mark.django_db(transaction=True)
def test_of_two_releases_at_once_one_stands() -> None:
    cast = build()
    assert at_once(lambda: release(cast, "A"), lambda: release(cast, "B")) == []
    assert Release.objects.count() == 2
    assert Release.objects.standing().count() == 1
