"""Who may do what at every address. An address that is not here fails the access walk."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum, auto
from typing import Any

from django.core.files import File
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from redthread.betweenwork.actions import try_out_releases
from redthread.gatherings.actions.day_templates import save_day_template
from redthread.gatherings.actions.feeds import make_feed
from redthread.gatherings.actions.methods import add_method, share_method
from redthread.gatherings.feeds import token_of
from redthread.gatherings.method_library import library
from redthread.gatherings.models import CalendarFeed, Gathering
from redthread.knowledge.actions import releases as story_releases
from redthread.knowledge.farewell_links import farewell_address
from redthread.live.models import Contribution, PulseAnswer, Showing
from redthread.networks.models import Membership
from redthread.networks.roles import Permission
from redthread.notices.unsubscribe import unsubscribe_address
from redthread.people.actions import new_sign_in_link
from redthread.people.models import Person
from redthread.schoolyear.years import school_year_of
from redthread.testing.cast import Cast
from redthread.wheel.models import BlockedDays, FixedMatter
from redthread.wheel.snapshots import mark_of, snapshot_of
from tests import world_peers as peer
from tests.world import Kind, World, item, picture
from tests.world_archive import material_of
from tests.world_voice import mark_seen

P = Permission
# Written by itself, and not read from the product's own table of roles, so that either can be wrong.
MAY = {
    P.NETWORK_VIEW: "liv mona mads rita kine eva",
    P.NETWORK_MANAGE: "liv",
    P.CONTACTS_VIEW: "liv mona mads rita kine",
    P.SUBGROUP_START: "liv mona mads rita",
    P.PEER_HELP: "liv mona mads rita",
    P.GATHERING_VIEW: "liv mona mads rita kine eva",
    P.GATHERING_PLAN: "liv",
    P.AGENDA_PROPOSE: "liv mona mads rita kine",
    P.MINUTES_APPROVE: "liv mona mads rita kine",
    P.SUMMARY_WRITE: "liv mona mads rita",
    P.COMMITMENT_CLOSE: "liv",
    P.OWNER_ANSWER: "kine",
    P.VISIT_WRITE: "liv eva",
    P.SURVEY_RUN: "liv eva",
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
    is_everybodys: bool = False  # what stands at it is the same in every network, such as the library
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


def writes_initiatives(cast: Cast) -> list[Person]:
    return [cast.liv, cast.mona, cast.mads, cast.rita, cast.kine]


def liv_only(cast: Cast) -> list[Person]:
    return [cast.liv]


def mona_and_rita(cast: Cast) -> list[Person]:
    return [cast.mona, cast.rita]


def at_a_school(cast: Cast) -> list[Person]:
    return [cast.mona, cast.mads, cast.rita]


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


def ritas_date_link(world: World) -> dict[str, object]:
    return {"token": world.poll.voters.get(person=world.cast.rita).key}


def a_date(world: World) -> dict[str, object]:
    return {"pk": world.poll.public_id, "option": world.poll.options.all()[0].public_id}


def saved_day(gathering: Gathering) -> dict[str, object]:
    """A saved programme of the gathering's network."""
    there = gathering.network.day_templates.first()
    made = there or save_day_template(
        gathering=gathering, name="Halv dag", about="", by=gathering.created_by, now=timezone.now()
    )
    return {"pk": made.public_id}


def a_day_template(world: World) -> dict[str, object]:
    return saved_day(world.coming)


def another_day_template(world: World) -> dict[str, object]:
    return saved_day(world.another_gathering)


def a_method(world: World, name: str = "cast") -> dict[str, object]:
    """A method of the cast's network, or of Liv's other one, which shares it with the owner's networks."""
    network = world.cast.network if name == "cast" else world.another
    card = library()["parprat"].card
    made = add_method(network=network, card=card, by=world.cast.liv, now=world.now)
    if name != "cast":
        share_method(method=made, shared="owner", by=world.cast.liv, now=world.now)
    return {"pk": made.public_id}


def another_method(world: World) -> dict[str, object]:
    return a_method(world, "another")


def own_invitation(world: World) -> dict[str, object]:
    return {"token": world.coming.invitations.get(person=world.cast.mona).key}


def own_calendar(world: World) -> CalendarFeed:
    return make_feed(network=None, by=world.cast.mona, now=world.now)


def results_item(world: World) -> dict[str, object]:
    return {"pk": world.coming.public_id, "item": world.results.item.public_id}


def the_room(world: World) -> dict[str, object]:
    return {"pk": world.coming.public_id, "session": world.room.public_id}


def room_elsewhere(world: World) -> dict[str, object]:
    return {"pk": world.running.public_id, "session": world.room.public_id}


def a_table(world: World) -> dict[str, object]:
    return {**the_room(world), "number": 1}


def a_step(world: World) -> dict[str, object]:
    return {"frem": "-1.0"}


def a_matter(world: World) -> dict[str, object]:
    day = date(2026, 9, 1)
    matter, _made = FixedMatter.objects.get_or_create(
        network=world.cast.network, first_year=2026, name="Prøver", starts_on=day, ends_on=day
    )
    return {"pk": matter.public_id}


def blocked_days(world: World) -> dict[str, object]:
    day = date(2026, 10, 20)
    blocked, _made = BlockedDays.objects.get_or_create(
        network=world.cast.network, why="Studietur", starts_on=day, ends_on=day
    )
    return {"pk": blocked.public_id}


def a_photo(world: World) -> dict[str, Any]:
    file = picture()
    file.name = "bilde.jpg"
    return {"photo": file, "key": "photo-from-the-walk"}


def the_year(world: World) -> dict[str, Any]:
    year = school_year_of(timezone.localdate())
    return {"seen": mark_of(snapshot_of(world.cast.network, year))}


