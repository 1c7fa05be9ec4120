"""A year after the gathering, what was written in the room is gone, and what the minutes took in stands."""

from __future__ import annotations

from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from conftest import SignedInClient
from redthread.config.duties import DUTIES
from redthread.core import dates
from redthread.core.errors import RuleError
from redthread.gatherings.actions.minutes import lock_minutes
from redthread.gatherings.models import Commitment, Gathering, Outcome
from redthread.live.actions import forgetting
from redthread.live.actions.cards import take_card
from redthread.live.actions.forgetting import empty_session, forget_old_rooms
from redthread.live.actions.minutes import take_into_minutes
from redthread.live.actions.paper import paper_of_table
from redthread.live.actions.voting import put_dot
from redthread.live.door import KEPT
from redthread.live.keeping import KEPT_FOR, kept_until
from redthread.live.models import (
    Contribution,
    LiveSession,
    Participant,
    PulseAnswer,
    Step,
    Table,
    TakenIn,
)
from redthread.live.pieces import pieces_of
from redthread.live.pulse import pulses
from redthread.live.reading import read_room
from redthread.live.tests.running import Run, run
from redthread.live.tests.test_photos import drawn, post
from redthread.testing.cast import Cast

SECOND = timedelta(seconds=1)
STAY = (LiveSession, Table, TakenIn, PulseAnswer)  # what is kept as long as the gathering


