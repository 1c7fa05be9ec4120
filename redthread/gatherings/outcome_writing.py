"""What a form for an outcome opens with: never an empty sheet, always what is already known. Reads only."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from redthread.gatherings.forms.commitments import CommitmentForm
from redthread.gatherings.forms.outcomes import DecisionForm, TextForm
from redthread.gatherings.models import AgendaItem, Gathering, Outcome
from redthread.gatherings.votes import voters
from redthread.networks.models import Body, Membership, Seat
from redthread.people.models import Organisation, Person

Data = Any  # a QueryDict, or None for a form that has not been sent
Typed = Mapping[str, str]  # what was typed before the form was asked to change its shape

USUAL_KIND = {
    AgendaItem.Kind.DECISION: Outcome.Kind.DECISION,
    AgendaItem.Kind.OWN_SCHOOL: Outcome.Kind.COMMITMENT,
}


def decision_form(
    gathering: Gathering, data: Data, outcome: Outcome | None, *, typed: Typed, now: datetime
) -> DecisionForm:
    """The gathering's own body is chosen from the start; its rule decides which votes are asked for."""
    bodies = list(gathering.network.bodies.all())
    initial: dict[str, Any] = {"body": gathering.body.public_id if gathering.body else ""}
    if outcome is not None:
        initial = {"text": outcome.text, "body": outcome.body.public_id if outcome.body else ""}
    initial |= typed
    chosen = (data or initial).get("body", "")
    seats = _voting_seats(next((body for body in bodies if body.public_id == chosen), None))
    votes = list(outcome.votes.select_related("person")) if outcome else []
    for row, vote in enumerate(votes):
        key = vote.person.public_id
        initial |= {f"vote_{key}": vote.choice, f"who_{row}": key}
        initial |= {f"why_{key}": vote.reason, f"why_{row}": vote.reason}
    return DecisionForm(
        data,
        initial=initial,
        bodies=bodies,
        seats=seats,
        people=[] if seats else people_in(gathering, now),
        disagreements=0 if seats else len(votes),
    )


def _voting_seats(body: Body | None) -> list[Seat]:
    if body is None or body.vote_rule == Body.VoteRule.NONE:
        return []
    return voters(body.vote_rule, body.seats.select_related("person", "municipality"))


def text_form(kind: str, data: Data, outcome: Outcome | None) -> TextForm:
    form = TextForm(data, initial={"text": outcome.text} if outcome else {})
    if kind == Outcome.Kind.PROPOSAL:
        form.fields["text"].label = _("Hva vil dere foreslå for skoleeier?")
    return form


def commitment_form(
    gathering: Gathering,
    data: Data,
    outcome: Outcome | None,
    *,
    schools: list[Organisation],
    typed: Typed,
    now: datetime,
) -> CommitmentForm:
    """The school's own people carry it, until the next gathering, unless somebody writes otherwise."""
    if outcome is not None:
        one = outcome.commitment
        initial = {"what": one.what, "who": one.who, "due_on": one.due_on, "reach": one.reach}
        return CommitmentForm(data, initial=initial, schools=[one.school])
    school = next((one for one in schools if one.public_id == typed.get("school")), None)
    school = school or (schools[0] if len(schools) == 1 else None)
    initial = {"due_on": _next_gathering_on(gathering), **typed, "school": school.public_id if school else ""}
    if school is not None:
        initial["who"] = " og ".join(person.name for person in people_in(gathering, now, school))[:200]
    return CommitmentForm(data, initial=initial, schools=schools)


def _next_gathering_on(gathering: Gathering) -> date | None:
    coming = Gathering.objects.standing().after(gathering).first()
    return timezone.localdate(coming.starts_at) if coming else None


def people_in(gathering: Gathering, now: datetime, school: Organisation | None = None) -> list[Person]:
    """Those who are in the network now, or those of them who represent one school; by name."""
    memberships = Membership.objects.filter(network=gathering.network_id).current(now)
    if school is not None:
        memberships = memberships.filter(organisation=school)
    found = {one.person for one in memberships.select_related("person")}
    return sorted(found, key=lambda person: (person.name, person.pk))
