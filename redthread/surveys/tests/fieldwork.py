"""A survey for the tests, opened and answered by the actions that people's taps call."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from itertools import count
from typing import Any

from redthread.instruments.answering import Answer, encode, free_texts
from redthread.networks.models import Network
from redthread.people.models import Organisation, Person, Position
from redthread.surveys.actions.answers import Given, answer_wave
from redthread.surveys.actions.opening import open_wave
from redthread.surveys.definition import instrument_of
from redthread.surveys.models import Survey, SurveyInvitation, Wave
from redthread.surveys.tickets import Ticket, ticket_by, token_of
from redthread.testing import make

_number = count(1)

DEFINITION = """
format = "redthread-instrument/1"
code = "small"
version = 1
title = { nb = "Om nettverket", nn = "Om nettverket", en = "About the network" }
about = { nb = "Hvordan nettverket virker for deg.", nn = "Korleis nettverket verkar for deg.", en = "How the network works for you." }
[scales.agree]
kind = "ordered"
dont_know = true
not_relevant = true
options = [
  { value = 1, label = { nb = "Helt uenig", nn = "Heilt ueinig", en = "Strongly disagree" } },
  { value = 2, label = { nb = "Delvis uenig", nn = "Delvis ueinig", en = "Partly disagree" } },
  { value = 3, label = { nb = "Delvis enig", nn = "Delvis einig", en = "Partly agree" } },
  { value = 4, label = { nb = "Helt enig", nn = "Heilt einig", en = "Strongly agree" } },
]
[scales.help]
kind = "nominal"
options = [
  { value = 1, label = { nb = "Tid", nn = "Tid", en = "Time" } },
  { value = 2, label = { nb = "Kolleger", nn = "Kollegaer", en = "Colleagues" } },
  { value = 3, label = { nb = "Materiell", nn = "Materiell", en = "Material" } },
]
[[sections]]
title = { nb = "Samlingene", nn = "Samlingane", en = "The gatherings" }
intro = { nb = "Tenk på det siste året.", nn = "Tenk på det siste året.", en = "Think of the last year." }
[[sections.items]]
code = "useful"
scale = "agree"
text = { nb = "Samlingene er nyttige for meg.", nn = "Samlingane er nyttige for meg.", en = "The gatherings are useful to me." }
versions = { owner = { nb = "Samlingene er nyttige for skolene.", nn = "Samlingane er nyttige for skulane.", en = "The gatherings are useful to the schools." } }
[[sections.items]]
code = "why"
kind = "choices"
scale = "help"
text = { nb = "Hva har hjulpet mest?", nn = "Kva har hjelpt mest?", en = "What has helped most?" }
shown_if = { item = "useful", values = [3, 4] }
[[sections]]
title = { nb = "På skolen", nn = "På skulen", en = "At school" }
[[sections.items]]
code = "tried"
scale = "agree"
text = { nb = "Vi prøver ut det vi lærer.", nn = "Vi prøver ut det vi lærer.", en = "We try out what we learn." }
roles = ["principal", "middle_leader"]
[[sections.items]]
code = "words"
kind = "text"
text = { nb = "Hva bør vi gjøre mer av?", nn = "Kva bør vi gjere meir av?", en = "What should we do more of?" }
"""  # noqa: E501


def survey_of(network: Network, by: Person, now: datetime, **fields: Any) -> Wave:
    """A survey with one wave that nobody has opened."""
    roles = fields.pop("roles", ["principal", "middle_leader"])
    closes_on = fields.pop("closes_on", None)
    survey = Survey.objects.create(
        **{
            "network": network,
            "start_key": f"survey-{next(_number):06d}",
            "title": "Om nettverket",
            "definition": DEFINITION,
            "made_by": by,
            "made_at": now,
            **fields,
        }
    )
    return Wave.objects.create(survey=survey, number=1, roles=roles, closes_on=closes_on)


def people(
    network: Network, at: Organisation, many: int, kind: str = Position.Kind.PRINCIPAL, language: str = "nb"
) -> list[Person]:
    """So many members with that position at that place."""
    found = []
    for _one in range(many):
        person = make.person(f"Nils Nr{next(_number)}", language=language)
        make.position(person, at, kind)
        make.membership(network, person, at=at)
        found.append(person)
    return found


def opened(network: Network, by: Person, now: datetime, **fields: Any) -> Wave:
    codes = fields.pop("codes", ())
    wave = survey_of(network, by, now, **fields)
    open_wave(wave=wave, by=by, now=now, codes=codes)
    return wave


def ticket_of(wave: Wave, person: Person) -> Ticket:
    found = ticket_by(token_of(SurveyInvitation.objects.get(wave=wave, person=person)))
    assert found is not None
    return found


def given(wave: Wave, group_role: str, answers: Mapping[str, Answer], **more: Any) -> Given:
    instrument = instrument_of(wave.survey)
    texts = free_texts(instrument, group_role, answers)
    return Given(encode(instrument, group_role, answers), texts=texts, **more)


def answer(
    ticket: Ticket, now: datetime, key: str = "", receipt: str = "", link: bytes = b"", **answers: Answer
) -> None:
    answer_wave(
        ticket=ticket,
        key=key or f"phone-{next(_number):06d}",
        given=given(ticket.wave, ticket.group.role, answers, receipt=receipt, link=link),
        now=now,
    )
