"""Those who lead a session, and the tickets that let their screens and the wall in.

A stream is asked for by a script that cannot sign in, so the page hands it a ticket. The ticket opens
nothing by itself: the person's right is asked for at the network's door each time it is used.
"""

from __future__ import annotations

from typing import NamedTuple

from django.core import signing
from django.utils.http import urlencode

from redthread.live.models import LiveSession
from redthread.live.pictures import LEAD, WALL
from redthread.networks.access import access_of
from redthread.networks.roles import CHAIR_OF_THE_DAY, Permission
from redthread.people.models import Person

SALT = "redthread.live.ticket"
VALID_FOR = 16 * 60 * 60  # seconds; a long day
KINDS = (LEAD, WALL)


class Ticket(NamedTuple):
    session: str  # the session's public id
    person: str  # the person's
    kind: str  # `lead` or `wall`


def may_lead(person: Person, session: LiveSession) -> bool:
    """Whether the person may plan the gathering that the session belongs to, or chairs it, this second."""
    gathering = session.gathering
    access = access_of(person, gathering.network)
    if access is None or not person.is_active:
        return False
    if gathering.chair_id == person.pk:
        access = access.with_also(CHAIR_OF_THE_DAY)
    return access.can(Permission.GATHERING_PLAN)


def ticket_for(*, session: LiveSession, person: Person, kind: str) -> str:
    """What the page of a leader (`LEAD`) or of the wall (`WALL`) gives its script."""
    if kind not in KINDS:
        raise ValueError(kind)
    return signing.dumps([session.public_id, person.public_id, kind], salt=SALT, compress=False)


def read_ticket(text: str) -> Ticket | None:
    """None for what we have not signed, and for what is too old."""
    try:
        session, person, kind = signing.loads(text, salt=SALT, max_age=VALID_FOR)
    except (signing.BadSignature, ValueError):
        return None
    return Ticket(session, person, kind)


def holder_of(ticket: Ticket) -> tuple[LiveSession, Person] | None:
    """The session and the person of a ticket whose person may lead the session now."""
    session = LiveSession.objects.filter(public_id=ticket.session)
    found = session.select_related("gathering__network").first()
    person = Person.objects.filter(public_id=ticket.person).first()
    if found is None or person is None or not may_lead(person, found):
        return None
    return found, person


def stream_address(session: LiveSession, ticket: str = "") -> str:
    """Where a screen reads the session; a phone needs no ticket, for it has its cookie."""
    address = f"/rom/okt/{session.public_id}/strom/"
    return f"{address}?{urlencode({'billett': ticket})}" if ticket else address
