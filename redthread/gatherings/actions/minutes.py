"""The minutes are opened, locked once and for all, and approved by those who were there."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from redthread.core.errors import RuleError
from redthread.gatherings.actions.digest import queue_digests
from redthread.gatherings.models import Approval, Attendance, Commitment, Gathering, Minutes, Outcome
from redthread.people.models import Person
from redthread.sharing.models import Audience


@transaction.atomic
def open_minutes(*, gathering: Gathering, written_by: Person, by: Person, now: datetime) -> Minutes:
    """Open the minutes for writing, once; asked again while they are open, `written_by` takes over the pen.

    Raises RuleError for a draft, a cancelled gathering, somebody who is not a member, and locked minutes.
    """
    if gathering.is_draft or gathering.is_cancelled:
        raise RuleError(_("Referatet hører til en samling som er publisert. Publiser samlingen først."))
    if not gathering.network.memberships.current(now).filter(person=written_by).exists():
        raise RuleError(_("Referenten må være med i nettverket. Velg en av deltakerne."))
    hold(gathering)
    minutes, is_new = Minutes.objects.get_or_create(
        gathering=gathering, defaults={"written_by": written_by, "opened_at": now}
    )
    if not is_new and minutes.written_by_id != written_by.pk:
        refuse_if_locked(minutes)
        minutes.written_by = written_by
        minutes.save(update_fields=["written_by"])
    return minutes


@transaction.atomic
def lock_minutes(*, gathering: Gathering, by: Person, now: datetime) -> bool:
    """Lock the minutes: from now on nothing in them changes. True if this call did it, False if it was done.

    What is not confidential becomes readable for the whole network, and those who were absent are mailed a
    one-page digest. Raises RuleError when the minutes were never opened, and for a gathering that is
    cancelled or has not begun.
    """
    _refuse_before_it_is_held(hold(gathering), now)
    mine = Minutes.objects.filter(gathering=gathering, locked_at=None).update(locked_at=now, locked_by=by)
    if mine == 0:
        if not Minutes.objects.filter(gathering=gathering).exists():
            raise RuleError(_("Referatet er ikke åpnet ennå. Åpne det og skriv det viktigste først."))
        return False
    _share_with_the_network(gathering)
    queue_digests(gathering=gathering, now=now)
    return True


def _refuse_before_it_is_held(gathering: Gathering, now: datetime) -> None:
    if gathering.is_cancelled:
        raise RuleError(_("Samlingen er avlyst. Referatet fra en avlyst samling låses ikke."))
    if now < gathering.starts_at:
        raise RuleError(_("Samlingen har ikke begynt ennå. Lås referatet når den er holdt."))


def _share_with_the_network(gathering: Gathering) -> None:
    """Confidential items' outcomes stay with those who run the gathering, whatever they were before."""
    outcomes = Outcome.objects.filter(item__gathering=gathering)
    commitments = Commitment.objects.filter(gathering=gathering)
    outcomes.filter(item__is_confidential=False).update(audience=Audience.NETWORK)
    outcomes.filter(item__is_confidential=True).update(audience=Audience.GROUP)
    commitments.filter(outcome__item__is_confidential=False).update(audience=Audience.NETWORK)
    commitments.filter(outcome__item__is_confidential=True).update(audience=Audience.GROUP)


@transaction.atomic
def approve_minutes(*, minutes: Minutes, remark: str, by: Person, now: datetime) -> Approval:
    """Say that the locked minutes are right, once a person; a remark may be added or changed afterwards.

    Raises RuleError while the minutes are open, and for somebody who was not there.
    """
    if not minutes.is_locked:
        raise RuleError(_("Referatet skrives fortsatt. Du kan godkjenne det når det er låst."))
    if not Attendance.objects.came().filter(gathering_id=minutes.gathering_id, person=by).exists():
        raise RuleError(_("De som var til stede, godkjenner referatet. Du står ikke som til stede."))
    approval, is_new = Approval.objects.get_or_create(
        minutes=minutes, person=by, defaults={"approved_at": now, "remark": remark}
    )
    if remark and not is_new and approval.remark != remark:
        approval.remark = remark
        approval.save(update_fields=["remark"])
    return approval


def hold(gathering: Gathering) -> Gathering:
    """The gathering as it is, held until the transaction ends: writing and locking never cross."""
    return Gathering.objects.select_for_update(no_key=True).get(pk=gathering.pk)


def refuse_if_locked(minutes: Minutes) -> None:
    if minutes.is_locked:
        raise RuleError(_("Referatet er låst og endres ikke mer. Ta det nye med på neste samling."))


def minutes_being_written(gathering: Gathering) -> Minutes:
    """The open minutes, held until the transaction ends. Raises RuleError when not opened, or locked."""
    hold(gathering)
    minutes = Minutes.objects.filter(gathering=gathering).first()
    if minutes is None:
        raise RuleError(_("Referatet er ikke åpnet ennå. Møtelederen åpner det."))
    refuse_if_locked(minutes)
    return minutes


def refuse_after_locking(gathering: Gathering) -> None:
    """Held until the transaction ends: what the minutes tell of may change until they are locked."""
    hold(gathering)
    minutes = Minutes.objects.filter(gathering=gathering).first()
    if minutes is not None:
        refuse_if_locked(minutes)
