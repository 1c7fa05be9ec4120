"""Short ways to let a room write, go on and lay out, for the tests of what comes of a session."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from redthread.live.actions.laying import lay_out
from redthread.live.actions.sessions import close_session
from redthread.live.actions.steering import go_on
from redthread.live.actions.turns import say_empty
from redthread.live.actions.writing import write
from redthread.live.door import cookie_of
from redthread.live.models import Contribution, LiveSession, Participant
from redthread.live.progress import Place
from redthread.live.reading import read_room
from redthread.live.standing import phase_of
from redthread.live.tests.rooms import open_room, seat
from redthread.testing.cast import Cast

_keys = count(1)


def a_key() -> str:
    return f"test-key-{next(_keys):012d}"


@dataclass
class Run:
    """A session with people in it; `go_to` moves all the tables, with a reason where a round is open."""

    cast: Cast
    session: LiveSession
    people: list[Participant] = field(default_factory=list)
    keys: dict[int, str] = field(default_factory=dict)

    @property
    def now(self) -> datetime:
        return timezone.now()

    def sit(self, table: int = 1, **fields: Any) -> Participant:
        made, key = seat(self.session, table, **fields)
        self.people.append(made)
        self.keys[made.pk] = key
        return made

    def go_to(self, phase: str) -> None:
        keys = [one.key for one in self.session.phases.phases]
        places = [Place(t.phase, t.lap) for t in self.session.tables.all()]
        go_on(
            session=self.session,
            seen=min(places),
            why="Vi har dårlig tid",
            by=self.cast.liv,
            now=self.now,
            to=Place(keys.index(phase)),
        )

    def write(self, who: Participant, phase: str, text: str, **fields: Any) -> Contribution:
        fields.setdefault("kind", "idea")
        fields.setdefault("pen", f"pen-of-{who.pk}")
        who.refresh_from_db()
        return write(participant=who, phase_key=phase, text=text, now=self.now, **fields)

    def say(self, phase: str, who: Participant, text: str) -> Contribution | None:
        """Use the turn that it is now; `who` must have it."""
        return lay_out(
            participant=who,
            phase_key=phase,
            turn=self.used(phase, who),
            pen=f"pen-of-{who.pk}",
            text=text,
            now=self.now,
        )

    def empty(self, phase: str, who: Participant) -> None:
        say_empty(participant=who, phase_key=phase, turn=self.used(phase, who), now=self.now)

    def used(self, phase: str, who: Participant) -> int:
        room = read_room(self.session)
        number = room.table_of[who.table_id].number
        return room.round(phase_of(room, phase), f"t:{number}").used

    def close(self) -> None:
        close_session(session=self.session, by=self.cast.liv, now=self.now)
        self.session.refresh_from_db()

    def phone(self, who: Participant) -> Client:
        """The phone of that participant, with its cookie."""
        client = Client()
        client.cookies[cookie_of(self.session)] = self.keys[who.pk]
        return client

    def url(self, name: str, *more: str) -> str:
        """A leader's address of the session."""
        gathering = self.session.gathering
        args = [gathering.network.slug, gathering.public_id, self.session.public_id, *more]
        return reverse(f"live:{name}", args=args)


def run(cast: Cast, method: str = "igp", tables: int = 2, **fields: Any) -> Run:
    return Run(cast, open_room(cast, method, tables, **fields))
