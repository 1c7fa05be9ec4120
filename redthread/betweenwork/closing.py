"""What happens when the minutes are locked, told before it is done."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import NamedTuple

from redthread.betweenwork.actions.assignments import schools_that_take_part
from redthread.betweenwork.models import Assignment
from redthread.betweenwork.writers import writers
from redthread.gatherings.models import Commitment, Gathering
from redthread.people.models import Organisation


class Taking(NamedTuple):
    """What one school takes home."""

    school: Organisation
    promises: list[Commitment]


class ClosingPage(NamedTuple):
    """`is_locked` when it has been done already, then `assignment` is what came of it."""

    is_locked: bool
    assignment: Assignment | None
    theme: str
    schools: list[Taking]
    people: int  # who get a mail with their school's promise and a link
    next_starts_at: datetime | None


def closing_page(gathering: Gathering, now: datetime) -> ClosingPage:
    """Seven queries. Confidential promises are not among those that are told."""
    promises: dict[int, list[Commitment]] = defaultdict(list)
    for promise in Commitment.objects.filter(gathering=gathering, outcome__item__is_confidential=False):
        promises[promise.school_id].append(promise)
    ids = schools_that_take_part(gathering, promises, now)
    schools = Organisation.objects.filter(pk__in=ids).order_by("name", "pk")
    planned = Assignment.objects.filter(gathering=gathering).first()
    minutes = getattr(gathering, "minutes", None)
    people = writers(now).filter(network=gathering.network_id, organisation__in=ids)
    following = Gathering.objects.standing().after(gathering).values_list("starts_at", flat=True).first()
    return ClosingPage(
        is_locked=minutes is not None and minutes.is_locked,
        assignment=planned,
        theme=planned.theme if planned else gathering.theme or gathering.title,
        schools=[Taking(school, promises.get(school.pk, [])) for school in schools],
        people=people.values("person").distinct().count(),
        next_starts_at=following,
    )
