"""What a phone's command is answered, whichever way it came in."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from redthread.core.errors import InputError, RuleError
from redthread.core.receipts import receipt
from redthread.live import flood
from redthread.live.commands import ack_secret, carry_out
from redthread.live.drawing import milliseconds
from redthread.live.models import Participant
from redthread.live.receipts import Answer

LARGEST = 32 * 1024  # bytes of one command
FORBIDDEN, CONFLICT, UNPROCESSABLE, TOO_MANY = 403, 409, 422, 429
Answered = tuple[int, Answer]


def answer_to(participant: Participant | None, content: bytes, now: datetime) -> Answered:
    """Carry out what the content asks for, once: the status and what the phone is told, signed when stored.

    What is refused is told in words for the person who holds the phone.
    """
    if participant is None:
        return FORBIDDEN, no_seat()
    wait = flood.COMMANDS.wait(str(participant.pk))
    if wait:
        return TOO_MANY, {"refused": _("Det gikk litt fort. Vi sender det om et øyeblikk."), "wait": wait}
    try:
        body = _read(content)
        answer = carry_out(participant=participant, body=body, now=now)
    except RuleError as error:
        return CONFLICT, {"refused": str(error)}
    except InputError as error:
        return UNPROCESSABLE, {"refused": str(error)}
    return 200, {**answer, **receipt(ack_secret(participant), body["key"]), "now": milliseconds()}


def _read(content: bytes) -> dict[str, Any]:
    if len(content) > LARGEST:
        raise InputError(_("Teksten er for lang. Del den i flere."))
    try:
        body = json.loads(content)
    except (ValueError, RecursionError):
        body = None
    if not isinstance(body, dict):
        raise InputError(_("Telefonen sendte noe vi ikke forstår. Last siden på nytt."))
    return body


def no_seat() -> Answer:
    return {"refused": _("Telefonen har ikke plass i rommet. Skann koden på skjermen igjen.")}
