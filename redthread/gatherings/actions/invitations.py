"""Who hears of a gathering: one mail to each, queued in the same transaction as the change it tells of.

Each person has one invitation to a gathering, with a secret key by which their calendar knows it for good.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import translation

from redthread.gatherings import invitation_text
from redthread.gatherings.calendar_text import CANCEL, REQUEST, Method, calendar_text
from redthread.gatherings.invitation_text import Letter
from redthread.gatherings.models import Gathering, Invitation
from redthread.gatherings.news import Change, is_moved
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
    people = people_to_invite(gathering, now)
    _mail_each(
        gathering,
        people if only is None else people.filter(pk__in=only),
        now,
        REQUEST,
        lambda to: invitation_text.invitation(gathering, slots, to=to),
    )


def queue_news(*, gathering: Gathering, changes: list[Change], now: datetime) -> None:
    """Tell everybody all that has changed, and ask those anew whose answer was to something else."""
    _ask_anew(gathering, changes, now)
    _mail_each(
        gathering,
        people_to_invite(gathering, now),
        now,
        REQUEST,
        lambda to: invitation_text.news(gathering, changes, to=to),
        about=lambda: invitation_text.news_in_short(changes),
    )


def queue_cancellations(*, gathering: Gathering, now: datetime) -> None:
    """Tell everybody that it is cancelled, and take it out of their calendars."""
    _mail_each(
        gathering,
        people_to_invite(gathering, now),
        now,
        CANCEL,
        lambda to: invitation_text.cancelled(gathering, to=to),
        about=lambda: gathering.cancelled_why,
    )


def invite_newcomers(now: datetime) -> None:
    """Duty: invite those who have come into a network this week to what is published there, once each."""
    arrived = Membership.objects.current(now).filter(starts_at__gt=now - NEW, network__closed_at=None)
    networks: dict[int, set[int]] = {}
    for network, person in arrived.values_list("network_id", "person_id"):
        networks.setdefault(network, set()).add(person)
    coming = Gathering.objects.standing().filter(network__in=networks, ends_at__gt=now)
    for gathering in coming.select_related("network", "host", "chair"):
        told = gathering.invitations.filter(told_sequence=gathering.sequence).values_list("person", flat=True)
        new = networks[gathering.network_id] - set(told)
        if new:
            with transaction.atomic():
                queue_invitations(gathering=gathering, now=now, only=new)


def _ask_anew(gathering: Gathering, changes: list[Change], now: datetime) -> None:
    """Answers to another time count no longer, nor those of coming on screen when there is no screen.

    Who answered on a page after the change saw the new time; a calendar's answer is to what it was told.
    """
    asked = Invitation.objects.filter(gathering=gathering)
    if is_moved(changes):
        asked.update(asked_sequence=gathering.sequence)
        before = Q(answered_by_way=Invitation.Way.MAIL) | Q(answered_at__lt=gathering.moved_at or now)
        asked = asked.filter(before).exclude(answer="")
    elif gathering.mode == Gathering.Mode.PHYSICAL:
        asked = asked.filter(answer=Invitation.Answer.DIGITAL)
    else:
        return
    asked.update(earlier_answer=F("answer"), answer="")


def _mail_each(
    gathering: Gathering,
    people: Iterable[Person],
    now: datetime,
    method: Method,
    write: Callable[[Invitation], Letter],
    about: Callable[[], str] = str,
) -> None:
    """One mail a person and `sequence`, in the person's language; none about what is already over."""
    if gathering.ends_at <= now:
        return
    kind = OutgoingMail.Kind.CANCELLATION if method is CANCEL else OutgoingMail.Kind.INVITATION
    told = _invitations_of(gathering, list(people))
    for to in told:
        with translation.override(to.person.language):
            letter = write(to)
            calendar = calendar_text(gathering, method=method, to=to, about=about(), now=now)
        to.mail = queue_mail(
            person=to.person,
            kind=kind,
            key=f"gathering:{gathering.public_id}:{gathering.sequence}:{to.person.pk}",
            subject=letter.subject,
            text=letter.text,
            calendar=calendar,
            calendar_method=method.name,
            now=now,
        )
        to.told_sequence = gathering.sequence
    Invitation.objects.bulk_update(told, ["mail", "told_sequence"], batch_size=100)


def _invitations_of(gathering: Gathering, people: list[Person]) -> list[Invitation]:
    """The invitation of each, made when there is none, in the order of the people."""
    asked = gathering.sequence
    Invitation.objects.bulk_create(
        [Invitation(gathering=gathering, person=person, asked_sequence=asked) for person in people],
        ignore_conflicts=True,  # they keep the key they have
    )
    found = {one.person_id: one for one in Invitation.objects.filter(gathering=gathering, person__in=people)}
    for person in people:
        found[person.pk].person = person
    return [found[person.pk] for person in people]
