"""Reads what a year holds for one person, in four queries however many networks and entries there are.

Nothing is read that the person may not see: drafts only by those who plan them, and the theme of a
between-work that the schools have not taken home yet likewise.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.dateformat import format as formatted
from django.utils.translation import gettext as _

from redthread.betweenwork.models import Assignment
from redthread.core import dates
from redthread.gatherings.models import Gathering
from redthread.networks.access import Access
from redthread.networks.models import Network
from redthread.networks.roles import Permission
from redthread.people.models import Organisation
from redthread.schoolyear.school_days import NoOpenDayError, working_days_before
from redthread.schoolyear.years import SchoolYear
from redthread.wheel.marks import Entry, Kind, State, in_order
from redthread.wheel.models import FixedMatter, Initiative, YearPlan

DAY = timedelta(days=1)
BESIDE = timedelta(days=240)  # how far outside the year the neighbours of its gatherings are looked for
Readers = Mapping[Network, Access | None]


def entries_of(
    network: Network, year: SchoolYear, access: Access | None, off: Container[date] = ()
) -> list[Entry]:
    """What the year holds in one network, in order. Without access, what every member may see.

    `off` are the days that deadlines jump over beside weekends, as `days_off` tells.
    """
    return entries_of_all({network: access}, year, off)


def entries_of_all(readers: Readers, year: SchoolYear, off: Container[date] = ()) -> list[Entry]:
    """What the year holds in several networks for one person, in order."""
    gatherings = _gatherings(readers, year)
    plans = {
        plan.network_id: plan
        for plan in YearPlan.objects.filter(network__in=readers, first_year=year.first_year)
    }
    found: list[Entry] = []
    for network, access in readers.items():
        mine = [one for one in gatherings if one.network_id == network.pk]
        may_plan = access is not None and access.can(Permission.GATHERING_PLAN)
        found += [_gathering(one, network) for one in mine]
        found += _between(mine, network, may_plan=may_plan)
        found += _deadlines(mine, network, plans.get(network.pk), off)
    found += _fixed(readers, year)
    found += _initiatives(readers, year)
    return in_order(one for one in found if one.touches(year.starts_on, year.ends_on))


def _gatherings(readers: Readers, year: SchoolYear) -> list[Gathering]:
    """Those in and around the year that the person may see, in order."""
    seen = Q(published_at__isnull=False, network__in=readers)
    for network, access in readers.items():
        if access is not None:
            own = Q() if access.can(Permission.GATHERING_PLAN) else Q(chair=access.person)
            seen |= Q(own, network=network, cancelled_at=None)
    around = Gathering.objects.filter(
        seen,
        starts_at__gte=_midnight(year.starts_on - BESIDE),
        starts_at__lt=_midnight(year.ends_on + BESIDE),
    )
    return list(around.select_related("host", "assignment").order_by("starts_at", "pk"))


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def _days(gathering: Gathering) -> tuple[date, date]:
    return timezone.localdate(gathering.starts_at), timezone.localdate(gathering.ends_at)


def _gathering(gathering: Gathering, network: Network) -> Entry:
    first, last = _days(gathering)
    state = State.DRAFT if gathering.is_draft else State.PLAIN
    place = str(gathering.host or gathering.place)
    hours = _("%(weekday)s kl. %(clock)s") % {
        "weekday": formatted(first, "l").capitalize(),
        "clock": dates.clock(gathering.starts_at),
    }
    return Entry(
        Kind.GATHERING,
        gathering.public_id,
        gathering.title,
        first,
        last,
        network.name,
        network.slug,
        reverse("gatherings:gathering", args=[network.slug, gathering.public_id]),
        detail=", ".join(word for word in (hours, place, gathering.theme) if word),
        state=State.CANCELLED if gathering.is_cancelled else state,
    )


def _threads(gatherings: Iterable[Gathering]) -> Iterator[list[Gathering]]:
    """The gatherings that stand, as they follow each other in each body."""
    by_body: dict[int | None, list[Gathering]] = defaultdict(list)
    for gathering in gatherings:
        if not gathering.is_cancelled:
            by_body[gathering.body_id].append(gathering)
    yield from by_body.values()


def _between(gatherings: Sequence[Gathering], network: Network, *, may_plan: bool) -> Iterator[Entry]:
    """From the day after each gathering to the day before the next, where there is a day between them.

    A draft opens and closes a window for those who plan only.
    """
    for thread in _threads(one for one in gatherings if may_plan or not one.is_draft):
        for one, following in pairwise(thread):
            is_draft, ends_on = one.is_draft or following.is_draft, _days(following)[0] - DAY
            if ends_on > _days(one)[1]:
                yield _window(one, ends_on, network, may_plan=may_plan, is_draft=is_draft)
        last = thread[-1]
        if _taken_home(last):
            yield _window(last, None, network, may_plan=may_plan, is_draft=False)


def _taken_home(gathering: Gathering) -> Assignment | None:
    assignment: Assignment | None = getattr(gathering, "assignment", None)
    return assignment if assignment and assignment.opened_at else None


def _window(
    gathering: Gathering, ends_on: date | None, network: Network, *, may_plan: bool, is_draft: bool
) -> Entry:
    planned = getattr(gathering, "assignment", None) if may_plan else None
    assignment = _taken_home(gathering) or planned
    after = _("Etter «%(title)s»") % {"title": gathering.title}
    page = reverse("gatherings:gathering", args=[network.slug, gathering.public_id])
    if assignment:
        page = reverse("betweenwork:assignment", args=[network.slug, assignment.public_id])
    return Entry(
        Kind.BETWEEN,
        f"m-{gathering.public_id}",
        assignment.theme if assignment else after,
        _days(gathering)[1] + DAY,
        ends_on,
        network.name,
        network.slug,
        page,
        detail=after if assignment else "",
        state=State.DRAFT if is_draft else State.PLAIN,
    )


def _deadlines(
    gatherings: Sequence[Gathering], network: Network, plan: YearPlan | None, off: Container[date]
) -> Iterator[Entry]:
    """When the preparation is ready, and when the summaries are in, as the year's plan says."""
    if plan is None:
        return
    for thread in _threads(gatherings):
        for number, gathering in enumerate(thread):
            first = _days(gathering)[0]
            ready = _days_ahead(first, plan.prepare_days, off)
            yield _deadline(Kind.PREPARE, "f", ready, gathering, network)
            if number:
                # Summaries are of the work after the gathering before: never due before that has begun.
                earliest = min(_days(thread[number - 1])[1] + DAY, first)
                due = max(_days_ahead(first, plan.summary_days, off), earliest)
                yield _deadline(Kind.SUMMARY, "o", due, gathering, network)


