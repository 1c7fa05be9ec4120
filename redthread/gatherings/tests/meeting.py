"""A gathering with its programme and open minutes, for the tests of what happens there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone

from redthread.gatherings.actions.attendance import record_attendance
from redthread.gatherings.actions.commitments import add_commitment
from redthread.gatherings.actions.minutes import lock_minutes, open_minutes
from redthread.gatherings.actions.outcomes import VoteGiven, add_outcome
from redthread.gatherings.models import AgendaItem, Commitment, Gathering, Minutes, Outcome
from redthread.networks.models import Body
from redthread.people.models import Organisation, Person
from redthread.testing import make
from redthread.testing.cast import Cast

SECRET = "Bekymring for Solfrid"  # the title of the confidential item
WHISPER = "Hun trenger avlastning til jul"  # what came of it


@dataclass
class Meeting:
    """The gathering, its items by name, and short ways to act as Liv, who leads."""

    cast: Cast
    gathering: Gathering
    since_last: AgendaItem
    decision: AgendaItem
    own_school: AgendaItem
    secret: AgendaItem

    @property
    def now(self) -> datetime:
        return self.gathering.starts_at

    @property
    def minutes(self) -> Minutes:
        return Minutes.objects.get(gathering=self.gathering)

    def url(self, name: str, *more: str) -> str:
        address = [self.gathering.network.slug, self.gathering.public_id, *more]
        return reverse(f"gatherings:{name}", args=address)

    def write(
        self,
        kind: str,
        text: str,
        *,
        item: AgendaItem | None = None,
        body: Body | None = None,
        votes: list[VoteGiven] | None = None,
    ) -> Outcome:
        return add_outcome(
            item=item or self.decision,
            kind=kind,
            text=text,
            body=body,
            votes=votes or [],
            by=self.cast.liv,
            now=self.now,
        )

    def promise(
        self, school: Organisation, what: str = "To-lærer i lesing", *, item: AgendaItem | None = None
    ) -> Commitment:
        return add_commitment(
            item=item or self.own_school,
            school=school,
            what=what,
            who="Trinnlederne",
            due_on=None,
            reach="fellestid",
            by=self.cast.liv,
            now=self.now,
        )

    def came(self, *people: Person, presence: str = "physical") -> None:
        record_attendance(
            gathering=self.gathering,
            presences=dict.fromkeys(people, presence),
            by=self.cast.liv,
            now=self.now,
        )

    def lock(self) -> bool:
        return lock_minutes(gathering=self.gathering, by=self.cast.liv, now=self.now)


def meet(cast: Cast, *, is_open: bool = True, **fields: object) -> Meeting:
    """Yesterday's gathering unless `starts_at` says otherwise; Liv writes."""
    fields.setdefault("starts_at", timezone.now() - timedelta(days=1))
    gathering = make.gathering(cast.network, **fields)  # type: ignore[arg-type]
    kinds = AgendaItem.Kind
    found = Meeting(
        cast,
        gathering,
        make.item(gathering, kinds.SINCE_LAST, title="Siden sist"),
        make.item(gathering, kinds.DECISION, title="Felles lesetest"),
        make.item(gathering, kinds.OWN_SCHOOL, title="Egen skole"),
        make.item(gathering, kinds.STORY, title=SECRET, is_confidential=True),
    )
    if is_open:
        open_minutes(gathering=gathering, written_by=cast.liv, by=cast.liv, now=found.now)
    return found
