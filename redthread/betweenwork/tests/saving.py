"""What a summary's page says of what is typed, where the phone keeps it, and what the database has."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import TYPE_CHECKING

from PIL import Image

from redthread.betweenwork.models import SchoolSummary

if TYPE_CHECKING:
    from playwright.sync_api import FilePayload, Locator, Page, Route

# What the line above the button says, by the state the script is in.
SAYS = {
    "saved": "Lagret",
    "waiting": "Lagrer når nettet er tilbake",
    "refused": "Ikke lagret ennå. Teksten ligger på denne enheten, og vi prøver igjen.",
    "invalid": "Ikke lagret. Se meldingen ved feltet.",
    "full": "Enheten har ikke plass til å ta vare på teksten. Hold siden åpen til det står Lagret.",
    "gone": "Lenken virker ikke lenger. Teksten er fortsatt på denne telefonen. Be om en ny lenke.",
}


ON_THE_SHELF = """async () => {
  const done = (asked) => new Promise((resolve) => (asked.onsuccess = () => resolve(asked.result)));
  const found = [];
  for (const { name } of await indexedDB.databases()) {
    const db = await done(indexedDB.open(name));
    found.push(...(await done(db.transaction("commands").objectStore("commands").getAllKeys())));
    db.close();
  }
  return [...found, ...Object.keys(localStorage)];
}"""


def status(page: Page) -> Locator:
    return page.locator(".save-status")


def wait_for(page: Page, state: str) -> None:
    page.locator(f'.save-status[data-state="{state}"]').wait_for(timeout=15_000)
    assert status(page).text_content() == SAYS[state]


def kept(page: Page) -> list[str]:
    """What the phone keeps: the draft, and the save that is on its way."""
    found: list[str] = page.evaluate(ON_THE_SHELF)
    return sorted("draft" if key == "draft" else "save" for key in found)


def stored() -> SchoolSummary:
    return SchoolSummary.objects.get()


def holds_posts(page: Page, answer: Callable[[Route], None]) -> None:
    """Every save from now on is answered by `answer` instead of by the server."""
    page.route(
        "**/oppsummering/**",
        lambda route: answer(route) if route.request.method == "POST" else route.continue_(),
    )


def photo_file(colour: str = "red") -> FilePayload:
    out = BytesIO()
    Image.new("RGB", (400, 300), colour).save(out, "JPEG")
    return {"name": "IMG_0001.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}
