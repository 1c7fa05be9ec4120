"""Units come in, take turns and leave."""

from datetime import timedelta

import pytest
from django.utils import timezone

from conftest import SignedInClient
from redthread.core.errors import RuleError
from redthread.networks import actions
from redthread.networks.access import access_of
from redthread.networks.models import Network, Unit
from redthread.people.models import Organisation
from redthread.testing import make
from redthread.testing.cast import Cast


def turn(network: Network) -> list[str]:
    return [unit.organisation.name for unit in Unit.objects.present().filter(network=network)]


def unit_of(cast: Cast, organisation: Organisation) -> Unit:
    return Unit.objects.present().get(network=cast.network, organisation=organisation)


def page_of(cast: Cast) -> str:
    return f"/nettverk/{cast.network.slug}/enheter/"


def test_a_unit_comes_in_last_and_only_once(cast: Cast) -> None:
    dal = make.school(cast.owner, "Dal skole")
    for _again in range(2):
        actions.take_in_unit(network=cast.network, organisation=dal, by=cast.liv, now=timezone.now())
    assert turn(cast.network) == ["Åsen skole", "Brekka skole", "Dal skole"]


def test_another_owners_school_comes_into_a_regional_network_only(cast: Cast) -> None:
    far = make.school(make.owner("Sunndal kommune"), "Sunndal skole")
    with pytest.raises(RuleError, match="hører ikke til Fjordvik"):
        actions.take_in_unit(network=cast.network, organisation=far, by=cast.liv, now=timezone.now())
    cast.network.kind = Network.Kind.REGIONAL
    actions.take_in_unit(network=cast.network, organisation=far, by=cast.liv, now=timezone.now())
    assert turn(cast.network)[-1] == "Sunndal skole"


def test_a_schools_own_community_has_the_one_school(cast: Cast, as_person: type[SignedInClient]) -> None:
    community = make.network(cast.owner, cast.mona, kind=Network.Kind.SCHOOL)
    make.membership(community, cast.mona, "leader", cast.asen)
    actions.take_in_unit(network=community, organisation=cast.asen, by=cast.mona, now=timezone.now())
    with pytest.raises(RuleError):
        actions.take_in_unit(network=community, organisation=cast.brekka, by=cast.mona, now=timezone.now())
    page = as_person(cast.mona).get(f"/nettverk/{community.slug}/enheter/").content.decode()
    assert "Brekka skole" not in page


def test_the_turn_is_moved_by_a_place_and_stops_at_the_ends(cast: Cast) -> None:
    dal = make.school(cast.owner, "Dal skole")
    unit = actions.take_in_unit(network=cast.network, organisation=dal, by=cast.liv, now=timezone.now())
    orders = []
    for places in (-1, -1, -1, 1):
        actions.move_unit_turn(unit=unit, places=places, by=cast.liv, now=timezone.now())
        orders.append(turn(cast.network).index("Dal skole"))
    assert orders == [1, 0, 0, 1]
    assert [u.turn for u in Unit.objects.present().filter(network=cast.network)] == [1, 2, 3]


def test_a_unit_that_leaves_takes_its_peoples_access_with_it_but_not_the_leaders(cast: Cast) -> None:
    make.membership(cast.network, cast.stein, "deputy", cast.asen)
    actions.unit_leaves(unit=unit_of(cast, cast.asen), by=cast.liv, now=timezone.now())
    assert turn(cast.network) == ["Brekka skole"]
    assert access_of(cast.mona, cast.network) is None
    assert access_of(cast.mads, cast.network) is None
    assert access_of(cast.rita, cast.network) is not None
    assert access_of(cast.stein, cast.network) is not None
    assert Unit.objects.get(organisation=cast.asen).left_on == timezone.localdate()


def test_a_unit_that_left_may_come_back(cast: Cast) -> None:
    now = timezone.now()
    actions.unit_leaves(unit=unit_of(cast, cast.asen), by=cast.liv, now=now)
    actions.take_in_unit(
        network=cast.network, organisation=cast.asen, by=cast.liv, now=now + timedelta(days=9)
    )
    assert turn(cast.network) == ["Brekka skole", "Åsen skole"]


def test_the_page_offers_the_owners_units_that_are_not_in_yet(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    dal = make.school(cast.owner, "Dal skole")
    make.school(cast.owner, "Nedlagt skole", is_active=False)
    client = as_person(cast.liv)
    text = client.get(page_of(cast)).content.decode()
    assert "Dal skole" in text
    assert "Odden skole" not in text
    assert "Nedlagt skole" not in text
    client.post(page_of(cast), {"unit": [dal.public_id]})
    assert turn(cast.network)[-1] == "Dal skole"


def test_search_narrows_the_list_and_says_when_nothing_is_found(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    make.school(cast.owner, "Dal skole")
    make.school(cast.owner, "Lia skole")
    client = as_person(cast.liv)
    found = client.get(page_of(cast), {"sok": "dal"}).content.decode()
    assert "Dal skole" in found
    assert "Lia skole" not in found
    assert "Fant ingen enheter for «zzz»" in client.get(page_of(cast), {"sok": "zzz"}).content.decode()


def test_ticking_nothing_or_a_strangers_school_changes_nothing(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    client = as_person(cast.liv)
    far = Organisation.objects.get(name="Odden skole")
    for chosen in ([], [far.public_id]):
        text = client.post(page_of(cast), {"unit": chosen}, follow=True).content.decode()
        assert "Kryss av for minst én enhet" in text
    assert turn(cast.network) == ["Åsen skole", "Brekka skole"]


def test_a_regional_network_finds_units_of_every_owner(cast: Cast, as_person: type[SignedInClient]) -> None:
    Network.objects.filter(pk=cast.network.pk).update(kind=Network.Kind.REGIONAL)
    text = as_person(cast.liv).get(page_of(cast), {"sok": "havnes"}).content.decode()
    assert "Odden skole" in text
    assert "Havnes kommune" in text


def test_the_buttons_move_a_unit_with_and_without_javascript(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    client = as_person(cast.liv)
    address = f"{page_of(cast)}{cast.brekka.public_id}/plass/"
    assert client.post(address, {"way": "up"})["Location"] == page_of(cast)
    assert turn(cast.network) == ["Brekka skole", "Åsen skole"]
    part = client.post(address, {"way": "down"}, headers={"HX-Request": "true"}).content.decode()
    assert part.index("Åsen skole") < part.index("Brekka skole")
    assert "<html" not in part


def test_leaving_names_those_who_lose_access_first(cast: Cast, as_person: type[SignedInClient]) -> None:
    client = as_person(cast.liv)
    address = f"{page_of(cast)}{cast.asen.public_id}/avgang/"
    text = client.get(address).content.decode()
    assert "Mona Vik" in text
    assert "Mads Lund" in text
    assert turn(cast.network) == ["Åsen skole", "Brekka skole"]
    client.post(address)
    assert turn(cast.network) == ["Brekka skole"]
