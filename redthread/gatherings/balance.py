"""What the time of a programme is spent on: input, reflection, try-out and information. Pure.

What takes time is counted in minutes and in shares of the time that is spent on one of the four; breaks and
informal time lie outside. Participants found reflection together the most useful, and said that input from
outside sets one on a new track and keeps a network from repeating what it knows (001 L6013-6023); the form of
the day was made with little lecturing (001 L3038-3044). No source says how much of each is right.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple, Protocol

from django.utils.translation import gettext_lazy as _

from redthread.gatherings.models import AgendaItem

Kind = AgendaItem.Kind
Share = AgendaItem.Share
COUNTED = (Share.INPUT, Share.REFLECTION, Share.TRY_OUT, Share.INFORMATION)
FAR = 15  # how many per cent from what the network has said before it is worth a thought


class ShareOfKind(NamedTuple):
    share: Share
    why: Any


SHARE_OF_KIND: dict[str, ShareOfKind] = {
    Kind.SINCE_LAST: ShareOfKind(Share.REFLECTION, _("skolene ser tilbake på det de har prøvd")),
    Kind.INPUT: ShareOfKind(Share.INPUT, _("noen forteller, og de andre hører på")),
    Kind.STORY: ShareOfKind(Share.INPUT, _("en skole forteller, og de andre hører på")),
    Kind.CROSS_GROUPS: ShareOfKind(Share.REFLECTION, _("alle tenker og snakker sammen")),
    Kind.OWN_SCHOOL: ShareOfKind(Share.REFLECTION, _("hver skole tenker over hva den tar med hjem")),
    Kind.RESULTS: ShareOfKind(Share.REFLECTION, _("dere ser etter hva tallene kan bety")),
    Kind.DECISION: ShareOfKind(Share.INFORMATION, _("nettverket styrer seg selv")),
    Kind.INFORMATION: ShareOfKind(Share.INFORMATION, _("noen orienterer")),
    Kind.BREAK: ShareOfKind(Share.NONE, _("regnes ikke med")),
    Kind.INFORMAL: ShareOfKind(Share.NONE, _("trengs, og regnes ikke med")),
    Kind.REVIEW: ShareOfKind(Share.REFLECTION, _("dere ser tilbake på dagen")),
    Kind.TRY_OUT: ShareOfKind(Share.TRY_OUT, _("dere prøver noe i praksis")),
}


class Timed(Protocol):
    """What is counted: an agenda item, or what is like it."""

    kind: str
    share: str
    minutes: int


class Norm(Protocol):
    """What the network has said, in per cent."""

    input: int
    reflection: int
    try_out: int
    information: int


class Part(NamedTuple):
    share: Share
    minutes: int
    percent: int  # of the time that is spent on one of the four
    wanted: int | None  # what the network has said

    @property
    def is_far(self) -> bool:
        return self.wanted is not None and abs(self.percent - self.wanted) >= FAR


class Stretch(NamedTuple):
    """A piece of the bar, in per cent of its length."""

    share: str
    start: int
    length: int


class Balance(NamedTuple):
    parts: tuple[Part, ...]
    minutes: int  # on one of the four
    rest: int  # breaks and informal time

    @property
    def bar(self) -> list[Stretch]:
        return _stretches([(part.share, part.percent) for part in self.parts])

    @property
    def wanted_bar(self) -> list[Stretch]:
        return _stretches([(part.share, part.wanted or 0) for part in self.parts])

    @property
    def has_norm(self) -> bool:
        return any(part.wanted is not None for part in self.parts)


def share_of(item: Timed) -> Share:
    """What the item's time is spent on: what is said of it, else what its kind says."""
    return Share(item.share) if item.share else SHARE_OF_KIND[item.kind].share


def balance_of(items: Iterable[Timed], norm: Norm | None) -> Balance:
    """The minutes and the whole per cent (which sum to 100) of each of the four, in a fixed order."""
    minutes = dict.fromkeys(Share, 0)
    for item in items:
        minutes[share_of(item)] += item.minutes
    percent = whole_percent({share: minutes[share] for share in COUNTED})
    parts = tuple(Part(s, minutes[s], percent[s], getattr(norm, s) if norm else None) for s in COUNTED)
    return Balance(parts, sum(minutes[share] for share in COUNTED), minutes[Share.NONE])


def whole_percent(minutes: Mapping[Share, int]) -> dict[Share, int]:
    """Per cent that sum to 100, as near as whole numbers come; all 0 when there is no time."""
    total = sum(minutes.values())
    if total == 0:
        return dict.fromkeys(minutes, 0)
    found = {share: 100 * spent // total for share, spent in minutes.items()}
    order = list(minutes)
    by_rest = sorted(order, key=lambda share: (-(100 * minutes[share] % total), order.index(share)))
    for share in by_rest[: 100 - sum(found.values())]:
        found[share] += 1
    return found


def _stretches(lengths: Sequence[tuple[str, int]]) -> list[Stretch]:
    found, start = [], 0
    for share, length in lengths:
        if length:
            found.append(Stretch(share, start, length))
        start += length
    return found
