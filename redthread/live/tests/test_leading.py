"""Those who lead: into a session, on and back, and never a word that is not theirs to read."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from conftest import SignedInClient
from redthread.gatherings.actions.groups import Sitter, compose_groups
from redthread.gatherings.method_library import keep_library_method
from redthread.gatherings.models import AgendaItem, Gathering
from redthread.live.actions.cards import ask_to_speak
from redthread.live.actions.clocks import say_done
from redthread.live.actions.sessions import open_session
from redthread.live.models import Contribution, LiveSession, Step
from redthread.live.tests.rooms import open_room, seat
from redthread.live.tests.running import Run, run
from redthread.networks.models import Role
from redthread.people.models import Person
from redthread.testing import make
from redthread.testing.cast import Cast

PART = {"X-Rom": "1"}


def address(session: LiveSession, name: str = "lead", *more: object) -> str:
    gathering = session.gathering
    return reverse(
        f"live:{name}", args=[gathering.network.slug, gathering.public_id, session.public_id, *more]
    )


def opening(item: AgendaItem) -> str:
    gathering = item.gathering
    return reverse("live:open", args=[gathering.network.slug, gathering.public_id, item.public_id])


def press(who: Person, session: LiveSession, name: str, *more: object, **sent: str) -> HttpResponse:
    """As the page's script presses."""
    return SignedInClient(who).post(address(session, name, *more), sent, headers=PART)  # type: ignore[return-value]


def places(session: LiveSession) -> list[int]:
    return [table.phase for table in session.tables.all()]


