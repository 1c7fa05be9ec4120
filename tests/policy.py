"""Who may do what at every address. An address that is not here fails the access walk."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from django.utils import timezone

from redthread.networks.models import Membership
from redthread.networks.roles import Permission
from redthread.notices.unsubscribe import unsubscribe_address
from redthread.people.actions import new_sign_in_link
from redthread.people.models import Person
from redthread.testing.cast import Cast
from tests.world import Kind, World, item, picture

P = Permission
# Written by itself, and not read from the product's own table of roles, so that either can be wrong.
MAY = {
    P.NETWORK_VIEW: "liv mona mads rita kine eva",
    P.NETWORK_MANAGE: "liv",
    P.CONTACTS_VIEW: "liv mona mads rita kine",
    P.SUBGROUP_START: "liv mona mads rita",
    P.GATHERING_VIEW: "liv mona mads rita kine eva",
    P.GATHERING_PLAN: "liv",
    P.AGENDA_PROPOSE: "liv mona mads rita kine",
    P.MINUTES_APPROVE: "liv mona mads rita kine",
    P.SUMMARY_WRITE: "liv mona mads rita",
    P.COMMITMENT_CLOSE: "liv",
    P.OWNER_ANSWER: "kine",
}
IN_A_CLOSED_NETWORK = {P.NETWORK_VIEW, P.NETWORK_MANAGE, P.GATHERING_VIEW}
GET, POST, BOTH = ("GET",), ("POST",), ("GET", "POST")
Ids = Callable[[World], dict[str, object]]
Fields = Callable[[World], dict[str, Any]]


class Door(Enum):
    """Which door stands in front of the address."""

    PUBLIC = auto()  # anybody, also signed out
    PERSON = auto()  # anybody who has signed in, about themselves
    NETWORK = auto()  # strangers 404, members without the right 403
    OWNER = auto()  # the owner's executive; everybody else 404
    LINK = auto()  # whoever has the mailed link, signed in or not


@dataclass(frozen=True)
class Policy:
    door: Door
    methods: tuple[str, ...] = GET
    ids: Ids = lambda world: {}
    needs: Permission | None = None
    needs_to_post: Permission | None = None  # when more than to read
    only: Callable[[Cast], Iterable[Person]] | None = None  # narrower or wider than the right: exactly these
    data: Fields = lambda world: {}
    mixed: Ids | None = None  # ids that are all ours but do not belong together: 404 also for Liv
    refused: int = 403  # what members without the right are told; at an open door, what it may say to all

    def may(self, cast: Cast, method: str) -> set[Person]:
        """Those of the cast who may; Stein never, except at an open door."""
        if self.only is not None:
            return set(self.only(cast))
        return {getattr(cast, name) for name in MAY[self.right(method)].split()}

    def right(self, method: str) -> Permission:
        right = self.needs_to_post if method == "POST" and self.needs_to_post else self.needs
        assert right is not None
        return right


def network(needs: Permission, methods: tuple[str, ...] = GET, **more: Any) -> Policy:
    """An address below a network, with the slug and whatever else `ids` adds."""
    ids, mixed = more.pop("ids", None), more.pop("mixed", None)

    def with_slug(world: World) -> dict[str, object]:
        return {"slug": world.cast.network.slug, **(ids(world) if ids else {})}

    def mixed_with_slug(world: World) -> dict[str, object]:
        return {**with_slug(world), **(mixed(world) if mixed else {})}

    return Policy(Door.NETWORK, methods, with_slug, needs, mixed=mixed_with_slug if mixed else None, **more)


def own_school(cast: Cast) -> list[Person]:
    return [cast.mona, cast.mads]


def rita_only(cast: Cast) -> list[Person]:
    return [cast.rita]


def liv_and_asen(cast: Cast) -> list[Person]:
    return [cast.liv, cast.mona, cast.mads]


def everyone_inside(cast: Cast) -> tuple[Person, ...]:
    return cast.insiders()


def answers_for_owner(cast: Cast) -> list[Person]:
    return [cast.olav, cast.kine]


def at(**names: str) -> Ids:
    """`at(pk="held")`: the public id of the world's `held`."""
    return lambda world: {part: getattr(world, name).public_id for part, name in names.items()}


