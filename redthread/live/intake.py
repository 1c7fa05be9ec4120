"""Commands on their way in: those that wait for the same session are stored together."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone, translation

from redthread.core.together import Together
from redthread.live.changes import tell_neighbours
from redthread.live.door import hold_seats
from redthread.live.models import Participant
from redthread.live.receiving import Answered, answer_to

MOST_TOGETHER = 25
FAILED: Answered = (500, {})


@dataclass(frozen=True, slots=True)
class Command:
    """What a phone sent, the key of its seat, and the language of whoever holds it."""

    key: str
    content: bytes
    language: str


@transaction.atomic
def _store(pk: str, commands: list[Command]) -> list[Answered]:
    """Carry out commands to one session in the order they came."""
    seated = hold_seats(pk, {command.key for command in commands})
    answers = [_carry_out(seated.get(command.key), command) for command in commands]
    for one in seated.values():
        tell_neighbours(one.session_id)
        break  # they all sit in the same
    return answers


def _carry_out(participant: Participant | None, command: Command) -> Answered:
    with translation.override(command.language):
        return answer_to(participant, command.content, timezone.now())


INTAKE = Together(_store, most=MOST_TOGETHER, failed=FAILED)
