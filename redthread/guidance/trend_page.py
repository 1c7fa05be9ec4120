"""The picture of who leads: bars by half-year, the table behind, a sentence, the way to each number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from django.utils.translation import gettext as _

from redthread.guidance.self_reliance import Half, HalfCount, LedBy, Process, counted, half_of

ROW, BAR = 52, 26  # heights in pixels


class Part(NamedTuple):
    """A piece of a bar: across in per cent, with a point whatever language the page is in."""

    look: str
    x: str
    width: str
    middle: str
    number: int


class Bar(NamedTuple):
    label: str
    y: int
    words: int  # where the label stands
    inside: int  # where the numbers stand
    parts: list[Part]


class Cell(NamedTuple):
    number: int
    asked: str  # the address that traces it, empty when there is nothing to trace


class TableRow(NamedTuple):
    label: str
    cells: list[Cell]
    total: int


class Traced(NamedTuple):
    process: Process
    what: str  # in words


@dataclass
class Trend:
    """One picture. `traced` are the processes behind the number that was asked for."""

    kind: str
    height: int
    bars: list[Bar]
    rows: list[TableRow]
    sentence: str
    traced: list[Traced] = field(default_factory=list)
    traced_words: str = ""


def led_by_words(one: LedBy) -> str:
    words = {
        LedBy.CONSULTANT: _("Konsulent eller ekstern partner"),
        LedBy.NEIGHBOUR: _("En nabo"),
        LedBy.OWN: _("Egne folk"),
    }
    return words[one]


def what_words() -> dict[str, str]:
    return {
        "gathering": _("møteleder"),
        "host": _("vertskap"),
        "session": _("øktleder"),
        "room": _("ledet økta i rommet"),
        "visit": _("veileder"),
    }


def half_words(half: Half) -> str:
    return (_("høsten %(year)d") if half.is_autumn else _("våren %(year)d")) % {"year": half.year}


def trend_of(kind: str, processes: Sequence[Process], half: str, who: str) -> Trend | None:
    """None when nothing was led. `half` and `who` («2026v», «own») ask for what is behind one number."""
    counts = counted(processes)
    if not counts:
        return None
    trend = Trend(
        kind,
        ROW * len(counts),
        [_bar(one, number, max(count.total for count in counts)) for number, one in enumerate(counts)],
        [_table_row(kind, one) for one in counts],
        _sentence(counts),
    )
    if who in list(LedBy):
        wanted = LedBy(who)
        words = what_words()
        behind = [one for one in processes if half_of(one.on).key == half and one.led_by == wanted]
        trend.traced = [Traced(one, words[one.what]) for one in behind]
    if trend.traced:
        when = half_words(half_of(trend.traced[0].process.on))
        trend.traced_words = _("%(who)s, %(when)s") % {"who": led_by_words(LedBy(who)), "when": when}
    return trend


def _bar(count: HalfCount, number: int, most: int) -> Bar:
    parts, x = [], 0.0
    for one in LedBy:
        share = 100 * count.of(one) / most
        if share:
            middle = f"{x + share / 2:.2f}"
            parts.append(Part(one.value, f"{x:.2f}", f"{share:.2f}", middle, count.of(one)))
        x += share
    top = ROW * number
    return Bar(half_words(count.half), top + 20, top + 14, top + 20 + BAR - 8, parts)


def _table_row(kind: str, count: HalfCount) -> TableRow:
    cells = [
        Cell(
            count.of(one),
            f"?hva={kind}&halvaar={count.half.key}&av={one.value}#spor" if count.of(one) else "",
        )
        for one in LedBy
    ]
    return TableRow(half_words(count.half), cells, count.total)


def _sentence(counts: Sequence[HalfCount]) -> str:
    """The newest beside the oldest, in numbers and without a word of what is better."""
    newest, oldest = counts[-1], counts[0]
    now = {"when": half_words(newest.half), "own": newest.own, "total": newest.total}
    first = _("%(own)d av %(total)d ble ledet av egne folk %(when)s.") % now
    if newest.half == oldest.half:
        return first
    then = {"when": half_words(oldest.half), "own": oldest.own, "total": oldest.total}
    return first + " " + _("Det var %(own)d av %(total)d %(when)s.") % then
