"""What came of an agenda item is written down, changed and removed while the minutes are open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from redthread.core.errors import RuleError
from redthread.gatherings.actions.minutes import minutes_being_written
from redthread.gatherings.models import AgendaItem, Outcome, Vote
from redthread.gatherings.votes import voters
from redthread.networks.models import Body, Membership
from redthread.people.models import Person
from redthread.sharing.models import Audience


class VoteGiven(NamedTuple):
    """One person's vote on a decision, as it is handed in."""

    person: Person
    choice: str
    reason: str = ""


@transaction.atomic
def add_outcome(
    *,
    item: AgendaItem,
    kind: str,
    text: str,
    by: Person,
    now: datetime,
    body: Body | None = None,
    votes: Sequence[VoteGiven] = (),
) -> Outcome:
    """Write down an information, a decision or a proposal to the owner; a commitment has its own action.

    A decision is the network's own agreement unless `body` says who decided. Raises RuleError when the
    minutes are not open, and for votes that the body's rule does not allow (see `_give_votes`).
    """
    if kind == Outcome.Kind.COMMITMENT:
        raise ValueError("a commitment is made with add_commitment")
    minutes_being_written(item.gathering)
    outcome = Outcome.objects.create(
        item=item,
        kind=kind,
        text=text,
        body=body if kind == Outcome.Kind.DECISION else None,
        audience=Audience.GROUP,
        written_by=by,
        written_at=now,
    )
    _give_votes(outcome, votes)
    return outcome


@transaction.atomic
def change_outcome(
    *,
    outcome: Outcome,
    text: str,
    by: Person,
    now: datetime,
    body: Body | None = None,
    votes: Sequence[VoteGiven] = (),
) -> None:
    """Write the outcome anew; the votes given replace those that were there."""
    minutes_being_written(outcome.item.gathering)
    outcome.text, outcome.written_by, outcome.written_at = text, by, now
    outcome.body = body if outcome.kind == Outcome.Kind.DECISION else None
    outcome.save(update_fields=["text", "body", "written_by", "written_at"])
    outcome.votes.all().delete()
    _give_votes(outcome, votes)


@transaction.atomic
def remove_outcome(*, outcome: Outcome, by: Person, now: datetime) -> None:
    """Take an outcome out of the open minutes, with its votes or its commitment."""
    minutes_being_written(outcome.item.gathering)
    outcome.delete()


def _give_votes(outcome: Outcome, votes: Sequence[VoteGiven]) -> None:
    """Keep the votes with the decision.

    In a body with a voting rule those vote whom the rule names. Without one the default is agreement, and
    only disagreement is written down, from anybody in the network. A vote against carries its reason.
    """
    if votes and outcome.kind != Outcome.Kind.DECISION:
        raise RuleError(_("Bare vedtak har stemmer. Velg typen vedtak først."))
    for vote in votes:
        if vote.choice == Vote.Choice.AGAINST and not vote.reason.strip():
            raise RuleError(
                _("Skriv hvorfor %(name)s er uenig. Begrunnelsen står sammen med vedtaket.")
                % {"name": vote.person}
            )
    if len({vote.person.pk for vote in votes}) < len(votes):
        raise RuleError(_("Den samme personen står to ganger. Ta bort den ene."))
    municipalities = _municipality_by_voter(outcome, votes)
    Vote.objects.bulk_create(
        Vote(
            outcome=outcome,
            person=vote.person,
            municipality_id=municipalities[vote.person.pk],
            choice=vote.choice,
            reason=vote.reason.strip(),
        )
        for vote in votes
    )


def _municipality_by_voter(outcome: Outcome, votes: Sequence[VoteGiven]) -> dict[int, int | None]:
    """Each voter's municipality where the vote is the municipality's. RuleError for a vote too many."""
    body = outcome.body
    if body is None or body.vote_rule == Body.VoteRule.NONE:
        return _dissenters(outcome, votes)
    seats = {seat.person_id: seat for seat in voters(body.vote_rule, body.seats.all())}
    for vote in votes:
        if vote.person.pk not in seats:
            raise RuleError(
                _("%(name)s har ikke stemme i %(body)s. Ta bort stemmen, eller endre plassene i organet.")
                % {"name": vote.person, "body": body.code}
            )
    per_municipality = body.vote_rule == Body.VoteRule.PER_MUNICIPALITY
    return {person: seat.municipality_id if per_municipality else None for person, seat in seats.items()}


def _dissenters(outcome: Outcome, votes: Sequence[VoteGiven]) -> dict[int, int | None]:
    """Where nobody votes, anybody in the network may have their disagreement written down."""
    if any(vote.choice != Vote.Choice.AGAINST for vote in votes):
        raise RuleError(_("Her stemmes det ikke. Skriv bare opp den som er uenig, og hvorfor."))
    people = [vote.person.pk for vote in votes]
    members = set(
        Membership.objects.filter(network=outcome.item.gathering.network_id, person__in=people).values_list(
            "person", flat=True
        )
    )
    if missing := [vote.person for vote in votes if vote.person.pk not in members]:
        raise RuleError(_("%(name)s er ikke med i nettverket. Velg en av deltakerne.") % {"name": missing[0]})
    return dict.fromkeys(people)
