"""Exactly once: what a phone sends under a key is done one time, and answered the same each time it comes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction

from redthread.betweenwork.models import SchoolLine, SubmissionKey


class KeyReusedError(Exception):
    """The key has been used for something else. Nothing was saved; the same with a new key will be."""


@transaction.atomic
def once(
    *, line: SchoolLine, key: str, body_hash: str, now: datetime, do: Callable[[], dict[str, Any]]
) -> dict[str, Any]:
    """The answer to a key: that of `do` the first time, and stored with what it did; later the same again.

    Of two with the same key one waits for the other. Raises KeyReusedError, and whatever `do` raises; then
    nothing is stored, and the same key may be tried again.
    """
    SchoolLine.objects.select_for_update(no_key=True).get(pk=line.pk)
    before = SubmissionKey.objects.filter(line=line, key=key).first()
    if before is not None:
        if before.body_hash != body_hash:
            raise KeyReusedError
        return dict(before.answer)
    answer = do()
    SubmissionKey.objects.create(line=line, key=key, body_hash=body_hash, answer=answer, at=now)
    return answer
