"""Reads what a network's year is planned from, and asks the planner. Nothing is changed here.

Of people's other networks only published gatherings count, and only as a number of people: which network it
is, who they are, and what anybody drafts elsewhere is not ours to show.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from redthread.gatherings.models import Gathering
from redthread.gatherings.suggestions import CHAIRS
from redthread.networks.models import Membership, Network, Role, Unit, Year
from redthread.people.models import Organisation, Person
from redthread.schoolyear.school_days import days_through
from redthread.schoolyear.years import SchoolYear, school_year_of
from redthread.wheel.days_off import days_off
from redthread.wheel.models import FixedMatter, HostWish, YearPlan
from redthread.wheel.plan_choices import Choices
from redthread.wheel.plan_start import Start, start_of
from redthread.wheel.planning import Choice, Draft, Host, Matter, Pin, Plan, Question, Rhythm, Wish, plan_year

NOTICE = timedelta(days=14)


class Member(NamedTuple):
    person: Person
    organisation: Organisation | None
    role: str
    is_elected: bool


@dataclass(frozen=True)
class Basis:
    """What stands behind a plan, for the page that shows it and the action that saves it."""

    network: Network
    year: SchoolYear
    start: Start
    choices: Choices
    question: Question
    gatherings: dict[str, Gathering]
    hosts: tuple[Organisation, ...]
    chairs: tuple[Person, ...]
    wishes: tuple[HostWish, ...]

    @property
    def names(self) -> dict[str, str]:
        """What hosts and chairs are called."""
        found = [*self.hosts, *self.chairs]
        for one in self.gatherings.values():
            found += [part for part in (one.host, one.chair) if part]
        return {part.public_id: str(part) for part in found}

    def plan(self) -> Plan:
        return plan_year(self.question)


def basis_of(network: Network, year: SchoolYear, now: datetime, *, plan: YearPlan | None = None) -> Basis:
    """Everything for one network's year; `plan` instead of the stored one, to see what it would give."""
    everything = _gatherings(network)
    own = [one for one in everything if school_year_of(_day(one.starts_at)) == year]
    earlier = [one for one in reversed(everything) if _day(one.starts_at) < year.starts_on]
    plans = list(YearPlan.objects.filter(network=network, first_year__lte=year.first_year))
    start = start_of(network, year, [plan, *plans] if plan else plans, earlier)
    members = _members(network, year, now)
    units = _units(network, year)
    wishes = tuple(HostWish.objects.filter(network=network, **_within(year)).select_related("school"))
    choices = Choices.read(start.plan.choices)
    question = Question(
        key=network.public_id,
        year=year,
        rhythm=rhythm_of(start.plan),
        off=days_off(network, year, units=[unit.organisation for unit in units]),
        not_before=_not_before(year, now),
        **_of_gatherings(own, choices, now),
        hosts=tuple(_host(unit, earlier) for unit in units),
        wishes=tuple(_wish(wish) for wish in wishes),
        chair_rule=network.chair_rule,
        chair=_chair(network, members),
        voices=_voices(members),
        themes=tuple(str(theme) for theme in start.plan.themes or []),
        matters=_matters(network, year),
        people=frozenset(m.person.pk for m in members if m.role in CHAIRS),
        busy=busy_days(network, year, now),
        prepare_days=start.plan.prepare_days,
        summary_days=start.plan.summary_days,
        first_last_year=_first_last_year(earlier, year),
    )
    hosts = tuple(dict.fromkeys([*(unit.organisation for unit in units), network.owner]))
    chairs = {m.person for m in members if m.role in CHAIRS}
    people = tuple(sorted(chairs, key=lambda person: (person.name, person.pk)))
    by_key = {one.public_id: one for one in own}
    return Basis(network, year, start, choices, question, by_key, hosts, people, wishes)


def rhythm_of(plan: YearPlan) -> Rhythm:
    return Rhythm(plan.rhythm, plan.every, plan.weekday, plan.starts, plan.ends, plan.camps, plan.camp_days)


def _day(moment: datetime) -> date:
    return timezone.localdate(moment)


def _gatherings(network: Network) -> list[Gathering]:
    """The network's own, not its bodies', in order; what is cancelled or put away does not count."""
    found = Gathering.objects.filter(network=network, body=None, cancelled_at=None)
    gatherings = list(found.select_related("host", "chair", "minutes").order_by("starts_at", "pk"))
    for one in gatherings:
        one.network = network  # so that an address asks for nothing
    return gatherings


def _within(year: SchoolYear) -> dict[str, date]:
    return {"starts_on__lte": year.ends_on, "ends_on__gte": year.starts_on}


def _not_before(year: SchoolYear, now: datetime) -> date | None:
    first = timezone.localdate(now) + NOTICE
    return first if first > year.starts_on else None


def _of_gatherings(own: Sequence[Gathering], choices: Choices, now: datetime) -> dict[str, Any]:
    """Which gatherings stand where they are, which may move, and what is settled of each."""
    pins, drafts, settled = [], [], dict[str, Choice]()
    for one in own:
        chosen = choices.day_of(one.public_id)
        why = _why_pinned(one, now)
        if why == "settled" and choices.rows.get(one.public_id, {}).get("loose"):
            why = ""
        if chosen and why in ("", "settled", "published"):
            pins.append(_pin(one, chosen, "moved" if why == "published" else "chosen"))
        elif why:
            pins.append(_pin(one, _day(one.starts_at), why))
        else:
            drafts.append(Draft(one.public_id, _day(one.starts_at), one.theme))
            settled[one.public_id] = _kept(one, choices)
    known = {one.public_id for one in own}
    for key, row in choices.rows.items():
        day = choices.day_of(key)
        if key.isdecimal() and day:
            pins.append(Pin(key, day, day + timedelta(days=choices.days_of(key) - 1), "chosen"))
        if key.isdecimal() or key in known:
            settled[key] = _chosen(row, settled.get(key, Choice()))
    return {"pins": tuple(pins), "drafts": tuple(drafts), "choices": settled}


