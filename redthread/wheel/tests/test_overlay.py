"""Several networks on one wheel: a person's own, and what an owner has been shown and nothing else."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from conftest import SignedInClient
from redthread.core.errors import RuleError
from redthread.gatherings.models import Gathering
from redthread.networks.models import Network, Role
from redthread.people.models import Position
from redthread.schoolyear.years import school_year_of
from redthread.sharing.models import Release
from redthread.testing import make
from redthread.testing.cast import Cast
from redthread.wheel.actions.releases import release_wheel, take_back_wheel
from redthread.wheel.models import Initiative
from redthread.wheel.snapshots import entries_in, mark_of, snapshot_of, taking_in, year_in
from redthread.wheel.tests.year import WHEEL, Year, full_year, gathering, initiative, matter, on, plan

MINE, OWNERS = "/arshjul/", "/arshjul/skoleeier/"
RELEASE, RECALL = f"{WHEEL}ferdigstilling/", f"{WHEEL}tilbaketrekking/"


@pytest.fixture
def world(cast: Cast) -> Year:
    return full_year(cast)


def text_of(client: Client, at: str) -> str:
    response = client.get(at)
    assert response.status_code == 200, at
    return re.sub(r"[A-Za-z0-9]{64}", "TOKEN", response.content.decode())


def another(world: Year, name: str = "Ressurslærere", **more: object) -> Network:
    """A network that Mona and Åsen are in as well, with a gathering on the day of the second one here."""
    made = make.network(world.cast.owner, world.cast.liv, name, **more)
    make.membership(made, world.cast.liv, Role.LEADER)
    make.membership(made, world.cast.mona, Role.MEMBER, world.cast.asen)
    make.unit(made, world.cast.asen, 1)
    gathering(made, on(world.year, 10, 13), f"Samling hos {name}")
    return made


def release(world: Year, network: Network | None = None) -> Release:
    its = network or world.cast.network
    return release_wheel(
        network=its,
        year=world.year,
        seen=mark_of(snapshot_of(its, world.year)),
        by=world.cast.liv,
        now=timezone.now(),
    )


def preview(client: Client) -> str:
    found = re.search(r'name="seen" value="(\w+)"', client.get(RELEASE).content.decode())
    assert found
    return found.group(1)


# A person's own networks.


def test_all_of_a_persons_networks_are_on_one_wheel(world: Year, as_person: type[SignedInClient]) -> None:
    another(world)
    page = text_of(as_person(world.cast.mona), MINE)
    assert "Samling hos Ressurslærere" in page
    assert "Praksisfortellinger" in page
    assert "Rektornettverk øst" in page
    close = page.partition('id="tett"')[2]
    assert (
        "«Praksisfortellinger» i Rektornettverk øst og «Samling hos Ressurslærere» i Ressurslærere" in close
    )
    assert "Åsen skole er med i begge." in close


def test_others_networks_and_closed_ones_are_not(world: Year, as_person: type[SignedInClient]) -> None:
    other = another(world)
    assert "Ressurslærere" not in text_of(as_person(world.cast.rita), MINE)
    assert "Du er ikke med i noe nettverk ennå" in text_of(as_person(world.cast.olav), MINE)
    Network.objects.filter(pk=other.pk).update(closed_at=timezone.now())
    assert "Ressurslærere" not in text_of(as_person(world.cast.mona), MINE)


def test_drafts_are_on_the_wheel_of_those_who_plan_them(world: Year, as_person: type[SignedInClient]) -> None:
    gathering(another(world), on(world.year, 11, 2), "Hemmelig utkast", is_published=False)
    assert "Hemmelig utkast" in text_of(as_person(world.cast.liv), MINE)
    assert "Hemmelig utkast" not in text_of(as_person(world.cast.mona), MINE)


def test_the_overlay_costs_the_same_for_one_network_and_for_many(
    world: Year, as_person: type[SignedInClient]
) -> None:
    client, counts = as_person(world.cast.mona), []
    for many in (1, 5):
        for number in range(many):
            another(world, f"Nettverk {many}{number}")
        with CaptureQueriesContext(connection) as queries:
            client.get(MINE)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 12


# Releasing the year to the owner.


def test_the_preview_is_exactly_what_the_owner_sees(world: Year, as_person: type[SignedInClient]) -> None:
    liv = as_person(world.cast.liv)
    before = text_of(liv, RELEASE)
    shown = re.search(r'<dl class="snapshot">.*?</dl>', before, re.DOTALL)
    assert shown
    assert "Ledelsen i Fjordvik kommune ser dette på siden sin." in before
    assert liv.post(RELEASE, {"seen": preview(liv)}).status_code == 302
    one = Release.objects.get(kind=Release.Kind.WHEEL)
    opened = text_of(as_person(world.cast.olav), reverse("sharing:owner_release", args=[one.public_id]))
    assert " ".join(shown.group().split()) in " ".join(opened.split())


def test_schools_initiatives_drafts_and_deadlines_do_not_go_upward(world: Year) -> None:
    gathering(world.cast.network, on(world.year, 11, 2), "Hemmelig utkast", is_published=False)
    texts = str(snapshot_of(world.cast.network, world.year))
    for kept in ("Leseløftet", "Regnefeller", "Hemmelig utkast", "Forberedelse klar", "Oppsummering inne"):
        assert kept not in texts
    for shown in (
        "Praksisfortellinger",
        "To-lærer i lesetimene",
        "Nasjonale prøver",
        "Tidlig innsats",
        "Åsen skole",
    ):
        assert shown in texts


def test_what_was_not_seen_is_not_released(world: Year, as_person: type[SignedInClient]) -> None:
    liv = as_person(world.cast.liv)
    seen = preview(liv)
    gathering(world.cast.network, on(world.year, 11, 2), "Ny samling")
    response = liv.post(RELEASE, {"seen": seen})
    assert response.status_code == 409
    assert "Hjulet er endret siden du så over det" in response.content.decode()
    assert not Release.objects.filter(kind=Release.Kind.WHEEL).exists()
    assert liv.post(RELEASE, {"seen": preview(liv)}).status_code == 302


def test_pressed_twice_it_is_one_release(world: Year) -> None:
    assert release(world) == release(world)
    assert Release.objects.filter(kind=Release.Kind.WHEEL).count() == 1


def test_a_year_without_published_gatherings_is_not_released(cast: Cast) -> None:
    world = Year(cast, school_year_of(timezone.localdate()), [])
    gathering(cast.network, on(world.year, 10, 13), "Kladd", is_published=False)
    with pytest.raises(RuleError, match="Publiser minst én først"):
        release(world)


def test_taken_back_it_is_gone_from_the_owners_pages(world: Year, as_person: type[SignedInClient]) -> None:
    one = release(world)
    liv, olav = as_person(world.cast.liv), as_person(world.cast.olav)
    assert "Praksisfortellinger" in text_of(olav, OWNERS)
    assert liv.post(RECALL).status_code == 302
    assert "Ingen årshjul er delt med dere ennå" in text_of(olav, OWNERS)
    assert olav.get(reverse("sharing:owner_release", args=[one.public_id])).status_code == 404
    assert liv.post(RECALL).status_code == 302


def test_what_is_changed_afterwards_is_not_seen_until_it_is_released_again(
    world: Year, as_person: type[SignedInClient]
) -> None:
    release(world)
    Gathering.objects.filter(pk=world.gatherings[1].pk).update(title="Nytt navn")
    olav = as_person(world.cast.olav)
    assert "Nytt navn" not in text_of(olav, OWNERS)
    assert "Noe er endret siden da" in text_of(as_person(world.cast.liv), RELEASE)
    release(world)
    page = text_of(olav, OWNERS)
    assert ("Nytt navn" in page, "Praksisfortellinger" in page) == (True, False)


@pytest.mark.parametrize("name", ["mona", "kine", "eva"])
def test_only_those_who_plan_release(name: str, world: Year, as_person: type[SignedInClient]) -> None:
    client = as_person(getattr(world.cast, name))
    seen = mark_of(snapshot_of(world.cast.network, world.year))
    assert client.get(RELEASE).status_code == 403
    assert client.post(RELEASE, {"seen": seen}).status_code == 403
    release(world)
    assert client.post(RECALL).status_code == 403
    assert Release.objects.standing().filter(kind=Release.Kind.WHEEL).count() == 1


# The owner's wheel.


def test_the_owner_sees_released_years_together_and_what_comes_close(
    world: Year, as_person: type[SignedInClient]
) -> None:
    other = another(world)
    release(world)
    olav = as_person(world.cast.olav)
    alone = text_of(olav, OWNERS)
    assert "Ressurslærere" not in alone
    assert 'id="tett"' not in alone
    release(world, other)
    together = text_of(olav, OWNERS)
    assert "Samling hos Ressurslærere" in together
    assert "Åsen skole er med i begge." in together.partition('id="tett"')[2]
    assert "person" not in together.partition('id="tett"')[2].partition("</ul>")[0]


def test_an_initiative_of_the_owner_is_told_once_for_all_its_networks(
    world: Year, as_person: type[SignedInClient]
) -> None:
    cast, year = world.cast, world.year
    one, other = another(world), another(world, "Styrere")
    for network in (one, other):
        initiative(network, cast.owner, "Tidlig innsats", on(year, 1, 4), None, cast.liv)
    initiative(one, cast.owner, "Digital plan for skolene", on(year, 9, 1), None, cast.liv)  # other dates
    for network in (cast.network, one, other):
        release(world, network)
    page = " ".join(text_of(as_person(cast.olav), OWNERS).split())
    assert page.count("Tidlig innsats") == 1
    assert "Skoleeiers satsing, Rektornettverk øst, Ressurslærere og Styrere" in page
    assert page.count("Digital plan for skolene") == 2


def test_another_owner_sees_nothing_of_it(world: Year, as_person: type[SignedInClient]) -> None:
    release(world)
    elsewhere = make.owner("Havnes nye kommune")
    hilde = make.person("Hilde Havn")
    make.position(hilde, elsewhere, Position.Kind.OWNER_EXECUTIVE)
    assert "Rektornettverk øst" not in text_of(as_person(hilde), OWNERS)
    for person in (world.cast.liv, world.cast.mona, world.cast.kine, world.cast.stein):
        assert as_person(person).get(OWNERS).status_code == 404


def below(world: Year) -> None:
    """Everything that happens in the networks' year without being released to the owner."""
    cast, year = world.cast, world.year
    Gathering.objects.filter(pk=world.gatherings[2].pk).update(
        title="Hemmelig flytting", starts_at=timezone.now(), ends_at=timezone.now() + timedelta(hours=2)
    )
    gathering(cast.network, on(year, 2, 10), "Hemmelig samling")
    gathering(cast.network, on(year, 2, 17), "Hemmelig utkast", is_published=False)
    matter(cast.network, year, "Hemmelig sak", on(year, 2, 1), on(year, 2, 20))
    initiative(cast.network, cast.owner, "Hemmelig satsing", on(year, 8, 1), None, cast.liv)
    initiative(cast.network, cast.asen, "Hemmelig skolesatsing", on(year, 8, 1), None, cast.mona)
    Initiative.objects.filter(name="Olweus").delete()
    cast.network.year_plans.update(prepare_days=9)
    make.unit(cast.network, make.school(cast.owner, "Hemmelig skole"), 7)
    other = another(world, "Hemmelig nettverk")
    plan(other, year)
    release(world, other)
    take_back_wheel(network=other, year=year, by=cast.liv, now=timezone.now())


