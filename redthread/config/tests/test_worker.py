"""The background work goes on whatever fails, and stops when it is told to."""

from __future__ import annotations

import signal
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.utils import timezone

from redthread.config.duties import DUTIES, Duty, Rota, forget_old_counts, run_duties
from redthread.config.worker import Worker, last_heartbeat
from redthread.notices.actions import queue_mail
from redthread.notices.models import OutgoingMail
from redthread.testing.cast import Cast

NOW = datetime(2026, 10, 14, 7, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def test_a_round_sends_what_is_due_and_tells_that_it_lives(cast: Cast) -> None:
    for number in range(13):
        queue_mail(
            person=cast.mona, kind=OutgoingMail.Kind.NEWS, key=str(number), subject="s", text="t", now=NOW
        )
    assert last_heartbeat() is None
    Worker().round(NOW)
    assert (len(mail.outbox), last_heartbeat()) == (13, NOW)


def test_a_duty_is_done_at_once_and_then_at_its_times() -> None:
    done: list[datetime] = []
    rota = Rota((Duty(done.append, HOUR),))
    for minutes in (0, 1, 59, 60, 61):
        rota.run_due(NOW + timedelta(minutes=minutes))
    assert done == [NOW, NOW + HOUR]


def test_a_duty_that_fails_does_not_stop_the_others(caplog: pytest.LogCaptureFixture) -> None:
    done: list[datetime] = []

    def broken(now: datetime) -> None:
        raise RuntimeError("no")

    Rota((Duty(broken, HOUR), Duty(done.append, HOUR))).run_due(NOW)
    assert done == [NOW]
    assert "duty broken failed" in caplog.text


def test_every_duty_can_be_done_twice(cast: Cast) -> None:
    run_duties(NOW)
    before = OutgoingMail.objects.count()
    run_duties(NOW)
    assert OutgoingMail.objects.count() == before
    assert len(DUTIES) >= 3


def test_old_sign_ins_and_counted_attempts_are_forgotten(db: None) -> None:
    now = timezone.now()
    Session.objects.create(session_key="old", session_data="", expire_date=now - HOUR)
    Session.objects.create(session_key="new", session_data="", expire_date=now + HOUR)
    cache.set("old", 1, timeout=1)
    cache.set("new", 1, timeout=7200)
    run_duties(now)
    forget_old_counts(now + timedelta(minutes=1))
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM redthread_cache")
        assert {row[0] for row in cursor.fetchall()} == {":1:new"}
    assert [session.session_key for session in Session.objects.all()] == ["new"]


def test_a_round_that_fails_is_logged_and_tried_again(
    db: None, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    class Failing(Worker):
        rounds = 0

        def round(self, now: datetime) -> None:
            self.rounds += 1
            self.stop.set() if self.rounds == 2 else None
            raise RuntimeError("the database is away")

    worker = Failing()
    worker.work()
    assert worker.rounds == 2
    assert "could not finish its round" in caplog.text


def test_a_worker_without_its_server_stops_within_a_second(db: None) -> None:
    class Idle(Worker):
        def round(self, now: datetime) -> None:
            pass

    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    started = time.monotonic()
    try:
        Idle(parent=1 << 30).run()
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    assert time.monotonic() - started < 1.5