def item_of(name: str, kind: str) -> Ids:
    return lambda world: {
        "pk": getattr(world, name).public_id,
        "item": item(getattr(world, name), kind).public_id,
    }


def line_of(name: str) -> Ids:
    return lambda world: {"pk": world.assignment.public_id, "line": getattr(world, name).public_id}


def asens_link(world: World) -> dict[str, object]:
    return {"token": world.link(world.cast.mona, world.asen_line)}


def brekkas_link(world: World) -> dict[str, object]:
    return {"token": world.link(world.cast.rita, world.brekka_line)}


def a_photo(world: World) -> dict[str, Any]:
    file = picture()
    file.name = "bilde.jpg"
    return {"photo": file}


PUBLIC_GET, PUBLIC = Policy(Door.PUBLIC), Policy(Door.PUBLIC, BOTH)
DESK = (*BOTH, "HEAD")
PLAN, VIEW, MANAGE = P.GATHERING_PLAN, P.GATHERING_VIEW, P.NETWORK_MANAGE

POLICIES: dict[str, Policy] = {
    # Getting in and out.
    "account_login": PUBLIC,
    "account_request_login_code": PUBLIC,
    "account_signup": PUBLIC,
    "account_confirm_login_code": PUBLIC,
    "account_logout": Policy(Door.PUBLIC, POST),
    "account_inactive": Policy(Door.PUBLIC, refused=403),
    "mfa_index": PUBLIC_GET,
    "mfa_list_webauthn": PUBLIC_GET,
    "mfa_login_webauthn": PUBLIC,
    "mfa_add_webauthn": Policy(Door.PERSON, BOTH),
    "mfa_remove_webauthn": Policy(Door.PERSON, POST, lambda world: {"pk": 1}, refused=404),
    "socialaccount_login_cancelled": PUBLIC_GET,
    "openid_connect_login": Policy(Door.PUBLIC, POST, lambda world: {"provider_id": "ingen"}, refused=404),
    "openid_connect_callback": Policy(Door.PUBLIC, GET, lambda world: {"provider_id": "ingen"}, refused=404),
    "people:sign_in_link": Policy(
        Door.PUBLIC,
        BOTH,
        lambda world: {"token": new_sign_in_link(person=world.cast.mona, now=timezone.now())},
    ),
    "people:profile": Policy(Door.PERSON, BOTH),
    "people:sign_out_everywhere": Policy(Door.PERSON, POST),
    "people:provider_disconnect": Policy(Door.PERSON, POST, lambda world: {"pk": 1}, refused=404),
    "notices:unsubscribe": Policy(
        Door.PUBLIC,
        DESK,
        lambda world: {"signed": unsubscribe_address(world.cast.mona).rstrip("/").rpartition("/")[2]},
    ),
    "web:home": PUBLIC_GET,
    "web:about": PUBLIC_GET,
    # Networks.
    "networks:list": Policy(Door.PERSON),
    "networks:new": Policy(
        Door.PERSON, BOTH, only=lambda cast: [cast.liv, cast.mona, cast.olav, cast.kine, cast.stein]
    ),
    "networks:network": network(P.NETWORK_VIEW),
    "networks:settings": network(MANAGE, BOTH),
    "networks:close": network(MANAGE, POST),
    "networks:reopen": network(MANAGE, POST),
    "networks:subgroup_new": network(P.SUBGROUP_START, BOTH),
    "networks:mandate": network(P.NETWORK_VIEW),
    "networks:mandate_version": network(P.NETWORK_VIEW, ids=lambda world: {"version": 1}),
    "networks:mandate_new": network(MANAGE, BOTH),
    "networks:members": network(P.NETWORK_VIEW),
    "networks:member_new": network(MANAGE, BOTH),
    "networks:members_pick": network(MANAGE, POST),
    "networks:members_file": network(MANAGE, BOTH),
    "networks:members_template": network(MANAGE),
    "networks:membership": network(MANAGE, BOTH, ids=lambda world: {"pk": membership_of(world, "mona")}),
    "networks:membership_end": network(MANAGE, POST, ids=lambda world: {"pk": membership_of(world, "mona")}),
    "networks:units": network(MANAGE, BOTH),
    "networks:unit_move": network(MANAGE, POST, ids=lambda world: {"pk": world.cast.asen.public_id}),
    "networks:unit_leave": network(MANAGE, BOTH, ids=lambda world: {"pk": world.cast.asen.public_id}),
    "networks:bodies": network(P.NETWORK_VIEW, BOTH, needs_to_post=MANAGE),
    "networks:body_new": network(MANAGE, BOTH),
    "networks:body": network(MANAGE, BOTH, ids=at(pk="body")),
    "networks:body_remove": network(MANAGE, POST, ids=at(pk="other_body")),
    "networks:seat_new": network(MANAGE, POST, ids=at(pk="body")),
    "networks:seat_remove": network(
        MANAGE,
        POST,
        ids=lambda world: {"pk": world.body.public_id, "person": world.cast.mona.public_id},
        mixed=lambda world: {"pk": world.other_body.public_id},
    ),
    "networks:years": network(P.NETWORK_VIEW, BOTH, needs_to_post=MANAGE),
    "networks:chair_rule": network(MANAGE, POST, data=lambda world: {"chair_rule": "leader"}),
    # The owner.
    "sharing:owner": Policy(Door.OWNER),
    "sharing:owner_release": Policy(Door.OWNER, ids=at(pk="to_owner")),
    "gatherings:owner_answer": Policy(Door.OWNER, BOTH, at(pk="proposal_release"), only=answers_for_owner),
    # Planning.
    "gatherings:list": network(VIEW),
    "gatherings:new": network(PLAN, BOTH),
    "gatherings:gathering": network(VIEW, ids=at(pk="coming")),
    "gatherings:calendar": network(VIEW, ids=at(pk="coming")),
    "gatherings:edit": network(PLAN, BOTH, ids=at(pk="coming")),
    "gatherings:publish": network(PLAN, BOTH, ids=at(pk="coming")),
    "gatherings:move": network(PLAN, BOTH, ids=at(pk="coming")),
    "gatherings:cancel": network(PLAN, BOTH, ids=at(pk="coming")),
    "gatherings:agenda": network(PLAN, BOTH, ids=at(pk="coming")),
    "gatherings:bring_in": network(PLAN, POST, ids=at(pk="coming")),
    "gatherings:item": network(
        PLAN, BOTH, ids=item_of("coming", Kind.STORY), mixed=lambda world: {"pk": world.held.public_id}
    ),
    "gatherings:item_move": network(
        PLAN,
        POST,
        ids=item_of("coming", Kind.STORY),
        mixed=lambda world: {"pk": world.held.public_id},
        data=lambda world: {"places": "1"},
    ),
    "gatherings:item_remove": network(
        PLAN, POST, ids=item_of("coming", Kind.STORY), mixed=lambda world: {"pk": world.held.public_id}
    ),
    "gatherings:proposals": network(P.AGENDA_PROPOSE, BOTH, ids=at(pk="coming")),
    "gatherings:proposal_answer": network(
        PLAN, POST, ids=at(pk="coming", proposal="proposal"), mixed=at(pk="held", proposal="proposal")
    ),
    "gatherings:since_last": network(VIEW, ids=at(pk="running")),
    # At the gathering.
    "gatherings:attendance": network(PLAN, BOTH, ids=at(pk="running")),
    "gatherings:guest_new": network(PLAN, POST, ids=at(pk="running")),
    "gatherings:minutes": network(VIEW, BOTH, ids=at(pk="running"), needs_to_post=PLAN),
    "gatherings:minute_taker": network(PLAN, ids=at(pk="running")),
    "gatherings:outcome_new": network(
        PLAN,
        BOTH,
        ids=at(pk="running"),
        data=lambda world: {
            "item": item(world.running, Kind.CROSS_GROUPS).public_id,
            "kind": "information",
            "text": "Enda et notat",
        },
    ),
    "gatherings:outcome": network(
        PLAN, BOTH, ids=at(pk="running", outcome="note"), mixed=at(pk="held", outcome="note")
    ),
    "gatherings:outcome_remove": network(
        PLAN, POST, ids=at(pk="running", outcome="note"), mixed=at(pk="held", outcome="note")
    ),
    "gatherings:proposal_release": network(
        PLAN, BOTH, ids=at(pk="held", outcome="asked"), mixed=at(pk="running", outcome="asked")
    ),
    "gatherings:proposal_recall": network(
        PLAN, POST, ids=at(pk="held", outcome="asked"), mixed=at(pk="running", outcome="asked")
    ),
    "gatherings:minutes_release": network(PLAN, BOTH, ids=at(pk="held")),
    "gatherings:minutes_recall": network(PLAN, POST, ids=at(pk="held")),
    "gatherings:approve": network(P.MINUTES_APPROVE, POST, ids=at(pk="held")),
    "gatherings:commitment_step": network(
        P.COMMITMENT_CLOSE,
        POST,
        ids=at(pk="running", commitment="kept"),
        only=liv_and_asen,
        data=lambda world: {"choice": "carried", "word": "Vi er i gang"},
        mixed=at(pk="another_gathering", commitment="kept"),
    ),
    "gatherings:commitment_step_undo": network(
        P.COMMITMENT_CLOSE,
        POST,
        ids=at(pk="running", commitment="kept"),
        only=liv_and_asen,
        mixed=at(pk="another_gathering", commitment="kept"),
    ),
    # Between the gatherings.
    "betweenwork:plan": network(PLAN, DESK, ids=at(pk="coming")),
    "betweenwork:lock": network(PLAN, DESK, ids=at(pk="running")),
    "betweenwork:list": network(VIEW),
    "betweenwork:assignment": network(VIEW, ids=at(pk="assignment")),
    "betweenwork:shown_photo": network(VIEW, ids=at(pk="assignment", photo="shown_photo")),
    "betweenwork:summary": network(P.SUMMARY_WRITE, DESK, ids=line_of("asen_line"), only=own_school),
    "betweenwork:photo": network(
        P.SUMMARY_WRITE, DESK, ids=line_of("brekka_line"), only=rita_only, data=a_photo
    ),
    "betweenwork:photo_removal": network(P.SUMMARY_WRITE, POST, ids=line_of("brekka_line"), only=rita_only),
    "betweenwork:release": network(
        P.SUMMARY_WRITE, DESK, ids=line_of("asen_line"), only=own_school, data=lambda world: {"version": "1"}
    ),
    "betweenwork:owner": network(
        P.SUMMARY_WRITE,
        DESK,
        ids=line_of("brekka_line"),
        only=rita_only,
        data=lambda world: {"seen": world.to_network.public_id},
    ),
    "betweenwork:revoke": network(P.SUMMARY_WRITE, POST, ids=line_of("brekka_line"), only=rita_only),
    "betweenwork:links_closed": network(P.SUMMARY_WRITE, POST, ids=line_of("asen_line"), only=own_school),
    "betweenwork:summary_link": Policy(Door.LINK, DESK, asens_link),
    "betweenwork:link_photo": Policy(Door.LINK, DESK, brekkas_link, data=a_photo),
    "betweenwork:link_photo_removal": Policy(Door.LINK, POST, brekkas_link),
    "betweenwork:link_release": Policy(Door.LINK, DESK, asens_link, data=lambda world: {"version": "1"}),
    "betweenwork:link_revoke": Policy(Door.LINK, POST, brekkas_link),
    "betweenwork:new_link": Policy(Door.PUBLIC, POST, asens_link),
    # Reading across.
    "thread:network": network(VIEW),
    "thread:school": network(VIEW, ids=lambda world: {"pk": world.cast.asen.public_id}),
    "reports:minutes_pdf": network(VIEW, ids=at(pk="held")),
    "reports:minutes_docx": network(VIEW, ids=at(pk="held")),
}


def membership_of(world: World, name: str) -> str:
    person = getattr(world.cast, name)
    return Membership.objects.get(network=world.cast.network, person=person).public_id
