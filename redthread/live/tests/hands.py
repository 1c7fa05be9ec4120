"""What the tests of phones in a real browser do with them: open them, move the tables on, and press."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone

from redthread.live.actions.steering import go_on
from redthread.live.door import cookie_of
from redthread.live.models import LiveSession
from redthread.live.progress import Place
from redthread.live.tests.rooms import seat

if TYPE_CHECKING:
    from playwright.sync_api import Page

Open = Callable[..., "Page"]


@pytest.fixture
def phone(live: str, page_for: Open) -> Iterator[Open]:
    """`phone(session, table=1, name="Kari")` opens a phone with a seat; a script error fails the test."""
    errors: list[str] = []

    def open_phone(session: LiveSession, *, dark: bool = False, width: int = 390, **given: Any) -> Page:
        participant, key = seat(session, **given)
        page = page_for(None, dark=dark, width=width)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.context.add_cookies([{"name": cookie_of(session), "value": key, "url": live}])
        page.goto(f"/rom/okt/{session.public_id}/")
        page.get_by_text(f"Bord {participant.table.number}").first.wait_for()
        return page

    yield open_phone
    assert errors == []


def go(session: LiveSession, phase: str, lap: int = 0) -> None:
    """All tables, past rounds that are open."""
    places = [Place(t.phase, t.lap) for t in session.tables.all()]
    keys = [one.key for one in session.phases.phases]
    to = Place(keys.index(phase), lap)
    by = session.opened_by
    go_on(session=session, seen=min(places), why="Vi prøver", by=by, now=timezone.now(), to=to)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()
