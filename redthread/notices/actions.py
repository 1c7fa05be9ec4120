"""Putting mails into the outbox. Delivery is the worker's business."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from redthread.notices.models import OutgoingMail
from redthread.people.models import Person


def queue_mail(
    *,
    person: Person,
    kind: str,
    key: str,
    subject: str,
    text: str,
    now: datetime,
    send_after: datetime | None = None,
    calendar: str = "",
    calendar_method: str = "",
) -> OutgoingMail:
    """Queue one mail in the caller's transaction; the same `key` again changes nothing.

    `text` is plain text in the person's own language. `calendar` is an iTIP object whose METHOD is
    `calendar_method`. A person who is no longer active gets nothing sent.
    """
    mail, _ = OutgoingMail.objects.get_or_create(
        key=key,
        defaults={
            "person": person,
            "kind": kind,
            "subject": " ".join(subject.split()),
            "text": text,
            "send_after": send_after or now,
            "calendar": calendar,
            "calendar_method": calendar_method,
        },
    )
    return mail


def queue_mails(mails: Iterable[OutgoingMail]) -> None:
    """Queue many at once, in two hundred a query; one whose `key` is known changes nothing."""
    OutgoingMail.objects.bulk_create(mails, ignore_conflicts=True, batch_size=200)


def set_reminders(*, person: Person, wanted: bool) -> None:
    """Turn reminders by mail off or on. Invitations and links that somebody asks for come as before."""
    Person.objects.filter(pk=person.pk).update(wants_reminders=wanted)
