"""What the cast raises to its owner: a draft, one that is weighed, and one that waits for an answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from redthread.people.models import Organisation, Person
from redthread.testing.cast import Cast
from redthread.voice.actions.matters import Words, draft_matter, give_voice, raise_matter, send_matter
from redthread.voice.models import Matter
from redthread.voice.snapshot import Told, mark_of, matter_snapshot
from redthread.voice.voices import standing_for


@dataclass
class Matters:
    draft: Matter  # Mona's
    weighed: Matter  # Mona's; Brekka and Dal support it, Åsen has not said anything
    sent: Matter  # Rita's; the owner has not answered


def raise_matters(cast: Cast, dal: Organisation, dag: Person, now: datetime) -> Matters:
    draft = matter_of(cast, cast.mona, now, "Felles fagdag")
    weighed = raised(cast, cast.mona, now - timedelta(days=3), "Flere vikardager")
    for school, person in ((cast.brekka, cast.rita), (dal, dag)):
        speak(weighed, school, person, now - timedelta(days=2))
    sent = raised(cast, cast.rita, now - timedelta(days=20), "Tid til ressurslærerne")
    speak(sent, cast.asen, cast.mona, now - timedelta(days=19))
    speak(sent, cast.brekka, cast.rita, now - timedelta(days=19))
    seen = mark_seen(sent)
    send_matter(matter=sent, told=Told(), seen=seen, by=cast.liv, now=now - timedelta(days=18))
    return Matters(draft, weighed, sent)


def matter_of(cast: Cast, by: Person, now: datetime, title: str) -> Matter:
    words = Words(title, "Vi ber om dette.", "Fordi det trengs.")
    key = f"start-{by.pk}-{title}"[:60]
    return draft_matter(network=cast.network, body=None, key=key, words=words, by=by, now=now)


def raised(cast: Cast, by: Person, now: datetime, title: str) -> Matter:
    matter = matter_of(cast, by, now, title)
    raise_matter(matter=matter, by=by, now=now)
    matter.refresh_from_db()
    return matter


def speak(matter: Matter, school: Organisation, by: Person, now: datetime, against: str = "") -> None:
    holder = next(one.holder for one in standing_for(matter).said if one.holder.organisation == school.pk)
    choice = "against" if against else "support"
    give_voice(matter=matter, holder=holder, choice=choice, reason=against, by=by, now=now)


def mark_seen(matter: Matter) -> str:
    return mark_of(matter.title, matter_snapshot(matter, standing_for(matter), Told()))
