"""A year is planned: what it is planned from is kept, and the plan becomes drafts that nobody is told of."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.utils import dateformat, timezone
from django.utils.translation import gettext as _

from redthread.core.errors import RuleError
from redthread.gatherings.actions import lifecycle
from redthread.gatherings.models import Gathering
from redthread.networks.models import Network
from redthread.people.models import Organisation, Person
from redthread.schoolyear.years import SchoolYear
from redthread.wheel.actions.fixed_items import place_matters
from redthread.wheel.models import HostWish, YearPlan
from redthread.wheel.plan_choices import Choices
from redthread.wheel.plan_difference import Change, Difference, State, difference_of, is_to_be_pinned
from redthread.wheel.plan_reading import Basis, basis_of


@dataclass(frozen=True)
class Frame:
    """The rhythm, the themes and the deadlines of a year."""

    rhythm: str
    every: int
    weekday: int
    starts: time
    ends: time
    camps: int
    camp_days: int
    themes: tuple[str, ...]
    prepare_days: int
    summary_days: int


@transaction.atomic
def keep_plan(
    *,
    network: Network,
    year: SchoolYear,
    frame: Frame,
    rows: Mapping[str, dict[str, Any]],
    by: Person,
    now: datetime,
) -> YearPlan:
    """Keep what a person has typed of the year's plan. No gathering is made or changed."""
    fields = {**vars(frame), "themes": list(frame.themes), "changed_by": by, "changed_at": now}
    plan, _is_new = YearPlan.objects.select_for_update().get_or_create(
        network=network, first_year=year.first_year, defaults=fields
    )
    choices = Choices.read(plan.choices)
    choices.rows = {key: dict(row) for key, row in rows.items()}
    for name, value in {**fields, "choices": choices.stored()}.items():
        setattr(plan, name, value)
    plan.save()
    return plan


@transaction.atomic
def add_host_wish(
    *,
    network: Network,
    school: Organisation,
    wants: bool,
    starts_on: date,
    ends_on: date,
    word: str,
    by: Person,
    now: datetime,
) -> HostWish:
    """A school wants, or cannot, be host in those days; said twice it stands once.

    Raises RuleError when the days are backwards, or the school does not take part.
    """
    if ends_on < starts_on:
        raise RuleError(_("Siste dag er før første. Rett på datoene."))
    if not network.units.filter(organisation=school).exists():
        raise RuleError(_("%(host)s er ikke med i nettverket. Velg en av skolene.") % {"host": school})
    Network.objects.select_for_update().get(pk=network.pk)
    wish, _is_new = HostWish.objects.get_or_create(
        network=network,
        school=school,
        wants=wants,
        starts_on=starts_on,
        ends_on=ends_on,
        defaults={"word": word},
    )
    return wish


@transaction.atomic
def remove_host_wish(*, network: Network, wish: int, by: Person, now: datetime) -> None:
    """Take the wish back; already gone is as good."""
    HostWish.objects.filter(network=network, pk=wish).delete()


@transaction.atomic
def save_plan(
    *,
    network: Network,
    year: SchoolYear,
    seen: str,
    move: Collection[str],
    put_away: Collection[str],
    by: Person,
    now: datetime,
) -> Difference:
    """Make drafts of the plan and move those that are there, just as the page with that fingerprint showed.

    Published gatherings are moved when they are among `move`, and everybody invited is told; drafts without a
    place in the plan are put away when they are among `put_away`. Sent twice, it happens once. Raises
    RuleError when the plan is another than the person saw.
    """
    plan = _hold(network, year, by, now)
    basis = basis_of(network, year, now)
    difference = difference_of(basis, basis.plan())
    choices = basis.choices
    if seen and choices.done == seen:
        return difference  # the same press, once more
    if difference.fingerprint != seen:
        raise RuleError(_("Planen er endret siden du så den. Se over endringene på nytt, og lagre."))
    for change in difference.changes:
        _carry_out(basis, change, choices, is_ticked=change.key in move, by=by, now=now)
    for gathering in difference.left_over:
        if gathering.is_draft and gathering.public_id in put_away:
            lifecycle.cancel_gathering(gathering=gathering, why="", by=by, now=now)
    choices.done = seen
    YearPlan.objects.filter(pk=plan.pk).update(choices=choices.stored(), changed_by=by, changed_at=now)
    return difference


