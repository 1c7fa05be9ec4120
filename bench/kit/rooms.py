"""Sessions full of people, written straight to the tables."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from django.utils import timezone

from redthread.gatherings.method_library import keep_library_method
from redthread.live.actions.joining import hash_of
from redthread.live.actions.sessions import open_session
from redthread.live.actions.steering import go_on
from redthread.live.commands import ack_secret
from redthread.live.leading import ticket_for
from redthread.live.models import Contribution, LiveSession, Participant
from redthread.live.pictures import LEAD
from redthread.live.progress import Place
from redthread.networks.models import Network
from redthread.testing import make

MOST_TABLES, AT_A_TABLE = 40, 6
SILENT = 1  # the phase of the method where all write alone


@dataclass(frozen=True)
class Phone:
    """What a phone holds: where it is, its key, and what it knows our receipts by."""

    session: str
    cookie: str
    ack: str


@dataclass(frozen=True)
class Hall:
    session: LiveSession
    phones: list[Phone]
    ticket: str  # of the one who leads


def empty_halls() -> None:
    LiveSession.objects.all().delete()


def hall(people: int, *, at: int | None = None) -> Hall:
    """A session with that many people at their tables, in the lobby or in the phase `at`."""
    now, network = timezone.now(), Network.objects.order_by("pk")[0]
    gathering = make.gathering(network, starts_at=now)
    item = make.item(gathering, title="Rekkefremlegg", method=keep_library_method("igp"), minutes=60)
    tables = min(MOST_TABLES, -(-people // AT_A_TABLE))
    session = open_session(item=item, tables=tables, question="Hva nå?", by=network.created_by, now=now)
    keys = [secrets.token_urlsafe(24) for _ in range(people)]
    seats = list(session.tables.all())
    made = Participant.objects.bulk_create(
        Participant(
            session=session,
            table=seats[number % tables],
            seat=number // tables + 1,
            name=f"Deltaker {number}",
            key_hash=hash_of(key),
            joined_at=now,
        )
        for number, key in enumerate(keys)
    )
    if at is not None:
        go_on(
            session=session, seen=Place(-1), why="Vi begynner", by=network.created_by, now=now, to=Place(at)
        )
    return Hall(
        session,
        [phone_of(session, one, key) for one, key in zip(made, keys, strict=True)],
        ticket_for(session=session, person=network.created_by, kind=LEAD),
    )


def phone_of(session: LiveSession, participant: Participant, key: str) -> Phone:
    return Phone(session.public_id, f"rom-{session.public_id}={key}", ack_secret(participant))


def stored(halls: list[Hall]) -> list[str]:
    """Every text that is stored in those sessions, as often as it is."""
    written = Contribution.objects.filter(session__in=[hall.session for hall in halls])
    return list(written.values_list("text", flat=True))
