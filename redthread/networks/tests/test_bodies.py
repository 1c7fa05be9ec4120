"""Bodies and their seats."""

import pytest
from django.utils import timezone

from conftest import SignedInClient
from redthread.core.errors import RuleError
from redthread.networks import actions
from redthread.networks.models import Body, Network, Seat
from redthread.networks.ready_bodies import READY
from redthread.people.models import Organisation, Person
from redthread.testing import make
from redthread.testing.cast import Cast

ALL = [ready.code for ready in READY]


def page_of(cast: Cast) -> str:
    return f"/nettverk/{cast.network.slug}/organer/"


def ready(cast: Cast, *codes: str) -> dict[str, Body]:
    actions.add_ready_bodies(network=cast.network, codes=codes or ALL, by=cast.liv, now=timezone.now())
    return {body.code: body for body in Body.objects.filter(network=cast.network)}


def seat(
    cast: Cast, body: Body, person: Person, municipality: Organisation | None = None, *, votes: bool = False
) -> Seat:
    return actions.give_seat(
        body=body, person=person, municipality=municipality, is_voting=votes, by=cast.liv, now=timezone.now()
    )


def rule(cast: Cast, body: Body, vote_rule: str, parent: Body | None = None, code: str = "") -> None:
    actions.change_body(
        body=body,
        code=code or body.code,
        name=body.name,
        purpose=body.purpose,
        vote_rule=vote_rule,
        parent=parent,
        by=cast.liv,
        now=timezone.now(),
    )


def test_the_ready_set_is_that_of_the_source_and_comes_once(cast: Cast) -> None:
    ready(cast)
    bodies = ready(cast)
    assert list(bodies) == ["FAG", "OPV", "EVA", "PRO", "REN", "STG", "KOG"]
    assert bodies["EVA"].parent == bodies["PRO"].parent == bodies["FAG"]
    assert {code for code, body in bodies.items() if body.vote_rule != "none"} == {"STG"}
    assert bodies["STG"].vote_rule == Body.VoteRule.PER_MUNICIPALITY


def test_a_municipality_has_one_vote(cast: Cast) -> None:
    stg = ready(cast)["STG"]
    seat(cast, stg, cast.liv, cast.owner, votes=True)
    seat(cast, stg, cast.kine, cast.owner)
    with pytest.raises(RuleError, match="Fjordvik kommune har én stemme, og Liv Berg har den"):
        seat(cast, stg, cast.mona, cast.owner, votes=True)
    assert list(stg.seats.values_list("person__name", "is_voting")) == [
        ("Liv Berg", True),
        ("Kine Aas", False),
    ]


def test_a_vote_needs_a_rule_and_a_municipality(cast: Cast) -> None:
    bodies = ready(cast)
    with pytest.raises(RuleError, match="stemmer ikke"):
        seat(cast, bodies["FAG"], cast.mona, cast.owner, votes=True)
    with pytest.raises(RuleError, match="Velg hvilken kommune Mona Vik stemmer for"):
        seat(cast, bodies["STG"], cast.mona, votes=True)


def test_only_those_in_the_network_have_seats(cast: Cast) -> None:
    with pytest.raises(RuleError, match="Stein Rud er ikke med"):
        seat(cast, ready(cast)["STG"], cast.stein)


def test_members_of_a_body_that_votes_by_head_may_share_a_municipality(cast: Cast) -> None:
    body = ready(cast)["FAG"]
    rule(cast, body, Body.VoteRule.PER_MEMBER)
    body.refresh_from_db()
    for person in (cast.mona, cast.rita):
        seat(cast, body, person, cast.owner, votes=True)
    assert body.seats.filter(is_voting=True).count() == 2


def test_another_rule_takes_the_votes_along(cast: Cast) -> None:
    stg = ready(cast)["STG"]
    seat(cast, stg, cast.liv, cast.owner, votes=True)
    rule(cast, stg, Body.VoteRule.PER_MEMBER)
    stg.refresh_from_db()
    with pytest.raises(RuleError, match="stemmer uten kommune"):
        rule(cast, stg, Body.VoteRule.PER_MUNICIPALITY)
    rule(cast, stg, Body.VoteRule.NONE)
    assert not stg.seats.filter(is_voting=True).exists()