def _hold(network: Network, year: SchoolYear, by: Person, now: datetime) -> YearPlan:
    """The stored plan, held until the transaction ends; else made from what the page began with."""
    stored = YearPlan.objects.select_for_update().filter(network=network, first_year=year.first_year)
    found = stored.first()
    if found is None:
        Network.objects.select_for_update().get(pk=network.pk)
        found = stored.first() or basis_of(network, year, now).start.plan
        if found.pk is None:
            found.changed_by, found.changed_at = by, now
            found.save()
    return found


def _carry_out(
    basis: Basis, change: Change, choices: Choices, *, is_ticked: bool, by: Person, now: datetime
) -> None:
    gathering = change.gathering
    match change.state:
        case State.NEW:
            gathering = _draft(basis, change, by, now)
            _settle(choices, change, gathering)
        case State.MOVED | State.CHANGED:
            assert gathering is not None
            words = _words_after(basis, gathering, change)
            _move(gathering, change, by, now)
            lifecycle.edit_gathering(gathering=gathering, by=by, now=now, **words)
            _pin(gathering, is_to_be_pinned(change.planned))
            _settle(choices, change, gathering)
        case State.SAME:
            assert gathering is not None
            _settle(choices, change, gathering)
        case State.ASKS if is_ticked:
            assert gathering is not None
            _move(gathering, change, by, now)
            choices.rows.pop(change.key, None)
        case _:
            pass
    if gathering is not None and change.matters:
        place_matters(gathering=gathering, matters=change.matters, choices=choices, by=by, now=now)


def _draft(basis: Basis, change: Change, by: Person, now: datetime) -> Gathering:
    planned = change.planned
    host, chair = _host(basis, planned.host), _chair(basis, planned.chair)
    made = lifecycle.create_gathering(
        network=basis.network,
        by=by,
        now=now,
        starts_at=change.starts_at,
        ends_at=change.ends_at,
        title=title_of(change),
        place=host.name if host else "",
        host=host,
        chair=chair,
        theme=planned.theme,
    )
    _pin(made, is_to_be_pinned(planned))
    return made


def title_of(change: Change) -> str:
    """«Samling i oktober», «Storsamling i mars»."""
    if not change.planned.is_camp:
        return lifecycle.default_title(change.starts_at)
    return _("Storsamling i %(month)s") % {
        "month": dateformat.format(timezone.localtime(change.starts_at), "F")
    }


def _move(gathering: Gathering, change: Change, by: Person, now: datetime) -> None:
    lifecycle.move_gathering(
        gathering=gathering, starts_at=change.starts_at, ends_at=change.ends_at, by=by, now=now
    )


def _words_after(basis: Basis, was: Gathering, change: Change) -> dict[str, Any]:
    """Host, chair and theme, and what follows: the title after the month, the place after the host."""
    host = _host(basis, change.planned.host)
    has_usual_title = was.title == lifecycle.default_title(was.starts_at)
    has_usual_place = not was.place or (was.host is not None and was.place == was.host.name)
    return {
        "title": title_of(change) if has_usual_title else was.title,
        "mode": was.mode,
        "place": (host.name if host else "") if has_usual_place else was.place,
        "host": host,
        "chair": _chair(basis, change.planned.chair),
        "theme": change.planned.theme,
        "prepare": was.prepare,
        "meeting_url": was.meeting_url,
    }


def _pin(gathering: Gathering, is_pinned: bool) -> None:
    if gathering.is_pinned != is_pinned:
        Gathering.objects.filter(pk=gathering.pk, published_at=None).update(is_pinned=is_pinned)
        gathering.is_pinned = is_pinned


def _settle(choices: Choices, change: Change, gathering: Gathering) -> None:
    """What was settled of the proposal now belongs to the draft; its day is kept by the draft itself."""
    row = choices.rows.pop(change.key, {})
    kept: dict[str, Any] = {name: row[name] for name in ("host", "chair", "theme") if name in row}
    if kept:
        choices.rows[gathering.public_id] = kept
    choices.saved[gathering.public_id] = {"host": change.planned.host, "chair": change.planned.chair}


def _host(basis: Basis, key: str | None) -> Organisation | None:
    known: Sequence[Organisation] = [*basis.hosts, *(g.host for g in basis.gatherings.values() if g.host)]
    return next((one for one in known if one.public_id == key), None)


def _chair(basis: Basis, key: str | None) -> Person | None:
    known: Sequence[Person] = [*basis.chairs, *(g.chair for g in basis.gatherings.values() if g.chair)]
    return next((one for one in known if one.public_id == key), None)
