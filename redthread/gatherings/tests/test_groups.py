"""Tables at a gathering: composed, mended, shown, and seen by the right ones."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from conftest import SignedInClient
from redthread.core.errors import RuleError
from redthread.gatherings.actions import groups as actions
from redthread.gatherings.actions.groups import Sitter
from redthread.gatherings.models import AgendaItem, Gathering, Grouping, GroupPlace, Invitation, PairWish
from redthread.people.models import Organisation, Person
from redthread.testing import make
from redthread.testing.cast import Cast

NOW = timezone.now()
As = type[SignedInClient]
RULE = {"size": 4, "kind": "cross", "spread": ["role"], "leaders": "", "pupils": False}


@pytest.fixture(autouse=True)
def quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "SECONDS", 0.05)


def address(name: str, gathering: Gathering, *more: str) -> str:
    return reverse(f"gatherings:{name}", args=[gathering.network.slug, gathering.public_id, *more])


def text_of(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def crowd(cast: Cast, number: int = 12, schools: int = 4) -> list[Person]:
    """People of several schools, all members of the network."""
    found = [make.school(cast.owner, f"Skole {one}") for one in range(schools)]
    people = [make.person(f"Deltaker {one:03}") for one in range(number)]
    for one, person in enumerate(people):
        make.membership(cast.network, person, at=found[one % schools])
    return people


def guests(*names: str) -> list[Sitter]:
    return [Sitter(name=name, school="Skole") for name in names]


def composed(cast: Cast, gathering: Gathering, sitters: list[Sitter], **asked: Any) -> Grouping:
    return actions.compose_groups(
        gathering=gathering,
        item=asked.pop("item", None),
        sitters=sitters,
        asked={**RULE, **asked},
        by=cast.liv,
        now=NOW,
    )


def tables_of(grouping: Grouping) -> list[set[str]]:
    return [{str(place) for place in group.places.all()} for group in grouping.groups.all()]


def place_of(grouping: Grouping, name: str) -> GroupPlace:
    return next(one for one in GroupPlace.objects.filter(group__grouping=grouping) if str(one) == name)


def test_the_page_chooses_the_members_when_nobody_has_answered(cast: Cast, as_person: As) -> None:
    gathering = make.gathering(cast.network)
    page = text_of(as_person(cast.liv).get(address("groups", gathering)))
    assert "Ingen har svart ennå, så alle medlemmer er valgt." in page
    assert page.count("checked") >= 6
    assert "Fire til seks er best" in page


def test_those_who_said_they_come_are_chosen(cast: Cast, as_person: As) -> None:
    gathering = make.gathering(cast.network)
    Invitation.objects.create(gathering=gathering, person=cast.mona, answer="yes")
    Invitation.objects.create(gathering=gathering, person=cast.rita, answer="no")
    Invitation.objects.create(gathering=gathering, person=cast.mads, answer="digital")
    page = text_of(as_person(cast.liv).get(address("groups", gathering)))
    assert "De som har svart at de kommer, er valgt." in page
    for person, is_chosen in ((cast.mona, True), (cast.rita, False), (cast.mads, False), (cast.liv, False)):
        box = page.split(f'value="{person.public_id}"')[1].split(">")[0]
        assert ("checked" in box) == is_chosen, person


def test_people_and_pasted_guests_are_seated_and_shown_to_nobody(cast: Cast, as_person: As) -> None:
    gathering, people = make.gathering(cast.network), crowd(cast)
    liv = as_person(cast.liv)
    answer = liv.post(
        address("groups", gathering),
        {
            "item": "day",
            "size": "4",
            "kind": "cross",
            "people": [one.public_id for one in people],
            "guests": "Ida, Åsen skole, elev\n\nOla; Ukjent skole\nKnut",
        },
    )
    grouping = Grouping.objects.get()
    assert answer.headers["Location"] == address("grouping", gathering, grouping.public_id)
    assert sorted(map(len, tables_of(grouping))) == [3, 4, 4, 4]
    assert set().union(*tables_of(grouping)) == {*(one.name for one in people), "Ida", "Ola", "Knut"}
    ida = place_of(grouping, "Ida")
    assert (ida.organisation, ida.school, ida.role) == (cast.asen, "Åsen skole", "elev")
    assert (place_of(grouping, "Ola").organisation, place_of(grouping, "Ola").school) == (
        None,
        "Ukjent skole",
    )
    page = text_of(liv.get(answer.headers["Location"]))
    assert "Dette er de første bordene i nettverket, så ingen har sittet sammen før." in page
    assert "4 bord, 15 personer" in page
    for one in (cast.mona, cast.kine, cast.eva):
        seen = text_of(as_person(one).get(address("tables", gathering)))
        assert "Bordene er ikke klare ennå" in seen
        assert not re.search(r"\bIda\b", seen)  # a random id may have those letters


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"people": []}, "Velg minst tre"),
        ({"guests": "A\nB\n, Skole"}, "Linje 3 mangler navn"),
        ({"guests": "A, B, C, D\nE"}, "Linje 1 har mer enn navn, skole og rolle"),
        ({"guests": "Ida, Åsen\nida,åsen"}, "Linje 2 er den samme som linje 1"),
        ({"guests": "x" * 151}, "Linje 1 er for lang"),
        ({"guests": "\n".join(f"G{one}" for one in range(401))}, "Velg høyst 400"),
        ({"size": "9"}, "9 er ikke"),
        ({"kind": "best"}, "best er ikke"),
        ({"people": ["nobody"]}, "nobody er ikke"),
        ({"item": "another"}, "another er ikke"),
    ],
)
def test_wrong_input_explains_itself_and_changes_nothing(
    cast: Cast, as_person: As, typed: dict[str, Any], told: str
) -> None:
    gathering = make.gathering(cast.network)
    everybody = [one.public_id for one in cast.insiders()]
    fields = {"item": "day", "size": "4", "kind": "cross", "people": everybody, **typed}
    if "guests" in typed:
        fields["people"] = []
    page = text_of(as_person(cast.liv).post(address("groups", gathering), fields))
    assert told in page
    assert not Grouping.objects.exists()
    if "guests" in typed:
        assert typed["guests"].splitlines()[0] in page


def test_a_stranger_cannot_be_seated_by_their_id(cast: Cast, as_person: As) -> None:
    gathering = make.gathering(cast.network)
    people = [cast.mona, cast.mads, cast.stein]
    fields = {"item": "day", "size": "3", "kind": "cross", "people": [one.public_id for one in people]}
    page = text_of(as_person(cast.liv).post(address("groups", gathering), fields))
    assert f"{cast.stein.public_id} er ikke" in page
    assert not Grouping.objects.exists()


def test_composing_twice_leaves_one_set_of_tables(cast: Cast) -> None:
    gathering = make.gathering(cast.network)
    first = composed(cast, gathering, guests(*"ABCDEF"))
    actions.show_groups(grouping=first, by=cast.liv, now=NOW)
    second = composed(cast, gathering, guests(*"ABCDEFGH"))
    assert Grouping.objects.get() == first == second
    assert sum(map(len, tables_of(second))) == 8
    assert Grouping.objects.get().shown_at is None


def test_an_item_has_tables_of_its_own(cast: Cast) -> None:
    gathering = make.gathering(cast.network)
    item = make.item(gathering, AgendaItem.Kind.CROSS_GROUPS, title="Samtale")
    day, one = composed(cast, gathering, guests(*"ABC")), composed(cast, gathering, guests(*"ABC"), item=item)
    assert (day.name, one.name) == ("Hele dagen", "Samtale")
    assert Grouping.objects.count() == 2


def test_those_who_sat_together_last_time_do_not_now(cast: Cast) -> None:
    names = [f"G{one}" for one in range(16)]
    last = make.gathering(cast.network, starts_at=NOW - timedelta(days=40))
    first = composed(cast, last, guests(*names))
    actions.show_groups(grouping=first, by=cast.liv, now=NOW)
    second = composed(cast, make.gathering(cast.network), guests(*names))
    assert all(len(one & other) <= 1 for one in tables_of(first) for other in tables_of(second))


def test_tables_that_were_never_shown_are_no_history(cast: Cast, as_person: As) -> None:
    last = make.gathering(cast.network, starts_at=NOW - timedelta(days=40))
    composed(cast, last, guests(*"ABC"))
    grouping = composed(cast, make.gathering(cast.network), guests(*"ABC"))
    page = text_of(as_person(cast.liv).get(address("grouping", grouping.gathering, grouping.public_id)))
    assert "Dette er de første bordene" in page


def test_what_happened_in_another_network_is_not_known_here(cast: Cast, as_person: As) -> None:
    there = make.gathering(cast.steins_network, starts_at=NOW - timedelta(days=40))
    actions.show_groups(grouping=composed(cast, there, guests(*"ABC")), by=cast.stein, now=NOW)
    grouping = composed(cast, make.gathering(cast.network), guests(*"ABC"))
    page = text_of(as_person(cast.liv).get(address("grouping", grouping.gathering, grouping.public_id)))
    assert "Dette er de første bordene" in page


def test_what_cannot_be_avoided_is_told_with_the_reason(cast: Cast, as_person: As) -> None:
    last = make.gathering(cast.network, starts_at=NOW - timedelta(days=40))
    actions.show_groups(grouping=composed(cast, last, guests(*"ABC")), by=cast.liv, now=NOW)
    grouping = composed(cast, make.gathering(cast.network), guests(*"ABC"))
    page = text_of(as_person(cast.liv).get(address("grouping", grouping.gathering, grouping.public_id)))
    assert (
        "3 par har sittet sammen før. Færre er ikke mulig når det er 3 her og opptil 3 ved hvert bord."
        in page
    )
    assert "A og B" in page


def test_one_is_moved_and_it_is_undone(cast: Cast, as_person: As) -> None:
    gathering = make.gathering(cast.network)
    grouping = composed(cast, gathering, guests(*"ABCDEF"), size=3)
    liv, before = as_person(cast.liv), tables_of(grouping)
    moved = place_of(grouping, sorted(before[0])[0])
    one = {"version": "1", "place": moved.public_id, "table": "2"}
    answer = liv.post(address("group_move", gathering, grouping.public_id), one)
    assert answer.headers["Location"].endswith("#bord-2")
    assert str(moved) in tables_of(grouping)[1]
    liv.post(address("group_move", gathering, grouping.public_id), one)  # a double press
    assert Grouping.objects.get().version == 2
    liv.post(address("group_undo", gathering, grouping.public_id), {"version": "2"})
    assert tables_of(grouping) == before
    liv.post(address("group_undo", gathering, grouping.public_id), {"version": "2"})
    assert tables_of(grouping) == before


def test_of_two_who_change_at_once_the_second_is_told(cast: Cast, as_person: As) -> None:
    gathering = make.gathering(cast.network)
    grouping = composed(cast, gathering, guests(*"ABCDEF"), size=3)
    first, second = sorted(tables_of(grouping)[0])[:2]
    liv, url = as_person(cast.liv), address("group_move", gathering, grouping.public_id)
    liv.post(url, {"version": "1", "place": place_of(grouping, first).public_id, "table": "2"})
    answer = liv.post(
        url, {"version": "1", "place": place_of(grouping, second).public_id, "table": "2"}, follow=True
    )
    assert "Noen andre endret bordene i mellomtiden" in text_of(answer)
    assert second in tables_of(grouping)[0]


def test_a_table_has_room_for_eight(cast: Cast) -> None:
    grouping = composed(cast, make.gathering(cast.network), guests(*"ABCDEFGHIJKLM"), size=8)
    full, other = sorted(range(2), key=lambda one: -len(tables_of(grouping)[one]))
    for version in range(1, 10):
        one = place_of(grouping, sorted(tables_of(grouping)[other])[0])
        if len(tables_of(grouping)[full]) == 8:
            break
        actions.move_place(
            grouping=grouping, version=version, place=one.public_id, table=full + 1, by=cast.liv, now=NOW
        )
    with pytest.raises(RuleError, match="8 ved bordet fra før"):
        actions.move_place(
            grouping=grouping, version=version, place=one.public_id, table=full + 1, by=cast.liv, now=NOW
        )


def test_those_who_are_locked_sit_still_when_the_rest_is_composed_again(cast: Cast, as_person: As) -> None:
    gathering = make.gathering(cast.network)
    grouping = composed(cast, gathering, guests(*"ABCDEFGHIJKL"))
    actions.show_groups(grouping=grouping, by=cast.liv, now=NOW)
    liv, kept = as_person(cast.liv), tables_of(grouping)[1]
    ids = " ".join(place_of(grouping, name).public_id for name in kept)
    liv.post(address("group_keep", gathering, grouping.public_id), {"version": "1", "keep": ids, "at": "2"})
    liv.post(address("group_again", gathering, grouping.public_id), {"version": "2"})
    assert tables_of(grouping)[1] == kept
    grouping.refresh_from_db()
    assert (grouping.shown_at, grouping.version) == (None, 3)
    assert GroupPlace.objects.filter(group__grouping=grouping, is_fixed=True).count() == 4


def test_late_and_absent_are_placed_with_the_fewest_moves(cast: Cast, as_person: As) -> None:
    gathering = make.gathering(cast.network)
    grouping = composed(cast, gathering, guests(*"ABCDEFGHIJKL"))
    before = tables_of(grouping)
    gone = sorted(before[0])[0]
    answer = as_person(cast.liv).post(
        address("group_here", gathering, grouping.public_id),
        {
            "version": "1",
            "leaving": [place_of(grouping, gone).public_id],
            "people": [cast.mona.public_id],
            "guests": "",
        },
        follow=True,
    )
    assert "Ingen andre måtte flytte" in text_of(answer)
    assert tables_of(grouping) == [before[0] - {gone} | {"Mona Vik"}, *before[1:]]


def test_nobody_is_at_the_gathering_twice(cast: Cast) -> None:
    grouping = composed(cast, make.gathering(cast.network), guests(*"ABCD"))
    moved = actions.change_who_is_here(
        grouping=grouping, version=1, leaving=[], arriving=guests("A"), by=cast.liv, now=NOW
    )
    assert moved == []
    assert tables_of(grouping) == [set("ABCD")]


def test_the_members_see_their_own_table_when_it_is_shown(cast: Cast, as_person: As) -> None:
    gathering = make.gathering(cast.network)
    sitters = [Sitter(person=one, organisation=cast.asen, role="principal") for one in (cast.mona, cast.mads)]
    grouping = composed(cast, gathering, [*sitters, *guests("Ida")])
    liv = as_person(cast.liv)
    liv.post(address("group_show", gathering, grouping.public_id))
    mona = as_person(cast.mona)
    assert address("tables", gathering) in text_of(mona.get(gathering.get_absolute_url()))
    page = text_of(mona.get(address("tables", gathering)))
    assert "Du sitter ved bord 1" in page
    assert "Åsen skole, rektor" in page
    assert "Ida" in page
    liv.post(address("group_show", gathering, grouping.public_id), {"hide": "1"})
    assert address("tables", gathering) not in text_of(mona.get(gathering.get_absolute_url()))
    assert "Ida" not in text_of(as_person(cast.mona).get(address("tables", gathering)))


def test_tables_of_a_draft_are_not_shown(cast: Cast, as_person: As) -> None:
    gathering = make.gathering(cast.network, is_published=False)
    grouping = composed(cast, gathering, guests(*"ABC"))
    answer = as_person(cast.liv).post(address("group_show", gathering, grouping.public_id), follow=True)
    assert "Samlingen er en kladd" in text_of(answer)
    assert Grouping.objects.get().shown_at is None


def test_a_cancelled_gathering_has_no_tables(cast: Cast, as_person: As) -> None:
    gathering = make.gathering(cast.network, cancelled_at=NOW)
    with pytest.raises(RuleError, match="avlyst"):
        composed(cast, gathering, guests(*"ABC"))
    assert "Samlingen er avlyst" in text_of(as_person(cast.liv).get(address("groups", gathering)))


def test_fixed_groups_last_and_those_who_are_new_are_seated_with_them(cast: Cast) -> None:
    last = make.gathering(cast.network, starts_at=NOW - timedelta(days=40))
    first = composed(cast, last, guests(*"ABCDEFGH"), kind="fixed")
    actions.show_groups(grouping=first, by=cast.liv, now=NOW)
    gone = sorted(tables_of(first)[0])[0]
    here = [name for name in "ABCDEFGH" if name != gone]
    second = composed(cast, make.gathering(cast.network), guests(*here, "Ny"), kind="fixed")
    assert tables_of(second) == [tables_of(first)[0] - {gone} | {"Ny"}, tables_of(first)[1]]


def test_leaders_of_one_school_are_apart_and_pupils_with_their_municipality(cast: Cast) -> None:
    elsewhere = [make.owner(f"Kommune {one}", municipality_number=f"150{one}") for one in range(3)]
    schools = [make.school(owner, f"Skole {one}") for one, owner in enumerate(elsewhere)]
    sitters = [
        Sitter(name=f"{role} {one}", organisation=school, school=school.name, role=kind)
        for one, school in enumerate(schools)
        for role, kind in (("Rektor", "principal"), ("Leder", "middle_leader"), ("Elev", "elev"))
    ]
    grouping = composed(
        cast,
        make.gathering(cast.network),
        sitters,
        size=3,
        kind="municipalities",
        leaders="apart",
        pupils=True,
        spread=[],
    )
    for table in tables_of(grouping):
        numbers = [name.split()[1] for name in table]
        assert not any({f"Rektor {one}", f"Leder {one}"} <= table for one in numbers)
        for name in table:
            if name.startswith("Elev"):
                assert numbers.count(name.split()[1]) >= 2


def test_wishes_about_pairs_are_kept_and_followed(cast: Cast, as_person: As) -> None:
    people = crowd(cast)
    liv, url = as_person(cast.liv), reverse("gatherings:pair_wishes", args=[cast.network.slug])
    one, two, three = people[0], people[1], people[2]
    liv.post(url, {"one": two.public_id, "other": one.public_id, "together": "yes"})
    liv.post(url, {"one": one.public_id, "other": three.public_id, "together": "yes"})
    page = text_of(
        liv.post(url, {"one": one.public_id, "other": three.public_id, "together": "no"}, follow=True)
    )
    assert "Deltaker 000 og Deltaker 002" in page
    assert PairWish.objects.count() == 2
    gathering = make.gathering(cast.network)
    grouping = composed(cast, gathering, [Sitter(person=person) for person in people])
    table = next(one_table for one_table in tables_of(grouping) if one.name in one_table)
    assert two.name in table
    assert three.name not in table
    page = text_of(liv.get(address("grouping", gathering, grouping.public_id)))
    assert "Alle ønskene om hvem som skal sitte sammen og ikke, er fulgt." in page
    first, second = sorted((one, three), key=lambda person: person.pk)
    liv.post(url, {"forget": f"{first.public_id}:{second.public_id}"})
    assert PairWish.objects.count() == 1


def test_a_wish_needs_two_people_of_the_network(cast: Cast, as_person: As) -> None:
    liv, url = as_person(cast.liv), reverse("gatherings:pair_wishes", args=[cast.network.slug])
    mona, stein = cast.mona.public_id, cast.stein.public_id
    page = text_of(liv.post(url, {"one": mona, "other": mona, "together": "no"}))
    assert "Velg to forskjellige personer." in page
    liv.post(url, {"one": mona, "other": stein, "together": "no"})
    assert not PairWish.objects.exists()


def test_the_chair_of_the_day_composes_but_does_not_see_the_wishes(cast: Cast, as_person: As) -> None:
    PairWish.objects.create(network=cast.network, first=cast.mona, second=cast.mads, together=False)
    gathering = make.gathering(cast.network, chair=cast.rita)
    sitters = [Sitter(person=one) for one in (cast.mona, cast.mads, cast.rita)]
    grouping = composed(cast, gathering, sitters)
    rita = as_person(cast.rita)
    url = address("grouping", gathering, grouping.public_id)
    assert "ikke fulgt" in text_of(as_person(cast.liv).get(url))
    assert "ønske" not in text_of(rita.get(url)).lower()
    assert "bordonsker" not in text_of(rita.get(address("groups", gathering)))
    assert rita.get(reverse("gatherings:pair_wishes", args=[cast.network.slug])).status_code == 403


@pytest.mark.parametrize("name", ["mona", "mads", "rita", "kine", "eva"])
def test_members_do_not_reach_the_making_of_tables(cast: Cast, as_person: As, name: str) -> None:
    gathering = make.gathering(cast.network)
    grouping = composed(cast, gathering, guests(*"ABC"))
    client = as_person(getattr(cast, name))
    assert client.get(address("groups", gathering)).status_code == 403
    assert client.get(address("grouping", gathering, grouping.public_id)).status_code == 403
    assert client.post(address("group_show", gathering, grouping.public_id)).status_code == 403
    assert Grouping.objects.get().shown_at is None


def test_the_tables_of_another_gathering_are_not_found_here(cast: Cast, as_person: As) -> None:
    grouping = composed(cast, make.gathering(cast.network), guests(*"ABC"))
    other = make.gathering(cast.network, title="En annen")
    assert as_person(cast.liv).get(address("grouping", other, grouping.public_id)).status_code == 404


@pytest.mark.parametrize("page", ["groups", "grouping", "tables", "group_here"])
def test_the_pages_ask_as_often_for_130_people_as_for_nine(cast: Cast, as_person: As, page: str) -> None:
    counts = []
    liv = as_person(cast.liv)
    for number in (9, 121):
        people = crowd(cast, number, schools=3)
        gathering = make.gathering(cast.network)
        organisations = {
            one.person_id: one.organisation for one in cast.network.memberships.select_related("organisation")
        }
        sitters = [Sitter(person=one, organisation=organisations[one.pk]) for one in people]
        grouping = composed(cast, gathering, [*sitters, *guests("Ida")])
        actions.show_groups(grouping=grouping, by=cast.liv, now=NOW)
        more = [grouping.public_id] if page in ("grouping", "group_here") else []
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert liv.get(address(page, gathering, *more)).status_code == 200
        counts.append(len(queries))
        Organisation.objects.filter(name__startswith="Skole ").update(name="Før")
    assert counts[0] == counts[1] <= 12, counts
