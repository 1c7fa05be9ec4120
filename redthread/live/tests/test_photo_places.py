"""A photo goes to the screens that show it and to no other, without the whole room being drawn for it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from conftest import SignedInClient
from redthread.gatherings.method_library import keep_library_method
from redthread.gatherings.method_words import PhaseKind
from redthread.live.actions.sessions import open_session
from redthread.live.circles import ALL
from redthread.live.models import Contribution, Dot, LiveSession, Participant, Showing
from redthread.live.models.contributions import random_key
from redthread.live.photo_places import is_shown_in, is_shown_to
from redthread.live.pictures import WALL, channels_of, pictures
from redthread.live.reading import read_room
from redthread.live.tests.running import Run, run
from redthread.live.tests.test_photos import drawn, post, status
from redthread.testing import make
from redthread.testing.cast import Cast

METHODS = ("fremtidsbilde", "gallerivandring", "karusell", "egen_skole")

MOVES = (PhaseKind.PRESENT, PhaseKind.ROTATE, PhaseKind.VOTE)


@pytest.fixture(autouse=True)
def files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def photos_in(value: object) -> set[str]:
    """The addresses of all photos that a screen is told of."""
    if isinstance(value, dict):
        own = {str(value["id"])} if value.get("photo") is True else set()
        return own.union(*(photos_in(one) for one in value.values()))
    if isinstance(value, list):
        return set().union(*(photos_in(one) for one in value))
    return set()


def told(session: LiveSession, one: Participant) -> set[str]:
    room = read_room(session)
    seen = pictures(room)
    return photos_in({name: seen.get(name, {}) for name in channels_of(room, one)})


def hang_everywhere(at: Run) -> list[Contribution]:
    """Photos in four circles of every phase, and more of what is voted on than there are dots; some of them
    are taken off the screens."""
    phases = at.session.phases.phases
    votes = [phase for phase in phases if phase.kind == PhaseKind.VOTE]
    circles = ["t:1", "t:2", ALL, f"s:{at.cast.asen.pk}"]
    places = [(phase.key, circle) for phase in phases for circle in circles]
    places += [(key, "t:1") for vote in votes for key in vote.uses for _one_more in range(5)]
    made = []
    for number, (phase, circle) in enumerate(places):
        photo = Contribution.objects.create(
            session=at.session,
            table=at.session.tables.get(number=number % 2 + 1),
            phase=phase,
            kind="photo",
            photo=f"live/{number}.jpg",
            is_hidden=number % 7 == 3,
        )
        Showing.objects.create(
            contribution=photo, session=at.session, phase=phase, circle=circle, place=random_key()
        )
        Dot.objects.bulk_create(
            Dot(
                session=at.session,
                phase=vote.key,
                circle=circle,
                contribution=photo,
                pen_hash=f"{number}-{n}",
            )
            for vote in votes
            for n in range(number % 5)
        )
        made.append(photo)
    return made


@pytest.mark.parametrize("method", METHODS)
def test_in_every_phase_a_phone_is_given_exactly_the_photos_it_is_told_of(cast: Cast, method: str) -> None:
    at = run(cast, method)
    people = [at.sit(1, school=cast.asen), at.sit(2, school=cast.brekka)]
    made = hang_everywhere(at)
    given_at_all = set()
    phases = at.session.phases.phases
    for phase in [one.key for one in phases if one.kind in MOVES or one in (phases[0], phases[-1])]:
        at.go_to(phase)
        for one in people:
            one = Participant.objects.select_related("session").get(pk=one.pk)
            given = {photo.public_id for photo in made if is_shown_to(one, photo)}
            assert given == told(at.session, one), phase
            given_at_all |= given
        wall = {photo.public_id for photo in made if is_shown_in(at.session, (WALL, ALL), photo)}
        seen = pictures(read_room(at.session))
        assert wall == photos_in([seen[WALL], seen[ALL]]), phase
    assert given_at_all
    assert len(given_at_all) < len(made)


def test_who_has_left_is_given_no_photo(cast: Cast) -> None:
    at = drawn(cast)
    one, beside, _away = at.people
    idea = post(at, one, "bilde").json()["id"]
    assert status(at, beside, idea) == 200
    Participant.objects.filter(pk=beside.pk).update(left_at=timezone.now())
    assert status(at, beside, idea) == 404


def test_a_photo_that_is_taken_off_the_screens_is_given_to_nobody_who_did_not_take_it(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    at = drawn(cast)
    idea = post(at, at.people[0], "bilde").json()["id"]
    at.go_to("vis")
    Contribution.objects.filter(public_id=idea).update(is_hidden=True)
    assert [status(at, one, idea) for one in at.people] == [404, 404, 404]
    assert as_person(cast.liv).get(at.url("shown_photo", idea)).status_code == 404


def test_those_who_walk_around_an_earlier_session_see_its_photos_at_the_table_they_visit(cast: Cast) -> None:
    made = drawn(cast)
    ideas = [post(made, who, "bilde").json()["id"] for who in (made.people[0], made.people[2])]
    made.go_to("vis")
    made.close()
    later = make.item(made.session.gathering, title="Rundt", method=keep_library_method("gallerivandring"))
    walk = Run(
        cast,
        open_session(item=later, tables=2, question="", by=cast.liv, now=timezone.now(), source=made.session),
    )
    one, two = walk.sit(1), walk.sit(2)
    assert {status(walk, who, idea) for who in (one, two) for idea in ideas} == {404}
    walk.go_to("besok")
    for who in (one, two):
        seen = told(walk.session, who)
        assert len(seen) == 1
        assert {idea for idea in ideas if status(walk, who, idea) == 200} == seen


def test_a_full_room_costs_a_photo_no_more_than_a_small_one(
    cast: Cast, django_assert_max_num_queries: Any
) -> None:
    at = drawn(cast)
    idea = post(at, at.people[0], "bilde").json()["id"]
    table = at.session.tables.get(number=2)
    ideas = [Contribution(session=at.session, table=table, phase="runde", text="En idé") for _ in range(300)]
    Contribution.objects.bulk_create(ideas)
    Showing.objects.bulk_create(
        Showing(contribution=one, session=at.session, phase="runde", circle="t:2", place=random_key())
        for one in ideas
    )
    phone = at.phone(at.people[1])
    with django_assert_max_num_queries(6) as asked:
        answer = phone.get(reverse("live:photo", args=[at.session.public_id, idea]))
    assert answer.status_code == 200
    showings = [one["sql"] for one in asked.captured_queries if 'FROM "live_showing"' in one["sql"]]
    assert len(showings) == 1
    assert re.search(r'"live_showing"."contribution_id" = \d', showings[0])
