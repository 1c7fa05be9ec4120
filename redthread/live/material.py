"""What a session has laid out, as one person may read it afterwards.

Those who sat in a circle read what the circle was shown. Those who lead the gathering read, when the session
is closed, what was shown to all and at the tables; while it runs, only what is shown to all. What nobody laid
out has no showing, and is read by nobody.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from redthread.live.circles import ALL, Sitter, circles_of
from redthread.live.models import Contribution, LiveSession, Participant, Showing
from redthread.live.photo_places import RoomAround
from redthread.live.reading import hangs, read_room
from redthread.networks.access import Access
from redthread.networks.roles import Permission
from redthread.people.models import Person


def leads(access: Access) -> bool:
    """Whether the person reads as those who lead do; in a closed network they read, and plan no more."""
    return access.can(Permission.GATHERING_PLAN) or access.can(Permission.NETWORK_MANAGE)


def shown_to_person(
    sessions: Sequence[LiveSession], person: Person, *, is_leader: bool, thing: Contribution | None = None
) -> dict[int, list[Showing]]:
    """By the key of each session, what the person may read of it; with `thing`, where that is shown to them.

    Two queries for all that are closed.
    """
    closed = [one for one in sessions if not one.is_running]
    seats = _seats(sessions, person)
    found: dict[int, list[Showing]] = {one.pk: [] for one in sessions}
    for showing in _showings(closed, thing):
        circles = seats[showing.session_id]
        if showing.circle in circles or (is_leader and hangs(showing.circle)):
            found[showing.session_id].append(showing)
    for one in sessions:
        circles = seats[one.pk] | ({ALL} if is_leader else set())
        if one.is_running and circles:
            room = RoomAround(one, thing) if thing else read_room(one)
            found[one.pk] = [s for s in room.showings if s.circle in circles and room.is_out(s)]
    return found


def _showings(sessions: Iterable[LiveSession], thing: Contribution | None) -> Iterable[Showing]:
    found = Showing.objects.filter(session__in=sessions, contribution__is_hidden=False)
    if thing is not None:
        found = found.filter(contribution=thing)
    return found.select_related("contribution__table", "contribution__theme").order_by("place")


def _seats(sessions: Iterable[LiveSession], person: Person) -> dict[int, set[str]]:
    """The circles that the person sat in, by session; also when they left before the end."""
    found: dict[int, set[str]] = defaultdict(set)
    for one in Participant.objects.filter(session__in=sessions, person=person).select_related("table"):
        sitter = Sitter(one.table.number, 0, one.school_id, one.part)
        found[one.session_id] |= {*circles_of(sitter), *one.pairs}
    return found
