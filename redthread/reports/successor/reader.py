"""Whose eyes a successor pack is read with: those of any leader of the network, who speaks for no school.

So the pack is the same whoever fetches it, and holds nothing that belongs to one school or one person.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.utils import timezone

from redthread.betweenwork.models import SchoolLine
from redthread.gatherings.models import Commitment, CommitmentQuerySet, Gathering
from redthread.networks.access import Access
from redthread.networks.models import Mandate, Membership, Network, Role
from redthread.networks.roles import GRANTS
from redthread.networks.roster import Roster, UnitPeople, roster
from redthread.people.models import Organisation, Person
from redthread.reports.models import Handover
from redthread.sharing.models import Audience, Release
from redthread.thread.promises import readable_commitments


@dataclass(frozen=True)
class Reader:
    """What every section reads from; what several need is read once."""

    network: Network
    handover: Handover | None
    asked_by: Person
    now: datetime

    @property
    def today(self) -> date:
        return timezone.localdate(self.now)

    @property
    def access(self) -> Access:
        """A leader's rights, and no school's own things."""
        return Access(self.asked_by, self.network, (), GRANTS[Role.LEADER])

    @cached_property
    def roster(self) -> Roster:
        """Who is in now; somebody who is about to get another role stands with the one they have."""
        everybody = roster(self.network, self.now)
        return Roster(
            self._now(everybody.others),
            [UnitPeople(one.unit, self._now(one.members)) for one in everybody.units],
        )

    def _now(self, members: list[Membership]) -> list[Membership]:
        return [one for one in members if one.starts_at <= self.now]

    @cached_property
    def mandate(self) -> Mandate | None:
        return Mandate.objects.filter(network=self.network).prefetch_related("links").first()

    @cached_property
    def between_work(self) -> list[SchoolLine]:
        """Each school's line in what goes on now, with whether it has been reported."""
        lines = SchoolLine.objects.open_at(self.now).filter(assignment__network=self.network)
        related = lines.select_related("assignment", "school", "summary")
        return list(related.order_by("assignment", "school__name", "pk"))

    @cached_property
    def gatherings(self) -> list[Gathering]:
        """Every gathering that is not called off, drafts as well, in order of time."""
        found = self.network.gatherings.filter(cancelled_at=None).order_by("starts_at", "pk")
        gatherings = list(found.select_related("host", "chair", "minutes"))
        for one in gatherings:
            one.network = self.network
        return gatherings

    @property
    def ahead(self) -> list[Gathering]:
        return [one for one in self.gatherings if one.ends_at >= self.now]

    @property
    def held(self) -> list[Gathering]:
        """The newest first."""
        return [one for one in reversed(self.gatherings) if one.ends_at < self.now and not one.is_draft]

    @property
    def next(self) -> Gathering | None:
        return next((one for one in self.ahead if not one.is_draft), None)

    @cached_property
    def commitments(self) -> list[Commitment]:
        """What the network has been told that its schools promised, the newest first."""
        found: CommitmentQuerySet = readable_commitments(self.access)
        with_steps = found.select_related("school", "gathering").prefetch_related("steps")
        return list(with_steps.order_by("-gathering__starts_at", "-pk"))

    @cached_property
    def shown_try_outs(self) -> list[Release]:
        """What the network has been shown of try-outs, never the schools' own rows; the newest first."""
        shown = Release.objects.standing().filter(
            network=self.network, kind=Release.Kind.TRY_OUT, audience=Audience.NETWORK
        )
        return list(shown.select_related("school").order_by("-released_at", "-pk"))

    @property
    def schools(self) -> list[Organisation]:
        return [unit.unit.organisation for unit in self.roster.units]
