"""What a screen knows of the room: through the stream, without it, after sleep; and the time left."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone

from redthread.live.actions.joining import leave
from redthread.live.models import Participant
from redthread.live.tests.phones import Phone, idea, send, stored, wait_until_sent
from redthread.live.tests.rooms import open_room, seat
from redthread.testing.cast import Cast

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser]

PEOPLE = "room.get('a', '')?.people"

# A stream that the test holds: `say` speaks on it, `window.line` is what is open.
HELD_STREAM = """() => {
  const real = fetch;
  window.opened = 0;
  window.fetch = (address, options) => {
    if (!address.includes("strom/")) return window.isAlone ? new Promise(() => {}) : real(address, options);
    window.opened += 1;
    if (window.isDown) return Promise.reject(new TypeError("no line"));
    const body = new ReadableStream({ start: (line) => { window.line = line; } });
    options.signal.addEventListener("abort", () => {
      window.isCut = true;
      try { line.error(new DOMException("cut", "AbortError")); } catch {}
    });
    window.isCut = false;
    return Promise.resolve(new Response(body, { headers: { "Content-Type": "text/event-stream" } }));
  };
  window.say = (...messages) => {
    const bytes = new TextEncoder().encode(messages.map((one) => `${one}\\n\\n`).join(""));
    for (let from = 0; from < bytes.length; from += 7) line.enqueue(bytes.slice(from, from + 7));
  };
}"""

# The page is put away, or taken out again.
SHOW = """(isShown) => {
  Object.defineProperty(document, "hidden", { value: !isShown, configurable: true });
  document.dispatchEvent(new Event("visibilitychange"));
}"""


@pytest.fixture
def phone(live: str, cast: Cast, page: Page) -> Phone:
    return Phone(live, page.context, open_room(cast))


def hello(*channels: str) -> str:
    return f"retry: 2000\nevent: hello\ndata: {json.dumps({'now': 1_000_000, 'channels': channels})}"


def news(channel: str, name: str, value: Any) -> str:
    return f"id: 1\ndata: {json.dumps({'c': channel, 's': name, 'v': value}, ensure_ascii=False)}"


def say(page: Page, *messages: str) -> None:
    page.evaluate("(messages) => say(...messages)", list(messages))


def held(phone: Phone, *, has_fast_clock: bool = False) -> Page:
    """A page that follows a stream which the test holds, and hears nothing else."""
    page = phone.open()
    if has_fast_clock:
        page.clock.install()
    page.evaluate(HELD_STREAM)
    page.evaluate("() => { window.isAlone = true; follow(); }")
    return page


def off_by(page: Page) -> float:
    """How many milliseconds the screen's clock is from the server's."""
    there: float = page.evaluate("room.now()")
    return abs(there - time.time() * 1000)


def test_a_change_in_the_room_is_on_the_phone_through_the_stream(phone: Phone) -> None:
    page = phone.open()
    page.evaluate("follow()")
    page.wait_for_function(f"room.isStreaming && {PEOPLE} === 1")
    other, _key = seat(phone.session, 2)
    page.wait_for_function(f"{PEOPLE} === 2", timeout=1000)
    leave(participant=other, now=timezone.now())
    page.wait_for_function(f"{PEOPLE} === 1", timeout=1000)
    own = f"i:{phone.participant.public_id}"
    assert own in page.evaluate("room.channels")
    assert page.evaluate("(own) => room.slices(own)[''].table", own) == 1


def test_without_a_stream_the_phone_asks(phone: Phone) -> None:
    page = phone.open()
    page.evaluate("follow({ mode: 'poll' })")
    page.wait_for_function(f"{PEOPLE} === 1")
    seat(phone.session, 2)
    page.wait_for_function(f"{PEOPLE} === 2", timeout=4000)
    assert not page.evaluate("room.isStreaming")


@pytest.mark.parametrize("fault", ["held back", "cut off"])
def test_a_stream_that_does_not_come_through_is_given_up_for_asking_and_tried_again(
    phone: Phone, fault: str
) -> None:
    page = phone.open()
    page.clock.install()
    page.evaluate(HELD_STREAM)
    page.evaluate("(isDown) => { window.isDown = isDown; follow(); }", fault == "cut off")
    for _ in range(7):
        page.clock.run_for(1000)
    page.wait_for_function("room.isPolling && room.isOnline")
    tried = page.evaluate("opened")
    assert tried == (1 if fault == "held back" else 3)
    seat(phone.session, 2)
    page.clock.run_for(2100)
    page.wait_for_function(f"{PEOPLE} === 2")
    page.evaluate("() => { window.isDown = false; }")
    for _ in range(40):
        if page.evaluate("opened") == tried:
            page.clock.run_for(2000)
    say(page, hello("a"), news("a", "", {"people": 7}))
    page.wait_for_function(f"room.isStreaming && !room.isPolling && {PEOPLE} === 7")


def test_a_line_that_goes_silent_is_known_by_it(phone: Phone) -> None:
    page = phone.open()
    page.clock.install()
    page.evaluate(HELD_STREAM)
    page.evaluate("follow()")
    say(page, hello("a"), news("a", "", {"people": 7}))
    page.wait_for_function("room.isStreaming")
    page.clock.run_for(15_000)
    say(page, ":")  # the server keeps the way open
    page.clock.run_for(20_000)
    assert not page.evaluate("isCut || room.isPolling")
    page.clock.run_for(6000)
    page.wait_for_function(f"isCut && {PEOPLE} === 1")


def test_the_newest_of_each_slice_stands_and_what_is_gone_is_gone(phone: Phone) -> None:
    page = held(phone)
    say(page, hello("a", "t:1"), news("a", "", {"title": "Økt"}), news("t:1", "ph:x", ["å"]))
    page.wait_for_function("room.get('t:1', 'ph:x')")
    assert page.evaluate("[room.get('a', '').title, room.get('t:1', 'ph:x')]") == ["Økt", ["å"]]
    say(page, news("t:1", "ph:x", None), news("t:1", "", {"n": 1}), news("a", "", {"title": "Ny"}))
    page.wait_for_function("room.get('a', '').title === 'Ny'")
    assert page.evaluate("room.slices('t:1')") == {"": {"n": 1}}
    say(page, hello("a", "t:2"), news("t:2", "", {"n": 2}))  # at another table
    page.wait_for_function("room.get('t:2', '')")
    assert page.evaluate("[room.channels, room.slices('t:1')]") == [["a", "t:2"], {}]
    page.wait_for_function("room.get('a', '') === undefined")  # it was not said again
    assert page.evaluate("room.get('t:2', '').n") == 2


def test_what_comes_together_is_told_together(phone: Phone) -> None:
    page = held(phone)
    page.evaluate("() => { window.calls = 0; room.onChange(() => { calls += 1; }); }")
    page.wait_for_timeout(100)
    page.evaluate("() => { calls = 0; }")
    say(page, hello("a"), *[news("a", f"s{n}", n) for n in range(50)])
    page.wait_for_function("room.get('a', 's49') === 49")
    page.wait_for_timeout(50)
    assert page.evaluate("calls") <= 2
    assert page.evaluate("calls") >= 1


def test_a_phone_whose_clock_is_years_wrong_has_the_servers(phone: Phone) -> None:
    page = phone.open()
    page.clock.install(time="2001-02-03T04:05:06")
    page.evaluate("follow()")
    page.wait_for_function(f"{PEOPLE} === 1")
    assert off_by(page) < 1000


def test_after_an_hour_of_sleep_the_phone_has_the_time_and_the_room(phone: Phone) -> None:
    """While a phone sleeps `performance.now` stands still, and the line is dead without saying so."""
    page = phone.open()
    page.evaluate(HELD_STREAM)
    page.evaluate("follow()")
    page.wait_for_function(f"{PEOPLE} === 1")
    assert off_by(page) < 1000
    page.evaluate(SHOW, False)
    page.evaluate(
        """() => {
          const [wall, steady] = [Date.now.bind(Date), performance.now.bind(performance)];
          Date.now = () => wall() + 3_600_000;
          performance.now = () => steady() - 3_600_000;
        }"""
    )
    seat(phone.session, 2)
    assert off_by(page) > 3_000_000
    before = page.evaluate("opened")
    page.evaluate(SHOW, True)
    page.wait_for_function(f"{PEOPLE} === 2", timeout=1000)
    assert off_by(page) < 1000
    assert page.evaluate("opened") == before + 1, "the dead line is left for a new one"


def test_a_page_that_is_put_away_lets_the_line_go_and_takes_it_up_again(phone: Phone) -> None:
    page = held(phone, has_fast_clock=True)
    page.evaluate(SHOW, False)
    for _ in range(4):
        assert not page.evaluate("isCut"), "a glance at another page costs nothing"
        say(page, ":")
        page.wait_for_timeout(20)
        page.clock.run_for(14_000)
    page.clock.run_for(5000)
    assert page.evaluate("[opened, isCut]") == [1, True]
    page.clock.run_for(120_000)
    page.evaluate(SHOW, True)
    assert page.evaluate("[opened, isCut]") == [2, False]


def test_without_network_the_page_knows_and_what_waited_is_sent_when_it_is_back(phone: Phone) -> None:
    page = phone.open()
    page.evaluate("follow()")
    page.wait_for_function("room.isStreaming")
    phone.context.set_offline(True)
    page.wait_for_function("!room.isOnline")
    send(page, idea("Uten nett"))
    seat(phone.session, 2)
    phone.context.set_offline(False)
    page.wait_for_function(f"room.isOnline && {PEOPLE} === 2", timeout=5000)
    wait_until_sent(page)
    assert stored() == ["Uten nett"]


def test_the_outbox_tries_again_when_the_room_has_reached_the_server(phone: Phone) -> None:
    page = held(phone)
    phone.answered_by(lambda route: route.abort())
    page.evaluate("() => { window.isAlone = false; outbox.failures = 6; }")  # half a minute between tries
    send(page, idea("Straks"))
    phone.wait_for_posts(page, 1)
    page.wait_for_timeout(100)
    phone.answered_by_server()
    say(page, hello("a"))
    page.wait_for_function("outbox.waiting.length === 0", timeout=2000)
    assert stored() == ["Straks"]


def test_a_phone_without_a_seat_is_told_and_asks_no_more(phone: Phone) -> None:
    page = phone.open()
    Participant.objects.all().delete()
    page.evaluate("follow()")
    page.wait_for_function("room.stopped")
    assert page.evaluate("room.life.signal.aborted")


def test_how_much_is_left_is_the_servers_time_and_stands_still_in_a_pause(phone: Phone) -> None:
    page = phone.open()
    running = {"ends_at": 1_600_000, "left": None, "total": 600_000}
    paused = {**running, "left": 90_000}

    def at(head: dict[str, Any] | None, now: int) -> list[Any]:
        found: list[Any] = page.evaluate(
            "([head, now]) => { const { left, stage, text } = clockOf; const ms = left(head, now);"
            " return [ms, text(ms), stage(head, now)]; }",
            [head, now],
        )
        return found

    assert at(running, 1_000_000) == [600_000, "10:00", "ample"]
    assert at(running, 1_000_001) == [599_999, "10:00", "ample"]
    assert at(running, 1_480_000) == [120_000, "02:00", "fifth"]
    assert at(running, 1_570_000) == [30_000, "00:30", "last"]
    assert at(running, 1_599_001) == [999, "00:01", "last"]
    assert at(running, 1_600_000) == [0, "00:00", "over"]
    assert at(running, 1_700_000) == [-100_000, "00:00", "over"]
    assert at(paused, 1_700_000) == [90_000, "01:30", "fifth"]
    assert at({"ends_at": None, "left": None, "total": 0}, 1) == [None, "", ""]
    assert at(None, 1) == [None, "", ""]
