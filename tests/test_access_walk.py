"""Every address is asked, as everybody. A new address without a line in `policy.py` fails here."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from conftest import SignedInClient
from redthread.networks.access import access_of
from redthread.networks.models import Membership
from redthread.networks.roles import Permission
from redthread.people.models import Person
from tests.policy import IN_A_CLOSED_NETWORK, MAY, POLICIES, Door, Policy
from tests.world import World, build

pytestmark = pytest.mark.django_db
EVERY_METHOD = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")


@pytest.fixture(scope="module")
def world(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    """One world for all questions; whatever a question changes is rolled back."""
    from django.test import override_settings

    files = override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("files"))
    with files, django_db_blocker.unblock(), transaction.atomic():
        world = build()
        sign_in_everybody()
        yield world
        transaction.set_rollback(True)


SESSIONS: dict[
    int, str
] = {}  # of each person; signing in anew for each question would take a quarter of the time


def sign_in_everybody() -> None:
    for person in Person.objects.all():
        SESSIONS[person.pk] = SignedInClient(person).cookies[settings.SESSION_COOKIE_NAME].value


def url_names(patterns: Any = None, prefix: str = "") -> Iterator[str]:
    """The name of every address in the product, with its namespace."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            space = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from url_names(pattern.url_patterns, space)
        elif isinstance(pattern, URLPattern):
            yield f"{prefix}{pattern.name}"


def behind(*doors: Door) -> list[str]:
    return [name for name, policy in POLICIES.items() if policy.door in doors]


def asking(person: Person | None) -> Client:
    client = Client()
    if person is not None:
        client.cookies[settings.SESSION_COOKIE_NAME] = SESSIONS[person.pk]
    return client


def ask(
    world: World, person: Person | None, method: str, path: str, data: dict[str, Any] | None = None
) -> HttpResponse:
    """One question, whose effect is rolled back."""
    with transaction.atomic():
        client = asking(person)
        if method == "POST":
            answer = client.post(path, data or {})
        elif method == "GET":
            answer = client.get(path, data or {})
        else:
            answer = client.generic(method, path)
        transaction.set_rollback(True)
    return answer  # type: ignore[return-value]


def questions(policy: Policy) -> tuple[str, ...]:
    """The methods that the address answers, HEAD apart, which is GET without the words."""
    return tuple(method for method in policy.methods if method != "HEAD")


def path_of(world: World, name: str, **other: object) -> str:
    return reverse(name, kwargs={**POLICIES[name].ids(world), **other})


def fields(world: World, policy: Policy, method: str) -> dict[str, Any]:
    """What is sent along: all of it when posting; of a form that is only shown, the plain words."""
    return {
        name: value
        for name, value in policy.data(world).items()
        if method == "POST" or isinstance(value, str)
    }


def test_every_address_has_a_policy_and_every_policy_an_address() -> None:
    names = set(url_names())
    assert names - POLICIES.keys() == set(), "say who may, in tests/policy.py"
    assert POLICIES.keys() - names == set(), "these addresses are gone"


def test_every_role_has_the_rights_that_are_written_down(world: World) -> None:
    """Also those that no address asks for by itself."""
    assert set(MAY) == set(Permission)
    for person in world.cast.insiders():
        access = access_of(person, world.cast.network)
        assert access is not None
        has = {right for right in Permission if access.can(right)}
        assert has == {right for right, names in MAY.items() if person in named(world, names)}, person


def named(world: World, names: str) -> set[Person]:
    return {getattr(world.cast, name) for name in names.split()}


def test_the_walk_sees_every_room(world: World) -> None:
    assert len(list(url_names())) >= 95


@pytest.mark.parametrize("name", behind(Door.PERSON, Door.NETWORK, Door.OWNER))
def test_who_is_signed_out_is_sent_to_sign_in(world: World, name: str) -> None:
    path = path_of(world, name)
    for method in questions(POLICIES[name]):
        answer = ask(world, None, method, path)
        assert (answer.status_code, answer["Location"].partition("?")[0]) == (302, reverse("account_login"))


