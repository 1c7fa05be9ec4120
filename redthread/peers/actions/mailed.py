"""An answer by mail finds its talk, when it is from the one of the two whose secret it carries."""

from __future__ import annotations

import logging
from datetime import datetime

from django.db import transaction

from redthread.core.errors import RuleError
from redthread.notices.mailbox import Fate
from redthread.peers import mails
from redthread.peers.actions.asking import is_here, write
from redthread.peers.models import HelpMessage, HelpTalk
from redthread.peers.reply_keys import read_reference
from redthread.peers.reply_reading import MailedReply, RefusedError, parsed, read_mailed, references_of
from redthread.people.models import Person

log = logging.getLogger(__name__)


def take_help_reply(mail: bytes, now: datetime) -> Fate | None:
    """Store what the mail says in its talk; None when it carries no secret of ours.

    What is between two people is deleted from the mailbox, whatever becomes of it. The log says what kind of
    mail was passed over, never whose it was or what it said.
    """
    try:
        message = parsed(mail)
        found = read_reference(references_of(message))
    except RefusedError:
        return None
    if found is None:
        return None
    try:
        reply = read_mailed(message)
    except RefusedError as error:
        log.info("passed over a mail about help: %s", error)
        return Fate.PRIVATE
    _store(found, reply, now)
    return Fate.PRIVATE


def _store(found: tuple[str, HelpTalk.Side], reply: MailedReply, now: datetime) -> None:
    public_id, side = found
    talks = HelpTalk.objects.select_related("person", "request__asked_by", "request__network")
    talk = talks.filter(public_id=public_id).first()
    if talk is None:
        log.info("passed over a mail about help: the talk is deleted")
        return
    person = talk.person if side == HelpTalk.Side.ASKED else talk.request.asked_by
    if not is_here(talk.request.network, person, now) or talk.request.network.is_closed:
        log.info("passed over a mail about help: no longer in the network")
        return
    if reply.sender != person.email.lower():
        log.info("passed over a mail about help: it is from somebody else")
        mails.tell_not_taken(talk, person, now, is_late=False)
        return
    _write(talk, person, reply, now)


@transaction.atomic
def _write(talk: HelpTalk, person: Person, reply: MailedReply, now: datetime) -> None:
    try:
        write(
            talk=talk,
            text=reply.text,
            key=reply.key,
            by=person,
            now=now,
            way=HelpMessage.Way.MAIL,
            had_files=reply.had_files,
            was_longer=reply.was_longer,
        )
    except RuleError:
        mails.tell_not_taken(talk, person, now, is_late=True)
