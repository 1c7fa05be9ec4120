"""Who is host and who chairs, gathering by gathering, fair over the whole year. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from typing import NamedTuple

from redthread.grouping.turns import CAN, CANNOT, WOULD_LIKE, share_turns
from redthread.wheel.planning.answer import Why
from redthread.wheel.planning.question import Question, Wish

IN_TURN = "in_turn"


class Slot(NamedTuple):
    """One gathering that needs a host; `fixed` is the host it has already."""

    key: str
    day: date
    fixed: str | None


def hosts_for(question: Question, slots: list[Slot]) -> list[str | None]:
    """A host for each slot in order: fixed ones stay, wishes are met, and the rest is shared evenly."""
    known = {host.key: host for host in question.hosts}
    in_turn = [slot for slot in slots if slot.fixed is None or slot.fixed in known]

    def suits(key: str, slot: Slot) -> int:
        if slot.fixed is not None:
            return CAN if slot.fixed == key else CANNOT
        if not known[key].takes_part(slot.day) or wish_of(question, key, slot.day, wants=False):
            return CANNOT
        return WOULD_LIKE if wish_of(question, key, slot.day, wants=True) else CAN

    last_time = {
        host.key: datetime.combine(host.last_time, time.min, UTC) for host in question.hosts if host.last_time
    }
    shared = share_turns([host.key for host in question.hosts], last_time, in_turn, suits=suits)
    found = dict(zip((slot.key for slot in in_turn), shared, strict=True))
    return [found.get(slot.key, slot.fixed) for slot in slots]


def wish_of(question: Question, host: str, day: date, *, wants: bool) -> Wish | None:
    """The school's wish for that day; a school that cannot is not asked whether it would like to."""
    return next(
        (wish for wish in question.wishes if wish.host == host and wish.wants == wants and wish.covers(day)),
        None,
    )


def why_host(question: Question, slots: list[Slot], hosts: list[str | None], place: int) -> list[Why]:
    """Why this one is host here, and who stood before it in the turn but could not."""
    slot, host = slots[place], hosts[place]
    if host is None:
        return [Why("host", "nobody_can" if question.hosts else "no_schools")]
    if slot.fixed is not None:
        return [Why("host", "fixed", {"host": host})]
    last_times = _last_times(question, slots, hosts, place)
    wish = wish_of(question, host, slot.day, wants=True)
    facts = {"host": host, "last": last_times.get(host), "word": wish.word if wish else ""}
    waited = _has_waited_longest(question, last_times, host, slot.day)
    code = "wish" if wish else "never" if facts["last"] is None else "longest" if waited else "even"
    return [Why("host", code, facts), *_passed_by(question, last_times, host, slot.day)]


def _last_times(
    question: Question, slots: list[Slot], hosts: list[str | None], place: int
) -> dict[str, date]:
    """When each school was host last, seen from this slot."""
    times = {host.key: host.last_time for host in question.hosts if host.last_time}
    times.update({host: slot.day for slot, host in zip(slots[:place], hosts[:place], strict=True) if host})
    return times


def _before_in_turn(question: Question, last_times: Mapping[str, date], host: str) -> list[str]:
    """Those who have waited longer than this host, or never had the turn."""
    mine = last_times.get(host, date.min)
    return [one.key for one in question.hosts if last_times.get(one.key, date.min) < mine]


def _has_waited_longest(question: Question, last_times: Mapping[str, date], host: str, day: date) -> bool:
    part = {one.key for one in question.hosts if one.takes_part(day)}
    return not [
        key
        for key in _before_in_turn(question, last_times, host)
        if key in part and not wish_of(question, key, day, wants=False)
    ]


def _passed_by(question: Question, last_times: Mapping[str, date], host: str, day: date) -> list[Why]:
    found = []
    for key in _before_in_turn(question, last_times, host):
        cannot = wish_of(question, key, day, wants=False)
        if cannot:
            found.append(Why("host", "cannot", {"host": key, "word": cannot.word}))
    return found[:1]


def chair_for(question: Question, host: str | None, chosen: str | None) -> tuple[str | None, list[Why]]:
    """Who chairs, by what is chosen, else by the network's rule, and why."""
    if chosen is not None:
        return chosen, [Why("chair", "chosen", {"chair": chosen})]
    if question.chair_rule != IN_TURN:
        code = question.chair_rule if question.chair else f"no_{question.chair_rule}"
        return question.chair, [Why("chair", code, {"chair": question.chair})]
    voice = question.voices.get(host) if host else None
    return voice, [Why("chair", "voice" if voice else "no_voice", {"chair": voice, "host": host})]