def an_initiative(world: World) -> dict[str, Any]:
    return {"organisation": world.cast.asen.public_id, "name": "Uteskole", "starts_on": "2026-10-01"}


def speaks_for_a_school(cast: Cast) -> list[Person]:
    return [cast.mona, cast.mads, cast.rita]


def what_is_left(world: World) -> dict[str, Any]:
    world.try_out.refresh_from_db()
    return {"left": "Litt", "version": world.try_out.version}


def as_previewed(world: World) -> dict[str, Any]:
    own = world.own_try_out
    own.refresh_from_db()
    return {"seen": try_out_releases.mark_of(own.title, try_out_releases.snapshot_for(own))}


def in_the_log(cast: Cast) -> list[Person]:
    return [cast.liv, cast.mona, cast.mads, cast.rita, cast.eva]


def a_visit(world: World) -> dict[str, Any]:
    return {"school": world.cast.asen.public_id, "day": "2026-11-02", "kind": "visit", "aim": "Lesing"}


def to_asen(
    needs: Permission, methods: tuple[str, ...], only: Callable[[Cast], Iterable[Person]], pk: str = "livs"
) -> Policy:
    """A visit to Åsen, which for all others does not exist."""
    return network(
        needs,
        methods,
        ids=lambda world: {"pk": getattr(world.visits, pk).public_id},
        only=only,
        refused=404,
    )


def own_draft(needs: Permission, methods: tuple[str, ...]) -> Policy:
    """Mona's draft of a matter, which does not exist for the others."""
    return network(
        needs,
        methods,
        ids=lambda world: {"pk": world.matters.draft.public_id},
        only=lambda cast: [cast.mona],
        refused=404,
    )


def weighed_matter(world: World) -> dict[str, object]:
    return {"pk": world.matters.weighed.public_id}


def own_try_out(methods: tuple[str, ...], **more: Any) -> Policy:
    """What the school's own people do with its try-out, which the others can read."""
    return network(P.SUMMARY_WRITE, methods, ids=at(pk="own_try_out"), only=own_school, **more)


def own_kit(methods: tuple[str, ...] = GET, **data: Callable[[], str]) -> Policy:
    """Åsen's staff kit, which nobody else has heard of."""
    right = P.SUMMARY_WRITE if methods == POST else P.GATHERING_VIEW
    fields = lambda world: {name: value() for name, value in data.items()}  # noqa: E731
    return network(right, methods, ids=at(pk="kit"), only=own_school, refused=404, data=fields)


def tomorrow() -> str:
    return (timezone.localdate() + timedelta(days=1)).isoformat()


def asens_code(world: World) -> dict[str, object]:
    return {"code": world.kit.code}


def survey_wave(name: str) -> Ids:
    return lambda world: {"pk": getattr(world.surveys, name).survey.public_id, "number": 1}


def survey_poster(world: World) -> dict[str, object]:
    return {**survey_wave("open")(world), "code": world.surveys.code.code}


def no_such_wave(world: World) -> dict[str, object]:
    return {"number": 9}


def survey_link(world: World) -> dict[str, object]:
    return {"token": world.surveys.token}


def closed_survey(world: World, **more: str) -> dict[str, object]:
    return {"pk": world.surveys.closed.survey.public_id, "number": 1, **more}


def result_of_none(world: World, **more: str) -> dict[str, object]:
    """A survey that nobody has closed has no results, for Liv neither."""
    return {"pk": world.surveys.open.survey.public_id, "number": 1, **more}


def results(methods: tuple[str, ...] = GET, **parts: str) -> Policy:
    """Read by those who run surveys, also in a closed network; shared by its leader until then."""
    is_shared = "audience" in parts
    return network(
        P.SURVEY_RUN if is_shared else P.NETWORK_VIEW,
        methods,
        ids=lambda world: closed_survey(world, **parts),
        mixed=lambda world: result_of_none(world, **parts),
        only=(lambda cast: [cast.liv]) if is_shared else (lambda cast: [cast.liv, cast.eva]),
    )


def survey_answer(world: World) -> dict[str, Any]:
    return {"key": "phone-of-the-walk-0001", "i-useful": "3"}


def a_draft(world: World) -> dict[str, object]:
    return {"pk": world.surveys.draft.survey.public_id}


def its_wave(world: World) -> dict[str, object]:
    return {**a_draft(world), "number": 1}


def an_open_wave(world: World) -> dict[str, object]:
    return {"pk": world.surveys.open.survey.public_id, "number": 1}


def its_question(world: World) -> dict[str, object]:
    return {**a_draft(world), "code": "useful"}


def a_question(world: World) -> dict[str, Any]:
    return {"nb": "Hva har vært nyttig?", "scale": "+text"}


def when_and_whom(world: World) -> dict[str, Any]:
    return {"moment": "once", "roles": ["principal"]}


def a_questionnaire(world: World) -> dict[str, Any]:
    return {"file": SimpleUploadedFile("skjema.toml", world.surveys.draft.survey.definition.encode())}


def words_of_survey(world: World) -> dict[str, Any]:
    return {"title": "Etterpå", "why": "Fordi", "kind": "anonymous", "version": "1"}


PUBLIC_GET, PUBLIC = Policy(Door.PUBLIC), Policy(Door.PUBLIC, BOTH)
DESK = (*BOTH, "HEAD")
PLAN, VIEW, MANAGE = P.GATHERING_PLAN, P.GATHERING_VIEW, P.NETWORK_MANAGE


def tables_of(world: World) -> dict[str, object]:
    """The tables of the gathering that runs."""
    return {"pk": world.running.public_id, "grouping": world.running.groupings.earliest("pk").public_id}


