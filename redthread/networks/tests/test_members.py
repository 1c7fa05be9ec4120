"""People come in, change role and leave; history stays."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from conftest import SignedInClient
from redthread.core import dates
from redthread.core.errors import RuleError
from redthread.networks import actions
from redthread.networks.access import access_of
from redthread.networks.models import Membership, Network, Role
from redthread.people.models import Person, Position
from redthread.testing import make
from redthread.testing.cast import Cast


def membership_of(cast: Cast, person: Person) -> Membership:
    return Membership.objects.not_over(timezone.now()).get(network=cast.network, person=person)


def page_of(cast: Cast) -> str:
    return f"/nettverk/{cast.network.slug}/deltakere/"


def add(cast: Cast, person: Person, role: str = Role.MEMBER, **fields: object) -> Membership:
    values = {"organisation": None, "by": cast.liv, "now": timezone.now()}
    return actions.add_membership(network=cast.network, person=person, role=role, **(values | fields))  # type: ignore[arg-type]


def change(cast: Cast, person: Person, role: str, **fields: object) -> Membership:
    one = membership_of(cast, person)
    values = {"organisation": one.organisation, "ends_at": None, "by": cast.liv, "now": timezone.now()}
    return actions.change_role(membership=one, role=role, **(values | fields))  # type: ignore[arg-type]


def test_somebody_in_the_network_is_not_let_in_twice(cast: Cast) -> None:
    with pytest.raises(RuleError, match="Mona Vik er allerede med, som medlem"):
        add(cast, cast.mona)
    with pytest.raises(RuleError, match="Eva Holt er allerede med, som ekstern partner"):
        add(cast, cast.eva)


def test_a_partner_must_have_an_end_and_an_end_comes_after_the_start(cast: Cast) -> None:
    somebody = make.person()
    with pytest.raises(RuleError, match="sluttdato"):
        add(cast, somebody, Role.PARTNER)
    with pytest.raises(RuleError, match="etter den første"):
        add(cast, somebody, ends_at=timezone.now() - timedelta(days=1))
    assert not somebody.memberships.exists()


def test_access_ends_that_very_second(cast: Cast) -> None:
    now = timezone.now()
    mona = membership_of(cast, cast.mona)
    actions.end_membership(membership=mona, ends_at=now + timedelta(days=1), by=cast.liv, now=now)
    assert access_of(cast.mona, cast.network) is not None
    actions.end_membership(membership=mona, ends_at=now, by=cast.liv, now=now)
    mona.refresh_from_db()
    assert (mona.ends_at, mona.ended_by) == (now, cast.liv)
    assert access_of(cast.mona, cast.network) is None
    in_time = Membership.objects.current(now - timedelta(microseconds=1)).filter(pk=mona.pk)
    assert in_time.exists()
    assert not Membership.objects.current(now).filter(pk=mona.pk).exists()


def test_who_has_left_may_come_again_and_keeps_the_history(cast: Cast) -> None:
    now = timezone.now()
    actions.end_membership(membership=membership_of(cast, cast.mona), ends_at=now, by=cast.liv, now=now)
    add(cast, cast.mona, Role.GUEST, now=now + timedelta(seconds=1))
    rows = Membership.objects.filter(network=cast.network, person=cast.mona).order_by("pk")
    assert [(row.role, row.ends_at) for row in rows] == [(Role.MEMBER, now), (Role.GUEST, None)]


def test_times_that_overlapped_and_are_over_are_fine(cast: Cast) -> None:
    now = timezone.now()
    start, end = now - timedelta(days=90), now - timedelta(days=30)
    for role in (Role.GUEST, Role.DELEGATE):
        make.membership(cast.network, cast.olav, role, starts_at=start, ends_at=end)
    assert add(cast, cast.olav, Role.GUEST).ends_at is None


def test_a_change_of_role_is_a_new_row(cast: Cast) -> None:
    before = membership_of(cast, cast.mona)
    after = change(cast, cast.mona, Role.DEPUTY)
    before.refresh_from_db()
    assert before.role == Role.MEMBER
    assert before.ends_at == after.starts_at
    assert (after.role, after.organisation, after.ends_at) == (Role.DEPUTY, cast.asen, None)


def test_the_last_leader_stays_until_somebody_else_leads(cast: Cast) -> None:
    now = timezone.now()
    liv = membership_of(cast, cast.liv)
    with pytest.raises(RuleError, match="må ha en leder"):
        actions.end_membership(membership=liv, ends_at=now, by=cast.liv, now=now)
    with pytest.raises(RuleError, match="må ha en leder"):
        change(cast, cast.liv, Role.GUEST)
    with pytest.raises(RuleError, match="må ha en leder"):
        change(cast, cast.liv, Role.LEADER, ends_at=now + timedelta(days=30))
    change(cast, cast.mona, Role.LEADER, ends_at=now + timedelta(days=5))
    with pytest.raises(RuleError, match="må ha en leder"):  # Mona leads only five days more
        actions.end_membership(membership=liv, ends_at=now + timedelta(days=9), by=cast.liv, now=now)
    change(cast, cast.mona, Role.LEADER)
    actions.end_membership(membership=liv, ends_at=timezone.now(), by=cast.liv, now=timezone.now())
    assert access_of(cast.liv, cast.network) is None


def test_the_leader_of_a_closed_network_may_leave(cast: Cast) -> None:
    now = timezone.now()
    actions.close_network(network=cast.network, by=cast.liv, now=now)
    actions.end_membership(membership=membership_of(cast, cast.liv), ends_at=now, by=cast.liv, now=now)
    assert access_of(cast.liv, cast.network) is None


def test_one_who_has_not_begun_is_taken_away_and_changed_without_a_trace(cast: Cast) -> None:
    now = timezone.now()
    august = now + timedelta(days=40)
    coming = add(cast, cast.olav, Role.GUEST, starts_at=august)
    changed = change(cast, cast.olav, Role.MEMBER)
    assert not Membership.objects.filter(pk=coming.pk).exists()
    assert changed.starts_at == august
    actions.end_membership(membership=changed, ends_at=now, by=cast.liv, now=now)
    assert not cast.olav.memberships.exists()


def test_of_two_who_change_at_once_the_later_one_is_told(cast: Cast) -> None:
    seen_by_both = membership_of(cast, cast.mona)
    change(cast, cast.mona, Role.DEPUTY)
    with pytest.raises(RuleError, match="Noen andre endret"):
        actions.change_role(
            membership=seen_by_both,
            role=Role.GUEST,
            organisation=None,
            ends_at=None,
            by=cast.liv,
            now=timezone.now(),
        )
    assert membership_of(cast, cast.mona).role == Role.DEPUTY


def test_a_leader_adds_a_new_person_with_position(cast: Cast, as_person: type[SignedInClient]) -> None:
    answer = as_person(cast.liv).post(
        page_of(cast) + "ny/",
        {
            "email": "Nora.Ny@Fjordvik.example",
            "name": "Nora Ny",
            "organisation": cast.brekka.public_id,
            "position": Position.Kind.PRINCIPAL,
            "role": Role.MEMBER,
            "last_day": "",
        },
    )
    assert answer["Location"] == page_of(cast)
    nora = Person.objects.get(email="nora.ny@fjordvik.example")
    assert (nora.name, membership_of(cast, nora).organisation) == ("Nora Ny", cast.brekka)
    assert [(p.organisation, p.kind) for p in nora.positions.all()] == [(cast.brekka, "principal")]


def test_a_known_person_is_found_by_email_and_keeps_the_name(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    form = {"email": cast.olav.email, "name": "Feil Navn", "role": Role.GUEST}
    as_person(cast.liv).post(page_of(cast) + "ny/", form)
    cast.olav.refresh_from_db()
    assert cast.olav.name == "Olav Nes"
    assert membership_of(cast, cast.olav).role == Role.GUEST
    assert Person.objects.filter(email=cast.olav.email).count() == 1


def test_wrong_input_says_what_to_write_and_keeps_what_was_typed(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    people = Person.objects.count()
    text = (
        as_person(cast.liv)
        .post(page_of(cast) + "ny/", {"email": "nora", "name": "Nora Ny", "role": Role.PARTNER})
        .content.decode()
    )
    assert "Se etter @ og punktum" in text
    assert "Skriv den siste dagen i avtalen" in text
    assert 'value="Nora Ny"' in text
    assert Person.objects.count() == people


def test_a_position_without_a_unit_and_a_day_gone_by_are_explained(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    form = {"email": "n@x.example", "name": "N", "role": "member", "position": "principal"}
    text = as_person(cast.liv).post(page_of(cast) + "ny/", form | {"last_day": "2020-01-01"}).content.decode()
    assert "Velg enheten der personen har denne stillingen" in text
    assert "Den dagen er forbi" in text


def test_adding_somebody_who_is_in_tells_so_and_makes_nobody(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    form = {"email": cast.mona.email, "name": "Mona Vik", "role": Role.MEMBER}
    text = as_person(cast.liv).post(page_of(cast) + "ny/", form).content.decode()
    assert "Mona Vik er allerede med" in text
    assert Membership.objects.filter(person=cast.mona).count() == 1


def test_the_last_day_is_the_whole_day(cast: Cast, as_person: type[SignedInClient]) -> None:
    day = timezone.localdate() + timedelta(days=10)
    form = {"role": Role.PARTNER, "organisation": "", "last_day": day.isoformat()}
    one = membership_of(cast, cast.eva)
    client = as_person(cast.liv)
    client.post(f"{page_of(cast)}{one.public_id}/", form)
    new = membership_of(cast, cast.eva)
    assert new.ends_at == timezone.make_aware(datetime.combine(day + timedelta(days=1), datetime.min.time()))
    again = client.get(f"{page_of(cast)}{new.public_id}/").content.decode()
    assert f'value="{day.isoformat()}"' in again


def test_ending_now_takes_effect_at_the_next_request(cast: Cast, as_person: type[SignedInClient]) -> None:
    monas = as_person(cast.mona)
    assert monas.get(page_of(cast)).status_code == 200
    address = f"{page_of(cast)}{membership_of(cast, cast.mona).public_id}/slutt/"
    as_person(cast.liv).post(address, {"last_day": ""})
    assert monas.get(page_of(cast)).status_code == 404


def test_the_last_leader_is_told_why_not(cast: Cast, as_person: type[SignedInClient]) -> None:
    address = f"{page_of(cast)}{membership_of(cast, cast.liv).public_id}/"
    client = as_person(cast.liv)
    assert "Nettverket må ha en leder" in client.post(address + "slutt/", {}).content.decode()
    assert "Nettverket må ha en leder" in client.post(address, {"role": Role.MEMBER}).content.decode()
    assert membership_of(cast, cast.liv).role == Role.LEADER


def test_a_membership_that_is_over_cannot_be_changed(cast: Cast, as_person: type[SignedInClient]) -> None:
    one = membership_of(cast, cast.mona)
    actions.end_membership(membership=one, ends_at=timezone.now(), by=cast.liv, now=timezone.now())
    assert as_person(cast.liv).get(f"{page_of(cast)}{one.public_id}/").status_code == 404


def test_members_see_addresses_and_guests_do_not(cast: Cast, as_person: type[SignedInClient]) -> None:
    assert "rita@fjordvik.example" in as_person(cast.mona).get(page_of(cast)).content.decode()
    seen_by_partner = as_person(cast.eva).get(page_of(cast)).content.decode()
    assert "Rita Moe" in seen_by_partner
    assert "rita@fjordvik.example" not in seen_by_partner


def test_members_see_who_came_changed_and_left(cast: Cast, as_person: type[SignedInClient]) -> None:
    change(cast, cast.mads, Role.DEPUTY)
    now = timezone.now()
    actions.end_membership(membership=membership_of(cast, cast.mona), ends_at=now, by=cast.liv, now=now)
    text = as_person(cast.rita).get(page_of(cast)).content.decode()
    assert "Mads Lund ble nestleder" in text
    assert "Mona Vik sluttet" in text
    assert "Mads Lund sluttet" not in text
    assert "(ført av Liv Berg)" in text
    assert text.index("Mona Vik sluttet") < text.index("Rita Moe ble med som medlem")


def test_a_subgroup_is_filled_from_the_network_above(cast: Cast, as_person: type[SignedInClient]) -> None:
    group = make.network(cast.owner, cast.mona, "Lesegruppa", kind="subgroup", parent=cast.network)
    make.membership(group, cast.mona, Role.LEADER, cast.asen)
    client, base = as_person(cast.mona), f"/nettverk/{group.slug}/deltakere/"
    page = client.get(base + "ny/").content.decode()
    assert "Velg fra Rektornettverk øst" in page
    assert cast.rita.public_id in page
    assert cast.mona.public_id not in page
    chosen = [cast.rita.public_id, cast.eva.public_id, cast.stein.public_id]
    client.post(base + "valg/", {"person": chosen})
    here = Membership.objects.filter(network=group).exclude(person=cast.mona).order_by("person__name")
    ends_at = cast.eva.memberships.get(network=cast.network).ends_at
    assert [(m.person, m.role, m.organisation, m.ends_at) for m in here] == [
        (cast.eva, Role.PARTNER, None, ends_at),
        (cast.rita, Role.MEMBER, cast.brekka, None),
    ]


def test_who_has_left_the_network_above_cannot_pick_from_it(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    group = make.network(cast.owner, cast.stein, "Lesegruppa", kind="subgroup", parent=cast.network)
    make.membership(group, cast.stein, Role.LEADER)
    client, base = as_person(cast.stein), f"/nettverk/{group.slug}/deltakere/"
    assert "Rita Moe" not in client.get(base + "ny/").content.decode()
    client.post(base + "valg/", {"person": [cast.rita.public_id]})
    assert not Membership.objects.filter(network=group, person=cast.rita).exists()


def test_a_role_that_is_coming_stands_in_the_persons_own_line(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    mona, now = membership_of(cast, cast.mona), timezone.now()
    later = now + timedelta(days=30)
    actions.change_role_from(membership=mona, role=Role.LEADER, starts_at=later, by=cast.liv, now=now)
    members = as_person(cast.liv).get(f"/nettverk/{cast.network.slug}/deltakere/")
    page = " ".join(members.content.decode().split("Hvem som har kommet")[0].split())
    assert page.count("Mona Vik") == 1
    assert f"medlem, nettverksleder fra {dates.day_and_year(later)} </span>" in page
    front = as_person(cast.liv).get(f"/nettverk/{cast.network.slug}/").content.decode()
    assert "Mona Vik" not in front.split("Leder nettverket")[1].split("</section>")[0]


def test_nobody_is_called_leader_where_everybody_may_do_the_same(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    group = make.network(cast.owner, cast.mona, "Lesegruppa", kind=Network.Kind.SUBGROUP, parent=cast.network)
    for person in (cast.mona, cast.rita):
        make.membership(group, person, Role.LEADER)
    mona = as_person(cast.mona)
    for address in ("", "deltakere/"):
        page = mona.get(f"/nettverk/{group.slug}/{address}").content.decode()
        shown = page.split("Hvem som har kommet")[0]
        assert "Rita Moe" in shown
        assert "nettverksleder" not in shown
    make.membership(group, cast.mads, Role.MEMBER)
    assert "nettverksleder" in mona.get(f"/nettverk/{group.slug}/deltakere/").content.decode()
