"""Putting mails into the outbox. Delivery is the worker's business."""

from __future__ import annotations

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
