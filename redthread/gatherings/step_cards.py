"""One open commitment as it is met at a later gathering, with what the person may do about it. Pure."""

from __future__ import annotations

from typing import Any, NamedTuple

from redthread.gatherings.forms.commitments import StepForm
from redthread.gatherings.models import Commitment, CommitmentStep, Minutes
from redthread.networks.access import Access
from redthread.networks.roles import Permission


class StepCard(NamedTuple):
    """What `_commitment_step.html` shows: the form, or the step taken and whether it can be undone."""

    commitment: Commitment
    step: CommitmentStep | None
    form: StepForm
    may_answer: bool
    may_undo: bool

    @property
    def choices(self) -> list[tuple[str, Any]]:
        return CommitmentStep.Choice.choices


def may_answer(access: Access, commitment: Commitment) -> bool:
    """The leader, the chair of the day and the school's own people say what becomes of a commitment."""
    own = access.can(Permission.SUMMARY_WRITE) and commitment.school_id in access.organisation_ids
    return own or access.can(Permission.COMMITMENT_CLOSE)


def card_for(
    commitment: Commitment,
    step: CommitmentStep | None,
    *,
    access: Access,
    minutes: Minutes | None,
    form: StepForm | None = None,
) -> StepCard:
    """The card of one commitment (with its school at hand) at a gathering with these minutes."""
    is_open = minutes is None or not minutes.is_locked
    may = is_open and may_answer(access, commitment)
    form = form or StepForm()
    form.auto_id = f"{commitment.public_id}-%s"  # many cards stand on one page
    return StepCard(commitment, step, form, may and step is None, may and step is not None)
