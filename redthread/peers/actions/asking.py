"""Somebody asks for help, is answered, says thanks; or takes the question back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from redthread.core.errors import RuleError
from redthread.networks.models import Membership, Network
from redthread.peers import mails
from redthread.peers.access import peers_in
from redthread.peers.models import AnswerPace, HelpMessage, HelpRequest, HelpTalk
from redthread.peers.pace import Counts, settled
from redthread.people.models import Person

MOST_ASKED = 5


@transaction.atomic
def ask_for_help(
    *,
    network: Network,
    people: Sequence[Person],
    about: str,
    text: str,
    key: str,
    by: Person,
    now: datetime,
) -> HelpRequest:
    """Ask one or several, each by themselves; the same `key` again is the same question.

    Raises RuleError when nobody is asked, too many are, or one of them does not take part.
    """
    if not people:
        raise RuleError(_("Velg hvem du vil spørre."))
    if len(people) > MOST_ASKED:
        raise RuleError(_("Spør høyst fem om gangen. Da er det lettere for dem å kjenne seg spurt."))
    if by in people or peers_in(network, now).filter(person__in=people).count() < len(people):
        raise RuleError(_("En av dem du valgte, kan ikke spørres her lenger. Se på valget og prøv igjen."))
    made, is_new = HelpRequest.objects.get_or_create(
        asked_by=by, key=key, defaults={"network": network, "about": about, "text": text, "asked_at": now}
    )
    if is_new:
        talks = [HelpTalk(request=made, person=person, touched_at=now) for person in people]
        for talk in HelpTalk.objects.bulk_create(talks):
            mails.tell_asked(talk, now)
    return made


@transaction.atomic
def write(
    *,
    talk: HelpTalk,
    text: str,
    key: str,
    by: Person,
    now: datetime,
    way: str = HelpMessage.Way.PAGE,
    had_files: bool = False,
    was_longer: bool = False,
) -> bool:
    """One of the two writes to the other, who is told that there is something; False for the same again.

    Raises RuleError when the talk is over, and when the other one is no longer in the network.
    """
    held = _held(talk)
    _refuse_when_over(held, by, now)
    _message, is_new = HelpMessage.objects.get_or_create(
        talk=held,
        by=by,
        key=key,
        defaults={"text": text, "way": way, "had_files": had_files, "was_longer": was_longer, "at": now},
    )
    if is_new:
        _move_on(held, by, now, is_declined=False)
        mails.tell_written(held, by, key, now)
    return is_new


@transaction.atomic
def decline(*, talk: HelpTalk, by: Person, now: datetime) -> None:
    """«Jeg rekker det ikke nå», in one tap and without a reason; it counts as an answer."""
    held = _held(talk)
    _refuse_when_over(held, by, now)
    if held.person_id == by.pk and not held.is_declined:
        _move_on(held, by, now, is_declined=True)
        mails.tell_written(held, by, "declined", now)


def _held(talk: HelpTalk) -> HelpTalk:
    locked = HelpTalk.objects.select_for_update(no_key=True, of=("self",))
    return locked.select_related("person", "request__asked_by", "request__network").get(pk=talk.pk)


def _refuse_when_over(talk: HelpTalk, by: Person, now: datetime) -> None:
    if talk.request.withdrawn_at is not None:
        raise RuleError(_("Spørsmålet er trukket. Du trenger ikke å svare."))
    if talk.closed_at is not None:
        raise RuleError(_("Samtalen er avsluttet. Still et nytt spørsmål hvis du lurer på mer."))
    if not is_here(talk.request.network, talk.other_than(by), now):
        raise RuleError(
            _("%(person)s er ikke med i nettverket lenger, og får ikke meldinger her.")
            % {"person": talk.other_than(by)}
        )


def is_here(network: Network, person: Person, now: datetime) -> bool:
    return peers_in(network, now).filter(person=person).exists()


def _move_on(talk: HelpTalk, by: Person, now: datetime, *, is_declined: bool) -> None:
    is_asked = talk.person_id == by.pk
    if is_asked and talk.answered_at is None:
        talk.answered_at = now
        _count_answer(by, talk.request.asked_at, now)
    if is_asked:
        talk.is_declined = is_declined
    talk.turn = HelpTalk.Side.ASKER if is_asked else HelpTalk.Side.ASKED
    talk.touched_at = now
    talk.save(update_fields=["answered_at", "is_declined", "turn", "touched_at"])


def _count_answer(person: Person, asked_at: datetime, now: datetime) -> None:
    """Only how long it took, in one of three heaps; not which question it was."""
    AnswerPace.objects.get_or_create(person=person)
    pace = AnswerPace.objects.select_for_update().get(person=person)
    waiting = Counts(pace.new_soon, pace.new_week, pace.new_later).plus(now - asked_at)
    known, waiting = settled(Counts(pace.soon, pace.week, pace.later), waiting)
    pace.soon, pace.week, pace.later = known
    pace.new_soon, pace.new_week, pace.new_later = waiting
    pace.save()


@transaction.atomic
def close_talk(*, talk: HelpTalk, thanks: str, by: Person, now: datetime) -> None:
    """Whoever asked says that it is enough, with a line of thanks if they like. Once."""
    open_one = HelpTalk.objects.open().filter(pk=talk.pk, request__asked_by=by)
    changed = HelpTalk.objects.filter(pk__in=open_one.values("pk")).update(
        thanks=" ".join(thanks.split())[:200], closed_at=now, touched_at=now
    )
    if changed and thanks.strip():
        mails.tell_thanks(_held(talk), now)


@transaction.atomic
def withdraw(*, request: HelpRequest, by: Person, now: datetime) -> None:
    """Take the question back: what was written is deleted for all of them at once. Once."""
    mine = HelpRequest.objects.filter(pk=request.pk, asked_by=by, withdrawn_at=None)
    if mine.update(withdrawn_at=now, text="", about="") == 0:
        return
    HelpMessage.objects.filter(talk__request=request).delete()
    HelpTalk.objects.filter(request=request).update(thanks="", touched_at=now)
    mails.forget_unsent(request)


def membership_of(network: Network, person: Person, now: datetime) -> Membership | None:
    return peers_in(network, now).filter(person=person).first()