@pytest.mark.parametrize("name", behind(Door.PUBLIC))
def test_an_open_door_answers_whoever_comes(world: World, name: str) -> None:
    policy = POLICIES[name]
    for person in (None, world.cast.mona, world.cast.stein):
        for method in questions(policy):
            status = ask(world, person, method, path_of(world, name), policy.data(world)).status_code
            assert status < 400 or status == policy.refused, (person, method, status)


@pytest.mark.parametrize("name", behind(Door.NETWORK, Door.OWNER))
def test_a_stranger_finds_nothing(world: World, name: str) -> None:
    """Stein, who leads a network of his own, and at a network's door also Olav."""
    policy, path = POLICIES[name], path_of(world, name)
    strangers = {world.cast.stein}
    if policy.door is Door.NETWORK:
        strangers |= {world.cast.olav} - set(policy.only(world.cast) if policy.only else ())
    for person in strangers:
        for method in questions(policy):
            assert ask(world, person, method, path, fields(world, policy, method)).status_code == 404


@pytest.mark.parametrize("name", behind(Door.NETWORK))
def test_a_stranger_finds_nothing_of_ours_through_his_own_door(world: World, name: str) -> None:
    policy = POLICIES[name]
    path = path_of(world, name, slug=world.cast.steins_network.slug)
    if len(policy.ids(world)) == 1 or policy.is_everybodys:
        return  # the slug alone: that is his own network, and his to see
    for method in questions(policy):
        assert ask(world, world.cast.stein, method, path, fields(world, policy, method)).status_code == 404


@pytest.mark.parametrize("name", behind(Door.NETWORK))
def test_a_leader_finds_nothing_of_one_network_through_another(world: World, name: str) -> None:
    policy = POLICIES[name]
    if len(policy.ids(world)) == 1 or policy.is_everybodys:
        return
    for method in questions(policy):
        path = path_of(world, name, slug=world.another.slug)
        assert ask(world, world.cast.liv, method, path, fields(world, policy, method)).status_code == 404


@pytest.mark.parametrize("name", [name for name, policy in POLICIES.items() if policy.mixed])
def test_ids_that_do_not_belong_together_lead_nowhere(world: World, name: str) -> None:
    policy = POLICIES[name]
    assert policy.mixed is not None
    path = reverse(name, kwargs=policy.mixed(world))
    for method in questions(policy):
        assert ask(world, world.cast.liv, method, path, fields(world, policy, method)).status_code == 404


@pytest.mark.parametrize("name", behind(Door.NETWORK))
def test_a_member_without_the_right_is_told_so(world: World, name: str) -> None:
    policy, path = POLICIES[name], path_of(world, name)
    for method in questions(policy):
        may = policy.may(world.cast, method)
        for person in set(world.cast.insiders()) - may:
            status = ask(world, person, method, path, fields(world, policy, method)).status_code
            assert status == policy.refused, (person, method, status)


@pytest.mark.parametrize("name", behind(Door.OWNER))
def test_behind_the_owners_door_members_find_nothing(world: World, name: str) -> None:
    policy, path = POLICIES[name], path_of(world, name)
    may = set(policy.only(world.cast)) if policy.only else {world.cast.olav}
    for person in set(world.cast.insiders()) - may:
        for method in questions(policy):
            expected = 403 if policy.only else 404
            assert ask(world, person, method, path).status_code == expected, (person, method)


@pytest.mark.parametrize("name", behind(Door.PERSON, Door.NETWORK, Door.OWNER, Door.LINK))
def test_those_who_may_get_an_answer(world: World, name: str) -> None:
    policy = POLICIES[name]
    for method in questions(policy):
        for person in those_who_may(world, policy, method):
            status = ask(
                world, person, method, path_of(world, name), fields(world, policy, method)
            ).status_code
            assert status < 400 or status == policy.refused == 404, (person, method, status)


