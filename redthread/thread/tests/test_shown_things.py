"""Try-outs and stories on the thread: each below the gathering it came after, and for those who see it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from conftest import SignedInClient
from redthread.networks.models import Body
from redthread.people.models import Organisation
from redthread.sharing.models import Release
from redthread.testing import make
from redthread.testing.cast import Cast
from redthread.thread.tests.test_thread import NOW, PAGE, held, school_page


@pytest.fixture(autouse=True)
def _today(time_machine: Any) -> None:
    time_machine.move_to(NOW, tick=False)


def shown(
    cast: Cast, school: Organisation, title: str, at: datetime, kind: str = "story", audience: str = "network"
) -> Release:
    return Release.objects.create(
        network=cast.network,
        school=school,
        kind=kind,
        source=f"s{abs(hash(title)) % 10**9}",
        audience=audience,
        title=title,
        snapshot=[],
        released_by=cast.rita,
        released_at=at,
    )


def test_each_stands_below_the_gathering_it_came_after_with_what_it_is(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    first, second = held(cast, "Første", weeks_ago=8), held(cast, "Andre", weeks_ago=4)
    story = shown(cast, cast.brekka, "Lesevenner", first.starts_at + timedelta(days=9))
    try_out = shown(cast, cast.asen, "To-lærer", second.starts_at + timedelta(days=2), kind="try_out")
    text = " ".join(as_person(cast.mona).get(PAGE).text.split())
    order = ("Første", "Lesevenner", "Andre", "To-lærer")
    places = [text.index(word, text.index("thread-loops")) for word in order]
    assert places == sorted(places)
    slug = cast.network.slug
    assert f'Fortelling</span> <a href="/nettverk/{slug}/fortellinger/{story.source}/">Lesevenner' in text
    assert f'Utprøving</span> <a href="/nettverk/{slug}/utprovinger/{try_out.source}/">To-lærer' in text
    assert "ikke meldt inn ennå" not in text.lower().split("thread-legend")[0]


def test_what_is_for_one_school_is_for_them_and_what_is_withdrawn_for_nobody(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    at = held(cast).starts_at + timedelta(days=1)
    before = {one: as_person(one).get(PAGE).text for one in (cast.rita, cast.liv, cast.eva)}
    shown(cast, cast.asen, "Bare for Åsen", at, audience="school")
    shown(cast, cast.asen, "Trukket", at)
    Release.objects.filter(title="Trukket").update(revoked_at=NOW, revoked_by=cast.mona)
    assert "Bare for Åsen" in as_person(cast.mona).get(PAGE).text
    assert "Trukket" not in as_person(cast.mona).get(PAGE).text
    for person, page in before.items():
        again = as_person(person).get(PAGE).text
        assert [line for line in again.splitlines() if "csrf" not in line.lower()] == [
            line for line in page.splitlines() if "csrf" not in line.lower()
        ]


def test_a_schools_own_thread_has_only_its_own(cast: Cast, as_person: type[SignedInClient]) -> None:
    at = held(cast).starts_at + timedelta(days=1)
    shown(cast, cast.asen, "Fra Åsen", at)
    shown(cast, cast.brekka, "Fra Brekka", at)
    page = as_person(cast.mona).get(school_page(cast.brekka)).text
    assert ("Fra Brekka" in page, "Fra Åsen" in page) == (True, False)


def test_what_belongs_to_no_body_stands_on_the_networks_own_thread(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    body = Body.objects.create(network=cast.network, code="FAG", name="Faggruppa")
    gathering = held(cast)
    make.gathering(cast.network, title="I faggruppa", starts_at=gathering.starts_at, body=body)
    shown(cast, cast.asen, "Fra Åsen", gathering.starts_at + timedelta(days=1))
    mona = as_person(cast.mona)
    assert "Fra Åsen" in mona.get(PAGE).text
    assert "Fra Åsen" not in mona.get(f"{PAGE}?organ=FAG").text


def test_telling_how_it_ended_does_not_move_it(cast: Cast, as_person: type[SignedInClient]) -> None:
    first, second = held(cast, "Første", weeks_ago=8), held(cast, "Andre", weeks_ago=4)
    begun = shown(cast, cast.asen, "To-lærer", first.starts_at + timedelta(days=2), kind="try_out")
    Release.objects.filter(pk=begun.pk).update(revoked_at=second.starts_at, revoked_by=cast.mona)
    shown(cast, cast.asen, "To-lærer", second.starts_at + timedelta(days=9), kind="try_out")
    text = as_person(cast.mona).get(PAGE).text
    assert text.index("Første") < text.index("To-lærer") < text.index("Andre")
    assert text.count("To-lærer") == 1
