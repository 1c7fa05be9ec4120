"""One kind question a week, at most, to those whose school has not told how it went."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from redthread.betweenwork.actions.links import links_for
from redthread.betweenwork.links import LONGEST
from redthread.betweenwork.mails import Waiting, reminder_key, reminder_mail
from redthread.betweenwork.models import SchoolLine
from redthread.betweenwork.writers import writers
from redthread.gatherings.models import Commitment
from redthread.networks.models import Membership
from redthread.notices.actions import queue_mails
from redthread.notices.models import OutgoingMail
from redthread.people.models import Person
from redthread.schoolyear.weeks import Week, week_of
from redthread.schoolyear.years import is_summer

FIRST_AFTER = timedelta(days=7)  # the mail with the promise has just come
TUESDAY, SATURDAY = 1, 5
FROM, UNTIL = time(7, 30), time(17)
PEOPLE_AT_A_TIME = 100

Pairs = list[tuple[SchoolLine, Membership]]


def queue_weekly_reminders(now: datetime) -> int:
    """Duty: once an ISO week, on its Tuesday morning or as soon after as the worker runs; how many mails.

    Nothing in weekends, at night or in the summer. Only to people who want reminders and still represent a
    school that has released nothing, a week or more after the minutes were locked and before the next
    gathering. One mail for all that waits. Run again, or by two workers at once, it adds nothing.
    """
    tuesday = _this_weeks_tuesday(now)
    if not _is_a_good_time(now, tuesday):
        return 0
    week = week_of(tuesday.date())
    waiting = _waiting_by_person(_lines(tuesday, now), now)
    queued = 0
    for batch in _batches(_not_reminded(waiting, week)):
        queued += _queue_batch({person: waiting[person] for person in batch}, week, now)
    return queued


def _this_weeks_tuesday(now: datetime) -> datetime:
    today = timezone.localdate(now)
    day = today - timedelta(days=today.weekday() - TUESDAY)
    return datetime.combine(day, FROM, timezone.get_current_timezone())


def _is_a_good_time(now: datetime, tuesday: datetime) -> bool:
    local = timezone.localtime(now)
    is_office_hour = local.weekday() < SATURDAY and FROM <= local.time() < UNTIL
    return now >= tuesday and is_office_hour and not is_summer(local.date())


def _lines(tuesday: datetime, now: datetime) -> dict[tuple[int, int], list[SchoolLine]]:
    """What waits, by network and school. Counted from Tuesday, so that a late worker asks nobody early."""
    found: dict[tuple[int, int], list[SchoolLine]] = defaultdict(list)
    lines = (
        SchoolLine.objects.open_at(now)
        .not_filed()
        .filter(assignment__opened_at__lte=tuesday - FIRST_AFTER, assignment__opened_at__gt=tuesday - LONGEST)
        .select_related("assignment__network", "assignment__gathering", "school")
    )
    for line in lines:
        found[line.assignment.network_id, line.school_id].append(line)
    return found


def _waiting_by_person(lines: dict[tuple[int, int], list[SchoolLine]], now: datetime) -> dict[int, Pairs]:
    found: dict[int, Pairs] = defaultdict(list)
    networks = sorted({network for network, _school in lines})
    for start in range(0, len(networks), 200):
        people = writers(now).filter(network__in=networks[start : start + 200], person__wants_reminders=True)
        for membership in people:
            for line in lines.get((membership.network_id, membership.organisation_id or 0), []):
                found[membership.person_id].append((line, membership))
    return found


def _not_reminded(people: Iterable[int], week: Week) -> Iterator[int]:
    """Those without this week's mail in the outbox."""
    for batch in _batches(people):
        keys = {f"{reminder_key(week)}:{person}": person for person in batch}
        there = set(OutgoingMail.objects.filter(key__in=keys).values_list("key", flat=True))
        yield from (person for key, person in keys.items() if key not in there)


def _batches(people: Iterable[int]) -> Iterator[list[int]]:
    batch: list[int] = []
    for person in people:
        batch.append(person)
        if len(batch) == PEOPLE_AT_A_TIME:
            yield batch
            batch = []
    if batch:
        yield batch


@transaction.atomic
def _queue_batch(waiting: dict[int, Pairs], week: Week, now: datetime) -> int:
    """Short transactions, so that nobody who saves a summary has to wait for the mails."""
    pairs = [pair for several in waiting.values() for pair in several]
    links = links_for(pairs, now)
    promises = _promises({line.assignment.gathering_id for line, _ in pairs})
    people = Person.objects.in_bulk(waiting)
    queue_mails(
        reminder_mail(
            people[person],
            [
                Waiting(
                    line,
                    links[line.pk, membership.pk],
                    promises.get((line.assignment.gathering_id, line.school_id), []),
                )
                for line, membership in several
            ],
            week,
            now,
        )
        for person, several in waiting.items()
    )
    return len(waiting)


def _promises(gatherings: Iterable[int]) -> dict[tuple[int, int], list[Commitment]]:
    found: dict[tuple[int, int], list[Commitment]] = defaultdict(list)
    for promise in Commitment.objects.shared().filter(gathering__in=gatherings).order_by("pk"):
        found[promise.gathering_id, promise.school_id].append(promise)
    return found
