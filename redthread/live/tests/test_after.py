"""What comes of a session goes into the minutes, once, without names, and only what was laid out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from conftest import SignedInClient
from redthread.core.errors import RuleError
from redthread.gatherings.actions.minutes import lock_minutes, open_minutes
from redthread.gatherings.actions.outcomes import remove_outcome
from redthread.gatherings.models import Commitment, Minutes, Outcome
from redthread.live.actions.cards import take_card
from redthread.live.actions.minutes import Answer, take_into_minutes
from redthread.live.actions.sorting import add_theme
from redthread.live.actions.voting import put_dot
from redthread.live.models import Contribution, Participant, TakenIn
from redthread.live.pictures import pictures
from redthread.live.pieces import Piece, came_late, pieces_of
from redthread.live.reading import read_room
from redthread.live.tests.running import Run, a_key, run
from redthread.people.models import Organisation
from redthread.testing import make
from redthread.testing.cast import Cast


def pieces(at: Run) -> dict[str, Piece]:
    room = read_room(at.session)
    return {piece.key: piece for piece in pieces_of(room, came_late(room))}


def take(
    at: Run,
    *keys: str,
    schools: Mapping[str, Organisation] | None = None,
    answers: Mapping[str, Answer] | None = None,
) -> int:
    assert at.session.item is not None
    return take_into_minutes(
        session=at.session,
        item=at.session.item,
        keys=keys,
        schools=schools or {},
        answers=answers or {},
        by=at.cast.liv,
        now=at.now,
    )


def sorted_room(cast: Cast) -> Run:
    """IGP at one table: two ideas are laid out and one is sorted; a third was never laid out."""
    at = run(cast, tables=1)
    one, two = at.sit(name="Mona"), at.sit(name="Rita")
    at.go_to("skriv")
    at.write(one, "skriv", "Dette sier jeg ikke høyt")
    at.go_to("runde")
    first = at.say("runde", one, "Fast tid hver uke")
    at.say("runde", two, "Vikarpool")
    at.empty("runde", one)
    at.empty("runde", two)
    at.go_to("sorter")
    assert first is not None
    add_theme(participant=one, name="Tid til samarbeid", ideas=[first.public_id], now=at.now)
    return at


def test_themes_stand_in_the_minutes_with_their_ideas_and_without_names(cast: Cast) -> None:
    at = sorted_room(cast)
    at.close()
    key = next(key for key in pieces(at) if key.startswith("themes:"))
    assert take(at, key) == 1
    made = Outcome.objects.get()
    assert (made.item, made.kind) == (at.session.item, "information")
    assert made.text == "Bord 1:\nTid til samarbeid: Fast tid hver uke\nIkke sortert: Vikarpool"


def test_what_nobody_laid_out_is_in_no_piece_and_on_no_page(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    at = sorted_room(cast)
    at.close()
    assert not [piece for piece in pieces(at).values() if "høyt" in piece.text]
    page = as_person(cast.liv).get(at.url("after")).content.decode()
    assert "Fast tid hver uke" in page
    assert "sier jeg ikke høyt" not in page
    for name in ("Mona", "Rita"):
        assert name not in page


def test_a_piece_is_taken_in_once_and_again_when_it_was_taken_out(cast: Cast) -> None:
    at = sorted_room(cast)
    at.close()
    key = next(iter(pieces(at)))
    assert [take(at, key), take(at, key)] == [1, 0]
    remove_outcome(outcome=Outcome.objects.get(), by=cast.liv, now=at.now)
    assert not TakenIn.objects.exists()
    assert take(at, key) == 1
    assert Outcome.objects.count() == 1


def test_while_the_session_runs_nothing_is_taken_in(cast: Cast, as_person: type[SignedInClient]) -> None:
    at = sorted_room(cast)
    with pytest.raises(RuleError, match="Avslutt den først"):
        take(at, "themes:1")
    page = as_person(cast.liv).get(at.url("after")).content.decode()
    assert "pågår fortsatt" in page
    assert "Ta med i referatet" not in page
    assert not Minutes.objects.exists()


def test_minutes_that_nobody_has_opened_are_opened_and_locked_ones_refuse(cast: Cast) -> None:
    at = sorted_room(cast)
    at.close()
    key = next(iter(pieces(at)))
    take(at)
    assert Minutes.objects.get().written_by == cast.liv
    lock_minutes(gathering=at.session.gathering, by=cast.liv, now=at.now)
    with pytest.raises(RuleError, match="låst"):
        take(at, key)
    assert not Outcome.objects.exists()


def test_who_writes_the_minutes_stays_the_one(cast: Cast) -> None:
    at = sorted_room(cast)
    at.close()
    open_minutes(gathering=at.session.gathering, written_by=cast.mona, by=cast.liv, now=at.now)
    take(at, *pieces(at))
    assert Minutes.objects.get().written_by == cast.mona


def promised(cast: Cast, **fields: Any) -> tuple[Run, Contribution]:
    """Mona writes what Åsen takes home."""
    at = run(cast, "egen_skole", tables=1)
    mona = at.sit(name="Mona", **{"school": cast.asen, **fields})
    at.go_to("lov")
    more = {"who": "", "due_on": "2026-12-01", "reach": "Fellestida uke 48"}
    made = at.write(mona, "lov", "To-lærer i lesing på 5. trinn", kind="commitment", more=more)
    at.close()
    return at, made


def test_what_a_school_takes_home_is_in_the_minutes_and_on_the_next_since_last(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    at, made = promised(cast)
    gathering = at.session.gathering
    piece = pieces(at)[f"promise:{made.public_id}"]
    assert (piece.is_chosen, piece.school) == (True, cast.asen.pk)
    assert take(at, piece.key) == 1
    promise = Commitment.objects.get()
    assert (promise.school, promise.what) == (cast.asen, "To-lærer i lesing på 5. trinn")
    assert (str(promise.due_on), promise.reach) == ("2026-12-01", "Fellestida uke 48")
    assert promise.who == "Mads Lund og Mona Vik"  # nobody was named, so the school's own people carry it
    following = make.gathering(cast.network, starts_at=gathering.starts_at + timedelta(days=40))
    args = [cast.network.slug, following.public_id]
    rita = as_person(cast.rita)
    assert "To-lærer" not in rita.get(reverse("gatherings:since_last", args=args)).content.decode()
    lock_minutes(gathering=gathering, by=cast.liv, now=at.now)
    assert "To-lærer" in rita.get(reverse("gatherings:since_last", args=args)).content.decode()
    minutes = reverse("gatherings:minutes", args=[cast.network.slug, gathering.public_id])
    assert "To-lærer" in rita.get(minutes).content.decode()


def test_a_promise_without_a_school_asks_which(cast: Cast) -> None:
    at, made = promised(cast, school=None)
    key = f"promise:{made.public_id}"
    assert not pieces(at)[key].is_chosen
    with pytest.raises(RuleError, match="hvilken skole"):
        take(at, key)
    assert not Minutes.objects.exists()
    assert take(at, key, schools={key: cast.brekka}) == 1
    assert Commitment.objects.get().school == cast.brekka


def test_what_a_school_talked_about_alone_is_not_the_leaders(cast: Cast) -> None:
    at = run(cast, "egen_skole", tables=1)
    mona = at.sit(school=cast.asen)
    at.go_to("skolen")
    at.write(mona, "skolen", "Vi er slitne")
    at.close()
    assert at.session.showings.get().circle == f"s:{cast.asen.pk}"
    assert pieces(at) == {}


def test_a_promise_that_a_phone_held_back_is_offered_when_it_comes(cast: Cast) -> None:
    at = run(cast, "egen_skole", tables=1)
    mona = at.sit(school=cast.asen)
    at.go_to("lov")
    at.close()
    more = {"who": "Mona", "due_on": "", "reach": ""}
    made = at.write(mona, "lov", "Lesevenner", kind="commitment", more=more)
    piece = pieces(at)[f"promise:{made.public_id}"]
    assert (piece.is_late, piece.school) == (True, cast.asen.pk)


def against(cast: Cast) -> tuple[Run, Contribution, Contribution]:
    """Two objections are out, and one of them has a dot."""
    at = run(cast, "strukturert_uenighet", tables=1)
    one, two = at.sit(), at.sit()
    at.go_to("runde")
    heavy = at.say("runde", one, "Det tar tid fra undervisningen")
    light = at.say("runde", two, "Vi har prøvd det før")
    at.empty("runde", one)
    at.empty("runde", two)
    at.go_to("velg")
    assert heavy is not None
    assert light is not None
    put_dot(participant=one, phase_key="velg", on=heavy.public_id, pen="p" * 20, now=at.now)
    at.go_to("svar")
    at.close()
    return at, heavy, light


def test_an_objection_is_kept_with_what_is_done_about_it(cast: Cast) -> None:
    at, heavy, light = against(cast)
    key, other = f"against:{heavy.public_id}", f"against:{light.public_id}"
    found = pieces(at)
    assert [found[key].is_chosen, found[other].is_chosen] == [True, False]
    assert take(at, key, answers={key: Answer("tried", "på 5. trinn fram til jul")}) == 1
    assert Outcome.objects.get().text == (
        "Innvending: Det tar tid fra undervisningen\nPrøves i det små: på 5. trinn fram til jul"
    )
    heavy.refresh_from_db()
    assert (heavy.more["answer"], heavy.reply) == ("tried", "på 5. trinn fram til jul")


def test_a_vote_is_told_with_its_counts(cast: Cast) -> None:
    at, _heavy, _light = against(cast)
    vote = next(piece for piece in pieces(at).values() if piece.kind == "vote")
    assert vote.is_chosen
    assert vote.text.splitlines()[1:] == ["Det tar tid fra undervisningen: 1"]


def test_the_page_takes_in_what_is_ticked_and_says_how_much(
    cast: Cast, as_person: type[SignedInClient]
) -> None:
    at, heavy, light = against(cast)
    liv, url = as_person(cast.liv), at.url("after")
    page = liv.get(url).content.decode()
    assert "Referatet er ikke åpnet ennå" in page
    data = {
        f"take-against:{heavy.public_id}": "on",
        f"answer-against:{heavy.public_id}": "changed",
        f"words-against:{heavy.public_id}": "",
        f"answer-against:{light.public_id}": "",
    }
    told = liv.post(url, data, follow=True).content.decode()
    assert "1 punkt er tatt med i referatet." in told
    assert "i referatet" in told
    assert Outcome.objects.get().text == "Innvending: Det tar tid fra undervisningen\nEndret"
    wrong = {**data, f"answer-against:{light.public_id}": "tull"}
    assert liv.post(url, wrong).status_code == 200
    assert Outcome.objects.count() == 1


def test_notes_from_paper_are_typed_in_on_the_page(cast: Cast, as_person: type[SignedInClient]) -> None:
    at = sorted_room(cast)
    at.close()
    liv, url = as_person(cast.liv), at.url("after_paper")
    page = liv.post(url, {"table": "1", "phase": "runde", "notes": ""}).content.decode()
    assert "én ting på hver linje" in page
    assert (
        liv.post(url, {"table": "1", "phase": "runde", "notes": "- Lesevenner\n- Turdag"}).status_code == 302
    )
    assert "Lesevenner" in liv.get(at.url("after")).content.decode()
    assert Contribution.objects.filter(from_paper=True).count() == 2


def test_a_member_does_not_see_the_page(cast: Cast, as_person: type[SignedInClient]) -> None:
    at = sorted_room(cast)
    assert as_person(cast.mona).get(at.url("after")).status_code == 403
    assert as_person(cast.stein).get(at.url("after")).status_code == 404


def send(at: Run, who: Participant, **body: str) -> Any:
    """One command from that phone."""
    address = reverse("live:send", args=[at.session.public_id])
    given = {"key": a_key(), **body}
    return at.phone(who).post(address, given, content_type="application/json", headers={"X-Rom": "1"})


def test_a_table_says_in_the_room_what_it_does_with_an_objection(cast: Cast) -> None:
    at = run(cast, "strukturert_uenighet", tables=2)
    one, scribe, away = at.sit(), at.sit(), at.sit(2)
    at.go_to("runde")
    heavy = at.say("runde", one, "Det tar tid")
    assert heavy is not None
    asked = {"do": "reply", "id": heavy.public_id, "answer": "tried", "text": "på 5. trinn"}
    assert send(at, one, **asked).status_code == 409  # not before all is out
    at.go_to("svar")
    assert send(at, away, **asked).status_code == 409  # another table's
    take_card(participant=scribe, role="scribe", now=at.now)
    assert "skriveren" in send(at, one, **asked).json()["refused"]
    assert send(at, scribe, **{**asked, "answer": "tull"}).status_code == 409
    assert send(at, scribe, **asked).status_code == 200
    heavy.refresh_from_db()
    assert (heavy.more["answer"], heavy.reply) == ("tried", "på 5. trinn")
    at.close()
    piece = pieces(at)[f"against:{heavy.public_id}"]
    assert piece.is_chosen
    assert piece.text == "Innvending: Det tar tid\nPrøves i det små: på 5. trinn"


def test_notes_on_paper_are_typed_in_by_a_phone_without_a_photo(cast: Cast) -> None:
    at = sorted_room(cast)
    answer = send(at, at.people[0], do="paper", phase="runde", text="- Turdag\n- Lesevenner", pen="p" * 20)
    assert len(answer.json()["ids"]) == 2
    assert Contribution.objects.filter(from_paper=True).count() == 2


def test_every_phone_at_the_table_sees_what_is_done_about_an_objection(cast: Cast) -> None:
    at = run(cast, "strukturert_uenighet", tables=1)
    one = at.sit()
    at.go_to("runde")
    heavy = at.say("runde", one, "Det tar tid")
    at.go_to("svar")
    assert heavy is not None
    send(at, one, do="reply", id=heavy.public_id, answer="ahead", text="og ser på det til jul")
    (shown,) = pictures(read_room(at.session))["t:1"]["ph:runde"]
    assert (shown["more"]["answer"], shown["reply"]) == ("ahead", "og ser på det til jul")
