"""What the worker does by the clock. Every duty may be run twice, and by two workers, with one effect."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import NamedTuple

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import connection

from redthread.betweenwork.actions.reminders import queue_weekly_reminders
from redthread.betweenwork.actions.staff_kits import forget_staff_answers
from redthread.betweenwork.actions.summaries import forget_old_submission_keys
from redthread.gatherings.actions.invitations import invite_newcomers
from redthread.gatherings.actions.news import tell_waiting_news
from redthread.gatherings.actions.replies import read_replies
from redthread.knowledge.actions.farewells import tell_those_who_left
from redthread.live.actions.forgetting import forget_old_rooms
from redthread.notices.delivery import forget_old_texts
from redthread.peers.actions.forgetting import forget_old_help
from redthread.peers.actions.mailed import take_help_reply
from redthread.people.actions.sign_in import forget_old_sign_in_links
from redthread.search.actions.indexing import forget_old_words, update_index
from redthread.surveys.actions.closing import make_waiting_results
from redthread.surveys.actions.forgetting import forget_who_was_asked
from redthread.surveys.actions.last_day import close_waves_that_are_over

log = logging.getLogger(__name__)


class Duty(NamedTuple):
    run: Callable[[datetime], object]
    every: timedelta


def forget_old_sessions(now: datetime) -> None:
    """Sign-ins that have run out, and from where they came."""
    Session.objects.filter(expire_date__lt=now).delete()
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()


def forget_old_links(now: datetime) -> None:
    forget_old_sign_in_links(now=now)


def forget_old_counts(now: datetime) -> None:
    """Counted sign-in attempts that no longer count."""
    with connection.cursor() as cursor:
        moment = connection.ops.adapt_datetimefield_value(now.replace(microsecond=0))
        cursor.execute("DELETE FROM redthread_cache WHERE expires < %s", [moment])


def read_mailbox(now: datetime) -> None:
    """One mailbox for all: what two people write to each other, and answers from calendars."""
    read_replies(now, first=take_help_reply)


DUTIES = (
    Duty(queue_weekly_reminders, timedelta(minutes=10)),
    Duty(invite_newcomers, timedelta(minutes=10)),
    Duty(tell_those_who_left, timedelta(minutes=10)),
    Duty(tell_waiting_news, timedelta(seconds=20)),
    Duty(read_mailbox, timedelta(minutes=1)),
    Duty(forget_old_submission_keys, timedelta(hours=1)),
    Duty(forget_staff_answers, timedelta(hours=24)),
    Duty(forget_old_links, timedelta(hours=1)),
    Duty(forget_old_sessions, timedelta(hours=1)),
    Duty(forget_old_counts, timedelta(hours=1)),
    Duty(forget_old_texts, timedelta(hours=1)),
    Duty(forget_old_rooms, timedelta(hours=1)),
    Duty(forget_old_help, timedelta(hours=1)),
    Duty(forget_who_was_asked, timedelta(hours=24)),
    Duty(update_index, timedelta(seconds=20)),
    Duty(close_waves_that_are_over, timedelta(minutes=10)),
    Duty(make_waiting_results, timedelta(seconds=20)),
    Duty(forget_old_words, timedelta(hours=24)),
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