@pytest.mark.parametrize("is_something_shared", [True, False])
def test_two_worlds(is_something_shared: bool, world: Year, as_person: type[SignedInClient]) -> None:
    addresses = [OWNERS, f"{OWNERS}?skolear=2020", "/skoleeier/", "/"]
    if is_something_shared:
        addresses.append(reverse("sharing:owner_release", args=[release(world).public_id]))
    olav = as_person(world.cast.olav)
    quiet = [text_of(olav, at) for at in addresses]
    below(world)
    busy = [text_of(olav, at) for at in addresses]
    assert quiet == busy
    assert ("Praksisfortellinger" in quiet[0]) is is_something_shared


def test_the_owners_wheel_costs_the_same_for_one_and_for_many(
    world: Year, as_person: type[SignedInClient]
) -> None:
    olav, counts = as_person(world.cast.olav), []
    for many in (1, 4):
        for number in range(many):
            release(world, another(world, f"Nettverk {many}{number}"))
        with CaptureQueriesContext(connection) as queries:
            olav.get(OWNERS)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 12


def test_what_was_written_is_read_back(world: Year) -> None:
    snapshot = snapshot_of(world.cast.network, world.year)
    assert year_in(snapshot) == world.year.first_year
    assert taking_in(snapshot).schools == {
        world.cast.asen.public_id: "Åsen skole", world.cast.brekka.public_id: "Brekka skole"
    }  # fmt: skip
    read = entries_in(snapshot, "Øst", "hjul-1", "hjul-1")
    assert len(read) == len(snapshot) - 1
    assert [e.title for e in read if e.kind == "gathering"] == [one.title for one in world.gatherings]
    assert {e.href for e in read} == {""}
    nonsensical: list[Any] = [[], {}, [{"label": "x", "text": "y"}], [{"year": "x"}]]
    for nonsense in nonsensical:
        assert year_in(nonsense) == 0
