"""Every kind of phase on a phone, on the leader's page and on the wall, in light and in dark."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone

from redthread.gatherings.method_library import library
from redthread.gatherings.method_words import PhaseKind
from redthread.live.actions.sessions import close_session
from redthread.live.models import Participant
from redthread.live.tests.hands import go
from redthread.live.tests.running import Run, run
from redthread.live.tests.test_leading import address
from redthread.testing.browser import check_page
from redthread.testing.cast import Cast

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from redthread.live.tests.hands import Open

pytestmark = [pytest.mark.browser, pytest.mark.slow]

# A method and phases of it, so that every kind is there; what is written before each.
WALKS: list[tuple[str, dict[str, list[str]]]] = [
    (
        "igp",
        {
            "oppgave": [],
            "skriv": ["Lesevenner"],
            "runde": ["Høytlesing hver dag"],
            "sorter": [],
            "plansje": [],
        },
    ),
    (
        "evalueringssamling",
        {
            "funn": [],
            "samtale": ["Vi er for lite ute i klasserommet"],
            "folge": ["Faste møter med foreldrene"],
            "velg": [],
        },
    ),
    ("kritisk_venn", {"oppklar": ["Hvor lenge har dere prøvd det?"]}),
    ("fremtidsbilde", {"bilde": ["Tre barn leser under et tre"]}),
    ("gallerivandring", {"besok": ["Hvordan fikk dere med foreldrene?"]}),
    ("laeringsvandring", {"ga": ["To elever forklarer for hverandre"]}),
    ("egen_skole", {"lov": ["Lesevenner på 2. trinn"], "pause": []}),
]
PAUSE = {"key": "pause", "step": 9, "kind": "pause", "title": "Pause", "seconds": 600, "seats": "all"}


def test_the_walks_have_every_kind_that_there_is() -> None:
    scripts = {
        name: {one.key: one.kind for one in method.card.script.phases} for name, method in library().items()
    }
    walked = {kind for name, phases in WALKS for key, kind in scripts[name].items() if key in phases}
    assert walked | {PhaseKind.PAUSE} >= {kind for script in scripts.values() for kind in script.values()}


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize(("method", "phases"), WALKS, ids=[name for name, _phases in WALKS])
def test_every_kind_of_phase_can_be_read_on_every_screen(
    cast: Cast,
    phone: Open,
    page_for: Callable[..., Page],
    method: str,
    phases: dict[str, list[str]],
    dark: bool,
) -> None:
    at = run(cast, method, 2)
    if "pause" in phases:
        at.session.script = [*at.session.script, PAUSE]
        at.session.save()
    held = phone(at.session, dark=dark, name="Kari", school=cast.asen)
    who = Participant.objects.get(name="Kari")
    at.sit(2, name="Ola", school=cast.asen)
    lead = page_for(cast.liv, width=390, dark=dark)
    lead.goto(address(at.session))
    wall = page_for(cast.liv, width=1920)
    wall.set_viewport_size({"width": 1920, "height": 1080})
    wall.goto(address(at.session, "wall") + ("?lys=av" if dark else ""))
    for key, texts in phases.items():
        go(at.session, key)
        phase = next(one for one in at.session.phases.phases if one.key == key)
        for text in texts:
            written(at, who, key, phase.kind, text)
        held.get_by_text(phase.prompt or phase.title).first.wait_for()
        for page in (lead, wall):
            page.get_by_text(phase.title).first.wait_for()
        for page in (held, lead, wall):
            check_page(page)
        assert wall.evaluate("document.documentElement.scrollHeight <= innerHeight")
    close_session(session=at.session, by=cast.liv, now=timezone.now())


def written(at: Run, who: Participant, key: str, kind: PhaseKind, text: str) -> None:
    if kind == PhaseKind.ROUND:
        at.say(key, who, text)
        return
    kinds: dict[PhaseKind, dict[str, Any]] = {
        PhaseKind.COMMIT: {"kind": "commitment", "more": {"who": "Trinnet", "due_on": "2027-01-15"}},
        PhaseKind.CLARIFY: {"kind": "question"},
        PhaseKind.PHOTO: {"kind": "product"},
    }
    at.write(who, key, text, **kinds.get(kind, {}))
