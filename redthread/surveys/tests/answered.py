"""A survey that has been answered, for tests of what comes out of it; the answers are drawn with a seed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import count

import numpy as np
from numpy.typing import NDArray

from redthread.instruments.coding import DONT_KNOW, NOT_RELEVANT
from redthread.networks.models import Network
from redthread.people.models import Organisation, Person
from redthread.surveys.models import (
    AnswerBundle,
    RespondentGroup,
    SpentTicket,
    Survey,
    SurveyInvitation,
    TextPile,
    Wave,
)
from redthread.surveys.tickets import mark_of
from redthread.testing import make

_number = count(1)
ROLES = ("principal", "middle_leader", "teacher")


def item(code: str, text: str, **more: str) -> str:
    extra = "".join(f"{key} = {value}\n" for key, value in more.items())
    scale = "" if "kind" in more else 'scale = "agree"\n'
    return f'[[sections.items]]\ncode = "{code}"\ntext = {{ nb = "{text}" }}\n{scale}{extra}'


LABELS = ("Helt uenig", "Litt uenig", "Verken eller", "Litt enig", "Helt enig")
OPTIONS = ", ".join(
    f'{{ value = {value}, label = {{ nb = "{label}" }} }}' for value, label in enumerate(LABELS, start=1)
)
TO_TEACHERS = '{ teacher = { nb = "Lederne snakker åpent om det som er vanskelig" } }'
DEFINITION = f"""
format = "redthread-instrument/1"
code = "trust"
version = 1
languages = ["nb"]
title = {{ nb = "Tillit i nettverket" }}
about = {{ nb = "Hvordan dere har det sammen." }}
contradictions = [["open", "closed"]]
[scales.agree]
kind = "ordered"
dont_know = true
not_relevant = true
options = [{OPTIONS}]
[scales.yes_no]
kind = "yes_no"
options = [{{ value = 1, label = {{ nb = "Ja" }} }}, {{ value = 0, label = {{ nb = "Nei" }} }}]
[[sections]]
title = {{ nb = "Åpenhet" }}
{item("open", "Vi snakker åpent om det som er vanskelig", versions=TO_TEACHERS, source='"000 L1"')}
{item("help", "Vi hjelper hverandre")}
{item("closed", "Vi holder det vanskelige for oss selv", reversed="true")}
[[sections]]
title = {{ nb = "Prøvd ut" }}
{item("tried", "Har du prøvd noe fra nettverket?", kind='"scale"', scale='"yes_no"')}
{item("words", "Hva bør vi gjøre mer av?", kind='"text"')}
[[indices]]
code = "trust"
title = {{ nb = "Tillit" }}
items = ["open", "help", "closed"]
at_least = 0.5
source = "000 L1"
"""
COLUMNS = ("open", "help", "closed", "tried")
WORSE = {"principal": 0.8, "middle_leader": 0.2, "teacher": -0.7}


def drawn(role: str, people: int, seed: int) -> NDArray[np.uint8]:
    """A row a person, a byte a column: principals see it brightest, and one in twelve gives no answer."""
    chance = np.random.default_rng([seed, ROLES.index(role)])
    own = chance.normal(size=people) * 0.7 + WORSE[role]
    rows = np.empty((people, len(COLUMNS)), np.uint8)
    for place, turn in enumerate((1, 1, -1)):
        rows[:, place] = np.clip(np.rint(3 + turn * own + 0.6 * chance.normal(size=people)), 1, 5)
        rows[chance.random(people) < 0.06, place] = DONT_KNOW
        rows[chance.random(people) < 0.03, place] = NOT_RELEVANT
    rows[:, 3] = 1 + (chance.random(people) < 0.4)
    return rows


def survey_of(network: Network, by: Person, now: datetime, **fields: object) -> Survey:
    kept = {"title": "Tillit i nettverket", "definition": DEFINITION, "made_by": by, "made_at": now, **fields}
    return Survey.objects.create(network=network, start_key=f"answered-{next(_number)}", **kept)


def schools_in(network: Network, owner: Organisation, many: int = 4) -> list[Organisation]:
    found = []
    for place in range(many):
        school = make.school(owner, f"Skole {place + 1}")
        make.unit(network, school, place + 3)
        found.append(school)
    return found


def answered_wave(
    survey: Survey,
    people: Mapping[str, int],
    schools: Sequence[Organisation],
    now: datetime,
    *,
    seed: int = 1,
    number: int = 1,
    silent: int = 3,
    texts: Sequence[str] = (),
    rows: Mapping[str, NDArray[np.uint8]] | None = None,
    links: Mapping[str, Sequence[bytes]] | None = None,
) -> Wave:
    """Open, with so many of each role who have answered, and `silent` more of each who have not."""
    wave = Wave.objects.create(
        survey=survey, number=number, roles=list(people), opened_at=now, opened_by=survey.made_by
    )
    laid = []
    for place, (role, many) in enumerate(people.items(), start=1):
        group = RespondentGroup.objects.create(
            wave=wave, number=place, role=role, school_kind="", invited=many + silent
        )
        invite(wave, group, many, many + silent, schools)
        own = rows[role] if rows else drawn(role, many, seed)
        for at, row in enumerate(own):
            link = links[role][at] if links else b""
            laid.append(bytes([place]) + row.tobytes() + link)
    AnswerBundle.objects.create(wave=wave, number=1, rows=b"".join(laid))
    entries = [{"text": text, "mark": f"mark-{place}"} for place, text in enumerate(texts)]
    TextPile.objects.create(wave=wave, item="words", entries=entries)
    return wave


def invite(
    wave: Wave, group: RespondentGroup, many: int, invited: int, schools: Sequence[Organisation]
) -> None:
    for place in range(invited):
        name = f"{next(_number)}"
        person = Person.objects.create(name=f"Nils Nr {name}", email=f"nils{name}@fjordvik.example")
        school = schools[place % len(schools)]
        one = SurveyInvitation.objects.create(
            wave=wave, group=group, person=person, unit=school, role=group.role
        )
        if place < many:
            mark = mark_of(one.public_id)
            SpentTicket.objects.create(pk=int(mark[:15], 16), wave=wave, mark=mark)
