"""Each school's commitments after each gathering, as far as one person may read them. Two queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from django.db.models import Q
from django.urls import reverse

from redthread.gatherings.models import (
    SHARED,
    Commitment,
    CommitmentQuerySet,
    CommitmentStep,
    Gathering,
)
from redthread.networks.access import Access
from redthread.people.models import Organisation
from redthread.sharing.models import Audience
from redthread.thread.loops import Promise, PromiseState


def readable_commitments(access: Access) -> CommitmentQuerySet:
    """Shared with the network, or of the own school. Never a confidential item's: this is shown on walls."""
    own = Q(school_id__in=access.organisation_ids, audience=Audience.SCHOOL)
    return Commitment.objects.visible_to(access).filter(
        Q(audience__in=SHARED) | own, outcome__item__is_confidential=False
    )


class Promises:
    """What each school promised at a gathering, or carried on from there, and what came of it."""

    def __init__(self, access: Access, gatherings: Sequence[Gathering]) -> None:
        self._slug = access.network.slug
        self._gatherings = {g.pk: g for g in gatherings}
        self._found: dict[tuple[int, int], list[Promise]] = defaultdict(list)
        self.schools: dict[int, Organisation] = {}
        readable = readable_commitments(access)
        steps = self._steps(readable)
        made = readable.filter(gathering__in=gatherings).order_by("pk")
        for commitment in made.select_related("school", "outcome", "gathering"):
            self._add(commitment, commitment.gathering_id, steps[commitment.pk][:1])
        self._add_carried(steps)

    def _steps(self, readable: CommitmentQuerySet) -> dict[int, list[CommitmentStep]]:
        """Every step that closes or continues something in these gatherings, in order, by commitment."""
        here = Q(gathering__in=self._gatherings) | Q(commitment__gathering__in=self._gatherings)
        found: dict[int, list[CommitmentStep]] = defaultdict(list)
        steps = CommitmentStep.objects.filter(here, commitment__in=readable).select_related(
            "commitment__school", "commitment__outcome", "commitment__gathering"
        )
        for step in steps.order_by("gathering__starts_at", "pk"):
            found[step.commitment_id].append(step)
        return found

    def _add_carried(self, steps: dict[int, list[CommitmentStep]]) -> None:
        for its_steps in steps.values():
            for at, step in enumerate(its_steps):
                if step.choice == CommitmentStep.Choice.CARRIED and step.gathering_id in self._gatherings:
                    self._add(step.commitment, step.gathering_id, its_steps[at + 1 : at + 2])

    def _add(self, commitment: Commitment, gathering_id: int, answers: Sequence[CommitmentStep]) -> None:
        """`answers` holds what was decided about it the next time it was talked of, if it was."""
        answer = answers[0] if answers else None
        self.schools[commitment.school_id] = commitment.school
        self._found[gathering_id, commitment.school_id].append(
            Promise(
                what=commitment.what,
                who=commitment.who,
                state=PromiseState(answer.choice) if answer else PromiseState.OPEN,
                href=self._address(commitment),
                due_on=commitment.due_on,
                word=answer.word if answer else "",
            )
        )

    def _address(self, commitment: Commitment) -> str:
        """Where it stands in the minutes of the gathering it was made at."""
        made_at = commitment.gathering.public_id
        minutes = reverse("gatherings:minutes", args=[self._slug, made_at])
        return f"{minutes}#utfall-{commitment.outcome.public_id}"

    def after(self, gathering: Gathering, school_id: int) -> tuple[Promise, ...]:
        return tuple(self._found.get((gathering.pk, school_id), ()))