def those_who_may(world: World, policy: Policy, method: str) -> list[Person | None]:
    cast = world.cast
    match policy.door:
        case Door.NETWORK:
            return [*sorted(policy.may(cast, method), key=lambda person: person.pk)]
        case Door.OWNER:
            return list(policy.only(cast)) if policy.only else [cast.olav]
        case Door.LINK:
            return [None, cast.stein]
        case _:
            return list(policy.only(cast)) if policy.only else [cast.mona, cast.stein]


def test_only_those_who_may_start_a_network_are_let_in(world: World) -> None:
    policy = POLICIES["networks:new"]
    may = those_who_may(world, policy, "GET")
    for person in {world.cast.mads, world.cast.rita, world.cast.eva}:
        assert person not in may
        assert ask(world, person, "GET", reverse("networks:new")).status_code == 403


@pytest.mark.parametrize("name", POLICIES)
def test_other_methods_are_not_allowed(world: World, name: str) -> None:
    policy = POLICIES[name]
    allowed = set(policy.methods) | ({"HEAD"} if "GET" in policy.methods else set())
    person = next(iter(those_who_may(world, policy, policy.methods[0])))
    for method in set(EVERY_METHOD) - allowed:
        status = ask(world, person, method, path_of(world, name)).status_code
        assert status == 405, (method, status)


@pytest.mark.parametrize("name", behind(Door.NETWORK))
def test_access_ends_the_second_it_ends(world: World, name: str) -> None:
    """Eva's agreement ends, Mona's membership is ended: from the next request on both are strangers."""
    policy, path = POLICIES[name], path_of(world, name)
    ended = Membership.objects.filter(
        network=world.cast.network, person__in=[world.cast.eva, world.cast.mona]
    )
    with transaction.atomic():
        ended.update(ends_at=timezone.now() - timedelta(microseconds=1))
        for person in (world.cast.eva, world.cast.mona):
            for method in questions(policy):
                answer = ask(world, person, method, path, fields(world, policy, method))
                assert answer.status_code == 404, (person, method)
        transaction.set_rollback(True)


@pytest.mark.parametrize("name", behind(Door.LINK))
def test_a_mailed_link_ends_with_the_membership(world: World, name: str) -> None:
    policy, path = POLICIES[name], path_of(world, name)
    with transaction.atomic():
        Membership.objects.current(timezone.now()).filter(network=world.cast.network).update(
            ends_at=timezone.now()
        )
        for method in questions(policy):
            assert ask(world, None, method, path, policy.data(world)).status_code == 404
        transaction.set_rollback(True)


@pytest.mark.parametrize("name", behind(Door.LINK))
def test_an_altered_link_opens_nothing(world: World, name: str) -> None:
    policy = POLICIES[name]
    token = str(policy.ids(world)["token"])
    for altered in (token[:-1], token[::-1], token + "A", "x"):
        path = reverse(name, args=[altered])
        for method in questions(policy):
            assert ask(world, None, method, path, policy.data(world)).status_code == 404


@pytest.mark.parametrize("name", behind(Door.NETWORK))
def test_in_a_closed_network_all_can_be_read_and_nothing_be_written(world: World, name: str) -> None:
    policy, path = POLICIES[name], path_of(world, name)
    with transaction.atomic():
        type(world.cast.network).objects.filter(pk=world.cast.network.pk).update(closed_at=timezone.now())
        for method in questions(policy):
            for person in policy.may(world.cast, method):
                status = ask(world, person, method, path, fields(world, policy, method)).status_code
                if policy.right(method) not in IN_A_CLOSED_NETWORK:
                    assert status == 403, (person, method, status)
                else:
                    assert status < 400, (person, method, status)
        transaction.set_rollback(True)


def test_a_draft_does_not_exist_for_those_who_do_not_plan(world: World) -> None:
    path = reverse("gatherings:gathering", args=[world.cast.network.slug, world.draft.public_id])
    for person in set(world.cast.insiders()) - {world.cast.liv}:
        assert ask(world, person, "GET", path).status_code == 404
    assert ask(world, world.cast.liv, "GET", path).status_code == 200
