"""Where one photo is shown now, found by drawing the room with nothing in it but what decides that.

The same drawing as the screens', so that a photo goes where they show it and nowhere else; but of a full room
only the rows that matter are read, since every phone at a table asks for the photo in the same second.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property

from redthread.gatherings.method_words import PhaseKind
from redthread.live.models import Contribution, LiveSession, Participant, Showing
from redthread.live.pictures import Slices, channels_of, draw_things
from redthread.live.reading import Room


class RoomAround(Room):
    """The room with one thing laid out. Where votes are presented, all of it: what the others got decides."""

    def __init__(self, session: LiveSession, thing: Contribution) -> None:
        super().__init__(session)
        self.thing = thing

    @cached_property
    def showings(self) -> list[Showing]:
        return self.read_showings() if self._presents_votes else self.read_showings(contribution=self.thing)

    @property
    def _presents_votes(self) -> bool:
        votes = {phase.key for phase in self.script.phases if phase.kind == PhaseKind.VOTE}
        return any(p.kind == PhaseKind.PRESENT and votes & set(p.uses) for p in self.script.phases)


def photo_in(session: LiveSession, idea: str) -> Contribution | None:
    """A photo of the session, or of the one whose products people walk around and look at here."""
    sessions = [key for key in (session.pk, session.source_id) if key]
    found = Contribution.objects.filter(session__in=sessions, public_id=idea)
    return found.exclude(photo="").first()


def is_shown_to(participant: Participant, photo: Contribution) -> bool:
    """Whether one of the channels of the phone holds the photo, anywhere in what it shows."""
    room = RoomAround(participant.session, photo)
    return _is_in(room, channels_of(room, participant), photo)


def is_shown_in(session: LiveSession, channels: tuple[str, ...], photo: Contribution) -> bool:
    """Whether one of the channels holds the photo."""
    return _is_in(RoomAround(session, photo), channels, photo)


def _is_in(room: Room, channels: tuple[str, ...], photo: Contribution) -> bool:
    drawn: dict[str, Slices] = defaultdict(dict)
    draw_things(room, drawn)
    return any(_holds(drawn[name], photo.public_id) for name in channels)


def _holds(value: object, key: str) -> bool:
    match value:
        case {"id": there, "photo": True} if there == key:
            return True
        case dict():
            return any(_holds(one, key) for one in value.values())
        case list():
            return any(_holds(one, key) for one in value)
    return False
