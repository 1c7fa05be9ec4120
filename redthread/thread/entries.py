"""Reads a network's loops for one person, in seven queries however many schools and gatherings there are.

Nothing is read that the person may not see: drafts only by those who plan them, commitments only from locked
minutes or of the own school, other schools' summaries only through a standing release.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db.models import Q, Subquery
from django.urls import reverse
from django.utils import timezone

from redthread.gatherings.models import Gathering
from redthread.networks.access import Access
from redthread.networks.models import Unit
from redthread.networks.roles import Permission
from redthread.people.models import Organisation
from redthread.schoolyear.years import school_year_of
from redthread.thread.drawing import labels, short_names
from redthread.thread.loops import Knot, KnotKind, Loop, School, Strand, Thread
from redthread.thread.promises import Promises
from redthread.thread.reports import Reports, assignment_after
from redthread.thread.shown import ShownThings
from redthread.thread.window import Window


def gatherings_of(access: Access, window: Window) -> list[Gathering]:
    """The gatherings in the window that the person may see, each with `oldest_at` of the whole network."""
    seen = Gathering.objects.filter(network=access.network)
    if not access.can(Permission.GATHERING_PLAN):
        seen = seen.exclude(~Q(chair=access.person), published_at=None)
    seen = seen.exclude(published_at=None, cancelled_at__isnull=False)
    oldest = seen.order_by("starts_at").values("starts_at")[:1]
    shown = seen.filter(starts_at__gte=window.starts_at)
    if window.ends_at:
        shown = shown.filter(starts_at__lt=window.ends_at)
    related = shown.select_related("host", "body", "assignment")
    return list(related.annotate(oldest_at=Subquery(oldest)).order_by("starts_at", "pk"))


def knot_of(gathering: Gathering, slug: str, now: datetime) -> Knot:
    if gathering.is_cancelled:
        kind = KnotKind.CANCELLED
    elif gathering.is_draft:
        kind = KnotKind.DRAFT
    else:
        kind = KnotKind.TIED if gathering.starts_at <= now else KnotKind.AHEAD
    return Knot(
        kind=kind,
        title=gathering.title,
        href=reverse("gatherings:gathering", args=[slug, gathering.public_id]),
        starts_at=gathering.starts_at,
        ends_at=gathering.ends_at,
        theme=gathering.theme,
        place=str(gathering.host or gathering.place),
        why=gathering.cancelled_why,
    )


def lanes(
    access: Access, *more: dict[int, Organisation], only: Organisation | None = None
) -> tuple[School, ...]:
    """The schools in the order of their turn, then those that have left but are on the thread."""
    units = Unit.objects.filter(network=access.network).select_related("organisation").order_by("turn", "pk")
    seen = {key: school for schools in more for key, school in schools.items()}
    ordered = {u.organisation_id: u.organisation for u in units if not u.left_on or u.organisation_id in seen}
    ordered |= {key: seen[key] for key in sorted(seen, key=lambda k: seen[k].name) if key not in ordered}
    names = [school.name for school in ordered.values()]
    return tuple(
        School(
            key=school.pk,
            name=school.name,
            label=label,
            short=short,
            href=reverse("thread:school", args=[access.network.slug, school.public_id]),
            is_own=school.pk in access.organisation_ids,
        )
        for school, label, short in zip(ordered.values(), labels(names), short_names(names), strict=True)
        if only is None or only.pk == school.pk
    )


def read_thread(
    access: Access, *, now: datetime, window: Window, body: str = "", only: Organisation | None = None
) -> Thread:
    """The thread of one network as the person may see it: all its schools, or `only` one.

    A body of the network has a thread of its own; `body` is its code, the empty one means the network's own
    gatherings. Where there are only bodies, the first of them is shown.
    """
    every = gatherings_of(access, window)
    bodies = tuple(sorted({(g.body.code, g.body.name) for g in every if g.body}))
    has_own = not all(g.body for g in every)
    if body not in dict(bodies):
        body = bodies[0][0] if bodies and not has_own else ""
    shown = [g for g in every if (g.body.code if g.body else "") == body]
    promises, reports = Promises(access, shown), Reports(access, shown, is_brief=only is None)
    has_things = body == ("" if has_own or not bodies else bodies[0][0])  # they belong to no body
    things = ShownThings(access, shown if has_things else (), window, only=only)
    schools = lanes(access, promises.schools, reports.schools, only=only)
    oldest_at = getattr(every[0], "oldest_at", now) if every else access.network.created_at
    return Thread(
        schools=schools,
        loops=tuple(_loops(access.network.slug, shown, schools, promises, reports, things, now)),
        has_older=oldest_at < window.starts_at,
        body=body,
        bodies=bodies,
        has_own=has_own,
    )


def _strands(
    gathering: Gathering, schools: Sequence[School], promises: Promises, reports: Reports
) -> Iterator[Strand]:
    for school in schools:
        made = promises.after(gathering, school.key)
        if made or reports.takes_part(gathering, school.key):
            told = reports.after(gathering, school.key)
            may_write = reports.may_write(gathering, school.key)
            yield Strand(school, made, told, reports.address(gathering, school.key), may_write)


def _loops(
    slug: str,
    gatherings: Sequence[Gathering],
    schools: Sequence[School],
    promises: Promises,
    reports: Reports,
    things: ShownThings,
    now: datetime,
) -> Iterator[Loop]:
    latest = max((g.starts_at for g in gatherings if g.starts_at <= now), default=None)
    year = ""
    for gathering in gatherings:
        its_year = str(school_year_of(timezone.localdate(gathering.starts_at)))
        assignment = assignment_after(gathering)
        yield Loop(
            knot=knot_of(gathering, slug, now),
            theme=assignment.theme if assignment else "",
            href=reverse("betweenwork:assignment", args=[slug, assignment.public_id]) if assignment else "",
            strands=tuple(_strands(gathering, schools, promises, reports)),
            shown=things.after(gathering),
            is_now=gathering.starts_at == latest,
            year=its_year if its_year != year else "",
        )
        year = its_year