def words(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


@pytest.fixture
def room(cast: Cast) -> Run:
    """Two tables with two at each, in the lobby."""
    going = run(cast)
    for table in (1, 1, 2, 2):
        going.sit(table)
    return going


# The door.


@pytest.mark.parametrize("name", ["lead", "wall", "lead_state", "close", "code_picture"])
def test_members_may_not_lead_and_strangers_find_nothing(cast: Cast, name: str) -> None:
    session = open_room(cast)
    statuses = {
        who: SignedInClient(who).get(address(session, name)).status_code
        for who in (cast.liv, cast.mona, cast.eva, cast.stein)
    }
    assert statuses == {cast.liv: 200, cast.mona: 403, cast.eva: 403, cast.stein: 404}


def test_whoever_chairs_the_day_may_lead_it(cast: Cast) -> None:
    session = open_room(cast)
    Gathering.objects.filter(pk=session.gathering_id).update(chair=cast.mona)
    assert SignedInClient(cast.mona).get(address(session)).status_code == 200
    press(cast.mona, session, "step", frem="-1.0")
    assert places(session) == [0, 0]


def test_a_session_is_not_found_below_another_gathering(cast: Cast) -> None:
    session, other = open_room(cast), make.gathering(cast.network)
    path = reverse("live:lead", args=[cast.network.slug, other.public_id, session.public_id])
    assert SignedInClient(cast.liv).get(path).status_code == 404


# Into the room.


def test_two_clicks_lead_from_the_gathering_to_a_running_session(cast: Cast) -> None:
    item = make.item(
        make.gathering(cast.network, published_at=timezone.now()),
        method=keep_library_method("igp"),
        minutes=60,
    )
    liv = SignedInClient(cast.liv)
    assert opening(item) in words(liv.get(item.gathering.get_absolute_url()))
    form = liv.get(opening(item)).context["form"]
    answer = liv.post(opening(item), {"tables": form["tables"].value(), "question": ""})
    session = LiveSession.objects.get(item=item)
    assert answer.url == address(session)  # type: ignore[attr-defined]
    assert liv.get(opening(item)).url == address(session)  # type: ignore[attr-defined]


def test_members_are_not_offered_to_run_it(cast: Cast) -> None:
    item = make.item(
        make.gathering(cast.network, published_at=timezone.now()),
        method=keep_library_method("igp"),
        minutes=60,
    )
    assert "Kjør i rommet" not in words(SignedInClient(cast.mona).get(item.gathering.get_absolute_url()))


def test_tables_are_as_many_as_are_laid_or_else_five_at_each(cast: Cast) -> None:
    gathering = make.gathering(cast.network)
    item = make.item(gathering, method=keep_library_method("igp"), minutes=60)
    liv = SignedInClient(cast.liv)
    assert liv.get(opening(item)).context["form"]["tables"].value() == 2  # six members
    sitters = [Sitter(person=one) for one in (cast.liv, cast.mona, cast.mads, cast.rita, cast.kine, cast.eva)]
    asked = {"size": 2, "kind": "cross", "spread": [], "leaders": "", "pupils": False}
    compose_groups(
        gathering=gathering, item=item, sitters=sitters, asked=asked, by=cast.liv, now=timezone.now()
    )
    assert liv.get(opening(item)).context["form"]["tables"].value() == 3


def test_a_wrong_number_of_tables_is_explained_and_opens_nothing(cast: Cast) -> None:
    item = make.item(make.gathering(cast.network), method=keep_library_method("igp"), minutes=60)
    for wrong, said in (
        ("", "Skriv hvor mange"),
        ("mange", "helt tall"),
        ("0", "minst ett"),
        ("41", "høyst 40"),
    ):
        assert said in words(SignedInClient(cast.liv).post(opening(item), {"tables": wrong}))
    assert not LiveSession.objects.exists()


def test_a_gallery_hangs_what_was_made_earlier_that_day(room: Run) -> None:
    one = room.people[0]
    room.go_to("plansje")
    room.write(one, "plansje", "Lesestund hver dag", kind="product")
    gathering = room.session.gathering
    walk = make.item(gathering, method=keep_library_method("gallerivandring"), minutes=40)
    liv = SignedInClient(room.cast.liv)
    form = liv.get(opening(walk)).context["form"]
    assert (form["source"].value(), form["tables"].value()) == (room.session.public_id, 2)
    liv.post(opening(walk), {"tables": "2", "question": "", "source": room.session.public_id})
    assert LiveSession.objects.get(item=walk).source == room.session


def test_a_method_nobody_had_planned_is_run_at_once_and_stands_on_the_programme(cast: Cast) -> None:
    gathering = make.gathering(cast.network)
    where = [cast.network.slug, gathering.public_id]
    liv, sent = (
        SignedInClient(cast.liv),
        {"metode": "bibliotek:parprat", "tables": "3", "question": "Hva nå?"},
    )
    assert "Kjør en metode nå" in words(liv.get(reverse("live:sessions", args=where)))
    answer = liv.post(reverse("live:open_method", args=where), sent)
    session = LiveSession.objects.get(gathering=gathering)
    assert answer.url == address(session)  # type: ignore[attr-defined]
    assert session.item is not None
    assert (session.item.method, session.question) == (keep_library_method("parprat"), "Hva nå?")
    assert session.tables.count() == 3


def test_an_unknown_method_leads_back_to_the_choice(cast: Cast) -> None:
    where = [cast.network.slug, make.gathering(cast.network).public_id]
    answer = SignedInClient(cast.liv).get(
        reverse("live:open_method", args=where), {"metode": "egen:finnes-ikke"}
    )
    assert answer.url == reverse("live:sessions", args=where)  # type: ignore[attr-defined]


# On and back.


def test_two_presses_on_the_same_button_are_one_step(room: Run) -> None:
    for _time in range(2):
        press(room.cast.liv, room.session, "step", frem="-1.0")
    assert places(room.session) == [0, 0]
    assert Step.objects.count() == 2  # one for each table


def test_a_page_without_the_script_is_loaded_again(room: Run) -> None:
    answer = SignedInClient(room.cast.liv).post(address(room.session, "step"), {"frem": "-1.0"})
    assert answer.url == address(room.session)  # type: ignore[attr-defined]
    assert places(room.session) == [0, 0]


def test_another_leader_takes_over_where_the_first_was(cast: Cast, room: Run) -> None:
    press(cast.liv, room.session, "step", frem="-1.0")
    cast.network.memberships.filter(person=cast.kine).update(role=Role.DEPUTY)
    kine = SignedInClient(cast.kine)
    page = kine.get(address(room.session))
    assert "Hør spørsmålet og reglene" in words(page)
    press(cast.kine, room.session, "step", frem=page.context["page"].behind)
    press(cast.liv, room.session, "step", frem="0.0")  # Liv's page is older
    assert places(room.session) == [1, 1]


def test_back_is_one_step_for_all_who_are_in_front(room: Run) -> None:
    room.go_to("skriv")
    for _time in range(2):
        press(room.cast.liv, room.session, "step", tilbake="1.0")
    assert places(room.session) == [0, 0]


def test_a_round_that_is_not_over_is_left_with_a_reason(room: Run) -> None:
    room.go_to("runde")
    asked = press(room.cast.liv, room.session, "step", frem="2.0")
    assert "ikke alle ideer ute" in words(asked)
    assert 'name="hvorfor"' in words(asked)
    assert places(room.session) == [2, 2]
    press(room.cast.liv, room.session, "step", frem="2.0", hvorfor="Vi har ikke mer tid")
    assert places(room.session) == [3, 3]
    assert set(Step.objects.filter(phase=3).values_list("why", flat=True)) == {"Vi har ikke mer tid"}


def test_jumping_ahead_asks_why_first(room: Run) -> None:
    asked = press(room.cast.liv, room.session, "step", til="-1.0til3.0")
    assert "Si kort hvorfor" in words(asked)
    assert places(room.session) == [-1, -1]
    press(room.cast.liv, room.session, "step", til="-1.0til3.0", hvorfor="Vi har skrevet på papir")
    assert places(room.session) == [3, 3]


def test_one_table_is_moved_alone(room: Run) -> None:
    room.go_to("sorter")
    press(room.cast.liv, room.session, "table_step", 2, frem="3.0")
    assert places(room.session) == [3, 4]
    press(room.cast.liv, room.session, "table_step", 2, tilbake="4.0")
    assert places(room.session) == [3, 3]


@pytest.mark.parametrize(
    "sent", [{}, {"frem": "x"}, {"frem": "1.0", "tilbake": "1.0"}, {"frem": "9"}, {"til": "1.0"}]
)
def test_a_button_of_another_time_says_so_and_moves_nothing(room: Run, sent: dict[str, str]) -> None:
    answer = press(room.cast.liv, room.session, "step", **sent)
    assert "Last siden på nytt" in words(answer)
    assert places(room.session) == [-1, -1]


def test_time_is_given_and_stopped_for_all_or_for_one(room: Run) -> None:
    room.go_to("skriv")
    before = [table.ends_at for table in room.session.tables.all()]
    press(room.cast.liv, room.session, "table_clock", 2, klokke="mer")
    one, two = room.session.tables.all()
    assert (one.ends_at, two.ends_at) == (before[0], before[1] + timedelta(minutes=2))  # type: ignore[operator]
    press(room.cast.liv, room.session, "clock", klokke="pause")
    assert all(table.paused_at for table in room.session.tables.all())
    press(room.cast.liv, room.session, "clock", klokke="videre")
    assert not any(table.paused_at for table in room.session.tables.all())


def test_a_silent_phone_holds_no_round_up(room: Run) -> None:
    first, second = room.session.participants.filter(table__number=1).order_by("seat")
    room.go_to("runde")
    page = SignedInClient(room.cast.liv).get(address(room.session, "lead")).content.decode()
    assert 'id="bord-1-tur"' in page
    for _twice in range(2):
        press(room.cast.liv, room.session, "table_turn", 1, tur="0")
    assert [(turn.participant, turn.kind) for turn in room.session.turns.all()] == [(first, "skipped")]
    press(room.cast.liv, room.session, "table_turn", 1, tur="1")
    assert [turn.participant for turn in room.session.turns.all()] == [first, second]


def test_a_table_more_stands_where_the_others_are(room: Run) -> None:
    room.go_to("skriv")
    press(room.cast.liv, room.session, "table")
    assert places(room.session) == [1, 1, 1]


# What is seen.


def test_the_tables_are_told_by_counts(room: Run) -> None:
    room.go_to("skriv")
    for text in ("Lesestund", "Bibliotek"):
        room.write(room.people[0], "skriv", text)
    room.sit(2, mode="remote")
    page = words(SignedInClient(room.cast.liv).get(address(room.session)))
    assert "2 innspill · 2 personer" in page
    assert "0 innspill · 3 personer, 1 hjemmefra" in page


def test_a_table_that_is_not_done_is_named(room: Run) -> None:
    room.go_to("sorter")
    say_done(participant=room.people[0], is_done=True, now=timezone.now())
    assert "Bord 2 er ikke ferdig." in words(SignedInClient(room.cast.liv).get(address(room.session)))


def test_words_of_a_silent_phase_and_of_a_table_are_on_no_screen_of_those_who_lead(room: Run) -> None:
    room.go_to("skriv")
    room.write(room.people[0], "skriv", "HEMMELIG TANKE")
    seen = [screens(room)]
    room.go_to("runde")
    room.say("runde", room.people[0], "SAGT VED BORDET")
    seen.append(screens(room))
    assert not [page for page in seen if "HEMMELIG" in page or "SAGT VED" in page]


def screens(room: Run) -> str:
    liv, state = SignedInClient(room.cast.liv), address(room.session, "lead_state")
    asked = [address(room.session), address(room.session, "wall"), state, f"{state}?som=wall"]
    return "".join(liv.get(path).content.decode() for path in asked)


def test_the_state_holds_the_leaders_channels_alone(room: Run) -> None:
    liv, path = SignedInClient(room.cast.liv), address(room.session, "lead_state")
    assert set(liv.get(path).json()["channels"]) == {"lead", "a"}
    assert set(liv.get(path, {"som": "wall"}).json()["channels"]) == {"wall", "a"}
    assert liv.get(path, {"som": "t:1"}).status_code == 404


def test_what_stands_before_all_can_be_taken_away_and_put_back(room: Run) -> None:
    made = presented(room)
    liv, wall = room.cast.liv, address(room.session, "wall")
    assert "Lesestund hver dag" in words(SignedInClient(liv).get(wall))
    answer = press(liv, room.session, "shown", bort=made.public_id)
    assert "Vis igjen" in words(answer)
    assert "Lesestund hver dag" not in words(SignedInClient(liv).get(wall))
    press(liv, room.session, "shown", igjen=made.public_id)
    assert "Lesestund hver dag" in words(SignedInClient(liv).get(wall))


def presented(room: Run) -> Contribution:
    """What table 1 has made, and presents."""
    room.go_to("plansje")
    made = room.write(room.people[0], "plansje", "Lesestund hver dag", kind="product")
    room.go_to("plenum")
    return made


def test_what_only_a_table_sees_is_not_the_leaders_to_take_away(room: Run) -> None:
    room.go_to("skriv")
    made = room.write(room.people[0], "skriv", "Min egen")
    answer = press(room.cast.liv, room.session, "shown", bort=made.public_id)
    made.refresh_from_db()
    assert "ikke på noen felles skjerm" in words(answer)
    assert not made.is_hidden


def test_speakers_stand_in_order_and_are_struck_out_one_at_a_time(room: Run) -> None:
    room.people.append(seat(room.session, 2, name="Mona")[0])
    for one in (room.people[-1], room.people[0]):
        ask_to_speak(participant=one, now=timezone.now())
    page = words(SignedInClient(room.cast.liv).get(address(room.session)))
    assert page.index("Mona") < page.index("Plass 1")
    for _time in range(2):  # twice on the same button
        press(room.cast.liv, room.session, "speaker", hvem=room.people[-1].public_id)
    assert [one.participant for one in room.session.speakers.filter(spoke_at=None)] == [room.people[0]]


def test_the_wall_shows_the_way_in_and_then_the_task(room: Run) -> None:
    liv, wall = SignedInClient(room.cast.liv), address(room.session, "wall")
    lobby = words(liv.get(wall))
    assert room.session.code in lobby
    assert "4 er inne" in lobby
    room.go_to("skriv")
    task = words(liv.get(wall))
    assert "Hva tenker du? Én idé om gangen." in task
    assert room.session.question in task


def test_the_wall_says_who_goes_where(room: Run) -> None:
    item = make.item(room.session.gathering, method=keep_library_method("gallerivandring"), minutes=40)
    walk = open_session(item=item, tables=3, question="", by=room.cast.liv, now=timezone.now())
    going = Run(room.cast, walk)
    for table in (1, 2, 3):
        going.sit(table)
    going.go_to("besok")
    page = words(SignedInClient(room.cast.liv).get(address(walk, "wall")))
    assert page.index("Bord 2") < page.index("besøk av bord 1") < page.index("Bord 3")


@pytest.mark.parametrize("name", ["lead", "wall"])
def test_a_screen_asks_the_database_a_fixed_number_of_times(room: Run, name: str) -> None:
    room.go_to("skriv")
    client = SignedInClient(room.cast.liv)
    counts = []
    for _more in range(2):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(address(room.session, name), headers=PART)
        counts.append(len(asked))
        for table in (1, 2, 2):
            room.sit(table)
            room.write(room.people[-1], "skriv", "En tanke")
    assert counts[0] == counts[1]
    assert counts[0] <= 18


# The end.


def test_the_session_is_ended_after_one_more_question(room: Run) -> None:
    liv, path = SignedInClient(room.cast.liv), address(room.session, "close")
    assert "Koden slutter å virke" in words(liv.get(path))
    assert LiveSession.objects.running().exists()
    liv.post(path)
    assert not LiveSession.objects.running().exists()
    assert SignedInClient(room.cast.liv).get(address(room.session)).status_code == 302
    assert "Takk for nå" in words(liv.get(address(room.session, "wall")))


def test_a_session_that_is_ended_is_not_steered_any_more(room: Run) -> None:
    room.close()
    assert press(room.cast.liv, room.session, "step", frem="-1.0").status_code == 302
    assert places(room.session) == [-1, -1]
