"""The background work: mails and duties, in one loop that wakes every second and stops when told to."""

from __future__ import annotations

import logging
import os
import signal
import threading
from datetime import datetime, timedelta

from django.core.cache import cache
from django.db import close_old_connections, connections
from django.utils import timezone

from redthread.config.duties import Rota
from redthread.notices.delivery import MailServerAwayError, deliver_due_mails
from redthread.surveys.actions.reminding import is_still_wanted

PULSE = timedelta(seconds=10)
SHORTEST_PAUSE, LONGEST_PAUSE = 0.5, 30.0
PATIENCE = 2.0
HEARTBEAT = "worker-heartbeat"

log = logging.getLogger(__name__)


class Worker:
    """Works until `stop` is set or, when started by a server, until that server is gone."""

    def __init__(self, *, parent: int = 0) -> None:
        self.stop = threading.Event()
        self.parent = parent
        self.rota = Rota()
        self.last_pulse: datetime | None = None

    def run(self) -> None:
        """Work in a thread while this one listens for signals; answer them within two seconds.

        A call that waits for the database or the mail server cannot be interrupted. What is cut off with it
        is taken up again by the next worker: a mail after its lease, a duty at once.
        """
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: self.stop.set())
        thread = threading.Thread(target=self.work, daemon=True)
        thread.start()
        while not self.stop.wait(SHORTEST_PAUSE) and not self._is_orphan():
            pass
        self.stop.set()
        thread.join(PATIENCE)
        if thread.is_alive():
            os._exit(0)

    def work(self) -> None:
        """Rounds until stopped. A round that fails (the database is away) is tried again after a pause."""
        pause = SHORTEST_PAUSE
        while not self.stop.wait(pause):
            pause = SHORTEST_PAUSE if self._try_round() else min(pause * 2, LONGEST_PAUSE)
            close_old_connections()
        connections.close_all()

    def round(self, now: datetime) -> None:
        """Tell that we are alive, do what the clock asks for, and send mails until none is due."""
        if self.last_pulse is None or now >= self.last_pulse + PULSE:
            cache.set(HEARTBEAT, now, timeout=None)
            self.last_pulse = now
        self.rota.run_due(now)
        while not self.stop.is_set() and deliver_due_mails(now, is_wanted=is_still_wanted):
            now = timezone.now()

    def _try_round(self) -> bool:
        try:
            self.round(timezone.now())
        except MailServerAwayError as error:
            log.warning("the mail server cannot be reached: %s", error)
            return False
        except Exception:
            log.exception("the worker could not finish its round")
            return False
        return True

    def _is_orphan(self) -> bool:
        return self.parent > 0 and os.getppid() != self.parent


def last_heartbeat() -> datetime | None:
    """When a worker was last seen, if ever."""
    seen = cache.get(HEARTBEAT)
    return seen if isinstance(seen, datetime) else None
