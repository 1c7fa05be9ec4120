"""A person answers whether they come: on a page, by the link in the mail, or from their calendar."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from redthread.core.errors import RuleError
from redthread.gatherings.calendar_lines import one_line
from redthread.gatherings.invitation_answers import choices_for
from redthread.gatherings.invitation_door import invitation_by_key
from redthread.gatherings.models import Gathering, Invitation
from redthread.gatherings.reply_reading import NotAReplyError, read_reply
from redthread.notices.mailbox import Fate, MailboxAwayError, read_new_mails
from redthread.notices.sender import reply_mailbox

LONGEST_WORD = 200

Taker = Callable[[bytes, datetime], Fate | None]

log = logging.getLogger(__name__)


@transaction.atomic
def answer_invitation(
    *, invitation: Invitation, answer: str, word: str, seen: datetime | None, way: str, now: datetime
) -> None:
    """Store the person's answer in place of an earlier one. `seen` is when they saw that it starts, if known.

    Raises RuleError when the gathering is cancelled, has begun, or is not held in the way that was answered,
    and when it was moved since the person saw it.
    """
    gathering = invitation.gathering
    refuse_late(gathering, now)
    if answer not in choices_for(gathering.mode):
        raise RuleError(_("Velg ett av svarene på siden. Samlingen er ikke på skjerm."))
    if seen is not None and seen != gathering.starts_at:
        raise RuleError(
            _("Samlingen er flyttet etter at du åpnet siden. Se på den nye tiden, og svar på nytt.")
        )
    Invitation.objects.filter(pk=invitation.pk).update(
        answer=answer,
        word=one_line(word)[:LONGEST_WORD],
        earlier_answer="",
        answered_at=now,
        answered_by_way=way,
        answered_sequence=gathering.sequence,
        answer_stamp=now,
    )


def answer_from_calendar(
    *, invitation: Invitation, answer: str, word: str, sequence: int, stamp: datetime, now: datetime
) -> bool:
    """Store what a calendar answered; False when the person has answered later, or is asked something newer.

    `sequence` is which telling it answers and `stamp` when the calendar wrote it (RFC 5546 2.1.5), so mails
    may come in any order and many times. A calendar whose clock is ahead is taken to have written now.
    """
    stamp = min(stamp, now)
    earlier = Q(answered_at=None) | Q(answered_sequence__lt=sequence)
    earlier |= Q(answered_sequence=sequence) & (Q(answer_stamp=None) | Q(answer_stamp__lt=stamp))
    open_ones = Invitation.objects.filter(
        earlier,
        pk=invitation.pk,
        asked_sequence__lte=sequence,
        gathering__sequence__gte=sequence,
        gathering__cancelled_at=None,
        gathering__starts_at__gt=now,
    )
    fields = {"word": one_line(word)[:LONGEST_WORD]} if word.strip() else {}
    changed = Invitation.objects.filter(pk__in=open_ones.values("pk")).update(
        answer=answer,
        earlier_answer="",
        answered_at=now,
        answered_by_way=Invitation.Way.MAIL,
        answered_sequence=sequence,
        answer_stamp=stamp,
        **fields,
    )
    return bool(changed)


def refuse_late(gathering: Gathering, now: datetime) -> None:
    if gathering.is_cancelled:
        raise RuleError(_("Samlingen er avlyst. Du trenger ikke å svare."))
    if gathering.network.is_closed:
        raise RuleError(_("Nettverket er avsluttet. Det tas ikke imot svar lenger."))
    if gathering.starts_at <= now:
        raise RuleError(
            _("Samlingen har begynt, så svaret kan ikke endres her. Si fra til den som leder møtet.")
        )


def read_replies(now: datetime, *, first: Taker | None = None) -> None:
    """Duty: read the answers that have come to the reply mailbox, when there is one. Nobody is answered.

    `first` is asked before us, for other rooms have answers in the same mailbox; None means that it is not
    theirs.

    A mailbox that is away is tried again next time. The log says what kind of mail was passed over, never
    whose it was or what it said.
    """
    box = reply_mailbox()
    if box is None:
        return
    try:
        read_new_mails(box, lambda mail: _taken(mail, first, now))
    except MailboxAwayError as error:
        log.warning("the reply mailbox cannot be read: %s", error)


def _taken(mail: bytes, first: Taker | None, now: datetime) -> bool | Fate:
    fate = first(mail, now) if first is not None else None
    return take_reply(mail, now=now) if fate is None else fate


def take_reply(mail: bytes, *, now: datetime) -> bool:
    """Store the answer in the mail, if it is one; False for other mails, which people may want to see.

    It must answer a known invitation, be about the invited person, and be from them: an invitation that was
    handed on is not an answer for its owner.
    """
    try:
        reply = read_reply(mail)
    except NotAReplyError as error:
        log.info("passed over a mail in the reply mailbox: %s", error)
        return False
    invitation = invitation_by_key(reply.key, now)
    if invitation is None:
        log.info("passed over an answer: the invitation is not known, or not open")
        return True
    own = invitation.person.email.lower()
    if reply.attendee != own or reply.sender != own:
        log.info("passed over an answer: it is from or for somebody else")
        return True
    answer = reply.answer
    if answer == Invitation.Answer.YES and answer not in choices_for(invitation.gathering.mode):
        answer = Invitation.Answer.DIGITAL
    answer_from_calendar(
        invitation=invitation,
        answer=answer,
        word=reply.word,
        sequence=reply.sequence,
        stamp=reply.stamp,
        now=now,
    )
    return True