def tables_elsewhere(world: World) -> dict[str, object]:
    return {**tables_of(world), "pk": world.held.public_id}


def a_room_photo(world: World) -> dict[str, object]:
    """A photo that everybody in the room has been shown."""
    there = world.room.contributions.exclude(photo="").first()
    if there is None:
        there = Contribution(session=world.room, table=world.room.tables.all()[0], phase="vis", kind="photo")
        there.photo.save("bilde.jpg", File(picture()), save=False)
        there.save()
        Showing.objects.create(contribution=there, session=world.room, phase="vis", circle="a", place=1)
    return {"idea": there.public_id}


def a_pulse_answer(world: World) -> dict[str, object]:
    answer, _made = PulseAnswer.objects.get_or_create(
        gathering=world.coming, said="Mer tid", change="Ja", defaults={"by": world.cast.liv, "at": world.now}
    )
    return {"pk": world.coming.public_id, "answer": answer.public_id}


def mona_only(cast: Cast) -> list[Person]:
    return [cast.mona]


def a_story(name: str) -> Ids:
    return lambda world: {"pk": getattr(world.stories, name).public_id}


def as_opened(world: World) -> dict[str, Any]:
    world.stories.own.refresh_from_db()
    return {"version": world.stories.own.version}


def as_read_through(world: World) -> dict[str, Any]:
    shown = world.stories.shown
    shown.refresh_from_db()
    seen = story_releases.mark_of("network", shown.title, story_releases.snapshot_for(shown))
    return {"audience": "network", "seen": seen}


def own_story(methods: tuple[str, ...], data: Fields = lambda world: {}, **parts: str) -> Policy:
    """What Mona does with a story that nobody else sees."""

    def ids(world: World) -> dict[str, object]:
        known = {
            name: getattr(getattr(world.stories, word, None), "public_id", word)
            for name, word in parts.items()
        }
        return {**a_story("own")(world), **known}

    return network(P.SUMMARY_WRITE, methods, ids=ids, only=mona_only, refused=404, data=data)


def a_material(world: World) -> dict[str, object]:
    """Mona's, with a file."""
    return {"pk": material_of(world.cast.network, world.cast.mona, world.now).public_id}


def a_material_elsewhere(world: World) -> dict[str, object]:
    return {"pk": material_of(world.another, world.cast.liv, world.now).public_id}


def liv_and_mona(cast: Cast) -> list[Person]:
    return [cast.liv, cast.mona]


def liv_and_rita(cast: Cast) -> list[Person]:
    return [cast.liv, cast.rita]


def the_concept(world: World) -> dict[str, object]:
    return {"pk": world.words.concept.public_id}


