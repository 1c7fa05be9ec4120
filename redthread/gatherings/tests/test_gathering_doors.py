"""The doors to every address of a gathering's planning: who comes in, who is sent away, and how."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from conftest import SignedInClient
from redthread.gatherings.actions.proposals import propose_item
from redthread.gatherings.models import Gathering
from redthread.testing import make
from redthread.testing.cast import Cast

READ = ("list", "gathering", "calendar", "since_last")
PLAN = ("new", "edit", "publish", "move", "cancel", "agenda", "item")
PLAN_BY_POST = ("item_move", "item_remove", "bring_in", "proposal_answer")
PROPOSE = ("proposals",)
GET_ONLY, POST_ONLY = READ, PLAN_BY_POST
ALL = (*READ, *PLAN, *PLAN_BY_POST, *PROPOSE)


@dataclass(frozen=True)
class World:
    """A gathering with an item and a proposal, and the way to each of its addresses."""

    gathering: Gathering
    item: str
    proposal: str

    def url(self, name: str, slug: str = "") -> str:
        network = slug or self.gathering.network.slug
        own = [] if name in ("list", "new") else [self.gathering.public_id]
        more = [self.item] if name.startswith("item") else []
        more += [self.proposal] if name == "proposal_answer" else []
        return reverse(f"gatherings:{name}", args=[network, *own, *more])


@pytest.fixture
def world(cast: Cast) -> World:
    gathering = make.gathering(cast.network, title="Hemmelig samling")
    item = make.item(gathering, title="Hemmelig post")
    proposal = propose_item(
        gathering=gathering, title="Forslag", why="", minutes=5, by=cast.mona, now=timezone.now()
    )
    return World(gathering, item.public_id, proposal.public_id)


def ask(client: Client, name: str, url: str) -> int:
    return (client.post if name in POST_ONLY else client.get)(url).status_code


@pytest.mark.parametrize("name", ALL)
def test_another_method_is_405(cast: Cast, as_person: type[SignedInClient], world: World, name: str) -> None:
    liv = as_person(cast.liv)
    assert liv.delete(world.url(name)).status_code == 405
    if name in GET_ONLY:
        assert liv.post(world.url(name)).status_code == 405
    if name in POST_ONLY:
        assert liv.get(world.url(name)).status_code == 405


@pytest.mark.parametrize("name", ALL)
def test_who_is_signed_out_is_asked_to_sign_in(client: Client, world: World, name: str) -> None:
    answer = client.get(world.url(name))
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("name", ALL)
def test_a_stranger_finds_nothing(
    cast: Cast, as_person: type[SignedInClient], world: World, name: str
) -> None:
    for stranger in (cast.stein, cast.olav):
        assert ask(as_person(stranger), name, world.url(name)) == 404


@pytest.mark.parametrize("name", [name for name in ALL if name not in ("list", "new")])
def test_a_stranger_finds_nothing_through_his_own_door(
    cast: Cast, as_person: type[SignedInClient], world: World, name: str
) -> None:
    assert ask(as_person(cast.stein), name, world.url(name, cast.steins_network.slug)) == 404


@pytest.mark.parametrize("name", [*PLAN, *PLAN_BY_POST])
def test_a_member_reads_but_does_not_plan(
    cast: Cast, as_person: type[SignedInClient], world: World, name: str
) -> None:
    before = list(world.gathering.agenda_items.values_list("title", "position"))
    for person in (cast.mona, cast.kine, cast.eva):
        assert ask(as_person(person), name, world.url(name)) == 403
    assert list(world.gathering.agenda_items.values_list("title", "position")) == before


@pytest.mark.parametrize("name", READ)
def test_everybody_in_the_network_reads(
    cast: Cast, as_person: type[SignedInClient], world: World, name: str
) -> None:
    for person in cast.insiders():
        assert ask(as_person(person), name, world.url(name)) == 200


def test_partners_and_guests_neither_propose_nor_see_what_is_proposed(
    cast: Cast, as_person: type[SignedInClient], world: World
) -> None:
    assert ask(as_person(cast.eva), "proposals", world.url("proposals")) == 403
    assert "Forslag" not in as_person(cast.eva).get(world.url("gathering")).content.decode()


@pytest.mark.parametrize("name", [name for name in ALL if name not in ("list", "new")])
def test_a_draft_does_not_exist_for_those_who_do_not_plan_it(
    cast: Cast, as_person: type[SignedInClient], world: World, name: str
) -> None:
    Gathering.objects.update(published_at=None, audience="group")
    assert ask(as_person(cast.mona), name, world.url(name)) == 404


def test_whoever_is_to_chair_a_draft_plans_that_one_only(
    cast: Cast, as_person: type[SignedInClient], world: World
) -> None:
    Gathering.objects.update(published_at=None, audience="group", chair=cast.mona)
    other = make.gathering(cast.network, is_published=False, title="En annen kladd")
    mona = as_person(cast.mona)
    for name in ("gathering", "edit", "publish", "move", "cancel", "agenda", "item"):
        assert ask(mona, name, world.url(name)) == 200
    assert mona.get(world.url("new")).status_code == 403
    assert mona.get(other.get_absolute_url()).status_code == 404
    page = mona.get(world.url("list")).content.decode()
    assert "Hemmelig samling" in page
    assert "En annen kladd" not in page


def test_another_gatherings_item_is_not_found_through_this_one(
    cast: Cast, as_person: type[SignedInClient], world: World
) -> None:
    other = make.item(make.gathering(cast.network))
    url = reverse(
        "gatherings:item_remove",
        args=[cast.network.slug, world.gathering.public_id, other.public_id],
    )
    assert as_person(cast.liv).post(url).status_code == 404
    assert other.gathering.agenda_items.exists()


@pytest.mark.parametrize("name", [*PLAN, *PLAN_BY_POST])
def test_in_a_closed_network_nothing_is_planned(
    cast: Cast, as_person: type[SignedInClient], world: World, name: str
) -> None:
    cast.network.closed_at = timezone.now() - timedelta(days=1)
    cast.network.save()
    assert ask(as_person(cast.liv), name, world.url(name)) == 403
    assert as_person(cast.mona).get(world.url("gathering")).status_code == 200
