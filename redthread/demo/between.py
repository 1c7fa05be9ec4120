"""What the schools did between two gatherings, and what they showed the network of it, and the owner."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

from redthread.betweenwork.actions.releases import release_summary, share_with_owner
from redthread.betweenwork.actions.summaries import save_summary
from redthread.betweenwork.drafts import Draft, Submission
from redthread.betweenwork.models import Assignment, SchoolLine
from redthread.demo.circles import Circle
from redthread.demo.library import Work
from redthread.demo.town import School

FILE, DRAFT = 0.84, 0.06  # the rest has not told anything, for whatever reason
FILE_NOW, DRAFT_NOW = 0.55, 0.15  # the window that is open now
TO_OWNER = 0.12


def tell(
    circle: Circle,
    assignment: Assignment,
    works: dict[School, Work],
    until: datetime,
    chance: Random,
    *,
    is_open: bool,
    waits: School | None,
) -> None:
    """Most schools tell and show the network; some only write, some do neither, `waits` among them."""
    lines = {line.school_id: line for line in assignment.lines.select_related("school")}
    files, drafts = (FILE_NOW, DRAFT_NOW) if is_open else (FILE, DRAFT)
    for place, school in enumerate(circle.schools):
        line = lines.get(school.organisation.pk)
        fate = chance.random()
        if line is None or school is waits or fate > files + drafts:
            continue
        line.assignment = assignment
        when = _some_day(assignment, until, chance, place)
        _write(line, school, works[school], when)
        if fate <= files:
            _show(line, school, when + timedelta(minutes=4), to_owner=fate < TO_OWNER)


def _some_day(assignment: Assignment, until: datetime, chance: Random, place: int) -> datetime:
    """A working day in the last part of the window, and never later than `until`."""
    opened_at = assignment.opened_at or assignment.created_at
    when = opened_at + (until - opened_at) * (0.55 + 0.42 * chance.random())
    when = when.replace(hour=8 + place % 8, minute=(place * 13) % 60)
    if when.weekday() > 4:
        when -= timedelta(days=2)
    return min(max(when, opened_at + timedelta(hours=2)), until - timedelta(minutes=30))


def _write(line: SchoolLine, school: School, work: Work, when: datetime) -> None:
    draft = Draft(work.did, work.happened, work.hard, work.reached)
    submission = Submission(key=f"demo-{line.public_id}", version=0, base=Draft(), mine=draft)
    save_summary(line=line, submission=submission, by=school.people[-1], now=when)


def _show(line: SchoolLine, school: School, when: datetime, *, to_owner: bool) -> None:
    by = school.people[0]
    shown = release_summary(line=line, version=1, photo="", by=by, now=when)
    if to_owner:
        share_with_owner(line=line, seen=shown.public_id, by=by, now=when + timedelta(minutes=2))