def test_a_body_is_not_below_itself_and_short_names_are_not_shared(cast: Cast) -> None:
    bodies = ready(cast)
    with pytest.raises(RuleError, match="seg selv"):
        rule(cast, bodies["FAG"], "none", parent=bodies["EVA"])
    with pytest.raises(RuleError, match="OPV er brukt"):
        rule(cast, bodies["FAG"], "none", code="OPV")


def test_a_body_that_has_met_stays(cast: Cast) -> None:
    bodies = ready(cast)
    make.gathering(cast.network, body=bodies["FAG"])
    with pytest.raises(RuleError, match="blir stående"):
        actions.remove_body(body=bodies["FAG"], by=cast.liv, now=timezone.now())
    actions.remove_body(body=bodies["KOG"], by=cast.liv, now=timezone.now())
    assert "KOG" not in Body.objects.values_list("code", flat=True)


def test_a_leader_chooses_from_the_ready_set_and_members_read(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    Network.objects.filter(pk=cast.network.pk).update(kind=Network.Kind.REGIONAL)
    assert "Styringsgruppa" in as_person(cast.liv).get(page_of(cast)).content.decode()
    as_person(cast.liv).post(page_of(cast), {"code": ["STG", "FAG", "XXX"]})
    text = as_person(cast.mona).get(page_of(cast)).content.decode()
    assert "Én fra hver kommune stemmer" in text
    assert "Velg fra et ferdig sett" not in text
    assert list(Body.objects.values_list("code", flat=True)) == ["FAG", "STG"]
    assert as_person(cast.mona).post(page_of(cast), {"code": ["KOG"]}).status_code == 403


def test_a_leader_makes_a_body_of_the_networks_own(cast: Cast, as_person: type[SignedInClient]) -> None:
    client = as_person(cast.liv)
    wrong = client.post(page_of(cast) + "nytt/", {"code": "", "name": "Lesing", "vote_rule": "none"})
    assert "Skriv et kortnavn" in wrong.content.decode()
    assert 'value="Lesing"' in wrong.content.decode()
    client.post(page_of(cast) + "nytt/", {"code": "LES", "name": "Lesing", "vote_rule": "per_member"})
    body = Body.objects.get(code="LES")
    taken = client.post(page_of(cast) + "nytt/", {"code": "LES", "name": "To", "vote_rule": "none"})
    assert "Kortnavnet LES er brukt" in taken.content.decode()
    client.post(
        f"{page_of(cast)}{body.public_id}/", {"code": "LES", "name": "Leserne", "vote_rule": "per_member"}
    )
    body.refresh_from_db()
    assert body.name == "Leserne"


def test_a_leader_gives_and_takes_seats(cast: Cast, as_person: type[SignedInClient]) -> None:
    stg = ready(cast)["STG"]
    client, address = as_person(cast.liv), f"{page_of(cast)}{stg.public_id}/"
    vote = {"person": cast.mona.public_id, "municipality": cast.owner.public_id, "is_voting": "on"}
    client.post(address + "plasser/", vote)
    assert "har stemme" in client.get(address).content.decode()
    refused = client.post(address + "plasser/", vote | {"person": cast.rita.public_id}).content.decode()
    assert "Fjordvik kommune har én stemme, og Mona Vik har den" in refused
    assert f'value="{cast.rita.public_id}" selected' in refused
    stranger = client.post(address + "plasser/", vote | {"person": cast.stein.public_id})
    assert stranger.status_code == 200
    assert stg.seats.count() == 1
    client.post(f"{address}plasser/{cast.mona.public_id}/sletting/")
    assert stg.seats.count() == 0


def test_a_body_is_taken_away_in_the_browser_or_stays_with_a_reason(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    bodies = ready(cast)
    make.gathering(cast.network, body=bodies["FAG"])
    client = as_person(cast.liv)
    text = client.post(f"{page_of(cast)}{bodies['FAG'].public_id}/sletting/", follow=True).content.decode()
    assert "blir stående" in text
    client.post(f"{page_of(cast)}{bodies['KOG'].public_id}/sletting/")
    assert Body.objects.filter(code="FAG").exists()
    assert not Body.objects.filter(code="KOG").exists()
