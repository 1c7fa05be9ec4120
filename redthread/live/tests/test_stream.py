"""What screens are sent, byte by byte, by a real server."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterator

import pytest
from django.utils import timezone

from redthread.live import broadcast
from redthread.live.actions import clocks, joining, laying, steering, writing
from redthread.live.leading import ticket_for
from redthread.live.models import Contribution, LiveSession, Participant, Showing, Table
from redthread.live.pictures import LEAD, WALL
from redthread.live.progress import Place
from redthread.live.tests.rooms import open_room, seat
from redthread.live.tests.streams import Listener
from redthread.networks.models import Membership
from redthread.testing.cast import Cast, build

WRITE, ROUND = 1, 2  # phases of the method `igp`
Listen = Callable[..., Listener]


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return build()


@pytest.fixture
def listen(live: str) -> Iterator[Listen]:
    """`listen(session, key=…)` opens a stream."""
    opened: list[Listener] = []

    def open_stream(session: LiveSession | str, **who: str) -> Listener:
        opened.append(Listener(live, session, **who))
        return opened[-1]

    yield open_stream
    for one in opened:
        one.close()


def go_on(session: LiveSession, seen: Place, phase: int | None = None) -> None:
    to = None if phase is None else Place(phase)
    steering.go_on(
        session=session, seen=seen, why="Vi må videre", by=session.opened_by, now=timezone.now(), to=to
    )


def write(who: Participant, text: str, phase: str = "skriv") -> None:
    writing.write(
        participant=who, phase_key=phase, kind="idea", text=text, pen=f"pen{text}", now=timezone.now()
    )


def test_a_phone_is_greeted_and_sent_everything_it_may_see(cast: Cast, listen: Listen) -> None:
    session = open_room(cast)
    me, key = seat(session, 1, name="Mona")
    phone = listen(session, key=key)
    assert phone.status == 200
    assert phone.headers["content-type"].startswith("text/event-stream")
    assert (phone.headers["cache-control"], phone.headers["x-accel-buffering"]) == ("no-store", "no")
    phone.wait_for(lambda it: it.seen(f"i:{me.public_id}"))
    assert phone.text.startswith("retry: 2000\nevent: hello\ndata: ")
    now = json.loads(phone.text.split("data: ")[1].split("\n")[0])["now"]
    assert abs(now - time.time() * 1000) < 5000
    assert phone.channels == ["a", "t:1", "s:t1", "r:t1", f"i:{me.public_id}"]
    assert phone.seen("a")["people"] == 1
    assert phone.seen("t:1")["phase"] == -1
    assert "\nid: " in phone.text


def test_only_slices_that_changed_are_sent(cast: Cast, listen: Listen) -> None:
    session = open_room(cast)
    _me, key = seat(session, 1)
    phone = listen(session, key=key)
    phone.wait_for(lambda it: it.seen("t:1"))
    phone.frames.clear()
    go_on(session, Place(-1))
    phone.wait_for(lambda it: it.seen("t:1")["phase"] == 0)
    assert phone.hear(0.3) == ""
    assert phone.frames == [("t:1", "")]


def test_a_slice_that_is_gone_is_sent_as_null(cast: Cast, listen: Listen) -> None:
    session = open_room(cast)
    me, key = seat(session, 1)
    go_on(session, Place(-1), ROUND)
    write(me, "Les høyt")
    phone = listen(session, key=key)
    phone.wait_for(lambda it: it.seen("t:1", "turn"))
    steering.go_back(session=session, seen=Place(ROUND), by=cast.liv, now=timezone.now())
    phone.wait_for(lambda it: it.seen("t:1")["phase"] == WRITE and it.seen("t:1", "turn") is None)
    assert ("t:1", "turn") in phone.frames


def test_a_phone_never_gets_the_channel_of_another_table(cast: Cast, listen: Listen) -> None:
    session = open_room(cast)
    _me, key = seat(session, 1)
    other, _key = seat(session, 2, name="Rita")
    phone = listen(session, key=key)
    phone.wait_for(lambda it: it.seen("t:1"))
    go_on(session, Place(-1), ROUND)
    made = laying.lay_out(
        participant=other, phase_key="runde", turn=0, pen="pen", now=timezone.now(), text="Hemmelig"
    )
    assert made is not None
    phone.wait_for(lambda it: it.seen("t:1")["phase"] == ROUND)
    phone.hear(0.5)
    assert {channel for channel, _name in phone.frames} <= set(phone.channels)
    assert "Hemmelig" not in phone.text
    assert "Rita" not in phone.text


def test_a_phone_without_a_seat_is_refused_at_once(cast: Cast, listen: Listen) -> None:
    session, elsewhere = open_room(cast), open_room(cast)
    _me, key = seat(elsewhere)
    assert listen(session).status == 403
    assert listen(session, key="galt").status == 403
    assert listen(session, key=key).status == 403
    assert listen("abcdefgh", key=key).status == 404
    assert listen(session, key=key, method="HEAD").status == 405
    assert listen(session, key=key, method="POST").status == 405


def test_those_who_lead_and_the_wall_read_their_own_channels(cast: Cast, listen: Listen) -> None:
    session = open_room(cast)
    lead = listen(session, ticket=ticket_for(session=session, person=cast.liv, kind=LEAD))
    wall = listen(session, ticket=ticket_for(session=session, person=cast.liv, kind=WALL))
    lead.wait_for(lambda it: it.seen("lead") and it.seen("a"))
    wall.wait_for(lambda it: it.seen("wall") and it.seen("a"))
    assert (lead.channels, wall.channels) == (["lead", "a"], ["wall", "a"])
    assert {channel for channel, _name in wall.frames} == {"wall", "a"}


def test_a_ticket_is_worth_no_more_than_the_right_of_its_person(cast: Cast, listen: Listen) -> None:
    session, elsewhere = open_room(cast), open_room(cast)
    ticket = ticket_for(session=session, person=cast.liv, kind=LEAD)
    assert listen(elsewhere, ticket=ticket).status == 403
    assert listen(session, ticket=f"{ticket}x").status == 403
    for person in (cast.mona, cast.stein, cast.eva):
        assert listen(session, ticket=ticket_for(session=session, person=person, kind=WALL)).status == 403
    Membership.objects.filter(person=cast.liv).update(ends_at=timezone.now())
    assert listen(session, ticket=ticket).status == 403


def test_whoever_chairs_the_gathering_leads_its_sessions(cast: Cast, listen: Listen) -> None:
    session = open_room(cast)
    session.gathering.chair = cast.mona
    session.gathering.save()
    assert listen(session, ticket=ticket_for(session=session, person=cast.mona, kind=LEAD)).status == 200


def test_a_leader_who_loses_the_right_loses_the_stream(
    cast: Cast, listen: Listen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(broadcast, "HEARTBEAT_EVERY", 0.1)
    monkeypatch.setattr(broadcast, "ASK_AGAIN_AFTER", 0.2)
    session = open_room(cast)
    lead = listen(session, ticket=ticket_for(session=session, person=cast.liv, kind=LEAD))
    lead.wait_for(lambda it: it.seen("lead"))
    Membership.objects.filter(person=cast.liv).update(ends_at=timezone.now())
    lead.wait_for(lambda it: it.has_ended)


def test_moving_to_another_table_changes_what_is_read(cast: Cast, listen: Listen) -> None:
    session = open_room(cast)
    me, key = seat(session, 1)
    phone = listen(session, key=key)
    phone.wait_for(lambda it: it.seen("t:1"))
    joining.move(participant=me, table=2, now=timezone.now())
    phone.wait_for(lambda it: it.seen("t:2"))
    assert phone.hellos == 2
    assert "t:2" in phone.channels
    assert "t:1" not in phone.channels
    assert phone.seen("t:1") is None


def test_somebody_who_leaves_reads_nothing_more_and_may_come_back(cast: Cast, listen: Listen) -> None:
    session = open_room(cast)
    me, key = seat(session, 1)
    phone = listen(session, key=key)
    phone.wait_for(lambda it: it.seen("t:1"))
    joining.leave(participant=me, now=timezone.now())
    phone.wait_for(lambda it: it.channels == [])
    phone.frames.clear()
    go_on(session, Place(-1))
    phone.hear(0.5)
    assert phone.frames == []
    me.refresh_from_db()
    joining.come_back(participant=me, now=timezone.now())
    phone.wait_for(lambda it: it.seen("t:1") and it.seen("t:1")["phase"] == 0)


def test_a_seat_that_goes_on_with_another_phone_lets_the_first_one_go(cast: Cast, listen: Listen) -> None:
    session = open_room(cast)
    _me, key = seat(session, 1, person=cast.mona)
    phone = listen(session, key=key)
    phone.wait_for(lambda it: it.seen("t:1"))
    _me, newer = seat(session, 1, person=cast.mona)
    phone.wait_for(lambda it: it.has_ended)
    assert listen(session, key=key).status == 403
    assert listen(session, key=newer).status == 200


def test_a_phone_that_comes_back_is_sent_what_is_now(cast: Cast, listen: Listen) -> None:
    session = open_room(cast)
    _me, key = seat(session, 1)
    phone = listen(session, key=key)
    phone.wait_for(lambda it: it.seen("t:1"))
    phone.close()
    go_on(session, Place(-1))
    again = listen(session, key=key)
    again.wait_for(lambda it: it.seen("t:1"))
    assert again.seen("t:1")["phase"] == 0


def test_somebody_who_just_came_in_is_greeted_beside_those_who_were_there(cast: Cast, listen: Listen) -> None:
    session = open_room(cast)
    _me, key = seat(session, 1)
    phone = listen(session, key=key)
    phone.wait_for(lambda it: it.seen("a"))
    newcomer, newer = seat(session, 1)
    other = listen(session, key=newer)
    other.wait_for(lambda it: it.seen(f"i:{newcomer.public_id}"))
    phone.wait_for(lambda it: it.seen("a")["people"] == 2)


def test_a_phone_that_does_not_read_holds_nobody_up_and_is_sent_the_newest(
    cast: Cast, listen: Listen
) -> None:
    session = open_room(cast)
    me, key = seat(session, 1)
    go_on(session, Place(-1), ROUND)
    hang(session, me.table, "æ" * 2000, 150)  # each drawing is more than half a megabyte
    slow, phone = listen(session, key=key), listen(session, key=key)
    phone.wait_for(lambda it: it.seen("t:1"))
    for number in range(30):
        session.contributions.update(reply=str(number))
        clocks.add_time(session=session, by=cast.liv, now=timezone.now())
        phone.wait_for(lambda it, n=str(number): it.seen("t:1", "ph:runde")[0].get("reply") == n)
    slow.wait_for(lambda it: (it.seen("t:1", "ph:runde") or [{}])[0].get("reply") == "29")
    assert len(slow.text) < len(phone.text) / 2  # what it missed was never kept for it


def hang(session: LiveSession, table: Table, text: str, many: int) -> None:
    """That many long notes before the table."""
    for number in range(many):
        made = Contribution.objects.create(session=session, table=table, phase="runde", text=text)
        Showing.objects.create(
            contribution=made, session=session, phase="runde", circle=f"t:{table.number}", place=number
        )


def test_a_stream_where_nothing_happens_is_kept_open_by_comments(
    cast: Cast, listen: Listen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(broadcast, "HEARTBEAT_EVERY", 0.1)
    session = open_room(cast)
    _me, key = seat(session, 1)
    phone = listen(session, key=key)
    phone.wait_for(lambda it: it.seen("t:1"))
    assert phone.hear(0.35) in (":\n\n" * 2, ":\n\n" * 3, ":\n\n" * 4)


def test_a_session_that_is_deleted_ends_its_streams(cast: Cast, listen: Listen) -> None:
    session = open_room(cast)
    _me, key = seat(session, 1)
    phone = listen(session, key=key)
    phone.wait_for(lambda it: it.seen("t:1"))
    session.delete()
    broadcast_to_all()
    phone.wait_for(lambda it: it.has_ended)
    assert listen(session, key=key).status == 404


def broadcast_to_all() -> None:
    from redthread.live import stream

    ours = stream._broadcaster
    assert ours is not None
    ours.loop.call_soon_threadsafe(ours.mark_all)


def test_what_is_hidden_from_a_phone_changes_no_byte_of_its_stream(cast: Cast, listen: Listen) -> None:
    """Two rooms that differ in silent ideas, another table's notes and the phases ahead."""
    assert heard_in_a_room(listen, open_room(cast), hides=False) == heard_in_a_room(
        listen, open_room(cast), hides=True
    )


