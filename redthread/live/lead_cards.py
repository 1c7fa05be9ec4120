"""The tables as those who lead see them: where each is, how far, and never what is written there. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from redthread.gatherings.method_script import Phase, Script
from redthread.gatherings.method_words import PhaseKind
from redthread.live.places_in_words import Clock, clock_of, in_row, place_of, place_words, written
from redthread.live.progress import LOBBY, Place, after, is_driven_by_tables


@dataclass(frozen=True)
class TableCard:
    """`where` is empty for a table that is where the others are, and `clock` where the time is common."""

    number: int
    place: str
    where: str
    state: str  # done, time_out, open or quiet
    state_words: str
    facts: tuple[str, ...]
    clock: Clock | None
    is_first: bool  # nothing before it
    is_last: bool  # nothing after it
    is_paused: bool
    turn: int | None  # that goes on in a round here, to be skipped when a phone is silent


def cards_of(
    tables: Sequence[dict[str, Any]], script: Script, used: Sequence[int], now: int, *, together: bool
) -> list[TableCard]:
    """One for each table; `together` when those in `used` are at the same place with the same time left."""
    is_spread = len({place_of(table) for table in tables if table["n"] in used}) > 1
    return [_card(table, script, used, now, is_spread, together) for table in tables]


def _card(
    table: dict[str, Any],
    script: Script,
    used: Sequence[int],
    now: int,
    is_spread: bool,
    together: bool,
) -> TableCard:
    place, clock = place_of(table), clock_of(table, now)
    phase = None if place.phase == LOBBY else script.phases[place.phase]
    state, words = _state(table, phase, clock)
    return TableCard(
        number=table["n"],
        place=written(place),
        where=place_words(script.phases, place, len(used)) if is_spread else "",
        state=state,
        state_words=words,
        facts=tuple(_facts(table, phase)),
        clock=None if together else clock,
        is_first=phase is None,
        is_last=after(script, place, used) is None,
        is_paused=table["left"] is not None,
        turn=table["turn"],
    )


def _state(table: dict[str, Any], phase: Phase | None, clock: Clock | None) -> tuple[str, str]:
    if table["time_out"]:
        return "time_out", _("Time-out")
    if table["done"]:
        return "done", _("Ferdig")
    if not table["people"]:
        return "quiet", _("Ingen her ennå")
    if phase and clock and clock.is_over and is_driven_by_tables(phase):
        return "open", _("Ikke ferdig")
    return "", ""


def _facts(table: dict[str, Any], phase: Phase | None) -> list[str]:
    facts = []
    if phase and phase.kind == PhaseKind.ROUND and table["people"]:
        facts.append(
            _("Runde %(number)d") % {"number": table["round"]}
            if table["in_round"]
            else _("Alle ideer er ute")
        )
    if phase and (phase.kind == PhaseKind.WRITE or table["written"]):
        count = table["written"]
        facts.append(ngettext("%(count)d innspill", "%(count)d innspill", count) % {"count": count})
    if table["people"]:
        facts.append(_people(table["people"], table["remote"]))
    return facts


def _people(people: int, remote: int) -> str:
    words = ngettext("%(count)d person", "%(count)d personer", people) % {"count": people}
    return _("%(people)s, %(remote)d hjemmefra") % {"people": words, "remote": remote} if remote else words


def who_is_not_done(tables: Sequence[dict[str, Any]], phase: Phase | None) -> str:
    """«Bord 4 er ikke ferdig.» – said once somebody is, or once the tables are at their own pace."""
    if phase is None:
        return ""
    furthest = max(place_of(table) for table in tables)
    done = [one for one in tables if one["done"] or _is_ahead(one, tables)]
    left = [one["n"] for one in tables if one not in done and one["people"]]
    if not left:
        return _("Alle bordene er ferdige.") if done and furthest.phase != LOBBY else ""
    if not done:
        return ""
    if len(left) == 1:
        return _("Bord %(number)d er ikke ferdig.") % {"number": left[0]}
    if len(left) <= 3:
        return _("Bord %(numbers)s er ikke ferdige.") % {"numbers": in_row(left)}
    return _("%(done)d av %(all)d bord er ferdige.") % {"done": len(done), "all": len(tables)}


def _is_ahead(table: dict[str, Any], tables: Sequence[dict[str, Any]]) -> bool:
    behind: Place = min(place_of(one) for one in tables)
    return place_of(table) > behind
