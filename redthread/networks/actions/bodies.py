"""Bodies inside a network, and who sits in them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from redthread.core.errors import RuleError
from redthread.networks.models import Body, Membership, Network, Seat
from redthread.networks.ready_bodies import READY
from redthread.people.models import Organisation, Person


@transaction.atomic
def add_body(
    *,
    network: Network,
    code: str,
    name: str,
    purpose: str,
    vote_rule: str,
    parent: Body | None,
    by: Person,
    now: datetime,
) -> Body:
    """Add a body. Raises RuleError when its short name is taken in this network."""
    try:
        with transaction.atomic():
            return Body.objects.create(
                network=network, code=code, name=name, purpose=purpose, vote_rule=vote_rule, parent=parent
            )
    except IntegrityError as error:
        raise _code_taken(code) from error


@transaction.atomic
def add_ready_bodies(*, network: Network, codes: Collection[str], by: Person, now: datetime) -> list[Body]:
    """Add those of the ready set (002 L6304-6354) that are not there yet, the upper ones first."""
    there = {body.code: body for body in Body.objects.filter(network=network)}
    made = []
    for ready in READY:
        if ready.code in codes and ready.code not in there:
            there[ready.code] = Body.objects.create(
                network=network,
                code=ready.code,
                name=str(ready.name),
                purpose=str(ready.purpose),
                vote_rule=ready.vote_rule,
                parent=there.get(ready.below),
            )
            made.append(there[ready.code])
    return made


@transaction.atomic
def change_body(
    *,
    body: Body,
    code: str,
    name: str,
    purpose: str,
    vote_rule: str,
    parent: Body | None,
    by: Person,
    now: datetime,
) -> None:
    """Change the body's words, place and voting rule. A rule without votes takes the votes from all seats.

    Raises RuleError when the short name is taken, when it is put below itself, and when two seats from one
    municipality would vote under «én stemme per kommune».
    """
    if parent is not None and body.pk in _upwards(parent):
        raise RuleError(_("Et organ kan ikke høre til seg selv. Velg et annet organ, eller ingen."))
    if vote_rule != body.vote_rule:
        _votes_follow_rule(body, vote_rule)
    try:
        with transaction.atomic():
            Body.objects.filter(pk=body.pk).update(
                code=code, name=name, purpose=purpose, vote_rule=vote_rule, parent=parent
            )
    except IntegrityError as error:
        raise _code_taken(code) from error


@transaction.atomic
def remove_body(*, body: Body, by: Person, now: datetime) -> None:
    """Take the body and its seats away. Raises RuleError when it has gatherings or decisions."""
    try:
        body.delete()
    except ProtectedError as error:
        raise RuleError(
            _("%(body)s har hatt samlinger eller vedtak, og blir stående.") % {"body": body}
        ) from error


@transaction.atomic
def give_seat(
    *,
    body: Body,
    person: Person,
    municipality: Organisation | None,
    is_voting: bool,
    by: Person,
    now: datetime,
) -> Seat:
    """Give the person a seat, or change the seat they have.

    Raises RuleError when the person is not in the network, when a vote has no rule or no municipality to
    stand on, and when the municipality has its vote already (002 L6344-6348).
    """
    if not Membership.objects.current(now).filter(network=body.network_id, person=person).exists():
        raise RuleError(
            _("%(person)s er ikke med i nettverket. Legg til deltakeren først.") % {"person": person}
        )
    if is_voting:
        _may_vote(body, person, municipality)
    if body.vote_rule == Body.VoteRule.PER_MEMBER:
        municipality = None  # one vote a person: where they come from does not count
    try:
        with transaction.atomic():
            seat, _created = Seat.objects.update_or_create(
                body=body, person=person, defaults={"municipality": municipality, "is_voting": is_voting}
            )
    except IntegrityError as error:
        raise RuleError(_("Kommunen fikk en stemme akkurat nå. Se hvem som har den.")) from error
    return seat


def take_seat(*, seat: Seat, by: Person, now: datetime) -> None:
    """Take the seat away."""
    Seat.objects.filter(pk=seat.pk).delete()


def _may_vote(body: Body, person: Person, municipality: Organisation | None) -> None:
    if body.vote_rule == Body.VoteRule.NONE:
        raise RuleError(
            _("%(body)s stemmer ikke. Endre stemmeregelen, eller gi en plass uten stemme.") % {"body": body}
        )
    if body.vote_rule != Body.VoteRule.PER_MUNICIPALITY:
        return
    if municipality is None:
        raise RuleError(
            _("Hver kommune har én stemme. Velg hvilken kommune %(person)s stemmer for.") % {"person": person}
        )
    holder = (
        Seat.objects.filter(body=body, municipality=municipality, is_voting=True)
        .exclude(person=person)
        .select_related("person")
        .first()
    )
    if holder is not None:
        raise RuleError(
            _(
                "%(municipality)s har én stemme, og %(holder)s har den. "
                "Gi %(person)s en plass uten stemme, eller flytt stemmen først."
            )
            % {"municipality": municipality, "holder": holder.person, "person": person}
        )


def _votes_follow_rule(body: Body, vote_rule: str) -> None:
    voting = Seat.objects.filter(body=body, is_voting=True)
    match vote_rule:
        case Body.VoteRule.NONE:
            voting.update(is_voting=False)
        case Body.VoteRule.PER_MEMBER:
            voting.update(municipality=None)
        case Body.VoteRule.PER_MUNICIPALITY if voting.filter(municipality=None).exists():
            raise RuleError(
                _("Noen plasser stemmer uten kommune. Ta stemmen fra dem først, så velger dere på nytt.")
            )


def _upwards(body: Body) -> list[int]:
    """The body and everything above it."""
    above: list[int] = []
    step: Body | None = body
    while step is not None and step.pk not in above:
        above.append(step.pk)
        step = step.parent
    return above


def _code_taken(code: str) -> RuleError:
    return RuleError(_("Kortnavnet %(code)s er brukt i nettverket. Velg et annet.") % {"code": code})