def heard_in_a_room(listen: Listen, session: LiveSession, *, hides: bool) -> str:
    _me, key = seat(session, 1, name="Mona")
    near, _key = seat(session, 1, name="Mads")
    far, _key = seat(session, 2, name="Rita")
    if hides:
        for ahead in session.script[ROUND + 1 :]:
            ahead.update(title="Noe helt annet", prompt="Et annet spørsmål")
        session.save()
    phone = listen(session, key=key)
    phone.wait_for(lambda it: it.seen("t:1"))
    phone.hear(0.7)
    go_on(session, Place(-1), WRITE)
    phone.hear(0.7)
    if hides:
        write(near, "Stille tanke")
        write(far, "En annen tanke")
        phone.hear(0.7)
    go_on(session, Place(WRITE), ROUND)
    phone.hear(0.7)
    if hides:
        laying.lay_out(
            participant=far, phase_key="runde", turn=0, pen="pen", now=timezone.now(), text="Ved bord 2"
        )
        phone.hear(0.7)
    clocks.pause(session=session, by=session.opened_by, now=timezone.now())
    phone.wait_for(lambda it: it.seen("t:1")["left"])
    return plain(phone.text)


def plain(text: str) -> str:
    """The stream with its times left out, and its random names numbered in the order they come."""
    text = re.sub(r'(id: |"now":|"ends_at":|"left":)\d+', r"\g<1>0", text)
    text = re.sub(r'"code":"[A-Z]{6}"', '"code":""', text)
    names = dict.fromkeys(re.findall(r"\b[a-km-z2-9]{14}\b", text))
    for number, name in enumerate(names):
        text = text.replace(name, f"#{number}")
    return text
