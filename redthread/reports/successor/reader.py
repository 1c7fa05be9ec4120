"""Whose eyes a successor pack is read with: those of any leader of the network, who speaks for no school.

So the pack is the same whoever fetches it, and holds nothing that belongs to one school or one person.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone

from redthread.betweenwork.models import SchoolLine
from redthread.gatherings.models import Commitment, CommitmentStep, Gathering, Outcome
from redthread.networks.access import Access
from redthread.networks.models import Mandate, Membership, Network, Role, Unit
from redthread.networks.roles import GRANTS
from redthread.networks.roster import Roster, sort_out
from redthread.people.models import Organisation, Person, Position
from redthread.reports.models import Handover
from redthread.sharing.models import Audience, Release
from redthread.thread.promises import readable_commitments

MOST_HELD = 14  # what two pages of history hold
RELEASED = (Release.Kind.TRY_OUT, Release.Kind.STORY, Release.Kind.PROPOSAL, Release.Kind.MATTER)


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
        """Who is in now, each with the post they hold in `post`; a role that is to come is not told yet."""
        posts = Position.objects.current(self.today).filter(person=OuterRef("person")).order_by("pk")
        members = Membership.objects.current(self.now).filter(network=self.network)
        members = members.annotate(post=Subquery(posts.values("kind")[:1]))
        units = Unit.objects.present().filter(network=self.network)
        return sort_out(
            units.select_related("organisation"), members.select_related("person", "organisation")
        )

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

    @property
    def latest(self) -> list[Gathering]:
        return self.held[:MOST_HELD]

    @cached_property
    def commitments(self) -> list[Commitment]:
        """What the network has been told that its schools promised, the newest first; with `last_word`."""
        last = CommitmentStep.objects.filter(commitment=OuterRef("pk")).order_by("-pk")
        found = readable_commitments(self.access).annotate(last_word=Subquery(last.values("word")[:1]))
        return list(found.select_related("school", "gathering").order_by("-gathering__starts_at", "-pk"))

    @cached_property
    def outcomes(self) -> list[Outcome]:
        """What the latest gatherings decided and all have proposed to the owner, with the owner's answers."""
        decided = Q(kind=Outcome.Kind.DECISION, item__gathering__in=[one.pk for one in self.latest])
        proposed = Q(kind=Outcome.Kind.PROPOSAL, item__gathering__network=self.network)
        found = Outcome.objects.shared().filter(decided | proposed)
        return list(found.select_related("item__gathering", "owner_answer").order_by("pk"))

    @cached_property
    def releases(self) -> list[Release]:
        """What the network, or its owner, has been shown of what other rooms hold; the newest first."""
        shown = Release.objects.visible_to(self.access).filter(kind__in=RELEASED)
        return list(shown.select_related("school", "owner_answer").order_by("-released_at", "-pk"))

    @property
    def shown_try_outs(self) -> list[Release]:
        """What the network has been shown of try-outs, never the schools' own rows."""
        kind, to_all = Release.Kind.TRY_OUT, Audience.NETWORK
        return [one for one in self.releases if one.kind == kind and one.audience == to_all]

    @property
    def schools(self) -> list[Organisation]:
        return [unit.unit.organisation for unit in self.roster.units]
