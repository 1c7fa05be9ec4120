"""What the phone's page is made of: its scripts, its texts, and what they must know to begin."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.urls import reverse

from redthread.live.answering import ANSWERS
from redthread.live.commands import ack_secret
from redthread.live.models import Participant
from redthread.live.phone_texts import phone_texts

STATIC = Path(__file__).parent / "static"
# Named in the page, so that a thin network fetches them all at once instead of one import after the other.
MODULES = (
    "live/clock.js",
    "live/outbox.js",
    "live/room.js",
    *(f"web/outbox/{name}.js" for name in ("kept", "lanes", "outbox", "picture", "receipt", "shelf")),
    *sorted(f"live/phone/{file.name}" for file in (STATIC / "live/phone").glob("*.js")),
)


def phone_page(me: Participant) -> dict[str, Any]:
    """The context of the page. `ack` is the secret by which the phone knows our receipts."""
    session = me.session
    config = {
        "base": reverse("live:phone", args=[session.public_id]),
        "session": session.public_id,
        "ack": ack_secret(me),
        "answers": list(ANSWERS),
        "join": reverse("live:join", args=[session.code]),
    }
    return {"session": session, "me": me, "modules": MODULES, "config": config, "texts": phone_texts()}
