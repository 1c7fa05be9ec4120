"""What the worker does by the clock. Every duty may be run twice, and by two workers, with one effect."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import NamedTuple

from django.contrib.sessions.models import Session
from django.db import connection

from redthread.notices.delivery import forget_old_texts

log = logging.getLogger(__name__)


class Duty(NamedTuple):
    run: Callable[[datetime], object]
    every: timedelta


def forget_old_sessions(now: datetime) -> None:
    """Sign-ins that have run out."""
    Session.objects.filter(expire_date__lt=now).delete()


def forget_old_counts(now: datetime) -> None:
    """Counted sign-in attempts that no longer count."""
    with connection.cursor() as cursor:
        moment = connection.ops.adapt_datetimefield_value(now.replace(microsecond=0))
        cursor.execute("DELETE FROM redthread_cache WHERE expires < %s", [moment])


DUTIES = (
    Duty(forget_old_sessions, timedelta(hours=1)),
    Duty(forget_old_counts, timedelta(hours=1)),
    Duty(forget_old_texts, timedelta(hours=1)),
)


class Rota:
    """Remembers when each duty was last done by this worker; a new worker does all of them at once."""

    def __init__(self, duties: tuple[Duty, ...] = DUTIES) -> None:
        self.duties = duties
        self.done: dict[Duty, datetime] = {}

    def run_due(self, now: datetime) -> None:
        """Do what is due. A duty that fails is logged and tried again at its next time; the others go on."""
        for duty in self.duties:
            if duty in self.done and now < self.done[duty] + duty.every:
                continue
            self.done[duty] = now
            try:
                duty.run(now)
            except Exception:
                log.exception("duty %s failed", duty.run.__name__)


def run_duties(now: datetime) -> None:
    """Do every duty now."""
    Rota().run_due(now)
