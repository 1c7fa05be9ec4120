"""An item with a method, and those who lead it: filled in, and shown to those who may see it."""

import pytest
from django.utils import timezone

from conftest import SignedInClient
from redthread.core.errors import RuleError
from redthread.gatherings.actions import agenda as actions
from redthread.gatherings.actions.item_leaders import set_item_leaders
from redthread.gatherings.actions.lifecycle import publish_gathering
from redthread.gatherings.item_options import said_by_method
from redthread.gatherings.method_library import keep_library_method, library
from redthread.gatherings.models import AgendaItem, Gathering, ItemLeader, Method
from redthread.gatherings.tests.designing import HTMX, draft, text_of, titles, url
from redthread.networks.models import Role
from redthread.notices.models import OutgoingMail
from redthread.people.models import Person, Position
from redthread.testing import make
from redthread.testing.cast import Cast

KEY = "igp"
IGP = f"bibliotek:{KEY}"


@pytest.fixture
def gathering(cast: Cast) -> Gathering:
    return draft(cast)


@pytest.fixture
def liv(cast: Cast, as_person: type[SignedInClient]) -> SignedInClient:
    return as_person(cast.liv)


def with_method(cast: Cast, gathering: Gathering, *leaders: Person, **more: object) -> AgendaItem:
    method = keep_library_method(KEY)
    return actions.add_agenda_item(
        gathering=gathering,
        method=method,
        leaders=leaders,
        by=cast.liv,
        now=timezone.now(),
        **{**said_by_method(method), **more},
    )


def own_method(cast: Cast, **fields: object) -> Method:
    given = {"name": "Vår egen prat", "purpose": "Å høre alle", "minutes": 20, **fields}
    return Method.objects.create(network=cast.network, **given)


def test_a_method_is_put_in_with_one_press(gathering: Gathering, liv: SignedInClient) -> None:
    page = text_of(liv.post(url("method_in", gathering), {"metode": IGP}, headers=HTMX))
    made = gathering.agenda_items.get(position=2)
    known = library()[KEY]
    assert (made.title, made.minutes, made.description) == (
        known.card.name,
        known.card.minutes,
        known.card.purpose,
    )
    assert (made.kind, made.method) == (known.kinds[0], Method.objects.get(key=KEY))
    assert "er lagt inn." in page


@pytest.mark.parametrize("value", ["bibliotek:finnes-ikke", "egen:x", "", "bibliotek:"])
def test_a_method_that_is_not_offered_is_refused(
    gathering: Gathering, liv: SignedInClient, value: str
) -> None:
    page = text_of(liv.post(url("method_in", gathering), {"metode": value}))
    assert "Metoden finnes ikke lenger. Velg en annen." in page
    assert titles(gathering) == ["Siden sist", "Oppsummering av dagen"]


def test_a_method_of_another_network_is_not_offered(
    cast: Cast, gathering: Gathering, liv: SignedInClient
) -> None:
    theirs = Method.objects.create(network=cast.steins_network, name="Deres", purpose="x", minutes=9)
    sent = {"title": "Prat", "kind": "input", "minutes": "9", "method": f"egen:{theirs.public_id}"}
    assert "Deres" not in text_of(liv.get(url("agenda", gathering)))
    liv.post(url("agenda", gathering), sent)
    liv.post(url("method_in", gathering), {"metode": sent["method"]})
    assert titles(gathering) == ["Siden sist", "Oppsummering av dagen"]


def test_what_is_left_empty_is_as_the_method_says(gathering: Gathering, liv: SignedInClient) -> None:
    sent = {"title": "", "kind": "input", "minutes": "", "description": "", "method": IGP}
    liv.post(url("agenda", gathering), sent)
    made = gathering.agenda_items.get(position=2)
    card = library()[KEY].card
    assert (made.title, made.minutes, made.description) == (card.name, card.minutes, card.purpose)


def test_what_is_written_stands(gathering: Gathering, liv: SignedInClient) -> None:
    sent = {"title": "Vårt", "kind": "input", "minutes": "12", "description": "Slik", "method": IGP}
    liv.post(url("agenda", gathering), sent)
    made = gathering.agenda_items.get(position=2)
    assert (made.title, made.minutes, made.description, made.kind) == ("Vårt", 12, "Slik", "input")


