"""Who led each process of a network, half-year by half-year. Pure.

The rule
--------
The pattern is 002 L497-503: at first processes were carried out with support from «nettverkets egne eller
eksterne konsulenter»; later the leaders did it «på egen hånd eller med hjelp av en kollega fra
nabokommunen». The risk behind it is that new dependence on external experts comes instead of own capacity
(002 L4815-4831). The source names the three, and that they change places over time. How a process is told to
be one of them is our choice, since no source says it:

1. A **process** is a gathering that was held (led by its chair), hosting it (by the host's school), a session
   of it with named session leaders (led by them), a session run in the room without named leaders (led by
   whoever opened it), and a visit or talk with one school (led by the visitor). A gathering without a named
   chair or host has nobody to count. Drafts, what was cancelled or called off, what is confidential, and what
   is still to come are not counted. An item counts once, however many sessions were opened for it.
2. A **consultant** is whoever that day was the network's external partner or the owner's consultant, had a
   position as a partner, or led the network without representing a school in it: the source counts the
   network's own consultants together with the external ones.
3. **Own** is whoever that day took part in the network in any other way than as a guest. Of a visit to a
   school: whoever represents that very school.
4. A **neighbour** is everybody else: somebody from another network, a guest, or of a visit somebody who
   represents another school. A host that is not a unit of the network is a neighbour; the owner's own house
   is nobody's, and is not counted.
5. What several led together counts as the one furthest from own, consultant before neighbour before own: it
   was done with that help.
6. The autumn is August to December, the spring January to July.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from redthread.networks.models import Role
from redthread.schoolyear.years import FIRST_MONTH


class LedBy(StrEnum):
    """Furthest from own first."""

    CONSULTANT = "consultant"
    NEIGHBOUR = "neighbour"
    OWN = "own"


class Leader(NamedTuple):
    """What somebody was in the network on that day: no role at all when not in it."""

    roles: frozenset[str] = frozenset()
    schools: frozenset[int] = frozenset()
    is_partner: bool = False  # by position


class Half(NamedTuple):
    year: int
    is_autumn: bool

    @property
    def key(self) -> str:
        return f"{self.year}{'h' if self.is_autumn else 'v'}"


class Process(NamedTuple):
    """`what` is its kind, `who` the names of those who led it."""

    on: date
    what: str
    title: str
    href: str
    who: str
    led_by: LedBy


class HalfCount(NamedTuple):
    half: Half
    consultant: int
    neighbour: int
    own: int

    @property
    def total(self) -> int:
        return self.consultant + self.neighbour + self.own

    def of(self, led_by: LedBy) -> int:
        return int(getattr(self, led_by.value))


AWAY = frozenset({Role.PARTNER.value, Role.CONSULTANT.value})
LEADING = frozenset({Role.LEADER.value, Role.DEPUTY.value})
TAKING_PART = frozenset({Role.MEMBER.value, Role.DELEGATE.value})


def led_by(leader: Leader, *, home: int | None) -> LedBy:
    """Who somebody was to a process of the network, or of the one school `home` (rules 2 to 4)."""
    if leader.is_partner or leader.roles & AWAY:
        return LedBy.CONSULTANT
    if leader.roles & LEADING and not leader.schools:
        return LedBy.CONSULTANT
    if home is not None:
        return LedBy.OWN if home in leader.schools else LedBy.NEIGHBOUR
    return LedBy.OWN if leader.roles & (LEADING | TAKING_PART) else LedBy.NEIGHBOUR


def led_together(leaders: Iterable[Leader], *, home: int | None) -> LedBy:
    """The one furthest from own (rule 5); at least one leader is given."""
    found = {led_by(one, home=home) for one in leaders}
    return next(one for one in LedBy if one in found)


def half_of(day: date) -> Half:
    return Half(day.year, day.month >= FIRST_MONTH)


def counted(processes: Iterable[Process]) -> list[HalfCount]:
    """Every half-year in which something was led, the oldest first."""
    found: dict[Half, list[LedBy]] = {}
    for one in processes:
        found.setdefault(half_of(one.on), []).append(one.led_by)
    return [
        HalfCount(half, *(found[half].count(one) for one in LedBy))
        for half in sorted(found, key=lambda half: (half.year, half.is_autumn))
    ]
