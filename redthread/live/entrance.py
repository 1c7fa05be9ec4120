"""Who may read the stream of a session, and which channels: asked at the doors there are, never here."""

from __future__ import annotations

from dataclasses import dataclass

from redthread.live.circles import ALL
from redthread.live.door import participant_by_key
from redthread.live.leading import holder_of, read_ticket
from redthread.live.models import LiveSession

NOT_FOUND, FORBIDDEN = 404, 403


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who was let in: a phone by its participant and key, or a leader's screen by its ticket."""

    session: int
    participant: int = 0
    key_hash: str = ""
    ticket: str = ""
    channels: tuple[str, ...] = ()  # of a leader's screen; those of a phone are told by where it sits


def admit(pk: str, key: str, ticket: str) -> Reader | int:
    """The reader, or the status that refuses. Asks the database."""
    if ticket:
        return _by_ticket(pk, ticket)
    participant = participant_by_key(pk, key)
    if participant is not None:
        return Reader(participant.session_id, participant.pk, participant.key_hash)
    return FORBIDDEN if LiveSession.objects.filter(public_id=pk).exists() else NOT_FOUND


def _by_ticket(pk: str, text: str) -> Reader | int:
    ticket = read_ticket(text)
    if ticket is None or ticket.session != pk:
        return FORBIDDEN
    found = holder_of(ticket)
    if found is None:
        return FORBIDDEN
    session, _person = found
    return Reader(session.pk, ticket=text, channels=(ticket.kind, ALL))


def is_still_admitted(reader: Reader) -> bool:
    """Whether a leader's screen would be let in again. Asks the database."""
    ticket = read_ticket(reader.ticket)
    return ticket is not None and holder_of(ticket) is not None
