"""A real Chromium against a real ASGI server. Fixtures for tests marked `browser`; conftest.py imports them.

`live` is the address of a server, `page_for(person, width=390, dark=True)` a page where that person is signed
in, and `check_page(page)` finds no accessibility fault and no sideways scroll.
"""

from __future__ import annotations

import os
import shutil
import socket
import threading
import time
from collections.abc import Awaitable, Callable, Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client

from redthread.people.models import Person

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PHONE, DESK = 390, 1280
_ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--no-first-run",
]  # fmt: skip
_AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_AXE_FILE = "axe-for-tests.js"
# As a file of the server it is fetched and compiled once; sent along as a text it costs more than all else.
_GET_AXE = """address => window.axe ? true : new Promise(done => {
  const script = document.createElement("script");
  script.onload = script.onerror = () => { script.remove(); done(Boolean(window.axe)); };
  script.src = address;
  document.head.append(script);
})"""
_TRIES = 3  # a click may still be leading to another page
_RUN_AXE = "options => axe.run(options).then(found => found.violations)"
_AXE_OPTIONS = {
    "runOnly": {"type": "tag", "values": _AXE_TAGS},
    "resultTypes": ["violations"],
    "preload": {"assets": ["media"]},  # no rule with these tags asks for the style sheets as text
}
_CONTENT_TYPES = {
    ".css": b"text/css", ".js": b"text/javascript", ".svg": b"image/svg+xml", ".woff2": b"font/woff2",
}  # fmt: skip

App = Callable[[dict[str, Any], Any, Any], Awaitable[None]]


def chromium() -> str:
    """The path of an installed Chromium; `REDTHREAD_CHROMIUM` names another one."""
    names = ("chromium", "chromium-browser", "google-chrome")
    found = os.environ.get("REDTHREAD_CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    if found is None:
        pytest.fail("Browser tests need Chromium: apt install chromium, or set REDTHREAD_CHROMIUM.")
    return found


def with_static_files(app: App) -> App:
    """The app with static files in front, straight from the packages, so that nothing need be collected."""

    async def serve(scope: dict[str, Any], receive: Any, send: Any) -> None:
        path = scope.get("path", "")
        if not path.startswith(settings.STATIC_URL):
            await app(scope, receive, send)
            return
        found = _file_of(path.removeprefix(settings.STATIC_URL))
        body = found.read_bytes() if found else b""
        kind = _CONTENT_TYPES.get(Path(path).suffix, b"application/octet-stream")
        headers = [(b"content-type", kind), (b"cache-control", b"max-age=600")]
        await send({"type": "http.response.start", "status": 200 if found else 404, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    return serve


@cache
def _file_of(name: str) -> Path | None:
    if name == _AXE_FILE:
        from axe_playwright_python.base import AXE_FILE_PATH

        return Path(AXE_FILE_PATH)
    found = finders.find(name)
    return Path(found) if isinstance(found, str) else None


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium(), args=_ARGUMENTS)
        yield started
        started.close()


@pytest.fixture
def live(transactional_db: None) -> Iterator[str]:
    """The address of a server that shares the test's database."""
    import uvicorn

    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    app = with_static_files(import_module("redthread.config.asgi").application)
    config = uvicorn.Config(app, log_level="error", lifespan="off", timeout_graceful_shutdown=4)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    server.should_exit = True
    thread.join(5)
    listener.close()


@pytest.fixture
def page_for(live: str, browser: Browser) -> Iterator[Callable[..., Page]]:
    """`page_for(cast.mona, width=390, dark=True)` opens a page as Mona; None is somebody signed out."""
    contexts = []

    def open_page(
        person: Person | None, *, width: int = PHONE, dark: bool = False, scripts: bool = True
    ) -> Page:
        context = browser.new_context(
            base_url=live,
            locale="nb-NO",
            timezone_id="Europe/Oslo",
            reduced_motion="reduce",
            color_scheme="dark" if dark else "light",
            viewport={"width": width, "height": 844 if width < 700 else 900},
            java_script_enabled=scripts,
        )
        contexts.append(context)
        if person is not None:
            client = Client()
            client.force_login(person)
            session = client.cookies[settings.SESSION_COOKIE_NAME].value
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live}])
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def page(page_for: Callable[..., Page]) -> Page:
    """A phone on which nobody is signed in."""
    return page_for(None)


def overflow(page: Page) -> int:
    """How many pixels the page is wider than the screen; 0 is right."""
    return int(page.evaluate("() => document.documentElement.scrollWidth - innerWidth"))


def check_page(page: Page) -> None:
    """No accessibility fault that axe can find, nothing sticks out sideways. The page must run scripts."""
    from axe_playwright_python.base import AxeResults

    faults = _faults(page)
    assert faults == [], AxeResults({"violations": faults}).generate_report()
    assert overflow(page) <= 0, f"{page.url} is {overflow(page)} px too wide"


def _faults(page: Page) -> Any:
    """What axe finds on the page that stands when it has looked; one left meanwhile is not counted."""
    from axe_playwright_python.base import AXE_SCRIPT
    from playwright.sync_api import Error

    for tries_left in reversed(range(_TRIES)):
        page.wait_for_load_state()
        try:
            if not page.evaluate(_GET_AXE, settings.STATIC_URL + _AXE_FILE):
                page.evaluate(AXE_SCRIPT)  # the page is cut off from the server
            return page.evaluate(_RUN_AXE, _AXE_OPTIONS)
        except Error:
            if not tries_left:
                raise
    return None
