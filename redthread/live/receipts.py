"""Exactly once: what a phone asks for is done one time, and told the same each time it asks again."""

from __future__ import annotations

import json
from collections.abc import Callable
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from redthread.core.errors import InputError
from redthread.live.models import LiveSession, Receipt

Answer = dict[str, Any]


def once(*, session: LiveSession, key: str, digest: str, do: Callable[[], Answer]) -> Answer:
    """The answer to a key: that of `do` the first time, and stored with what it did; later the same again.

    `digest` is the sum of what was asked. Raises InputError for a key that was used for something else, and
    whatever `do` raises; then nothing is stored, and the same key may be tried again.
    """
    try:
        with transaction.atomic():
            answer = do()
            Receipt.objects.create(session=session, key=_stored(key), body_hash=digest, answer=answer)
            return answer
    except Exception:
        session.is_held = False  # what was read with it may have been changed, and that is taken back
        # Almost all keys are new, so what is done again is undone rather than looked for first.
        found = answered(session, key, digest)
        if found is None:
            raise
        return found


def answered(session: LiveSession, key: str, digest: str) -> Answer | None:
    """What was answered to this key before, None when it is new. Raises InputError as `once` does."""
    found = Receipt.objects.filter(session=session, key=_stored(key)).first()
    if found is None:
        return None
    if found.body_hash != digest:
        raise InputError(_("Nøkkelen er brukt til noe annet. Last siden på nytt."))
    answer: Answer = found.answer
    return answer


def _stored(key: str) -> str:
    """Keys are kept as sums: phones may make theirs in a row, and then they would tell what came from one."""
    return sha256(key.encode()).hexdigest()[:40]


def digest_of(body: dict[str, Any]) -> str:
    """The sum of a command, however its fields are ordered. Raises InputError for one without end."""
    try:
        return sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()
    except RecursionError:
        raise InputError(_("Telefonen sendte noe vi ikke forstår. Last siden på nytt.")) from None