def _days_ahead(day: date, count: int, off: Container[date]) -> date:
    try:
        return working_days_before(day, count, off)
    except NoOpenDayError:
        return day - timedelta(days=count)


def _deadline(kind: Kind, letter: str, day: date, gathering: Gathering, network: Network) -> Entry:
    return Entry(
        kind,
        f"{letter}-{gathering.public_id}",
        gathering.title,
        day,
        day,
        network.name,
        network.slug,
        reverse("gatherings:gathering", args=[network.slug, gathering.public_id]),
        state=State.DRAFT if gathering.is_draft else State.PLAIN,
    )


def _fixed(readers: Readers, year: SchoolYear) -> Iterator[Entry]:
    names = {network.pk: network for network in readers}
    for matter in FixedMatter.objects.filter(network__in=readers, first_year=year.first_year):
        network = names[matter.network_id]
        yield Entry(
            Kind.FIXED,
            matter.public_id,
            matter.name,
            matter.starts_on,
            matter.ends_on,
            network.name,
            network.slug,
            detail="" if matter.is_confirmed else _("Datoene er ikke sjekket ennå"),
        )


def _initiatives(readers: Readers, year: SchoolYear) -> Iterator[Entry]:
    names = {network.pk: network for network in readers}
    in_year = Initiative.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=year.starts_on), network__in=readers, starts_on__lte=year.ends_on
    )
    pages = {network.pk: reverse("wheel:initiatives", args=[network.slug]) for network in readers}
    for initiative in in_year.select_related("organisation"):
        network, whose = names[initiative.network_id], initiative.organisation
        access = readers[network]
        yield Entry(
            Kind.OWNERS if whose.kind == Organisation.Kind.OWNER else Kind.SCHOOLS,
            initiative.public_id,
            initiative.name,
            initiative.starts_on,
            initiative.ends_on,
            network.name,
            network.slug,
            f"{pages[network.pk]}#{initiative.public_id}",
            detail=initiative.about,
            who=whose.name,
            who_key=whose.pk,
            is_own=access is not None and whose.pk in access.organisation_ids,
        )
