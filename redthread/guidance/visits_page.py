"""The log as those who guide read it, and as a school reads it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.utils import timezone

from redthread.guidance.models import Visit, guides, schools_of
from redthread.networks.access import Access
from redthread.networks.models import Unit
from redthread.people.models import Organisation

LONG_AGO = timedelta(weeks=8)  # our choice; no source says how often
MOST_HELD = 20


@dataclass
class SchoolRow:
    """One school in the order of the turn; never in the order of who was seen last."""

    school: Organisation
    last: Visit | None = None
    planned: Visit | None = None

    def is_long_ago(self, today: date) -> bool:
        return self.planned is None and (self.last is None or self.last.day < today - LONG_AGO)


@dataclass
class VisitsPage:
    is_guide: bool
    only_long_ago: bool
    has_long_ago: bool = False
    schools: list[SchoolRow] = field(default_factory=list)
    planned: list[Visit] = field(default_factory=list)
    steps: list[Visit] = field(default_factory=list)
    stories: list[Visit] = field(default_factory=list)
    held: list[Visit] = field(default_factory=list)
    more: int = 0


def visits_page(access: Access, now: datetime, *, only_long_ago: bool) -> VisitsPage:
    """Two queries."""
    today = timezone.localdate(now)
    visible = Visit.objects.standing().visible_to(access).select_related("network", "school", "visitor")
    visits = list(visible)
    page = VisitsPage(guides(access), only_long_ago)
    page.planned = sorted((one for one in visits if one.day > today), key=lambda one: (one.day, one.pk))
    held = [one for one in visits if one.day <= today]
    page.steps = sorted(
        (one for one in held if one.is_step_open), key=lambda one: (one.next_on or date.max, one.pk)
    )
    page.stories = [one for one in held if one.story and one.story_agreed is not False]
    page.held, page.more = held[:MOST_HELD], max(0, len(held) - MOST_HELD)
    if page.is_guide:
        rows = _by_school(access, visits, today)
        page.has_long_ago = any(row.is_long_ago(today) for row in rows)
        page.schools = [row for row in rows if row.is_long_ago(today)] if only_long_ago else rows
    return page


def _by_school(access: Access, visits: Iterable[Visit], today: date) -> list[SchoolRow]:
    units = Unit.objects.present().filter(network=access.network).select_related("organisation")
    rows = {unit.organisation_id: SchoolRow(unit.organisation) for unit in units}
    for one in visits:  # the newest day first
        row = rows.get(one.school_id)
        if row is None:
            continue
        if one.day > today:
            row.planned = one
        elif row.last is None:
            row.last = one
    return list(rows.values())


def may_read(access: Access) -> bool:
    """Those who guide, and those who represent a school; for others there is no log."""
    return guides(access) or bool(schools_of(access))
