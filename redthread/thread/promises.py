"""Each school's commitments after each gathering, as far as one person may read them. Two queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from django.db.models import F, Q
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
        self._found: dict[tuple[int, int], list[Promise]] = defaultdict(list)
        self.schools: dict[int, Organisation] = {}
        here = {gathering.pk for gathering in gatherings}
        commitments = self._commitments(access, here)
        steps = _steps(commitments)
        for commitment in commitments:
            self.schools[commitment.school_id] = commitment.school
            if commitment.gathering_id in here:
                self._add(commitment, commitment.gathering_id, steps[commitment.pk][:1])
            self._add_carried(commitment, steps[commitment.pk], here)

    def _commitments(self, access: Access, here: set[int]) -> list[Commitment]:
        """Made at these gatherings, or carried on from one of them; each with the address of its minutes."""
        carried = CommitmentStep.objects.filter(gathering__in=here, choice=CommitmentStep.Choice.CARRIED)
        found = readable_commitments(access).filter(
            Q(gathering__in=here) | Q(pk__in=carried.values("commitment"))
        )
        addressed = found.annotate(
            in_minutes=F("outcome__public_id"), at_gathering=F("gathering__public_id")
        ).select_related("school")
        fields = ("what", "who", "due_on", "gathering_id", "school__name", "school__public_id")
        return list(addressed.only(*fields).order_by("pk"))

    def _add_carried(self, commitment: Commitment, steps: Sequence[CommitmentStep], here: set[int]) -> None:
        for at, step in enumerate(steps):
            if step.choice == CommitmentStep.Choice.CARRIED and step.gathering_id in here:
                self._add(commitment, step.gathering_id, steps[at + 1 : at + 2])

    def _add(self, commitment: Commitment, gathering_id: int, answers: Sequence[CommitmentStep]) -> None:
        """`answers` holds what was decided about it the next time it was talked of, if it was."""
        answer = answers[0] if answers else None
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
        minutes = reverse("gatherings:minutes", args=[self._slug, commitment.at_gathering])  # type: ignore[attr-defined]
        return f"{minutes}#utfall-{commitment.in_minutes}"  # type: ignore[attr-defined]

    def after(self, gathering: Gathering, school_id: int) -> tuple[Promise, ...]:
        return tuple(self._found.get((gathering.pk, school_id), ()))


def _steps(commitments: Sequence[Commitment]) -> dict[int, list[CommitmentStep]]:
    """What was decided about each of them at later gatherings, in order."""
    found: dict[int, list[CommitmentStep]] = defaultdict(list)
    steps = CommitmentStep.objects.filter(commitment__in=commitments)
    for step in steps.order_by("gathering__starts_at", "pk"):
        found[step.commitment_id].append(step)
    return found
