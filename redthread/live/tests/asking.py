"""A phone asks for something, for the tests: with a new key each time, as it is stored now."""

from __future__ import annotations

from typing import Any

from redthread.live.commands import carry_out
from redthread.live.models import Participant
from redthread.live.tests.running import Run, a_key


def ask(at: Run, who: Participant, do: str, /, **fields: Any) -> dict[str, Any]:
    body = {"key": a_key(), "do": do, **fields}
    return carry_out(participant=Participant.objects.get(pk=who.pk), body=body, now=at.now)


def idea(text: str = "Lesing i alle fag", phase: str = "skriv", **fields: Any) -> dict[str, Any]:
    return {"phase": phase, "kind": "idea", "text": text, "pen": "pen-1", **fields}
