"""The register of initiatives: who writes whose, and who reads."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from conftest import SignedInClient
from redthread.core.errors import RuleError
from redthread.networks.models import Network, Role
from redthread.people.models import Organisation
from redthread.testing import make
from redthread.testing.cast import Cast
from redthread.wheel.actions import initiatives as actions
from redthread.wheel.models import Initiative
from redthread.wheel.tests.year import INITIATIVES, full_year, initiative

NEW = f"{INITIATIVES}ny/"


def fields(whose: Organisation, **more: str) -> dict[str, str]:
    values = {
        "organisation": whose.public_id,
        "name": "Leseløftet",
        "about": "Alle trinn",
        "starts_on": "2026-09-01",
    }
    return {**values, **more}


def add(cast: Cast, **more: object) -> Initiative:
    values = {"about": "", "starts_on": date(2026, 9, 1), "ends_on": None, "name": "Leseløftet", **more}
    return actions.add_initiative(
        network=cast.network,
        organisation=cast.asen,
        by=cast.mona,
        now=timezone.now(),
        **values,  # type: ignore[arg-type]
    )


WRITES = [
    ("liv", "owner", True), ("liv", "asen", False), ("kine", "owner", True), ("kine", "asen", False),
    ("mona", "asen", True), ("mads", "asen", True), ("mona", "brekka", False), ("mona", "owner", False),
    ("rita", "brekka", True), ("rita", "asen", False),
]  # fmt: skip


@pytest.mark.parametrize(("name", "whose", "may"), WRITES)
def test_each_writes_for_their_own(
    name: str, whose: str, may: bool, cast: Cast, as_person: type[SignedInClient]
) -> None:
    client = as_person(getattr(cast, name))
    response = client.post(NEW, fields(getattr(cast, whose)))
    assert response.status_code == (302 if may else 200)
    made = Initiative.objects.filter(organisation=getattr(cast, whose))
    assert [(one.name, one.starts_on) for one in made] == ([("Leseløftet", date(2026, 9, 1))] if may else [])


@pytest.mark.parametrize("name", ["eva"])
def test_partners_read_and_do_not_write(name: str, cast: Cast, as_person: type[SignedInClient]) -> None:
    one = add(cast)
    client = as_person(getattr(cast, name))
    assert "Leseløftet" in client.get(INITIATIVES).content.decode()
    assert "Legg inn satsing" not in client.get(INITIATIVES).content.decode()
    assert client.get(NEW).status_code == 403
    assert client.post(NEW, fields(cast.asen)).status_code == 403
    assert client.post(f"{INITIATIVES}{one.public_id}/sletting/").status_code == 403
    assert Initiative.objects.count() == 1


@pytest.mark.parametrize("name", ["olav", "stein"])
def test_those_outside_see_nothing(name: str, cast: Cast, as_person: type[SignedInClient]) -> None:
    one = add(cast)
    client = as_person(getattr(cast, name))
    for address in (INITIATIVES, NEW, f"{INITIATIVES}{one.public_id}/"):
        assert client.get(address).status_code == 404


def test_another_schools_initiative_cannot_be_changed_or_taken_over(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    one = add(cast)
    rita, mona = as_person(cast.rita), as_person(cast.mona)
    assert rita.post(f"{INITIATIVES}{one.public_id}/", fields(cast.brekka)).status_code == 403
    assert rita.post(f"{INITIATIVES}{one.public_id}/sletting/").status_code == 403
    assert mona.post(f"{INITIATIVES}{one.public_id}/", fields(cast.brekka)).status_code == 200
    one.refresh_from_db()
    assert (one.organisation, one.about) == (cast.asen, "")


def test_the_own_can_be_changed_and_taken_away(cast: Cast, as_person: type[SignedInClient]) -> None:
    one, client = add(cast), as_person(cast.mads)
    at = f"{INITIATIVES}{one.public_id}/"
    assert 'value="2026-09-01"' in client.get(at).content.decode()
    assert client.post(at, fields(cast.asen, name="Ny plan", ends_on="2026-12-01")).status_code == 302
    one.refresh_from_db()
    assert (one.name, one.ends_on) == ("Ny plan", date(2026, 12, 1))
    assert client.post(f"{at}sletting/").status_code == 302
    assert client.post(f"{at}sletting/").status_code == 404
    assert not Initiative.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"name": ""}, "Skriv hva satsingen heter."),
        ({"name": "x" * 121}, "høyst 120"),
        ({"starts_on": ""}, "Skriv når satsingen starter."),
        ({"starts_on": "31.2.2026"}, "Skriv datoen som dag"),
        ({"starts_on": "0001-01-01"}, "mellom 2000 og 2100"),
        ({"ends_on": "9999-12-31"}, "mellom 2000 og 2100"),
        ({"ends_on": "2026-08-31"}, "slutter før den starter"),
        ({"organisation": "nonsense"}, "Velg et gyldig valg"),
        ({"organisation": ""}, "Velg hvem"),
        ({"name": "Navn\x00"}, "Null"),
    ],
)
def test_wrong_input_explains_itself_and_changes_nothing(
    wrong: dict[str, str], says: str, cast: Cast, as_person: type[SignedInClient]
) -> None:
    response = as_person(cast.mona).post(NEW, fields(cast.asen, about="Det jeg skrev", **wrong))
    page = response.content.decode()
    assert response.status_code == 200
    assert "ds-error-summary" in page or "ds-validation-message" in page
    if says not in ("Null", "høyst 120", "Velg et gyldig valg"):
        assert says in page
    assert "Det jeg skrev" in page
    assert not Initiative.objects.exists()


def test_a_double_press_makes_one(cast: Cast, as_person: type[SignedInClient]) -> None:
    client = as_person(cast.mona)
    for _press in range(2):
        assert client.post(NEW, fields(cast.asen)).status_code == 302
    assert Initiative.objects.count() == 1


def test_there_is_an_end_to_how_many(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "MOST", 2)
    for name in ("A", "B"):
        add(cast, name=name)
    with pytest.raises(RuleError, match="har alt 2 satsinger her"):
        add(cast, name="C")
    with pytest.raises(RuleError, match="slutter før"):
        add(cast, name="D", ends_on=date(2026, 8, 1))


def test_in_a_closed_network_nothing_is_written(cast: Cast, as_person: type[SignedInClient]) -> None:
    add(cast)
    Network.objects.filter(pk=cast.network.pk).update(closed_at=timezone.now())
    for person, whose in ((cast.mona, cast.asen), (cast.liv, cast.owner), (cast.kine, cast.owner)):
        client = as_person(person)
        assert client.post(NEW, fields(whose, name="Ny")).status_code == 403
        assert "Leseløftet" in client.get(INITIATIVES).content.decode()
    assert Initiative.objects.count() == 1


def test_a_former_members_school_is_no_longer_theirs(cast: Cast, as_person: type[SignedInClient]) -> None:
    one = add(cast)
    cast.network.memberships.filter(person=cast.mads).update(ends_at=timezone.now())
    assert as_person(cast.mads).get(f"{INITIATIVES}{one.public_id}/").status_code == 404


def test_owners_come_first_and_schools_in_their_turn(cast: Cast, as_person: type[SignedInClient]) -> None:
    world = full_year(cast)
    page = as_person(cast.rita).get(INITIATIVES).content.decode()
    heads = [
        page.index(f'data-size="xs">{name}<') for name in ("Fjordvik kommune", "Åsen skole", "Brekka skole")
    ]
    assert heads == sorted(heads)
    cast.network.units.filter(organisation=cast.brekka).update(turn=0)
    page = as_person(cast.rita).get(INITIATIVES).content.decode()
    loads = page.partition('id="samlet"')[2]
    assert loads.index("Brekka skole") < loads.index("Åsen skole")
    assert "Mange ting på en gang i oktober: fem satsinger og én samling." in loads
    assert world.cast.network == cast.network


def test_who_sees_it_is_said_before_it_is_written(cast: Cast, as_person: type[SignedInClient]) -> None:
    page = as_person(cast.mona).get(NEW).content.decode()
    assert "også en konsulent fra skoleeier. Ledelsen hos skoleeier ser det ikke." in page


def test_the_page_costs_the_same_for_one_and_for_many(cast: Cast, as_person: type[SignedInClient]) -> None:
    client, counts = as_person(cast.liv), []
    for many in (1, 6):
        for number in range(many):
            school = make.school(cast.owner, f"Skole {many} {number}")
            make.unit(cast.network, school, 5)
            initiative(cast.network, school, "Noe", timezone.localdate(), None, cast.liv)
        with CaptureQueriesContext(connection) as queries:
            client.get(INITIATIVES)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 12


def test_a_leader_of_a_regional_network_writes_for_each_owner(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    other = make.owner("Havnes nye kommune")
    make.unit(cast.network, make.school(other, "Odden nye skole"), 9)
    assert as_person(cast.liv).post(NEW, fields(other)).status_code == 302
    assert as_person(cast.kine).post(NEW, fields(other, name="Annet")).status_code == 200
    assert [one.organisation for one in Initiative.objects.all()] == [other]
    assert cast.network.memberships.filter(role=Role.CONSULTANT).exists()
