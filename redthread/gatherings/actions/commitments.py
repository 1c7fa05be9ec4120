"""A school's commitment: made while the minutes are open, met again at every gathering until it ends."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from redthread.core.errors import RuleError
from redthread.gatherings.actions.minutes import minutes_being_written, refuse_after_locking
from redthread.gatherings.models import AgendaItem, Commitment, CommitmentStep, Gathering, Outcome
from redthread.people.models import Organisation, Person
from redthread.sharing.models import Audience


@transaction.atomic
def add_commitment(
    *,
    item: AgendaItem,
    school: Organisation,
    what: str,
    who: str,
    due_on: date | None,
    reach: str,
    by: Person,
    now: datetime,
) -> Commitment:
    """Write down what a school takes home. Its own until the minutes are locked, then the network's.

    Raises RuleError when the minutes are not open, and for a school that does not take part.
    """
    gathering = item.gathering
    minutes_being_written(gathering)
    if not gathering.network.units.present().filter(organisation=school).exists():
        raise RuleError(_("%(school)s er ikke med i nettverket. Velg en annen skole.") % {"school": school})
    audience = Audience.GROUP if item.is_confidential else Audience.SCHOOL
    outcome = Outcome.objects.create(
        item=item,
        kind=Outcome.Kind.COMMITMENT,
        text=what,
        audience=audience,
        written_by=by,
        written_at=now,
    )
    return Commitment.objects.create(
        network=gathering.network,
        gathering=gathering,
        outcome=outcome,
        school=school,
        what=what,
        who=who,
        due_on=due_on,
        reach=reach,
        audience=audience,
    )


@transaction.atomic
def change_commitment(
    *,
    commitment: Commitment,
    what: str,
    who: str,
    due_on: date | None,
    reach: str,
    by: Person,
    now: datetime,
) -> None:
    """Write the commitment anew while the minutes are open. The school stays."""
    minutes_being_written(commitment.gathering)
    Outcome.objects.filter(pk=commitment.outcome_id).update(text=what, written_by=by, written_at=now)
    Commitment.objects.filter(pk=commitment.pk).update(what=what, who=who, due_on=due_on, reach=reach)


@transaction.atomic
def record_step(
    *, commitment: Commitment, gathering: Gathering, choice: str, word: str, by: Person, now: datetime
) -> CommitmentStep:
    """At a later gathering, close the commitment, carry it on or let it go, with a word why.

    Once a gathering: the same again changes nothing and gives the first step back. Raises RuleError when
    another answer stands already, when the commitment has ended, when the gathering is not a later one of the
    same network, and when the gathering's minutes are locked.
    """
    _refuse_unless_later(commitment, gathering)
    refuse_after_locking(gathering)
    current = Commitment.objects.select_for_update(no_key=True).get(pk=commitment.pk)
    standing = CommitmentStep.objects.filter(commitment=commitment, gathering=gathering).first()
    if standing is not None:
        if (standing.choice, standing.word) == (choice, word):
            return standing
        raise RuleError(
            _("Her står det alt «%(choice)s». Angre det først, og svar på nytt.")
            % {"choice": standing.get_choice_display()}
        )
    if current.state != Commitment.State.OPEN:
        raise RuleError(_("Denne forpliktelsen er avsluttet på en annen samling. Last siden på nytt."))
    if choice != CommitmentStep.Choice.CARRIED:
        Commitment.objects.filter(pk=commitment.pk).update(state=choice)
    return CommitmentStep.objects.create(
        commitment=commitment, gathering=gathering, choice=choice, word=word, by=by, at=now
    )


@transaction.atomic
def undo_step(*, commitment: Commitment, gathering: Gathering, by: Person, now: datetime) -> None:
    """Take this gathering's step back; the commitment is open again. Once, however many ask.

    Raises RuleError when the gathering's minutes are locked.
    """
    refuse_after_locking(gathering)
    step = CommitmentStep.objects.filter(commitment=commitment, gathering=gathering).first()
    if step is None:
        return
    step.delete()
    # What was carried on is open already, or has ended at a later gathering: that stands.
    Commitment.objects.filter(pk=commitment.pk, state=step.choice).update(state=Commitment.State.OPEN)


def _refuse_unless_later(commitment: Commitment, gathering: Gathering) -> None:
    made_at = commitment.gathering
    is_later = (made_at.starts_at, made_at.pk) < (gathering.starts_at, gathering.pk)
    if commitment.network_id != gathering.network_id or not is_later:
        raise RuleError(_("En forpliktelse følges opp på en senere samling i samme nettverk."))
    if gathering.is_draft or gathering.is_cancelled:
        raise RuleError(_("Samlingen er ikke publisert, eller den er avlyst. Følg opp på neste samling."))
