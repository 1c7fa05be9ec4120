"""A visit is planned or written down, changed, called off; the school says its own."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime, time

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from redthread.core.errors import RuleError
from redthread.guidance.models import Visit
from redthread.guidance.visit_mails import queue_call_off, queue_plan
from redthread.networks.models import Network
from redthread.people.models import Organisation, Person
from redthread.sharing.models import Audience


@dataclass(frozen=True)
class Log:
    """What the visitor writes."""

    day: date
    aim: str
    kind: str = Visit.Kind.VISIT
    clock: time | None = None
    with_whom: str = ""
    worked_on: str = ""
    next_step: str = ""
    next_who: str = ""
    next_on: date | None = None
    story: str = ""


class ChangedMeanwhileError(Exception):
    """Saved in another window since. Nothing was saved; `there` is what stands now."""

    def __init__(self, there: Visit) -> None:
        super().__init__(there.version)
        self.there = there


@transaction.atomic
def write_visit(
    *, network: Network, school: Organisation, key: str, log: Log, by: Person, now: datetime
) -> Visit:
    """Plan a visit, or write down one that was held; the school sees it from now on.

    A planned one is told to those who represent the school, by a mail without a word of what it is about. The
    same `key` again gives the same visit.
    """
    made, is_new = Visit.objects.get_or_create(
        visitor=by,
        start_key=key,
        defaults={
            "network": network,
            "school": school,
            "audience": Audience.SCHOOL,
            "written_at": now,
            **asdict(log),
        },
    )
    if is_new and made.day > timezone.localdate(now):
        queue_plan(made, now)
    return made


@transaction.atomic
def change_visit(*, visit: Visit, log: Log, version: int, by: Person, now: datetime) -> None:
    """Change the log, for the visitor. Other words for a story ask the school anew, a new date tells it.

    Raises RuleError once it is called off, ChangedMeanwhileError when saved since `version`.
    """
    old_story, old_when = visit.story, (visit.day, visit.clock)
    as_seen = Visit.objects.standing().filter(pk=visit.pk, visitor=by, version=version)
    if as_seen.update(**asdict(log), version=version + 1, written_at=now) == 0:
        there = Visit.objects.get(pk=visit.pk)
        if there.is_called_off:
            raise RuleError(_("Besøket er avlyst. Planlegg et nytt."))
        raise ChangedMeanwhileError(there)
    if log.story != old_story:
        Visit.objects.filter(pk=visit.pk).update(story_agreed=None, story_by=None, story_at=None)
    visit.refresh_from_db()
    if (visit.day, visit.clock) != old_when and visit.day > timezone.localdate(now):
        queue_plan(visit, now)


@transaction.atomic
def call_off(*, visit: Visit, by: Person, now: datetime) -> None:
    """Call a planned visit off; the school is told. Twice changes nothing. One that was held stays."""
    planned = Visit.objects.planned(timezone.localdate(now)).filter(pk=visit.pk, visitor=by)
    if planned.update(called_off_at=now) == 1:
        queue_call_off(visit, now)


@transaction.atomic
def say_as_school(*, visit: Visit, text: str, by: Person, now: datetime) -> None:
    """The school's own words, beside the visitor's and never instead of them."""
    Visit.objects.filter(pk=visit.pk).update(school_words=text.strip(), school_by=by, school_at=now)


@transaction.atomic
def answer_story(*, visit: Visit, agrees: bool, story: str, by: Person, now: datetime) -> None:
    """The school says whether this may be told to others; it may change its mind.

    Raises RuleError for the visitor, who never answers alone, and when the words are others than those
    that were read.
    """
    if visit.visitor_id == by.pk:
        raise RuleError(_("Det er skolen som svarer på dette. Be en annen fra skolen si ja eller nei."))
    as_read = Visit.objects.standing().filter(pk=visit.pk, story=story).exclude(story="")
    if as_read.update(story_agreed=agrees, story_by=by, story_at=now) == 0:
        raise RuleError(_("Teksten er endret siden du leste den. Les den på nytt og svar igjen."))


@transaction.atomic
def finish_step(*, visit: Visit, by: Person, now: datetime) -> None:
    """The next step is taken; said by the school or by whoever guides it. Twice changes nothing."""
    still = Visit.objects.filter(pk=visit.pk, next_done_at=None).exclude(next_step="")
    still.update(next_done_at=now, next_done_by=by)
