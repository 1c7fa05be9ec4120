"""The way to an invitation: by its key, which the mail and the calendar carry, or signed in as its person."""

from __future__ import annotations

from datetime import datetime

from redthread.gatherings.models import Gathering, Invitation
from redthread.people.models import Person


def invitation_by_key(key: str, now: datetime) -> Invitation | None:
    """The invitation with its gathering, network and person, if the key opens anything this second.

    It does not from the second when the membership has ended, for somebody who is no longer active, and of a
    network that is closed. One query.
    """
    return (
        Invitation.objects.standing(now)
        .filter(key=key, gathering__network__closed_at=None)
        .exclude(gathering__published_at=None)
        .select_related(
            "person", "gathering__network", "gathering__host", "gathering__chair", "gathering__body"
        )
        .first()
    )


def own_invitation(gathering: Gathering, person: Person) -> Invitation | None:
    """The person's own; the gathering came through the network's door."""
    found = Invitation.objects.filter(gathering=gathering, person=person).first()
    if found is not None:
        found.gathering, found.person = gathering, person
    return found
