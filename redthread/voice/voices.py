"""Who has a voice in a matter, and whether enough support it.

A matter of a body that votes follows the body's own rule (002 L6344-6348): one voice a member, or one a
municipality. Everything else has one voice a school. No source names a majority for what a network raises to
its owner; that more than half of those who have a voice must support it is our choice.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.db.models import QuerySet

from redthread.gatherings.votes import voters
from redthread.networks.access import Access
from redthread.networks.models import Body, Seat, Unit
from redthread.voice.models import ROLES, Matter, Voice


class Holder(NamedTuple):
    """One voice: a school, a municipality with whoever votes for it, or one member."""

    key: str
    name: str
    organisation: int | None
    person: int | None  # None: anybody who represents the school


class Said(NamedTuple):
    holder: Holder
    voice: Voice | None


class Standing(NamedTuple):
    """How a matter stands among those who have a voice now."""

    said: list[Said]

    @property
    def able(self) -> int:
        return len(self.said)

    @property
    def supporting(self) -> int:
        return sum(1 for one in self.said if one.voice and one.voice.choice == Voice.Choice.SUPPORT)

    @property
    def unsaid(self) -> int:
        return sum(1 for one in self.said if one.voice is None)

    @property
    def dissents(self) -> list[Said]:
        return [one for one in self.said if one.voice and one.voice.choice == Voice.Choice.AGAINST]

    @property
    def is_carried(self) -> bool:
        """More than half of all who have a voice, also those who have not used it."""
        return self.supporting * 2 > self.able

    @property
    def needed(self) -> int:
        """How many must support it."""
        return self.able // 2 + 1


def holders_of_schools(units: Iterable[Unit]) -> list[Holder]:
    """One a unit, in the order of the turn."""
    return [
        Holder(one.organisation.public_id, one.organisation.name, one.organisation_id, None) for one in units
    ]


def holders_in_body(body: Body, seats: Iterable[Seat]) -> list[Holder]:
    """One a voting seat, by the body's rule."""
    by_municipality = body.vote_rule == Body.VoteRule.PER_MUNICIPALITY
    return [
        Holder(seat.person.public_id, _seat_name(seat), seat.municipality_id, seat.person_id)
        if by_municipality
        else Holder(seat.person.public_id, str(seat.person), None, seat.person_id)
        for seat in voters(body.vote_rule, seats)
    ]


def _seat_name(seat: Seat) -> str:
    return f"{seat.municipality}, {seat.person}"


def standing_of(holders: Sequence[Holder], voices: Iterable[Voice]) -> Standing:
    """Each holder with what was said. What somebody said who has no voice any more counts no longer."""
    schools = {one.organisation_id: one for one in voices if one.organisation_id is not None}
    members = {one.person_id: one for one in voices if one.organisation_id is None}
    return Standing(
        [
            Said(one, schools.get(one.organisation) if one.organisation else members.get(one.person or 0))
            for one in holders
        ]
    )


def own_holders(access: Access, holders: Iterable[Holder]) -> list[Holder]:
    """The voices that the person may use: that of the own school, or the own seat's."""
    if access.network.is_closed:
        return []
    schools = {one.organisation_id for one in access.memberships if one.role in ROLES}
    return [
        one
        for one in holders
        if (one.organisation in schools if one.person is None else one.person == access.person.pk)
    ]


def holders_of(matter: Matter, units: Iterable[Unit], seats: Iterable[Seat]) -> list[Holder]:
    """By the rule of the body that raises it; a body that does not vote leaves it to the schools."""
    if matter.body is None or matter.body.vote_rule == Body.VoteRule.NONE:
        return holders_of_schools(units)
    return holders_in_body(matter.body, seats)


def units_of(network: int) -> QuerySet[Unit]:
    return Unit.objects.present().filter(network=network).select_related("organisation")


def standing_for(matter: Matter) -> Standing:
    """Three queries at most."""
    seats = matter.body.seats.select_related("person", "municipality") if matter.body else ()
    voices = matter.voices.select_related("person", "organisation")
    return standing_of(holders_of(matter, units_of(matter.network_id), seats), list(voices))
