"""Anybody who takes part may propose an item, the owner as well; those who plan decide, and always answer."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from redthread.core.errors import RuleError
from redthread.gatherings.actions.agenda import add_agenda_item
from redthread.gatherings.models import AgendaItem, AgendaProposal, Gathering
from redthread.networks.models import Membership, Role
from redthread.people.models import Person


@transaction.atomic
def propose_item(
    *, gathering: Gathering, title: str, why: str, minutes: int, by: Person, now: datetime
) -> AgendaProposal:
    """Propose an item for a published gathering that is not over.

    What the owner's consultant proposes is marked as from the owner (the principals own the agenda,
    000 L519-523). Raises RuleError when it is too late.
    """
    if gathering.is_draft or gathering.is_cancelled or gathering.ends_at <= now:
        raise RuleError(
            _("Det er for sent å foreslå saker til denne samlingen. Foreslå saken til den neste.")
        )
    return AgendaProposal.objects.create(
        gathering=gathering,
        title=title,
        why=why,
        minutes=minutes,
        proposed_by=by,
        proposed_at=now,
        is_from_owner=speaks_for_owner(gathering, by, now),
    )


def speaks_for_owner(gathering: Gathering, person: Person, now: datetime) -> bool:
    """Whether the person is in the network for the owner, and not in another role as well."""
    roles = Membership.objects.current(now).filter(network=gathering.network_id, person=person)
    return set(roles.values_list("role", flat=True)) == {Role.CONSULTANT.value}


@transaction.atomic
def answer_proposal(
    *, proposal: AgendaProposal, is_accepted: bool, answer: str, by: Person, now: datetime
) -> AgendaItem | None:
    """Take the proposal into the agenda, or decline it with an answer; once, whoever answers first.

    Returns the new item, if this call made one. Raises RuleError when it is declined without an answer, or
    the minutes are locked.
    """
    if not is_accepted and not answer.strip():
        raise RuleError(_("Skriv et svar til den som foreslo saken, for eksempel når den kan passe bedre."))
    unanswered = AgendaProposal.objects.filter(pk=proposal.pk, answered_at=None)
    if unanswered.update(answered_at=now, answered_by=by, answer=answer.strip()) == 0:
        return None  # somebody else answered it first
    if not is_accepted:
        return None
    item = add_agenda_item(
        gathering=proposal.gathering,
        kind=AgendaItem.Kind.INFORMATION if proposal.is_from_owner else AgendaItem.Kind.INPUT,
        title=proposal.title,
        minutes=proposal.minutes,
        description=proposal.why,
        responsible=str(proposal.proposed_by),
        by=by,
        now=now,
    )
    AgendaProposal.objects.filter(pk=proposal.pk).update(item=item)
    return item