def the_open_round(world: World) -> dict[str, object]:
    return {"pk": world.words.open_round.public_id}


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
    "web:experience": network(VIEW),
    "web:more": network(VIEW),
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
    "gatherings:method_in": network(PLAN, POST, ids=at(pk="coming")),
    "gatherings:item_fill": network(PLAN, POST, ids=at(pk="coming")),
    "gatherings:template_new": network(PLAN, POST, ids=at(pk="coming")),
    "gatherings:item_minutes": network(
        PLAN,
        POST,
        ids=item_of("coming", Kind.STORY),
        mixed=lambda world: {"pk": world.held.public_id},
        data=lambda world: {"minutter": "25"},
    ),
    "gatherings:day_templates": network(PLAN),
    "gatherings:day_template": network(PLAN, BOTH, ids=a_day_template, mixed=another_day_template),
    "gatherings:day_template_share": network(
        PLAN, BOTH, ids=a_day_template, mixed=another_day_template, data=lambda world: {"shared": "no"}
    ),
    "gatherings:day_template_remove": network(PLAN, POST, ids=a_day_template, mixed=another_day_template),
    "gatherings:balance": network(PLAN, BOTH),
    "gatherings:proposals": network(P.AGENDA_PROPOSE, BOTH, ids=at(pk="coming")),
    "gatherings:proposal_answer": network(
        PLAN, POST, ids=at(pk="coming", proposal="proposal"), mixed=at(pk="held", proposal="proposal")
    ),
    "gatherings:since_last": network(VIEW, ids=at(pk="running")),
    # Finding a date.
    "gatherings:methods": network(VIEW),
    "gatherings:method_new": network(PLAN, BOTH),
    "gatherings:method_library": network(VIEW, ids=lambda world: {"key": "igp"}, is_everybodys=True),
    "gatherings:method_library_copy": network(
        PLAN, POST, ids=lambda world: {"key": "igp"}, is_everybodys=True
    ),
    "gatherings:method_shared": network(VIEW, ids=another_method),
    "gatherings:method_shared_copy": network(PLAN, POST, ids=another_method),
    "gatherings:method": network(VIEW, ids=a_method, mixed=another_method),
    "gatherings:method_copy": network(PLAN, POST, ids=a_method, mixed=another_method),
    "gatherings:method_edit": network(PLAN, BOTH, ids=a_method, mixed=another_method),
    "gatherings:method_phases": network(PLAN, BOTH, ids=a_method, mixed=another_method),
    "gatherings:method_phase_new": network(PLAN, POST, ids=a_method, mixed=another_method),
    "gatherings:method_share": network(PLAN, BOTH, ids=a_method, mixed=another_method),
    "gatherings:method_unshare": network(PLAN, POST, ids=a_method, mixed=another_method),
    "gatherings:method_put_away": network(PLAN, POST, ids=a_method, mixed=another_method),
    "gatherings:poll_list": network(PLAN),
    "gatherings:poll_new": network(PLAN, BOTH),
    "gatherings:poll": network(PLAN, ids=at(pk="poll")),
    "gatherings:poll_edit": network(PLAN, BOTH, ids=at(pk="poll")),
    "gatherings:poll_send": network(PLAN, BOTH, ids=at(pk="poll")),
    "gatherings:poll_guests": network(PLAN, POST, ids=at(pk="poll"), data=lambda world: {"gjester": "ja"}),
    "gatherings:poll_withdraw": network(PLAN, BOTH, ids=at(pk="poll")),
    "gatherings:poll_close": network(PLAN, BOTH, ids=a_date),
    "gatherings:poll_answer": Policy(Door.LINK, BOTH, ritas_date_link),
    "gatherings:poll_open_answer": Policy(
        Door.PUBLIC, BOTH, lambda world: {"token": world.poll.open_key}, refused=404
    ),
    # Preparing.
    "gatherings:preparation": network(VIEW, ids=at(pk="coming"), only=lambda cast: [cast.liv, cast.rita]),
    "gatherings:preparation_send": network(PLAN, BOTH, ids=at(pk="coming")),
    "gatherings:preparation_new": network(
        PLAN,
        BOTH,
        ids=lambda world: {**item_of("coming", Kind.STORY)(world), "kind": "lesing"},
        mixed=lambda world: {"pk": world.held.public_id},
    ),
    "gatherings:preparation_file": network(
        VIEW,
        ids=at(pk="coming", preparation="prepared_file"),
        mixed=at(pk="held", preparation="prepared_file"),
    ),
    "gatherings:preparation_ready": network(
        P.AGENDA_PROPOSE,
        POST,
        ids=at(pk="coming", preparation="prepared_file"),
        mixed=at(pk="held", preparation="prepared_file"),
        data=lambda world: {"klar": "ja"},
    ),
    "gatherings:preparation_remove": network(
        PLAN,
        BOTH,
        ids=at(pk="coming", preparation="prepared_file"),
        mixed=at(pk="held", preparation="prepared_file"),
    ),
    # Who comes, and calendars that follow.
    "gatherings:answer": network(
        VIEW, POST, ids=at(pk="coming"), data=lambda world: {"answer": "yes", "word": "Gleder meg"}
    ),
    "gatherings:send_news": network(PLAN, POST, ids=at(pk="coming")),
    "gatherings:answer_link": Policy(
        Door.LINK, DESK, own_invitation, data=lambda world: {"answer": "maybe", "word": "Litt sen"}
    ),
    "gatherings:feed": Policy(
        Door.LINK, (*GET, "HEAD"), lambda world: {"token": token_of(own_calendar(world))}
    ),
    "gatherings:feeds": Policy(Door.PERSON, BOTH),
    "gatherings:feed_renew": Policy(
        Door.PERSON, POST, lambda world: {"pk": own_calendar(world).public_id}, refused=404
    ),
    "gatherings:feed_end": Policy(
        Door.PERSON, POST, lambda world: {"pk": own_calendar(world).public_id}, refused=404
    ),
    # Results on an item.
    "gatherings:results": network(VIEW, ids=results_item, mixed=lambda world: {"pk": world.held.public_id}),
    "gatherings:results_new": network(
        PLAN, BOTH, ids=results_item, mixed=lambda world: {"pk": world.held.public_id}
    ),
    "gatherings:results_remove": network(
        PLAN,
        BOTH,
        ids=lambda world: {**results_item(world), "table": world.results.public_id},
        mixed=lambda world: {"pk": world.held.public_id},
    ),
    # Who sits together.
    "gatherings:tables": network(VIEW, ids=at(pk="running")),
    "gatherings:groups": network(PLAN, BOTH, ids=at(pk="coming")),
    "gatherings:grouping": network(PLAN, ids=tables_of, mixed=tables_elsewhere),
    "gatherings:group_move": network(PLAN, POST, ids=tables_of, mixed=tables_elsewhere),
    "gatherings:group_keep": network(PLAN, POST, ids=tables_of, mixed=tables_elsewhere),
    "gatherings:group_undo": network(PLAN, POST, ids=tables_of, mixed=tables_elsewhere),
    "gatherings:group_again": network(PLAN, POST, ids=tables_of, mixed=tables_elsewhere),
    "gatherings:group_here": network(PLAN, BOTH, ids=tables_of, mixed=tables_elsewhere),
    "gatherings:group_show": network(PLAN, POST, ids=tables_of, mixed=tables_elsewhere),
    "gatherings:group_remove": network(PLAN, POST, ids=tables_of, mixed=tables_elsewhere),
    "gatherings:pair_wishes": network(PLAN, BOTH),
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
    "betweenwork:try_outs": network(VIEW),
    "betweenwork:spread_everywhere": Policy(Door.PERSON),
    "betweenwork:spread": network(VIEW),
    "betweenwork:try_out": network(VIEW, ids=at(pk="try_out")),
    "betweenwork:family": network(VIEW, ids=at(pk="try_out")),
    "betweenwork:try_out_new": network(
        P.SUMMARY_WRITE, DESK, only=speaks_for_a_school, data=lambda world: {"title": "Noe nytt"}
    ),
    "betweenwork:try_out_change": own_try_out(DESK),
    "betweenwork:try_out_source": own_try_out(DESK),
    "betweenwork:try_out_element": own_try_out(POST, data=lambda world: {"element": "tried"}),
    "betweenwork:try_out_result": own_try_out(DESK),
    "betweenwork:try_out_again": network(
        P.SUMMARY_WRITE, DESK, ids=at(pk="try_out"), only=rita_only, data=what_is_left
    ),
    "betweenwork:try_out_thanks": own_try_out(POST),
    "betweenwork:try_out_taking_part": network(
        P.SUMMARY_WRITE, POST, ids=at(pk="own_try_out"), only=speaks_for_a_school
    ),
    "betweenwork:try_out_release": own_try_out(DESK, data=as_previewed),
    "betweenwork:try_out_revoke": own_try_out(POST),
    "betweenwork:try_out_withdraw": own_try_out(DESK),
    "betweenwork:summary_link": Policy(Door.LINK, DESK, asens_link),
    "betweenwork:link_photo": Policy(Door.LINK, DESK, brekkas_link, data=a_photo),
    "betweenwork:link_photo_removal": Policy(Door.LINK, POST, brekkas_link),
    "betweenwork:link_release": Policy(Door.LINK, DESK, asens_link, data=lambda world: {"version": "1"}),
    "betweenwork:link_revoke": Policy(Door.LINK, POST, brekkas_link),
    "betweenwork:new_link": Policy(Door.PUBLIC, POST, asens_link),
    # The room: those who lead.
    "live:sessions": network(PLAN, ids=at(pk="coming")),
    "live:open_method": network(
        PLAN, BOTH, ids=at(pk="coming"), data=lambda world: {"metode": "bibliotek:parprat", "tables": "2"}
    ),
    "live:open": network(
        PLAN, BOTH, ids=item_of("running", Kind.CROSS_GROUPS), data=lambda world: {"tables": "2"}
    ),
    "live:lead": network(PLAN, ids=the_room, mixed=room_elsewhere),
    "live:wall": network(PLAN, ids=the_room, mixed=room_elsewhere),
    "live:lead_state": network(PLAN, ids=the_room, mixed=room_elsewhere),
    "live:code_picture": network(PLAN, ids=the_room, mixed=room_elsewhere),
    "live:step": network(PLAN, POST, ids=the_room, mixed=room_elsewhere, data=a_step),
    "live:clock": network(
        PLAN, POST, ids=the_room, mixed=room_elsewhere, data=lambda world: {"klokke": "mer"}
    ),
    "live:table": network(PLAN, POST, ids=the_room, mixed=room_elsewhere),
    "live:table_step": network(PLAN, POST, ids=a_table, data=a_step),
    "live:table_turn": network(PLAN, POST, ids=a_table, data=lambda world: {"tur": "0"}),
    "live:table_clock": network(PLAN, POST, ids=a_table, data=lambda world: {"klokke": "mer"}),
    "live:speaker": network(PLAN, POST, ids=the_room, mixed=room_elsewhere, data=lambda world: {"hvem": "x"}),
    "live:shown": network(PLAN, POST, ids=the_room, mixed=room_elsewhere, data=lambda world: {"bort": "x"}),
    "live:close": network(PLAN, BOTH, ids=the_room, mixed=room_elsewhere),
    # Reading across.
    "wheel:network": network(VIEW),
    "wheel:mine": Policy(Door.PERSON),
    "wheel:owner": Policy(Door.OWNER),
    "wheel:release": network(PLAN, BOTH, data=the_year),
    "wheel:recall": network(PLAN, POST),
    "wheel:initiatives": network(VIEW),
    "wheel:initiative_new": network(P.SUMMARY_WRITE, BOTH, only=writes_initiatives, data=an_initiative),
    "wheel:initiative": network(
        P.SUMMARY_WRITE,
        BOTH,
        ids=at(pk="initiative"),
        only=own_school,
        data=an_initiative,
        mixed=at(pk="another"),
    ),
    "wheel:initiative_removal": network(
        P.SUMMARY_WRITE, POST, ids=at(pk="initiative"), only=own_school, mixed=at(pk="another")
    ),
    "thread:network": network(VIEW),
    "thread:school": network(VIEW, ids=lambda world: {"pk": world.cast.asen.public_id}),
    # Planning the year.
    # School routes, what every year has, and days that are taken.
    "wheel:routes": network(VIEW),
    "wheel:route_import": network(PLAN, BOTH),
    "wheel:route": network(PLAN, BOTH),
    "wheel:matters": network(VIEW, BOTH, needs_to_post=PLAN, data=lambda world: {"kind": "results"}),
    "wheel:matter_new": network(PLAN, BOTH),
    "wheel:matter": network(PLAN, BOTH, ids=a_matter),
    "wheel:matter_removal": network(PLAN, POST, ids=a_matter),
    "wheel:blocked_days": network(VIEW, BOTH, needs_to_post=PLAN),
    "wheel:blocked": network(PLAN, BOTH, ids=blocked_days),
    "wheel:blocked_removal": network(PLAN, POST, ids=blocked_days),
    "wheel:plan": network(PLAN, BOTH),
    "wheel:plan_save": network(PLAN, BOTH),
    "wheel:plan_wish_new": network(PLAN, POST),
    "wheel:plan_wish_remove": network(PLAN, POST, data=lambda world: {"onske": "1"}),
    "wheel:move": network(PLAN, BOTH, ids=at(pk="coming")),
    "reports:wheel_pdf": network(VIEW),
    "reports:print_pack": network(PLAN, ids=at(pk="coming")),
    "reports:print_pack_pdf": network(PLAN, ids=at(pk="coming"), data=lambda world: {"parts": "program"}),
    "reports:minutes_pdf": network(VIEW, ids=at(pk="held")),
    "reports:minutes_docx": network(VIEW, ids=at(pk="held")),
    # In the room: whoever has the code, and afterwards whoever has the phone's key.
    "live:code": Policy(Door.PUBLIC, BOTH, data=lambda world: {"code": world.room.code}),
    "live:join": Policy(
        Door.PUBLIC, BOTH, lambda world: {"code": world.room.code}, data=lambda world: {"table": "1"}
    ),
    "live:phone": Policy(Door.PUBLIC, ids=at(pk="room"), refused=403),
    "live:send": Policy(Door.PUBLIC, POST, at(pk="room"), refused=403),
    "live:pass_on": Policy(Door.PUBLIC, POST, at(pk="room"), refused=403),
    "live:own": Policy(Door.PUBLIC, POST, at(pk="room"), refused=403),
    "live:take_over": Policy(
        Door.PUBLIC, BOTH, lambda world: {"pk": world.room.public_id, "ticket": "brukt"}, refused=410
    ),
    "live:state": Policy(Door.PUBLIC, ids=at(pk="room"), refused=403),
    # What comes of a session.
    "live:photo_new": Policy(Door.PUBLIC, POST, at(pk="room"), refused=403),
    "live:photo": Policy(
        Door.PUBLIC,
        ids=lambda world: {"pk": world.room.public_id, **a_room_photo(world)},
        refused=404,
    ),
    "live:shown_photo": network(
        VIEW,
        ids=lambda world: {**the_room(world), **a_room_photo(world)},
        mixed=lambda world: {**room_elsewhere(world), **a_room_photo(world)},
        only=lambda cast: [cast.liv],
        refused=404,
    ),
    "live:after": network(PLAN, BOTH, ids=the_room, mixed=room_elsewhere),
    "live:after_paper": network(PLAN, POST, ids=the_room, mixed=room_elsewhere),
    "live:material": network(VIEW, ids=at(pk="coming")),
    "live:pulse": network(PLAN, BOTH, ids=at(pk="coming")),
    "live:pulse_release": network(PLAN, POST, ids=at(pk="coming")),
    "live:pulse_recall": network(PLAN, POST, ids=at(pk="coming")),
    "live:pulse_answer_remove": network(
        PLAN,
        POST,
        ids=a_pulse_answer,
        mixed=lambda world: {**a_pulse_answer(world), "pk": world.held.public_id},
    ),
    # Practice stories: for everybody but the teller and the reader, what is not shown does not exist.
    "knowledge:mine": Policy(Door.PERSON),
    "knowledge:mine_withdraw": Policy(Door.PERSON, DESK, ids=a_story("own"), refused=404),
    "knowledge:farewell": Policy(
        Door.PUBLIC,
        DESK,
        lambda world: {"signed": farewell_address(world.cast.mona).rstrip("/").rpartition("/")[2]},
        data=lambda world: {"fortelling": world.stories.read.public_id},
    ),
    "knowledge:stories": network(VIEW),
    "knowledge:new": network(
        P.SUMMARY_WRITE,
        DESK,
        only=speaks_for_a_school,
        data=lambda world: {"title": "Noe nytt", "outcome": "did_not"},
    ),
    "knowledge:story": network(VIEW, ids=a_story("shown")),
    "knowledge:thanks": network(P.AGENDA_PROPOSE, POST, ids=a_story("shown")),
    "knowledge:step": own_story(DESK, step="gjort", data=as_opened),
    "knowledge:files": own_story(DESK),
    "knowledge:file": network(
        VIEW,
        ids=lambda world: {**a_story("shown")(world), "attachment": world.stories.file.public_id},
        mixed=lambda world: {**a_story("own")(world), "attachment": world.stories.file.public_id},
    ),
    "knowledge:file_removal": own_story(POST, attachment="own_file"),
    "knowledge:gate": own_story(DESK),
    "knowledge:reader": own_story(DESK),
    "knowledge:reading": network(VIEW, DESK, ids=a_story("read"), only=lambda cast: [cast.mads], refused=404),
    "knowledge:release": network(
        P.SUMMARY_WRITE, DESK, ids=a_story("shown"), only=rita_only, refused=404, data=as_read_through
    ),
    "knowledge:withdraw": network(VIEW, DESK, ids=a_story("own"), only=mona_only, refused=404),
    # Staff kits, the leaders' digest and letters.
    "betweenwork:staff_kits": network(P.SUMMARY_WRITE, only=speaks_for_a_school),
    "betweenwork:staff_kit_new": network(P.SUMMARY_WRITE, DESK, only=speaks_for_a_school),
    "betweenwork:staff_kit": own_kit(),
    "betweenwork:staff_kit_qr": own_kit(),
    "betweenwork:staff_kit_close": own_kit(POST),
    "betweenwork:staff_kit_reopen": own_kit(POST, closes_on=tomorrow),
    "betweenwork:staff_kit_text_removal": own_kit(POST),
    "betweenwork:staff_kit_essence": own_kit(POST),
    "reports:staff_kit_pdf": own_kit(),
    "reports:staff_kit_slide": own_kit(),
    "reports:digest": network(VIEW, ids=at(pk="held")),
    "reports:digest_pdf": network(VIEW, ids=at(pk="held")),
    "betweenwork:letters": network(VIEW),
    "betweenwork:letter_new": network(PLAN, POST),
    "betweenwork:letter": network(VIEW, ids=at(pk="letter"), mixed=at(pk="held")),
    "betweenwork:letter_writing": network(PLAN, DESK, ids=at(pk="letter"), mixed=at(pk="held")),
    "betweenwork:letter_sending": network(PLAN, DESK, ids=at(pk="letter"), mixed=at(pk="held")),
    "reports:letter_pdf": network(VIEW, ids=at(pk="letter"), mixed=at(pk="held")),
    "betweenwork:staff_code": Policy(Door.PUBLIC, DESK, data=lambda world: {"code": world.kit.code}),
    "betweenwork:staff_answer": Policy(Door.PUBLIC, DESK, asens_code, data=lambda world: {"q1": "1"}),
    "betweenwork:staff_thanks": Policy(Door.PUBLIC, ("GET", "HEAD"), asens_code),
    "surveys:opening": network(P.SURVEY_RUN, DESK, ids=survey_wave("draft"), mixed=no_such_wave),
    "surveys:reminder": network(P.SURVEY_RUN, POST, ids=survey_wave("open"), mixed=no_such_wave),
    "surveys:closing": network(P.SURVEY_RUN, POST, ids=survey_wave("open"), mixed=no_such_wave),
    "surveys:posters": network(P.SURVEY_RUN, ids=survey_wave("open"), mixed=no_such_wave),
    "surveys:poster": network(P.SURVEY_RUN, ids=survey_poster, mixed=no_such_wave),
    "surveys:code_picture": network(P.SURVEY_RUN, ids=survey_poster, mixed=no_such_wave),
    # Those who answer a survey: nobody signs in, and no page tells whether somebody has answered.
    "surveys:answer": Policy(Door.PUBLIC, DESK, survey_link, data=survey_answer),
    "surveys:code": Policy(Door.PUBLIC, DESK, data=lambda world: {"code": world.surveys.code.code}),
    "surveys:by_code": Policy(Door.PUBLIC, ("GET", "HEAD"), lambda world: {"code": world.surveys.code.code}),
    "surveys:texts": Policy(
        Door.PUBLIC,
        DESK,
        lambda world: {"pk": world.surveys.open.public_id},
        data=lambda world: {"receipt": "x"},
    ),
    # What came out of it: those who run surveys read it, the network's leader shares it.
    "surveys:result": results(),
    "surveys:figure": results(code="useful"),
    "surveys:result_csv": results(),
    "surveys:result_xlsx": results(),
    "surveys:result_sav": results(),
    "reports:survey_pdf": results(),
    "reports:survey_docx": results(),
    "surveys:result_release": results(DESK, audience="nettverk"),
    "surveys:result_revoke": results(POST, audience="skoleeier"),
    "surveys:shared_result": network(P.NETWORK_VIEW, ids=closed_survey, mixed=result_of_none),
    "surveys:shared_figure": network(
        P.NETWORK_VIEW,
        ids=lambda world: closed_survey(world, code="useful"),
        mixed=lambda world: result_of_none(world, code="useful"),
    ),
    "surveys:owner_figure": Policy(
        Door.OWNER, ids=lambda world: {"pk": world.surveys.to_owner.public_id, "code": "useful"}
    ),
    "surveys:owner_result": Policy(Door.OWNER, ids=lambda world: {"pk": world.surveys.to_owner.public_id}),
    # Those who ask set it up. Once it is sent, its waves are no longer set up here.
    "surveys:list": network(P.NETWORK_VIEW),
    "surveys:new": network(P.SURVEY_RUN, DESK, data=lambda world: {"code": "staff-pulse"}),
    "surveys:from_file": network(P.SURVEY_RUN, POST, data=a_questionnaire),
    "surveys:survey": network(P.SURVEY_RUN, ids=a_draft),
    "surveys:change": network(P.SURVEY_RUN, POST, ids=a_draft, data=words_of_survey),
    "surveys:drop": network(P.SURVEY_RUN, POST, ids=a_draft),
    "surveys:preview": network(P.SURVEY_RUN, ids=a_draft),
    "surveys:undo": network(P.SURVEY_RUN, POST, ids=a_draft),
    "surveys:question_new": network(P.SURVEY_RUN, DESK, ids=its_wave, data=a_question),
    "surveys:section_removal": network(P.SURVEY_RUN, POST, ids=its_wave),
    "surveys:question": network(P.SURVEY_RUN, DESK, ids=its_question, data=a_question),
    "surveys:question_move": network(
        P.SURVEY_RUN, POST, ids=its_question, data=lambda world: {"step": "down"}
    ),
    "surveys:question_removal": network(P.SURVEY_RUN, POST, ids=its_question),
    "surveys:wave_new": network(P.SURVEY_RUN, POST, ids=a_draft),
    "surveys:wave_change": network(P.SURVEY_RUN, POST, ids=its_wave, mixed=an_open_wave, data=when_and_whom),
    "surveys:wave_removal": network(P.SURVEY_RUN, POST, ids=its_wave, mixed=an_open_wave),
    "surveys:save_own": network(P.SURVEY_RUN, POST, ids=a_draft),
    "surveys:instrument_toml": network(P.SURVEY_RUN, ids=a_draft),
    "surveys:instrument_xlsx": network(P.SURVEY_RUN, ids=a_draft),
    # Between colleagues: talks and pairs exist only for those who are in them.
    "peers:directory": network(P.PEER_HELP),
    "peers:mine": network(P.PEER_HELP, BOTH),
    "peers:lines": network(P.PEER_HELP, POST),
    "peers:offer_shown": network(P.PEER_HELP, POST, ids=peer.offer, only=rita_only, refused=404),
    "peers:offer_removal": network(P.PEER_HELP, POST, ids=peer.offer, only=rita_only, refused=404),
    "peers:help": network(P.PEER_HELP),
    "peers:ask": network(P.PEER_HELP, BOTH),
    "peers:talk": network(VIEW, ids=peer.talk, only=mona_and_rita, refused=404),
    "peers:message": network(P.PEER_HELP, POST, ids=peer.talk, only=mona_and_rita, refused=404),
    "peers:decline": network(P.PEER_HELP, POST, ids=peer.talk, only=mona_and_rita, refused=404),
    "peers:close": network(P.PEER_HELP, POST, ids=peer.ritas_talk, only=rita_only, refused=404),
    "peers:withdrawal": network(VIEW, POST, ids=peer.ritas_talk, only=rita_only, refused=404),
    "peers:pair_new": network(P.PEER_HELP, BOTH),
    "peers:pair": network(P.PEER_HELP, ids=peer.pair, only=mona_and_rita, refused=404),
    "peers:pair_answer": network(P.PEER_HELP, POST, ids=peer.pair, only=rita_only, refused=404),
    "peers:pair_shown": network(P.PEER_HELP, POST, ids=peer.pair, only=mona_and_rita, refused=404),
    "peers:pair_end": network(P.PEER_HELP, POST, ids=peer.pair, only=mona_and_rita, refused=404),
    "peers:notes": network(P.PEER_HELP),
    "peers:note_new": network(P.PEER_HELP, BOTH, only=at_a_school),
    "peers:note_take": network(P.PEER_HELP, POST, ids=peer.note, only=at_a_school),
    "peers:note_removal": network(P.PEER_HELP, POST, ids=peer.note, only=rita_only),
    "peers:group_new": network(P.PEER_HELP, BOTH),
    "peers:group_answer": network(P.PEER_HELP, POST, ids=peer.group_invitation, only=rita_only, refused=404),
    "peers:meeting_link": network(P.NETWORK_MANAGE, BOTH, ids=peer.group, only=liv_only, refused=404),
    # The archive, the search and what one takes care of.
    "archive:materials": network(VIEW),
    "archive:new": network(P.AGENDA_PROPOSE, DESK),
    "archive:material": network(VIEW, ids=a_material, mixed=a_material_elsewhere),
    "archive:file": network(VIEW, ids=a_material, mixed=a_material_elsewhere),
    "archive:change": network(
        P.AGENDA_PROPOSE, DESK, ids=a_material, mixed=a_material_elsewhere, only=liv_and_mona
    ),
    "archive:remove": network(
        P.AGENDA_PROPOSE, DESK, ids=a_material, mixed=a_material_elsewhere, only=liv_and_mona
    ),
    "search:search": Policy(Door.PERSON, data=lambda world: {"q": "lesing"}),
    "search:bookmarks": Policy(Door.PERSON),
    "search:keep": Policy(Door.PERSON, POST, lambda world: {"kind": "method", "thing": "igp"}),
}
POLICIES |= {
    # Visits and guidance, and who leads over time.
    "guidance:trend": network(VIEW, data=lambda world: {"hva": "alt", "av": "own"}),
    "guidance:visits": network(VIEW, only=in_the_log),
    "guidance:new": network(P.VISIT_WRITE, DESK, data=a_visit),
    "guidance:visit": to_asen(VIEW, GET, liv_and_asen),
    "guidance:calendar": to_asen(VIEW, GET, liv_and_asen),
    "guidance:change": to_asen(P.VISIT_WRITE, DESK, lambda cast: [cast.eva], pk="evas"),
    "guidance:call_off": to_asen(P.VISIT_WRITE, POST, lambda cast: [cast.eva], pk="evas"),
    "guidance:words": to_asen(P.SUMMARY_WRITE, POST, own_school),
    "guidance:consent": to_asen(P.SUMMARY_WRITE, POST, own_school),
    "guidance:step": to_asen(P.SUMMARY_WRITE, POST, liv_and_asen),
}
POLICIES |= {
    # What the network raises to its owner.
    "voice:owner": Policy(Door.OWNER),
    "voice:matters": network(VIEW),
    "voice:new": network(P.SUMMARY_WRITE, DESK, data=lambda world: {"title": "Sak", "ask": "Mer"}),
    "voice:matter": own_draft(VIEW, GET),
    "voice:change": own_draft(P.SUMMARY_WRITE, DESK),
    "voice:lay_before": own_draft(P.SUMMARY_WRITE, POST),
    "voice:back": own_draft(P.SUMMARY_WRITE, POST),
    "voice:voice": network(
        P.SUMMARY_WRITE,
        POST,
        ids=weighed_matter,
        only=speaks_for_a_school,
        data=lambda world: {"choice": "support"},
    ),
    "voice:send": network(
        PLAN, DESK, ids=weighed_matter, data=lambda world: {"seen": mark_seen(world.matters.weighed)}
    ),
    "voice:withdraw": network(
        P.SUMMARY_WRITE, DESK, ids=weighed_matter, only=lambda cast: [cast.liv, cast.mona]
    ),
    # The network's words.
    "concepts:list": network(P.NETWORK_VIEW),
    "concepts:new": network(PLAN, DESK),
    "concepts:check": network(P.AGENDA_PROPOSE, DESK, data=lambda world: {"text": "Vi bygger kapasitet."}),
    "concepts:concept": network(P.NETWORK_VIEW, ids=the_concept),
    "concepts:version": network(
        P.NETWORK_VIEW,
        ids=lambda world: {**the_concept(world), "number": 1},
        mixed=lambda world: {**the_concept(world), "number": 9},
    ),
    "concepts:edit": network(PLAN, DESK, ids=the_concept),
    "concepts:agreement": network(
        P.AGENDA_PROPOSE, POST, ids=the_concept, data=lambda world: {"version": "2"}
    ),
    "concepts:at_gathering": network(PLAN, POST, ids=the_concept, data=lambda world: {"version": "2"}),
    "concepts:put_away": network(PLAN, DESK, ids=the_concept),
    "concepts:round_new": network(PLAN, DESK),
    "concepts:round": network(P.AGENDA_PROPOSE, DESK, ids=the_open_round),
    "concepts:round_close": network(PLAN, POST, ids=the_open_round),
    "concepts:round_drop": network(PLAN, DESK, ids=the_open_round),
    # Handing the network over; the pack is also for whoever is named in the handover.
    "reports:successor": network(MANAGE, only=liv_and_rita),
    "reports:successor_pdf": network(MANAGE, only=liv_and_rita),
    "reports:handover": network(MANAGE, DESK),
    "reports:handover_recall": network(
        MANAGE, POST, ids=lambda world: {"pk": world.words.handover.public_id}
    ),
}


def membership_of(world: World, name: str) -> str:
    person = getattr(world.cast, name)
    return Membership.objects.get(network=world.cast.network, person=person).public_id