def test_choosing_fills_the_form_and_choosing_again_fills_it_anew(
    cast: Cast, gathering: Gathering, liv: SignedInClient
) -> None:
    own = own_method(cast)
    sent = {"title": "", "kind": "input", "minutes": "30", "method": IGP}
    page = text_of(liv.post(url("item_fill", gathering), sent, headers=HTMX))
    name = library()[KEY].card.name
    assert f'value="{name}"' in page
    assert 'name="forrige"' in page
    filled = {**sent, "title": name, "minutes": str(library()[KEY].card.minutes), "forrige": IGP}
    filled["method"] = f"egen:{own.public_id}"
    page = text_of(liv.post(url("item_fill", gathering), filled, headers=HTMX))
    assert 'value="Vår egen prat"' in page
    assert 'value="20"' in page
    assert name not in page.split('name="method"')[0]
    assert titles(gathering) == ["Siden sist", "Oppsummering av dagen"]


def test_filling_keeps_what_was_typed(gathering: Gathering, liv: SignedInClient) -> None:
    sent = {
        "title": "Mitt <b>eget</b>",
        "kind": "input",
        "minutes": "17",
        "method": IGP,
        "responsible": "Ida",
    }
    page = text_of(liv.post(url("item_fill", gathering), sent, headers=HTMX))
    assert "Mitt &lt;b&gt;eget&lt;/b&gt;" in page
    assert 'value="17"' in page
    assert 'value="Ida"' in page


def test_an_own_method_is_worked_with_as_the_one_it_was_made_from(cast: Cast) -> None:
    fork = own_method(cast, made_from=keep_library_method(KEY))
    assert said_by_method(fork)["kind"] == library()[KEY].kinds[0]
    assert said_by_method(own_method(cast))["kind"] == "cross_groups"


def test_steps_that_take_longer_than_the_item_are_said_kindly(
    cast: Cast, gathering: Gathering, liv: SignedInClient
) -> None:
    item = with_method(cast, gathering, minutes=10)
    page = text_of(liv.get(url("agenda", gathering)))
    assert "Gjør posten lengre, eller velg bort et steg." in page
    actions.set_minutes(item=item, minutes=library()[KEY].card.minutes, by=cast.liv, now=timezone.now())
    assert "Stegene i metoden" not in text_of(liv.get(url("agenda", gathering)))
    actions.set_minutes(item=item, minutes=300, by=cast.liv, now=timezone.now())
    assert "så det er god tid." in text_of(liv.get(url("agenda", gathering)))


def test_participants_see_who_leads_and_read_the_card(
    cast: Cast, gathering: Gathering, as_person: type[SignedInClient]
) -> None:
    with_method(cast, gathering, cast.mona, cast.rita)
    publish_gathering(gathering=gathering, by=cast.liv, now=timezone.now())
    page = text_of(as_person(cast.eva).get(gathering.get_absolute_url()))
    assert "Mona Vik og Rita Moe" in page
    assert f"/metoder/bibliotek/{KEY}/" in page
    assert not any("Rita Moe" in mail.text for mail in OutgoingMail.objects.all())


def test_of_a_confidential_item_neither_leaders_nor_method_are_sent(
    cast: Cast, gathering: Gathering, as_person: type[SignedInClient]
) -> None:
    with_method(cast, gathering, cast.mads, title="Om en elev", is_confidential=True)
    publish_gathering(gathering=gathering, by=cast.liv, now=timezone.now())
    page = text_of(as_person(cast.eva).get(gathering.get_absolute_url()))
    assert "Fortrolig sak" in page
    assert "Mads Lund" not in page
    assert library()[KEY].card.name not in page


def test_two_may_lead_an_item_and_not_three(cast: Cast, gathering: Gathering) -> None:
    item = with_method(cast, gathering, cast.mona, cast.rita)
    assert [leader.person for leader in item.leaders.all()] == [cast.mona, cast.rita]
    with pytest.raises(RuleError, match="to øktledere"):
        set_item_leaders(item=item, people=[cast.mona, cast.mads, cast.rita], by=cast.liv, now=timezone.now())
    assert item.leaders.count() == 2


