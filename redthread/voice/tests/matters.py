"""Matters for the tests, made by the actions that people's clicks call."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from redthread.networks.models import Body
from redthread.people.models import Organisation, Person
from redthread.sharing.models import Release
from redthread.testing.cast import Cast
from redthread.voice.actions.matters import Words, draft_matter, give_voice, raise_matter, send_matter
from redthread.voice.models import Matter
from redthread.voice.snapshot import Told, mark_of, matter_snapshot
from redthread.voice.voices import standing_for

_keys = iter(range(1, 10**9))


def draft(cast: Cast, by: Person, now: datetime, title: str = "Vikarer", **more: Any) -> Matter:
    body: Body | None = more.pop("body", None)
    words = Words(title, **{"ask": "Vi ber om vikarer på samlingsdagene.", **more})
    key = f"matter-{next(_keys):08d}"
    return draft_matter(network=cast.network, body=body, key=key, words=words, by=by, now=now)


def raised(cast: Cast, by: Person, now: datetime, title: str = "Vikarer", **more: Any) -> Matter:
    matter = draft(cast, by, now, title, **more)
    raise_matter(matter=matter, by=by, now=now)
    matter.refresh_from_db()
    return matter


def say(matter: Matter, whose: Organisation | Person, by: Person, now: datetime, against: str = "") -> None:
    """For a school or municipality, or for oneself where each member has a voice."""
    key = whose.pk
    holders = [one.holder for one in standing_for(matter).said]
    holder = next(
        one for one in holders if (one.organisation if isinstance(whose, Organisation) else one.person) == key
    )
    choice = "against" if against else "support"
    give_voice(matter=matter, holder=holder, choice=choice, reason=against, by=by, now=now)


def send(
    matter: Matter, by: Person, now: datetime, *, support: bool = False, dissent: bool = False
) -> Release:
    told = Told(support, dissent)
    seen = mark_of(matter.title, matter_snapshot(matter, standing_for(matter), told))
    return send_matter(matter=matter, told=told, seen=seen, by=by, now=now)


def sent(cast: Cast, by: Person, now: datetime, title: str = "Vikarer", **more: Any) -> Matter:
    """Both schools support it, and Liv sends it."""
    matter = raised(cast, by, now, title, **more)
    say(matter, cast.asen, cast.mona, now)
    say(matter, cast.brekka, cast.rita, now)
    send(matter, cast.liv, now)
    return matter
