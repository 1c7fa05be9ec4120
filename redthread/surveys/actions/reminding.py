"""Reminders: at most one a week, and none to those who have answered, without writing down who they are.

A reminder is queued to everybody who is asked and wants reminders. Just before it is sent, the server makes
the mark of its ticket, and looks whether that is spent; if so, nothing is sent and the row in the outbox ends
as all the others. So the outbox tells nothing of who has answered, also afterwards.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from redthread.core.errors import RuleError
from redthread.notices.actions import queue_mails
from redthread.notices.models import OutgoingMail
from redthread.people.models import Person
from redthread.surveys.actions.answers import is_open
from redthread.surveys.mails import invitation_id, reminder_mail
from redthread.surveys.models import SpentTicket, SurveyInvitation, Wave
from redthread.surveys.tickets import mark_of

APART = timedelta(days=7)


@transaction.atomic
def remind(*, wave: Wave, by: Person, now: datetime) -> None:
    """Ask those who have not answered once more. Raises RuleError in a closed wave, and within a week."""
    if not is_open(wave, now):
        raise RuleError(_("Runden er lukket, så det er ingen å minne om den."))
    before = Q(reminded_at=None, opened_at__lte=now - APART) | Q(reminded_at__lte=now - APART)
    if Wave.objects.filter(before, pk=wave.pk).update(reminded_at=now) == 0:
        raise RuleError(_("De som er spurt, har fått e-post den siste uka. Vent til det har gått sju dager."))
    asked = SurveyInvitation.objects.filter(wave=wave, person__wants_reminders=True, person__is_active=True)
    everybody = asked.select_related("person", "group", "wave__survey__network")
    queue_mails(reminder_mail(one, now) for one in everybody)


def is_still_wanted(mail: OutgoingMail) -> bool:
    """The worker asks of every mail; false for a reminder whose reader has answered, or that is too late."""
    if mail.kind != OutgoingMail.Kind.SURVEY_REMINDER:
        return True
    invited = SurveyInvitation.objects.filter(public_id=invitation_id(mail), wave__closed_at=None)
    there = invited.first()
    if there is None:
        return False
    return not SpentTicket.objects.filter(wave=there.wave_id, mark=mark_of(there.public_id)).exists()