def _why_pinned(one: Gathering, now: datetime) -> str:
    if hasattr(one, "minutes"):
        return "minutes"
    if one.ends_at <= now:
        return "past"
    return "settled" if one.is_draft and one.is_pinned else "" if one.is_draft else "published"


def _pin(one: Gathering, day: date, why: str) -> Pin:
    first, last = timezone.localtime(one.starts_at), timezone.localtime(one.ends_at)
    return Pin(
        one.public_id,
        day,
        day + (last.date() - first.date()),
        why,
        one.host.public_id if one.host else None,
        one.chair.public_id if one.chair else None,
        one.theme,
        first.time(),
        last.time(),
    )


def _kept(one: Gathering, choices: Choices) -> Choice:
    """What somebody set on a draft by hand after the plan last saved it, or without the plan."""
    saved = choices.saved.get(one.public_id, {})
    host = one.host.public_id if one.host else None
    chair = one.chair.public_id if one.chair else None
    return Choice(
        host if host != saved.get("host") else None,
        chair if chair != saved.get("chair") else None,
    )


def _chosen(row: dict[str, object], kept: Choice) -> Choice:
    host, chair, theme = (row.get(name) for name in ("host", "chair", "theme"))
    return Choice(
        host if isinstance(host, str) and host else kept.host,
        chair if isinstance(chair, str) and chair else kept.chair,
        theme if isinstance(theme, str) else None,
    )


def _members(network: Network, year: SchoolYear, now: datetime) -> list[Member]:
    """Those who are in the network, the longest first, and whether each is elected for the year."""
    elected = Year.objects.filter(network=network, first_year=year.first_year, chair=OuterRef("person"))
    found = Membership.objects.not_over(now).filter(network=network, person__is_active=True)
    rows = found.annotate(is_elected=Exists(elected)).select_related("person", "organisation")
    return [
        Member(one.person, one.organisation, one.role, one.is_elected)  # type: ignore[attr-defined]
        for one in rows.order_by("starts_at", "pk")
    ]


def _units(network: Network, year: SchoolYear) -> list[Unit]:
    """The schools that take part in some of the year, in the order of the turn."""
    part = Q(left_on=None) | Q(left_on__gte=year.starts_on)
    units = Unit.objects.filter(part, network=network, joined_on__lte=year.ends_on)
    return list(units.select_related("organisation__parent").order_by("turn", "pk"))


def _host(unit: Unit, earlier: Sequence[Gathering]) -> Host:
    key = unit.organisation.public_id
    mine = [_day(one.starts_at) for one in earlier if one.host_id == unit.organisation_id]
    return Host(key, max(mine, default=None), unit.joined_on, unit.left_on)


def _wish(wish: HostWish) -> Wish:
    return Wish(wish.school.public_id, wish.wants, wish.starts_on, wish.ends_on, wish.word.rstrip("."))


def _chair(network: Network, members: Iterable[Member]) -> str | None:
    """Who chairs by the network's rule, when it is not in turn."""
    if network.chair_rule == Network.ChairRule.ELECTED:
        return next((m.person.public_id for m in members if m.is_elected), None)
    return next((m.person.public_id for m in members if m.role == Role.LEADER), None)


def _voices(members: Iterable[Member]) -> dict[str, str]:
    """Who has represented each school longest."""
    found: dict[str, str] = {}
    for member in members:
        if member.organisation and member.role in CHAIRS:
            found.setdefault(member.organisation.public_id, member.person.public_id)
    return found


def _matters(network: Network, year: SchoolYear) -> tuple[Matter, ...]:
    matters = FixedMatter.objects.filter(network=network, first_year=year.first_year, goes_on_agenda=True)
    return tuple(Matter(m.public_id, m.name, m.kind, m.starts_on, m.ends_on) for m in matters)


def _first_last_year(earlier: Sequence[Gathering], year: SchoolYear) -> date | None:
    days = [_day(one.starts_at) for one in earlier]
    return min((day for day in days if day in SchoolYear(year.first_year - 1)), default=None)


def busy_days(network: Network, year: SchoolYear, now: datetime) -> dict[date, frozenset[int]]:
    """Who of the network's people is at a published gathering of another network, by day: one query."""
    own = Membership.objects.not_over(now).filter(network=network, role__in=CHAIRS).values("person")
    midnight = timezone.make_aware(datetime.combine(year.starts_on, time.min))
    not_over = Q(network__memberships__ends_at=None) | Q(network__memberships__ends_at__gt=now)
    elsewhere = Gathering.objects.standing().filter(
        not_over,
        starts_at__gte=midnight,
        starts_at__lt=midnight + timedelta(days=366),
        body=None,
        network__memberships__person__in=own,
    )
    found: dict[date, set[int]] = defaultdict(set)
    rows = elsewhere.exclude(network=network).values_list(
        "starts_at", "ends_at", "network__memberships__person"
    )
    for starts_at, ends_at, person in rows:
        for day in days_through(_day(starts_at), _day(ends_at)):
            found[day].add(person)
    return {day: frozenset(who) for day, who in found.items()}
