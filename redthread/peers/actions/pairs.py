"""Two agree to help each other for a time: an invitation that is answered, or a note that is taken."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from redthread.core.errors import RuleError
from redthread.networks.models import Membership, Network
from redthread.peers import mails
from redthread.peers.access import peers_in
from redthread.peers.models import NeighbourNote, Pair
from redthread.people.models import Organisation, Person


@dataclass(frozen=True)
class Terms:
    """What is agreed: for what, from when until when, and whether one's own side may be shown."""

    about: str
    from_on: date
    until_on: date
    shows: bool


@transaction.atomic
def invite_to_pair(
    *,
    network: Network,
    kind: str,
    school: Organisation | None,
    to_person: Person | None,
    to_school: Organisation | None,
    terms: Terms,
    key: str,
    by: Person,
    now: datetime,
) -> Pair:
    """Invite a person, or a school on behalf of one's own; the same `key` again is the same invitation.

    Raises RuleError for oneself, for one's own school, and when nobody there takes part.
    """
    if to_person == by or (to_school is not None and to_school == school):
        raise RuleError(_("Dere kan ikke være par med dere selv. Velg en annen."))
    if to_school is not None and school is None:
        raise RuleError(_("Du representerer ingen skole her. Inviter en person i stedet."))
    _refuse_past(terms, now)
    people = _other_side(network, to_person, to_school, now)
    if not people:
        raise RuleError(_("Ingen der er med i nettverket nå. Velg en annen."))
    made, is_new = Pair.objects.get_or_create(
        from_person=by,
        key=key,
        defaults={
            "network": network,
            "kind": kind,
            "from_school": school if to_school is not None else None,
            "to_person": to_person if to_school is None else None,
            "to_school": to_school,
            "about": terms.about,
            "from_on": terms.from_on,
            "until_on": terms.until_on,
            "from_shows": terms.shows,
            "invited_at": now,
        },
    )
    if is_new:
        mails.tell_invited_to_pair(made, people, now)
    return made


def _refuse_past(terms: Terms, now: datetime) -> None:
    if terms.until_on < timezone.localdate(now):
        raise RuleError(_("Siste dag er over alt. Velg en senere dag."))


def _other_side(
    network: Network, person: Person | None, school: Organisation | None, now: datetime
) -> list[Person]:
    there = peers_in(network, now)
    found: list[Membership] = list(
        there.filter(person=person) if school is None else there.filter(organisation=school)
    )
    return [one.person for one in found]


@transaction.atomic
def answer_pair(*, pair: Pair, says_yes: bool, shows: bool, by: Person, now: datetime) -> None:
    """The other side answers, once; whoever invited is told that there is an answer.

    Raises RuleError when it was taken back meanwhile.
    """
    answer = Pair.Answer.YES if says_yes else Pair.Answer.NO
    waiting = Pair.objects.waiting().filter(pk=pair.pk)
    if waiting.update(answer=answer, to_shows=shows and says_yes, answered_by=by, answered_at=now) == 0:
        held = Pair.objects.get(pk=pair.pk)
        if held.answer == answer:
            return
        raise RuleError(_("Invitasjonen er besvart eller trukket. Se hvordan den står nå."))
    mails.tell_pair_answered(pair, now)


def end_pair(*, pair: Pair, by: Person, now: datetime) -> None:
    """Either side ends it, or takes the invitation back. Once."""
    Pair.objects.filter(pk=pair.pk, ended_at=None).update(ended_at=now, ended_by=by)


def set_shown(*, pair: Pair, is_from: bool, shows: bool, by: Person, now: datetime) -> None:
    """One's own side says whether the network may see it; both must."""
    mine = Pair.objects.filter(pk=pair.pk)
    if is_from:
        mine.update(from_shows=shows)
    else:
        mine.update(to_shows=shows)


@transaction.atomic
def put_up_note(
    *,
    network: Network,
    kind: str,
    school: Organisation,
    terms: Terms,
    key: str,
    by: Person,
    now: datetime,
) -> NeighbourNote:
    """Ask for or offer somebody who leads a process at another school; all who take part see it."""
    _refuse_past(terms, now)
    note, _is_new = NeighbourNote.objects.get_or_create(
        by=by,
        key=key,
        defaults={
            "network": network,
            "kind": kind,
            "school": school,
            "about": terms.about,
            "from_on": terms.from_on,
            "until_on": terms.until_on,
            "shows_pair": terms.shows,
            "at": now,
        },
    )
    return note


@transaction.atomic
def take_note(*, note: NeighbourNote, school: Organisation, shows: bool, by: Person, now: datetime) -> Pair:
    """Another school says yes: from now on the two are a pair for that period, and the note is down.

    Raises RuleError for one's own note, and when another school was first or its time is over.
    """
    held = NeighbourNote.objects.select_for_update(no_key=True).get(pk=note.pk)
    if held.school_id == school.pk:
        raise RuleError(_("Dette er deres eget oppslag. En annen skole må svare på det."))
    if held.pair is not None and held.pair.to_school_id == school.pk:
        return held.pair
    if held.pair is not None or held.until_on < timezone.localdate(now):
        raise RuleError(_("En annen skole har svart på oppslaget, eller tiden er ute."))
    pair = Pair.objects.create(
        network_id=held.network_id,
        kind=Pair.Kind.NEIGHBOUR,
        key=f"note-{held.public_id}",
        from_person=held.by,
        from_school=held.school,
        to_school=school,
        about=held.about,
        from_on=held.from_on,
        until_on=held.until_on,
        from_shows=held.shows_pair,
        to_shows=shows,
        invited_at=held.at,
        answer=Pair.Answer.YES,
        answered_by=by,
        answered_at=now,
    )
    NeighbourNote.objects.filter(pk=held.pk).update(pair=pair)
    mails.tell_note_taken(pair, now)
    return pair


def take_down_note(*, note: NeighbourNote, by: Person, now: datetime) -> None:
    """The own school takes its note down; one that was taken stays with the pair."""
    NeighbourNote.objects.filter(pk=note.pk, pair=None).delete()
