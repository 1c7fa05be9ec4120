"""What is over is deleted: questions, invitations and pairs, each after its time."""

from __future__ import annotations

import logging
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from redthread.peers.keeping import INVITATION_KEPT, KEPT_AFTER_CLOSING, PAIR_KEPT, SLEEPS_AFTER
from redthread.peers.models import GroupInvitation, HelpRequest, HelpTalk, NeighbourNote, Pair

log = logging.getLogger(__name__)


@transaction.atomic
def forget_old_help(now: datetime) -> int:
    """Duty: close what nobody writes in any more, delete what is over, and answer how many talks went."""
    HelpTalk.objects.filter(closed_at=None, touched_at__lt=now - SLEEPS_AFTER).update(closed_at=now)
    count, _rows = HelpTalk.objects.over_before(now - KEPT_AFTER_CLOSING).delete()
    HelpRequest.objects.filter(talks=None).delete()
    _forget_pairs(now)
    if count:
        log.info("deleted talks about help that were over")
    return count


def _forget_pairs(now: datetime) -> None:
    long_over = timezone.localdate(now - PAIR_KEPT)
    is_old = Q(invited_at__lt=now - INVITATION_KEPT)
    Pair.objects.filter(Q(until_on__lt=long_over) | Q(ended_at__lt=now - PAIR_KEPT)).delete()
    Pair.objects.filter(is_old).exclude(answer=Pair.Answer.YES).delete()
    NeighbourNote.objects.filter(until_on__lt=long_over).delete()
    GroupInvitation.objects.filter(invited_at__lt=now - INVITATION_KEPT).delete()
