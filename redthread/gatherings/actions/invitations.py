"""Who hears of a gathering: one mail to each, queued in the same transaction as the change it tells of."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import translation

from redthread.gatherings import invitation_text
from redthread.gatherings.calendar_text import CANCEL, REQUEST, Method, calendar_text
from redthread.gatherings.invitation_text import Letter
from redthread.gatherings.models import Gathering
from redthread.gatherings.programme import programme_of
from redthread.networks.models import Membership
from redthread.notices.actions import queue_mail
from redthread.notices.models import OutgoingMail
from redthread.people.models import Person

NEW = timedelta(days=7)  # longer than a worker is ever away


def people_to_invite(gathering: Gathering, now: datetime) -> QuerySet[Person]:
    """Those who are in the network now and still are when the gathering starts; of a body, its members.

    Whoever chairs is among them, also when the body is somebody else's.
    """
    members = (
        Membership.objects.current(now)
        .filter(network=gathering.network_id, person=OuterRef("pk"))
        .filter(Q(ends_at=None) | Q(ends_at__gt=gathering.starts_at))
    )
    people = Person.objects.filter(Exists(members), is_active=True)
    if gathering.body_id is not None:
        people = people.filter(Q(seats__body=gathering.body_id) | Q(pk=gathering.chair_id))
    return people.order_by("name", "pk").distinct()


def queue_invitations(*, gathering: Gathering, now: datetime, only: Collection[int] | None = None) -> None:
    """Invite everybody (or `only` those) who was not told yet, with the programme as it is now."""
    slots = programme_of(gathering, gathering.agenda_items.all())
    _queue(gathering, now, REQUEST, lambda to: invitation_text.invitation(gathering, slots, to=to), only)


def queue_news_of_move(*, gathering: Gathering, was: tuple[datetime, datetime], now: datetime) -> None:
    """Tell everybody the new time, and the old one."""
    _queue(gathering, now, REQUEST, lambda to: invitation_text.moved(gathering, to=to, was=was))


def queue_news_of_change(*, gathering: Gathering, now: datetime) -> None:
    """Tell everybody of another place, form or link."""
    _queue(gathering, now, REQUEST, lambda to: invitation_text.changed(gathering, to=to))


def queue_cancellations(*, gathering: Gathering, now: datetime) -> None:
    """Tell everybody that it is cancelled, and take it out of their calendars."""
    _queue(gathering, now, CANCEL, lambda to: invitation_text.cancelled(gathering, to=to))


def invite_newcomers(now: datetime) -> None:
    """Duty: invite those who have come into a network this week to what is published there, once each."""
    arrived = Membership.objects.current(now).filter(starts_at__gt=now - NEW, network__closed_at=None)
    networks: dict[int, set[int]] = {}
    for network, person in arrived.values_list("network_id", "person_id"):
        networks.setdefault(network, set()).add(person)
    coming = Gathering.objects.standing().filter(network__in=networks, ends_at__gt=now)
    for gathering in coming.select_related("network", "host", "chair"):
        with transaction.atomic():
            queue_invitations(gathering=gathering, now=now, only=networks[gathering.network_id])


def _queue(
    gathering: Gathering,
    now: datetime,
    method: Method,
    write: Callable[[Person], Letter],
    only: Collection[int] | None = None,
) -> None:
    """One mail a person and `sequence`, in the person's language; none about what is already over."""
    if gathering.ends_at <= now:
        return
    kind = OutgoingMail.Kind.CANCELLATION if method is CANCEL else OutgoingMail.Kind.INVITATION
    people = people_to_invite(gathering, now)
    for person in people if only is None else people.filter(pk__in=only):
        with translation.override(person.language):
            letter = write(person)
            calendar = calendar_text(gathering, method=method, to=person, now=now)
        queue_mail(
            person=person,
            kind=kind,
            key=f"gathering:{gathering.public_id}:{gathering.sequence}:{person.pk}",
            subject=letter.subject,
            text=letter.text,
            calendar=calendar,
            calendar_method=method.name,
            now=now,
        )