def test_only_those_in_the_network_may_be_chosen(
    cast: Cast, gathering: Gathering, liv: SignedInClient
) -> None:
    item = with_method(cast, gathering)
    with pytest.raises(RuleError, match="Stein Rud er ikke med"):
        set_item_leaders(item=item, people=[cast.stein], by=cast.liv, now=timezone.now())
    sent = {"title": "X", "kind": "input", "minutes": "9", "leader_1": cast.stein.public_id}
    assert "Velg et gyldig valg" in text_of(liv.post(url("item", gathering, item), sent))
    assert not ItemLeader.objects.exists()


def test_the_same_person_twice_is_explained(cast: Cast, gathering: Gathering, liv: SignedInClient) -> None:
    item = with_method(cast, gathering)
    mona = cast.mona.public_id
    sent = {"title": "X", "kind": "input", "minutes": "9", "leader_1": mona, "leader_2": mona}
    page = text_of(liv.post(url("item", gathering, item), sent))
    assert "Velg en annen enn den første, eller la feltet stå tomt." in page


def test_one_who_has_left_may_keep_what_they_led(
    cast: Cast, gathering: Gathering, liv: SignedInClient
) -> None:
    item = with_method(cast, gathering, cast.mona)
    cast.network.memberships.filter(person=cast.mona).update(ends_at=timezone.now())
    page = text_of(liv.get(url("item", gathering, item)))
    assert "Mona Vik" in page
    sent = {"title": "Ny", "kind": "input", "minutes": "9", "leader_1": cast.mona.public_id}
    liv.post(url("item", gathering, item), sent)
    item.refresh_from_db()
    assert (item.title, item.leaders.get().person) == ("Ny", cast.mona)
    assert "Mona Vik" not in text_of(liv.get(url("item", gathering, gathering.agenda_items.all()[0])))


def test_a_leader_and_a_union_representative_are_suggested_and_taken_with_one_press(
    cast: Cast, gathering: Gathering, liv: SignedInClient
) -> None:
    item = with_method(cast, gathering)
    assert "Forslag til par" not in text_of(liv.get(url("item", gathering, item)))
    make.position(cast.rita, cast.brekka, Position.Kind.UNION)
    page = text_of(liv.get(url("item", gathering, item)))
    assert "Forslag til par: Mads Lund og Rita Moe, en leder og en tillitsvalgt." in page
    sent = {"title": "Min", "kind": "input", "minutes": "9", "forslag": "1"}
    liv.post(url("item", gathering, item), sent)
    assert [leader.person for leader in item.leaders.all()] == [cast.mads, cast.rita]
    item.refresh_from_db()
    assert item.title == "Min"


def test_the_page_of_an_item_asks_for_everything_that_is_said_of_it(
    cast: Cast, gathering: Gathering, liv: SignedInClient
) -> None:
    page = text_of(liv.get(url("item", gathering, with_method(cast, gathering))))
    for name in ("title", "kind", "minutes", "method", "leader_1", "leader_2", "responsible", "description"):
        assert f'name="{name}"' in page
    assert "regnes som refleksjon: alle tenker og snakker sammen." in page


def test_guests_are_not_asked_to_lead(cast: Cast, gathering: Gathering, liv: SignedInClient) -> None:
    guest = make.person("Gro Gjest")
    make.membership(cast.network, guest, Role.GUEST)
    assert "Gro Gjest" not in text_of(liv.get(url("agenda", gathering)))


def test_what_was_taken_out_comes_back_with_its_method_and_leaders(
    cast: Cast, gathering: Gathering, liv: SignedInClient
) -> None:
    item = with_method(cast, gathering, cast.mona, cast.rita, share="try_out")
    page = liv.post(url("item_remove", gathering, item), headers=HTMX).content.decode()
    form = page.split('class="undo"')[1].split("</form>")[0]
    for value in (IGP, cast.mona.public_id, cast.rita.public_id, "try_out"):
        assert f'value="{value}"' in form


def test_the_day_lists_what_its_methods_need(cast: Cast, gathering: Gathering, liv: SignedInClient) -> None:
    assert "Dette trenger dere" not in text_of(liv.get(url("agenda", gathering)))
    own = own_method(cast, materials="Terninger, tau")
    liv.post(url("method_in", gathering), {"metode": f"egen:{own.public_id}"})
    page = text_of(liv.get(url("agenda", gathering)))
    assert "Dette trenger dere" in page
    assert "Terninger" in page
    assert "Tau" in page
