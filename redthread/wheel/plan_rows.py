"""The proposal as rows of a form: what each offers, what it says, and what a person did with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from redthread.core import dates
from redthread.gatherings.models import Gathering
from redthread.schoolyear.years import SchoolYear
from redthread.wheel.plan_choices import day_from
from redthread.wheel.plan_reading import Basis
from redthread.wheel.plan_words import day_name, sentence_of
from redthread.wheel.planning import Plan, Planned

HELD = ("past", "minutes")
PUBLISHED = ("published", "moved")
LONGEST_THEME = 200
LONGEST = 14  # days


@dataclass(frozen=True)
class Row:
    """One gathering of the proposal, ready to be shown."""

    planned: Planned
    gathering: Gathering | None
    hosts: tuple[tuple[str, str, bool], ...]
    chairs: tuple[tuple[str, str, bool], ...]
    host: str
    chair: str
    date_why: str
    more_why: str
    span: str
    tag: str

    @property
    def key(self) -> str:
        return self.planned.key

    @property
    def is_held(self) -> bool:
        return self.planned.pin in HELD

    @property
    def is_published(self) -> bool:
        return self.planned.pin in PUBLISHED

    @property
    def stands(self) -> bool:
        return self.planned.pin in ("chosen", "settled")

    @property
    def days(self) -> int:
        return (self.planned.last_day - self.planned.day).days + 1


def rows_of(basis: Basis, plan: Plan) -> list[Row]:
    return [_row(basis, planned) for planned in plan.gatherings]


def _row(basis: Basis, planned: Planned) -> Row:
    names, chosen = basis.names, basis.choices.rows.get(planned.key, {})
    host, chair = names.get(planned.host or "", ""), names.get(planned.chair or "", "")
    codes = {(why.about, why.code) for why in planned.why}
    by_turn = _("%(host)s (etter tur)") % {"host": host} if host else _("Etter tur")
    by_rule = _("%(chair)s (etter regelen)") % {"chair": chair} if chair else _("Etter regelen")
    if ("host", "fixed") in codes and "host" not in chosen:
        by_turn = _("%(name)s (står på kladden)") % {"name": host}
    if ("chair", "chosen") in codes and "chair" not in chosen:
        by_rule = _("%(name)s (står på kladden)") % {"name": chair}
    date_why = [sentence_of(why, names) for why in planned.why if why.about == "date"]
    more = [sentence_of(why, names) for why in planned.why if why.about not in ("date", "theme")]
    return Row(
        planned=planned,
        gathering=basis.gatherings.get(planned.key),
        hosts=_options(by_turn, [(one.public_id, one.name) for one in basis.hosts], chosen.get("host")),
        chairs=_options(by_rule, [(one.public_id, one.name) for one in basis.chairs], chosen.get("chair")),
        host=host,
        chair=chair,
        date_why=" ".join(date_why),
        more_why="" if planned.pin in PUBLISHED else " ".join(more),
        span=_span(planned),
        tag=_tag(planned, basis.gatherings.get(planned.key)),
    )


def _options(first: str, offered: list[tuple[str, str]], chosen: object) -> tuple[tuple[str, str, bool], ...]:
    known = {key for key, _name in offered}
    own = chosen if chosen in known else ""
    return tuple((key, name, key == own) for key, name in [("", first), *offered])


def _span(planned: Planned) -> str:
    """«tirsdag 13. oktober», or both days of a camp."""
    if not planned.is_camp:
        return day_name(planned.day)
    return _("%(first)s til %(last)s") % {"first": day_name(planned.day), "last": day_name(planned.last_day)}


def _tag(planned: Planned, gathering: Gathering | None) -> str:
    if planned.pin in HELD:
        return _("har vært") if planned.pin == "past" else _("har referat")
    if gathering is None:
        return _("forslag")
    return _("kladd") if gathering.is_draft else _("publisert")


def read_rows(
    posted: Mapping[str, str], keys: list[str], basis: Basis
) -> tuple[dict[str, dict[str, Any]], list[str]]:
    """What a person has settled after this form, and what must be put right. Rows not sent are kept.

    A day that is changed stands fast from now on; one that is ticked stands where it is.
    """
    rows = {key: dict(row) for key, row in basis.choices.rows.items()}
    problems: list[str] = []
    for key in keys:
        if not (key in basis.gatherings or (key.isdecimal() and len(key) < 3)):
            continue  # not a row that we have shown
        row = rows.setdefault(key, {})
        _read_day(row, posted, key, basis, problems)
        _read_one(row, "host", posted.get(f"vert-{key}"), {one.public_id for one in basis.hosts})
        _read_one(row, "chair", posted.get(f"leder-{key}"), {one.public_id for one in basis.chairs})
        _read_theme(row, posted, key)
    return {key: row for key, row in rows.items() if row}, problems


def _read_day(
    row: dict[str, Any], posted: Mapping[str, str], key: str, basis: Basis, problems: list[str]
) -> None:
    text, was = posted.get(f"dag-{key}"), posted.get(f"var-dag-{key}")
    if text is None:
        return
    day = day_from(text)
    if day is None:
        problems.append(_("«%(text)s» er ingen dato. Skriv datoen slik: 14.10.2026.") % {"text": text[:30]})
    elif day not in basis.year:
        problems.append(_outside(day, basis.year))
    else:
        stands = posted.get(f"fast-{key}") == "1" or text != was
        days = posted.get(f"dager-{key}", "")
        _settle_day(row, day, basis.gatherings.get(key), stands=stands, days=days)


def _settle_day(
    row: dict[str, Any], day: date, gathering: Gathering | None, *, stands: bool, days: str
) -> None:
    """A day is kept when it is not what the gathering has by itself."""
    for name in ("day", "days", "loose"):
        row.pop(name, None)
    stands_by_itself = gathering is not None and (gathering.is_pinned or not gathering.is_draft)
    is_there = gathering is not None and timezone.localdate(gathering.starts_at) == day
    if gathering is not None and not gathering.is_draft:
        stands = True  # what is published never moves by itself
    if stands and not (stands_by_itself and is_there):
        row["day"] = day.isoformat()
        if days.isdecimal() and 1 < int(days) <= LONGEST:
            row["days"] = int(days)
    elif not stands and stands_by_itself:
        row["loose"] = True


def _outside(day: date, year: SchoolYear) -> str:
    words = {"day": dates.day_and_year(day), "year": str(year)}
    return _("%(day)s er ikke i skoleåret %(year)s. Velg en dag i det året.") % words


def _read_one(row: dict[str, Any], name: str, value: str | None, known: set[str]) -> None:
    if value is None:
        return
    if value in known:
        row[name] = value
    else:
        row.pop(name, None)


def _read_theme(row: dict[str, Any], posted: Mapping[str, str], key: str) -> None:
    text, was = posted.get(f"tema-{key}"), posted.get(f"var-tema-{key}")
    if text is not None and text != was:
        row["theme"] = text.strip()[:LONGEST_THEME]
