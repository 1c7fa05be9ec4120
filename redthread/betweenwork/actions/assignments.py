"""Between-work is planned before the minutes are locked, and opened by locking them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from redthread.betweenwork.actions.links import links_for
from redthread.betweenwork.mails import Waiting, promise_mail
from redthread.betweenwork.models import Assignment, SchoolLine
from redthread.betweenwork.writers import writers
from redthread.core.errors import RuleError
from redthread.gatherings.actions.minutes import lock_minutes
from redthread.gatherings.models import Commitment, Gathering, Minutes
from redthread.networks.models import Unit
from redthread.notices.actions import queue_mails
from redthread.people.models import Person


@transaction.atomic
def plan_between_work(
    *, gathering: Gathering, theme: str, task: str, expects_whole_staff: bool, by: Person, now: datetime
) -> Assignment:
    """Set what the schools do between this gathering and the next; they see it when the minutes are locked.

    Raises RuleError for a cancelled gathering, and when the between-work has begun.
    """
    Gathering.objects.select_for_update(no_key=True).get(pk=gathering.pk)
    if gathering.is_cancelled:
        raise RuleError(_("Samlingen er avlyst og får ikke noe mellomarbeid. Bruk den neste samlingen."))
    if has_begun(gathering):
        raise RuleError(_("Mellomarbeidet er i gang og endres ikke nå. Ta det nye med på neste samling."))
    wanted = {"theme": theme, "task": task, "expects_whole_staff": expects_whole_staff}
    assignment, _is_new = Assignment.objects.update_or_create(
        gathering=gathering,
        defaults=wanted,
        create_defaults={**wanted, "network": gathering.network, "created_by": by, "created_at": now},
    )
    return assignment


def has_begun(gathering: Gathering) -> bool:
    return Minutes.objects.filter(gathering=gathering).exclude(locked_at=None).exists()


@transaction.atomic
def close_gathering(*, gathering: Gathering, by: Person, now: datetime) -> Assignment:
    """Lock the minutes and let every school take its between-work home, once, with one mail a person.

    The whole staff is meant to be reached (004 L2435-2443), unless it was planned otherwise. Asked again, it
    answers with what was opened then. Raises RuleError when the minutes were never opened.
    """
    is_mine = lock_minutes(gathering=gathering, by=by, now=now)
    opened = Assignment.objects.opened().filter(gathering=gathering).first()
    if opened is not None and not is_mine:
        return opened
    assignment, _is_new = Assignment.objects.get_or_create(
        gathering=gathering,
        defaults={
            "network": gathering.network,
            "theme": gathering.theme or gathering.title,
            "created_by": by,
            "created_at": now,
        },
    )
    assignment.gathering, assignment.network, assignment.opened_at = gathering, gathering.network, now
    assignment.save(update_fields=["opened_at"])
    promises = promises_by_school(gathering)
    _open_lines(assignment, promises, now)
    _mail_the_schools(assignment, promises, now)
    return assignment


def promises_by_school(gathering: Gathering) -> dict[int, list[Commitment]]:
    """What each school promised, as far as the whole network may read it."""
    found: dict[int, list[Commitment]] = defaultdict(list)
    for promise in Commitment.objects.shared().filter(gathering=gathering).order_by("pk"):
        found[promise.school_id].append(promise)
    return found


def schools_that_take_part(gathering: Gathering, promised: Iterable[int], now: datetime) -> list[int]:
    """Every school that is in the network now; after a body's gathering those with a seat or a promise."""
    units = Unit.objects.present().filter(network=gathering.network_id)
    if gathering.body_id is not None:
        seated = writers(now).filter(network=gathering.network_id, person__seats__body=gathering.body_id)
        involved = Q(organisation__in=promised) | Q(organisation__in=seated.order_by().values("organisation"))
        units = units.filter(involved)
    return list(units.values_list("organisation_id", flat=True))


def _open_lines(assignment: Assignment, promises: dict[int, list[Commitment]], now: datetime) -> None:
    SchoolLine.objects.bulk_create(
        SchoolLine(assignment=assignment, school_id=school, carriers=_carriers(promises.get(school, [])))
        for school in schools_that_take_part(assignment.gathering, promises, now)
    )


def _carriers(promises: Iterable[Commitment]) -> str:
    return ", ".join(dict.fromkeys(promise.who.strip() for promise in promises))[:200]


def _mail_the_schools(assignment: Assignment, promises: dict[int, list[Commitment]], now: datetime) -> None:
    lines = SchoolLine.objects.filter(assignment=assignment).with_window().select_related("school")
    by_school = {line.school_id: line for line in lines}
    people = writers(now).filter(network=assignment.network_id, organisation__in=by_school)
    pairs = []
    for membership in people.select_related("person"):
        line = by_school[membership.organisation_id or 0]
        line.assignment = assignment
        pairs.append((line, membership))
    links = links_for(pairs, now)
    queue_mails(
        promise_mail(
            Waiting(line, links[line.pk, membership.pk], promises.get(line.school_id, [])), membership, now
        )
        for line, membership in pairs
    )
