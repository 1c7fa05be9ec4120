"""Phones in a real browser, for the tests of the modules that every screen uses.

The page is blank and lies beside the product's own, so that a module is tried by itself; the server is real.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from redthread.live.commands import ack_secret
from redthread.live.door import cookie_of
from redthread.live.models import Contribution, LiveSession
from redthread.live.tests.rooms import seat

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page, Request, Route

PEN = "p" * 20
WRITING, ROUND = 1, 2  # phases of IGP

PAGE = """<!doctype html><html lang="nb"><title>Prøve</title><script type="module">
import * as clock from "/static/live/clock.js";
import { openOutbox } from "/static/live/outbox.js";
import { openRoom } from "/static/live/room.js";
const config = %s;
window.told = [];
window.outbox = openOutbox(config);
window.follow = (more) => (window.room = openRoom({ base: config.base, ...more }));
window.clockOf = clock;
window.send = (command) => {
  outbox.send(command).then((answer) => told.push(answer), (error) => told.push(error));
};
await outbox.ready;
window.isOpen = true;
</script>"""

# A browser with as little as any that is still in use, on a page without https.
BARE = """
delete window.SyncManager;
delete window.BroadcastChannel;
delete Navigator.prototype.serviceWorker;
delete Navigator.prototype.locks;
Object.defineProperty(crypto, "subtle", { value: undefined });
"""


class Phone:
    """A phone with a seat in the room, and the tabs that are open on it."""

    def __init__(self, live: str, context: BrowserContext, session: LiveSession) -> None:
        self.live, self.context, self.session = live, context, session
        self.posted: list[str] = []  # the text of each command, in the order they were sent
        self.at_once = self.most_at_once = 0
        session.tables.update(phase=WRITING)
        self.sit()
        context.route("**/prove/", self._blank)
        context.on("request", lambda request: self._count(request, 1))
        context.on("requestfinished", lambda request: self._count(request, -1))
        context.on("requestfailed", lambda request: self._count(request, -1))

    def sit(self) -> None:
        self.participant, key = seat(self.session)
        address = f"{self.live}/rom/okt/{self.session.public_id}/"
        self.context.add_cookies([{"name": cookie_of(self.session), "value": key, "url": address}])

    def open(self) -> Page:
        page = self.context.new_page()
        page.goto("/prove/")
        page.wait_for_function("window.isOpen")
        return page

    def _blank(self, route: Route) -> None:
        pk = self.session.public_id
        config = {"base": f"/rom/okt/{pk}/", "session": pk, "ack": ack_secret(self.participant)}
        route.fulfill(body=PAGE % json.dumps(config), content_type="text/html; charset=utf-8")

    def _count(self, request: Request, change: int) -> None:
        if request.method != "POST":
            return
        self.at_once += change
        self.most_at_once = max(self.most_at_once, self.at_once)
        if change > 0:
            self.posted.append(json.loads(request.post_data or "{}").get("text", ""))

    def answered_by(self, answer: Callable[[Route], None]) -> None:
        """Until `answered_by_server`, whatever is sent is answered by this."""
        self.context.unroute("**/send/")
        self.context.route("**/send/", answer)

    def answered_by_server(self) -> None:
        self.context.unroute("**/send/")

    def wait_for_posts(self, page: Page, count: int) -> None:
        """Until so many have been sent, in all."""
        for _ in range(200):
            if len(self.posted) >= count:
                return
            page.wait_for_timeout(25)
        raise AssertionError(f"{len(self.posted)} were sent")


def idea(text: str, **fields: Any) -> dict[str, Any]:
    return {"do": "write", "phase": "skriv", "kind": "idea", "text": text, "pen": PEN, **fields}


def send(page: Page, *commands: dict[str, Any]) -> None:
    page.evaluate("(commands) => commands.forEach(send)", list(commands))


def wait_until_sent(page: Page) -> None:
    page.wait_for_function("outbox.waiting.length === 0")


def reload(page: Page) -> None:
    page.reload()
    page.wait_for_function("window.isOpen")


def poke(page: Page) -> None:
    """There is news of the network."""
    page.evaluate("dispatchEvent(new Event('online'))")


def told(page: Page) -> list[dict[str, Any]]:
    """What was answered, in that order, since the page was opened."""
    found: list[dict[str, Any]] = page.evaluate("told")
    return found


def own(page: Page) -> list[tuple[str, str]]:
    return [(one["text"], one["state"]) for one in page.evaluate("outbox.own")]


def waiting(page: Page) -> list[str]:
    return [one["text"] for one in page.evaluate("outbox.waiting")]


def stored() -> list[str]:
    return sorted(Contribution.objects.values_list("text", flat=True))
