"""The mails of this room: that somebody asks, has written, thanks or invites. Never a word of what was said.

Not even the network or the matter stands in them; they are read where access is asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from redthread.notices.actions import queue_mails
from redthread.notices.models import OutgoingMail
from redthread.notices.sender import reads_replies
from redthread.notices.unsubscribe import unsubscribe_line
from redthread.peers.models import GroupInvitation, HelpRequest, HelpTalk, Pair
from redthread.peers.reply_keys import reference_of
from redthread.people.models import Person

Words = Callable[[], str]


def tell_asked(talk: HelpTalk, now: datetime) -> None:
    asker = talk.request.asked_by
    _tell_in_talk(
        talk,
        talk.person,
        f"help:{talk.public_id}",
        lambda: _("%(name)s spør deg om noe") % {"name": asker},
        now,
    )


def tell_written(talk: HelpTalk, by: Person, key: str, now: datetime) -> None:
    _tell_in_talk(
        talk,
        talk.other_than(by),
        f"help:{talk.public_id}:{by.pk}:{key}",
        lambda: _("%(name)s har skrevet til deg") % {"name": by},
        now,
    )


def tell_thanks(talk: HelpTalk, now: datetime) -> None:
    asker = talk.request.asked_by
    _tell(
        talk.person,
        f"help-thanks:{talk.public_id}",
        lambda: _("%(name)s takker for hjelpen") % {"name": asker},
        talk.get_absolute_url(),
        now,
    )


def tell_not_taken(talk: HelpTalk, person: Person, now: datetime, *, is_late: bool) -> None:
    """A reply by mail was not taken in; said once, so that nobody believes that it was read.

    It goes to the address we know, and only when the mail carried the person's own secret.
    """
    _tell(
        person,
        f"help-{'late' if is_late else 'elsewhere'}:{talk.public_id}:{person.pk}",
        lambda: (
            _("Svaret ditt på e-post kom ikke fram, for samtalen er over")
            if is_late
            else _("Svaret ditt på e-post kom ikke fram, for det kom fra en annen adresse")
        ),
        talk.get_absolute_url(),
        now,
    )


def tell_invited_to_pair(pair: Pair, people: list[Person], now: datetime) -> None:
    address = pair.get_absolute_url()
    for person in people:
        _tell(
            person,
            f"pair:{pair.public_id}:{person.pk}",
            lambda: _("%(name)s inviterer til samarbeid") % {"name": pair.one},
            address,
            now,
        )


def tell_pair_answered(pair: Pair, now: datetime) -> None:
    _tell(
        pair.from_person,
        f"pair-answer:{pair.public_id}",
        lambda: _("%(name)s har svart på invitasjonen") % {"name": pair.other},
        pair.get_absolute_url(),
        now,
    )


def tell_note_taken(pair: Pair, now: datetime) -> None:
    _tell(
        pair.from_person,
        f"note:{pair.public_id}",
        lambda: _("%(name)s har svart på oppslaget") % {"name": pair.other},
        pair.get_absolute_url(),
        now,
    )


def tell_invited_to_group(invitation: GroupInvitation, slug: str, now: datetime) -> None:
    _tell(
        invitation.person,
        f"group:{invitation.public_id}",
        lambda: _("%(name)s vil ha deg med i en gruppe") % {"name": invitation.invited_by},
        reverse("peers:help", args=[slug]),
        now,
    )


def forget_unsent(request: HelpRequest) -> None:
    """What was taken back before it was sent is not sent."""
    for talk in request.talks.all():
        OutgoingMail.objects.filter(key__startswith=f"help:{talk.public_id}", sent_at=None).delete()


def _tell_in_talk(talk: HelpTalk, person: Person, key: str, subject: Words, now: datetime) -> None:
    """One that may be answered by mail, when there is a mailbox for that."""
    reference = reference_of(talk, person) if reads_replies() else ""
    _tell(person, key, subject, talk.get_absolute_url(), now, reference)


def _tell(person: Person, key: str, subject: Words, path: str, now: datetime, reference: str = "") -> None:
    if not person.wants_reminders:
        return
    with override(person.language):
        blocks = [
            _("Hei, %(name)s!") % {"name": person.first_name},
            subject() + ".",
            _("Les og svar her:") + "\n" + settings.BASE_URL + path,
            *([_("Du kan også svare på denne e-posten, fra adressen den kom til.")] if reference else []),
            unsubscribe_line(person),
        ]
        mail = OutgoingMail(
            person=person,
            kind=OutgoingMail.Kind.HELP,
            key=key[:200],
            subject=" ".join(subject().split())[:250],
            text="\n\n".join(blocks) + "\n",
            reference=reference,
            send_after=now,
        )
    queue_mails([mail])