@pytest.fixture(autouse=True)
def files(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def promised(cast: Cast) -> Run:
    """A closed session in which something was laid out, and a school took something home."""
    at = run(cast, "egen_skole", tables=1)
    mona, rita = at.sit(person=cast.mona, school=cast.asen), at.sit(name="Rita")
    at.go_to("lov")
    more = {"who": "", "due_on": "2026-12-01", "reach": "Fellestida uke 48"}
    at.write(mona, "lov", "To-lærer i lesing på 5. trinn", kind="commitment", more=more)
    at.write(rita, "lov", "Lesevenner på tvers", kind="commitment", more=more)
    at.close()
    return at


def take_all(at: Run) -> None:
    assert at.session.item is not None
    pieces = pieces_of(read_room(at.session))
    take_into_minutes(
        session=at.session,
        item=at.session.item,
        keys=[piece.key for piece in pieces],
        schools={piece.key: at.cast.asen for piece in pieces},
        answers={},
        by=at.cast.liv,
        now=at.now,
    )


def over(session: LiveSession) -> datetime:
    return kept_until(LiveSession.objects.select_related("gathering").get(pk=session.pk))


def left() -> set[str]:
    """The models of the room that hold anything."""
    return {one.__name__ for one in apps.get_app_config("live").get_models() if one._default_manager.exists()}


def test_the_second_before_all_is_there_and_at_the_second_it_is_gone(cast: Cast) -> None:
    at = promised(cast)
    ends = over(at.session)
    assert forget_old_rooms(ends - SECOND) == 0
    assert Contribution.objects.count() == 2
    assert forget_old_rooms(ends) == 1
    assert left() == {"LiveSession", "Table"}
    at.session.refresh_from_db()
    assert at.session.emptied_at == ends


def test_the_time_counts_from_what_came_last_of_the_gathering_and_the_session(cast: Cast) -> None:
    at = promised(cast)
    gathering, closed = at.session.gathering, at.session.closed_at
    assert closed is not None
    assert over(at.session) == max(gathering.ends_at, closed) + KEPT_FOR
    for ends_at in (closed - timedelta(days=3), closed + timedelta(days=3)):
        start = ends_at - timedelta(hours=3)
        Gathering.objects.filter(pk=gathering.pk).update(starts_at=start, ends_at=ends_at)
        due = max(ends_at, closed) + KEPT_FOR
        assert over(at.session) == due
        assert list(LiveSession.objects.last_before(due - KEPT_FOR - SECOND)) == []
        assert list(LiveSession.objects.last_before(due - KEPT_FOR)) == [at.session]


def test_locked_minutes_and_what_schools_took_home_stand_word_for_word(cast: Cast) -> None:
    at = promised(cast)
    take_all(at)
    lock_minutes(gathering=at.session.gathering, by=cast.liv, now=at.now)
    kinds = (Outcome, Commitment, TakenIn)
    before = [list(kind._default_manager.order_by("pk").values()) for kind in kinds]
    assert all(before)
    assert forget_old_rooms(over(at.session)) == 1
    assert [list(kind._default_manager.order_by("pk").values()) for kind in kinds] == before
    assert not Contribution.objects.exists()
    assert not Participant.objects.exists()


def test_every_kind_of_record_is_gone_but_those_that_are_kept_as_the_gathering(cast: Cast) -> None:
    at = run(cast, "strukturert_uenighet", tables=1)
    one, two = at.sit(), at.sit()
    at.go_to("runde")
    take_card(participant=two, role="timekeeper", now=at.now)
    idea = at.say("runde", one, "Det tar tid fra undervisningen")
    at.go_to("velg")
    assert idea is not None
    put_dot(participant=one, phase_key="velg", on=idea.public_id, pen="p" * 20, now=at.now)
    assert {"Dot", "Showing", "Turn", "RoleCard", "Step", "Participant", "Contribution"} <= left()
    at.close()
    forget_old_rooms(over(at.session))
    assert left() <= {kind.__name__ for kind in STAY}
    assert not Step.objects.exists()


def test_a_second_time_and_a_second_worker_change_nothing(cast: Cast) -> None:
    at = promised(cast)
    ends = over(at.session)
    assert [forget_old_rooms(ends), forget_old_rooms(ends + SECOND)] == [1, 0]
    assert empty_session(session=at.session, now=ends + SECOND) is False
    at.session.refresh_from_db()
    assert at.session.emptied_at == ends


def test_many_sessions_go_in_batches_and_the_oldest_first(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    rooms = [promised(cast) for _ in range(3)]
    monkeypatch.setattr(forgetting, "BATCH", 2)
    ends = max(over(at.session) for at in rooms)
    assert forget_old_rooms(ends) == 2
    newest = LiveSession.objects.get(emptied_at=None)
    assert newest == rooms[-1].session
    assert [forget_old_rooms(ends), forget_old_rooms(ends)] == [1, 0]


def test_another_session_of_the_same_network_keeps_what_it_has(cast: Cast) -> None:
    old, new = promised(cast), promised(cast)
    later = timezone.now() + timedelta(days=2)
    LiveSession.objects.filter(pk=new.session.pk).update(closed_at=later)
    before = set(new.session.contributions.values_list("text", flat=True))
    assert forget_old_rooms(over(old.session)) == 1
    assert set(new.session.contributions.values_list("text", flat=True)) == before
    assert not old.session.contributions.exists()


def test_a_session_that_nobody_closed_is_closed_and_emptied_a_year_after_it_was_opened(cast: Cast) -> None:
    at = run(cast, tables=1)
    at.sit()
    assert at.session.is_running
    assert forget_old_rooms(over(at.session)) == 1
    at.session.refresh_from_db()
    assert (at.session.is_running, at.session.participants.count()) == (False, 0)


def test_photos_are_gone_also_from_the_disk(cast: Cast, files: Path) -> None:
    at = drawn(cast)
    assert post(at, at.people[0], "bilde").status_code == 200
    assert len(list(files.rglob("*.jpg"))) == 1
    at.close()
    forget_old_rooms(over(at.session))
    assert list(files.rglob("*.jpg")) == []


def test_a_photo_that_is_gone_already_stops_nothing(cast: Cast, files: Path) -> None:
    at = drawn(cast)
    out = BytesIO()
    Image.new("RGB", (9, 9)).save(out, "JPEG")
    post(at, at.people[0], "bilde", content=out.getvalue())
    next(files.rglob("*.jpg")).unlink()
    assert forget_old_rooms(over(at.session)) == 1


def test_nothing_is_written_in_an_emptied_session(cast: Cast) -> None:
    at = promised(cast)
    ends = over(at.session)
    forget_old_rooms(ends)
    with pytest.raises(RuleError, match="er slettet"):
        paper_of_table(session=at.session, number=1, phase_key="lov", lines=["Sent"], by=cast.liv, now=ends)
    assert not Contribution.objects.exists()


def test_a_phone_that_comes_a_year_late_is_told_that_it_has_no_seat(cast: Cast) -> None:
    at = promised(cast)
    phone = at.phone(at.people[1])
    forget_old_rooms(over(at.session))
    assert phone.get(reverse("live:phone", args=[at.session.public_id])).status_code == 403
    assert timedelta(seconds=KEPT) < KEPT_FOR


def test_the_pages_say_when_it_is_deleted_and_that_it_is(cast: Cast, as_person: type[SignedInClient]) -> None:
    at = run(cast, tables=1)
    one = at.sit()
    at.go_to("runde")
    at.say("runde", one, "Fast tid hver uke")
    at.close()
    liv, ends = as_person(cast.liv), over(at.session)
    material = reverse("live:material", args=[cast.network.slug, at.session.gathering.public_id])
    for address in (at.url("after"), material):
        page = liv.get(address).content.decode()
        assert f"Råmaterialet slettes {dates.day_and_year(ends)}." in page
    forget_old_rooms(ends)
    for address in (at.url("after"), material):
        page = liv.get(address).content.decode()
        assert f"Råmaterialet ble slettet {dates.day_and_year(ends)}." in page
        assert "slettes" not in page
    assert "Skriv inn lapper" not in liv.get(at.url("after")).content.decode()
    assert liv.get(at.url("lead"), follow=True).status_code == 200


def test_the_pulse_says_that_it_is_deleted_rather_than_that_few_have_answered(cast: Cast) -> None:
    at = run(cast, "puls", tables=1)
    at.sit()
    at.close()
    forget_old_rooms(over(at.session))
    at.session.refresh_from_db()
    assert "ble slettet" in pulses([at.session])[0].hidden_why


def test_whoever_comes_in_reads_how_long_it_is_kept(cast: Cast) -> None:
    at = run(cast, tables=1)
    page = Client().get(reverse("live:join", args=[at.session.code])).content.decode()
    assert "slettes et år etter samlingen" in page


def test_the_worker_does_it(cast: Cast) -> None:
    assert any(duty.run is forget_old_rooms for duty in DUTIES)
