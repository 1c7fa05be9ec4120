"""What the network sends to its owner, and the owner's answer."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from redthread.core.errors import RuleError
from redthread.gatherings.models import Gathering, Minutes, Outcome, OwnerAnswer
from redthread.gatherings.owner_answers import ASKING, asked_outcome
from redthread.gatherings.owner_mails import queue_answered, queue_asked
from redthread.gatherings.owner_view import minutes_snapshot, proposal_snapshot
from redthread.people.models import Person
from redthread.sharing import actions as sharing
from redthread.sharing.models import Audience, Release


@transaction.atomic
def release_proposal(*, outcome: Outcome, by: Person, now: datetime) -> Release:
    """«Ferdigstill» a proposal: the owner sees exactly `proposal_snapshot`, until it is taken back.

    Raises RuleError while the minutes are open, and for a confidential item or anything but a proposal.
    """
    gathering = outcome.item.gathering
    _refuse_unless_locked(gathering)
    if outcome.kind != Outcome.Kind.PROPOSAL:
        raise RuleError(_("Bare forslag sendes til skoleeier på denne måten."))
    if not Outcome.objects.shared().filter(pk=outcome.pk).exists():
        raise RuleError(_("Saken er fortrolig og kan ikke sendes til skoleeier."))
    queue_asked(gathering.network, by, now)
    return sharing.release(
        network=gathering.network,
        school=None,
        kind=Release.Kind.PROPOSAL,
        source=outcome.public_id,
        about=gathering.public_id,
        audience=Audience.OWNER,
        title=_("Forslag fra %(network)s") % {"network": gathering.network},
        snapshot=proposal_snapshot(outcome),
        by=by,
        now=now,
    )


@transaction.atomic
def release_minutes(*, gathering: Gathering, by: Person, now: datetime) -> Release:
    """«Ferdigstill» the minutes: the owner sees exactly `minutes_snapshot`, until it is taken back."""
    _refuse_unless_locked(gathering)
    return sharing.release(
        network=gathering.network,
        school=None,
        kind=Release.Kind.MINUTES,
        source=gathering.public_id,
        about=gathering.public_id,
        audience=Audience.OWNER,
        title=_("Referat fra %(title)s") % {"title": gathering.title},
        snapshot=minutes_snapshot(gathering),
        by=by,
        now=now,
    )


def _refuse_unless_locked(gathering: Gathering) -> None:
    if not Minutes.objects.filter(gathering=gathering).exclude(locked_at=None).exists():
        raise RuleError(
            _("Referatet er ikke låst ennå. Lås det først, så kan det ferdigstilles til skoleeier.")
        )


@transaction.atomic
def answer_proposal(*, release: Release, text: str, by: Person, now: datetime) -> OwnerAnswer:
    """Answer a proposal or a matter that was released to the owner; the network reads the answer. Once.

    The same text again changes nothing. Raises RuleError when it was taken back, and when somebody has
    answered already.
    """
    standing = Release.objects.standing().select_for_update().filter(pk=release.pk, kind__in=ASKING).first()
    outcome = asked_outcome(release)
    if standing is None or (outcome is None and standing.kind == Release.Kind.PROPOSAL):
        raise RuleError(_("Nettverket har trukket forslaget tilbake. Det trenger ikke svar."))
    given = {"text": text, "answered_by": by, "answered_at": now}
    if outcome is not None:
        answer, is_new = OwnerAnswer.objects.get_or_create(outcome=outcome, defaults=given)
    else:
        answer, is_new = OwnerAnswer.objects.get_or_create(release=standing, defaults=given)
    if not is_new and answer.text != text:
        raise RuleError(
            _("%(name)s har alt svart på forslaget. Ta kontakt med nettverket hvis svaret er et annet.")
            % {"name": answer.answered_by}
        )
    if is_new:
        queue_answered(standing.network, by, now)
    return answer
