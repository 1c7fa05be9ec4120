"""The between-work as one person may read it: every school's promise, and what it has released."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from django.db.models import Q, QuerySet
from django.utils.translation import ngettext

from redthread.betweenwork.models import Assignment, SchoolLine, SchoolSummary, SummaryPhoto
from redthread.betweenwork.snapshots import Reached, Snapshot, draft_of, reached, snapshot_of
from redthread.betweenwork.windows import is_open, window_words
from redthread.gatherings.models import Commitment
from redthread.networks.access import Access
from redthread.networks.models import Network
from redthread.sharing.models import Audience, Release


class State(StrEnum):
    """How far one's own school has come; nobody else is told apart like this."""

    NOTHING = "nothing"
    DRAFT = "draft"
    RELEASED = "released"
    CHANGED = "changed"  # written on after it was released


class Row(NamedTuple):
    """One school as this reader sees it. `snapshot` is there only when it has been released."""

    line: SchoolLine
    promises: list[Commitment]
    snapshot: Snapshot | None
    photo: SummaryPhoto | None
    came_late: bool
    state: State | None  # of one's own school only


class Page(NamedTuple):
    own: list[Row]
    others: list[Row]
    reached: Reached
    told: int  # schools that have released a summary

    @property
    def schools(self) -> int:
        return len(self.own) + len(self.others)

    @property
    def told_words(self) -> str:
        return told_words(self.told, self.schools)


def released_to_network(network: Network) -> QuerySet[Release]:
    """The standing summaries that every member sees."""
    return Release.objects.standing().filter(
        network=network, kind=Release.Kind.SUMMARY, audience=Audience.NETWORK
    )


def assignment_page(assignment: Assignment, access: Access) -> Page:
    """Four queries, however many schools. Another school's unreleased words are not read at all."""
    releases = {
        release.source: release
        for release in released_to_network(access.network).filter(about=assignment.gathering.public_id)
    }
    summaries = {
        summary.line_id: summary
        for summary in SchoolSummary.objects.filter(
            Q(public_id__in=releases) | Q(line__school__in=access.organisation_ids),
            line__assignment=assignment,
        ).select_related("photo")
    }
    promises = _promises(assignment)
    lines = assignment.lines.select_related("school").order_by("school__name", "pk")
    rows = [
        _row(
            line,
            promises[line.school_id],
            summaries.get(line.pk),
            releases,
            is_own=line.school_id in access.organisation_ids,
            window_ends=assignment.next_starts_at,
        )
        for line in lines
    ]
    told = [row.snapshot for row in rows if row.snapshot is not None]
    own = [row for row in rows if row.state is not None]
    return Page(own, [row for row in rows if row.state is None], reached(told), len(told))


def _promises(assignment: Assignment) -> dict[int, list[Commitment]]:
    found: dict[int, list[Commitment]] = defaultdict(list)
    for promise in Commitment.objects.shared().filter(gathering=assignment.gathering_id).order_by("pk"):
        found[promise.school_id].append(promise)
    return found


def promises_of(line: SchoolLine) -> list[Commitment]:
    """What the school promised at the gathering, as the network may read it."""
    shared = Commitment.objects.shared().filter(gathering=line.assignment.gathering_id, school=line.school_id)
    return list(shared.order_by("pk"))


def _row(
    line: SchoolLine,
    promises: list[Commitment],
    summary: SchoolSummary | None,
    releases: dict[str, Release],
    *,
    is_own: bool,
    window_ends: datetime | None,
) -> Row:
    release = releases.get(summary.public_id) if summary else None
    photo = photo_of(summary)
    return Row(
        line=line,
        promises=promises,
        snapshot=release.snapshot if release else None,
        photo=photo if photo and release and photo.shown_in_id == release.pk else None,
        came_late=release is not None and came_late(summary, window_ends),
        state=state_of(line, summary, release) if is_own else None,
    )


def photo_of(summary: SchoolSummary | None) -> SummaryPhoto | None:
    return getattr(summary, "photo", None)


def came_late(summary: SchoolSummary | None, window_ends: datetime | None) -> bool:
    """Filed after the next gathering had begun; it is kept and shown all the same."""
    filed_at = summary.filed_at if summary else None
    return filed_at is not None and window_ends is not None and filed_at > window_ends


def state_of(line: SchoolLine, summary: SchoolSummary | None, release: Release | None) -> State:
    """Where the school's own people are with it. `summary` comes with its photo."""
    if release is not None:
        now = snapshot_of(draft_of(summary), language=line.school.written_norm)
        return State.RELEASED if release.snapshot == now else State.CHANGED
    is_begun = draft_of(summary).says_something or photo_of(summary) is not None
    return State.DRAFT if is_begun else State.NOTHING


class Entry(NamedTuple):
    """One between-work in the network's list; `own` are the lines of the reader's own schools."""

    assignment: Assignment
    window: str
    is_open: bool
    schools: int
    told: int
    own: list[OwnLine]

    @property
    def told_words(self) -> str:
        return told_words(self.told, self.schools)


def told_words(told: int, schools: int) -> str:
    """«2 av 4 skoler har fortalt»: who they are is not counted against anybody."""
    words = ngettext(
        "%(told)d av %(schools)d skole har fortalt", "%(told)d av %(schools)d skoler har fortalt", schools
    )
    return words % {"told": told, "schools": schools}


class OwnLine(NamedTuple):
    line: SchoolLine
    has_told: bool


def list_entries(access: Access, now: datetime) -> list[Entry]:
    """The newest gathering first; three queries, however many there are."""
    told = set(released_to_network(access.network).order_by().values_list("about", "school_id"))
    lines: dict[int, list[SchoolLine]] = defaultdict(list)
    for line in SchoolLine.objects.filter(assignment__network=access.network).select_related("school"):
        lines[line.assignment_id].append(line)
    assignments = Assignment.objects.opened().with_window().filter(network=access.network)
    entries = []
    for one in assignments.select_related("gathering").order_by("-gathering__starts_at", "-pk"):
        one.network = access.network
        is_told = {line.pk: (one.gathering.public_id, line.school_id) in told for line in lines[one.pk]}
        own = [OwnLine(x, is_told[x.pk]) for x in lines[one.pk] if x.school_id in access.organisation_ids]
        window = window_words(one.gathering.ends_at, one.next_starts_at, now)
        is_now = is_open(one.next_starts_at, now)
        entries.append(Entry(one, window, is_now, len(is_told), sum(is_told.values()), own))
    return entries
