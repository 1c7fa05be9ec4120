"""What the principals' network has asked: the same before and after, about the programme, and one open now.

Everything is done by the actions of the room, and each answer is laid in by a ticket, as a phone would.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from django.utils import timezone

from redthread.demo.circles import Circle
from redthread.demo.library import read
from redthread.demo.survey_answers import answers_of
from redthread.instruments.answering import encode, free_texts
from redthread.instruments.library import instruments
from redthread.surveys.actions import surveys as actions
from redthread.surveys.actions.answers import Given, answer_wave
from redthread.surveys.actions.closing import close_wave
from redthread.surveys.actions.opening import open_wave
from redthread.surveys.definition import instrument_of
from redthread.surveys.invited import CodeFor
from redthread.surveys.models import Survey, Wave
from redthread.surveys.opening_page import places_for_codes
from redthread.surveys.tickets import Ticket, minted, ticket_by, token_of

OPEN_FOR = timedelta(days=12)
AT_EACH = {"middle_leader": (1, 3), "teacher": (8, 24)}  # who answer by the code of their school
SHARES = {"middle_leader": 0.7, "teacher": 0.6}  # of each role that answers by a code
PULSE = {"title": "Hvordan var samlingen?", "why": "To minutter. Vi bruker svarene når vi planlegger neste."}


@dataclass(frozen=True)
class Round:
    """One wave as it goes: the share of those asked by mail that answers, who is asked by codes, and what
    some write."""

    moment: str
    opens_at: datetime
    by_code: tuple[str, ...] = ()
    texts: Mapping[str, list[str]] = field(default_factory=dict)
    is_later: bool = False
    is_over: bool = True
    by_mail: float = 0.9


def ask_the_network(circle: Circle, now: datetime, chance: Random) -> None:
    words, leaders = read("undersokelse"), ("middle_leader",)
    everybody, said = (*leaders, "teacher"), words["together"]["answers"]

    before = Round("before", now - timedelta(days=420), everybody, by_mail=0.7)
    after = Round("after", now - timedelta(days=60), everybody, said, is_later=True, by_mail=1)
    together = _start(circle, "professional-learning-community", words["together"], before.opens_at)
    _play(circle, together.waves.get(), before, chance)
    later = actions.add_wave(survey=together, moment="after", by=circle.leader, now=after.opens_at)
    _play(circle, later, after, chance)

    asked = Round("once", now - timedelta(days=30), leaders, words["answers"])
    programme = _start(circle, "programme-evaluation", words, asked.opens_at)
    _play(circle, programme.waves.get(), asked, chance)

    begun = Round("once", now - timedelta(days=2), is_over=False)
    pulse = _start(circle, "gathering-pulse", PULSE, begun.opens_at)
    _play(circle, pulse.waves.get(), begun, chance)


def _start(circle: Circle, code: str, words: Mapping[str, str], at: datetime) -> Survey:
    made = actions.start_survey(
        network=circle.network, key=f"demo-{code}", instrument=instruments()[code], by=circle.leader, now=at
    )
    said = actions.Words(words["title"], words["why"].strip(), Survey.Kind.ANONYMOUS)
    actions.change_survey(survey=made, words=said, version=made.version, by=circle.leader, now=at)
    return made


def _play(circle: Circle, wave: Wave, one: Round, chance: Random) -> None:
    """Ask, answer, and close when it is over."""
    last_day = timezone.localdate(one.opens_at + OPEN_FOR)
    plan = actions.WavePlan(one.moment, ("principal", *one.by_code), last_day)
    actions.change_wave(wave=wave, plan=plan, by=circle.leader, now=one.opens_at)
    wave.refresh_from_db()
    codes = _codes(wave, one.opens_at)
    open_wave(wave=wave, by=circle.leader, now=one.opens_at, codes=codes)
    left = {item: iter(said) for item, said in one.texts.items()}
    for number, ticket in enumerate(_tickets(wave, one.by_mail, chance)):
        texts = {item: text for item, more in left.items() if (text := next(more, ""))}
        _answer(ticket, number, texts, one, chance)
    if one.is_over:
        close_wave(wave=wave, by=circle.leader, now=one.opens_at + OPEN_FOR)


def _codes(wave: Wave, now: datetime) -> list[CodeFor]:
    """The same at each school every time."""
    sizes = Random(7)  # noqa: S311 - no secret
    places = places_for_codes(wave, now)
    return [
        CodeFor(role, unit, sizes.randint(*AT_EACH[role])) for role, units in places.items() for unit in units
    ]


def _answer(ticket: Ticket, number: int, texts: Mapping[str, str], one: Round, chance: Random) -> None:
    instrument, role = instrument_of(ticket.wave.survey), ticket.group.role
    answers = {**answers_of(instrument, ticket.role, chance, is_later=one.is_later), **texts}
    given = Given(
        encode(instrument, role, answers),
        texts=free_texts(instrument, role, answers),
        receipt=f"demo-{number}",
    )
    answer_wave(ticket=ticket, key=f"demo-{number}", given=given, now=one.opens_at + timedelta(days=1))


def _tickets(wave: Wave, by_mail: float, chance: Random) -> Iterator[Ticket]:
    """Of a share of those who are invited, and of as many as each code is for, the share of their role."""
    invited = list(wave.invitations.order_by("person__name", "pk"))
    tokens = [token_of(one) for one in chance.sample(invited, round(len(invited) * by_mail))]
    for code in wave.codes.order_by("pk"):
        tokens += [minted(code) for _phone in range(round(code.most * SHARES[code.role]))]
    chance.shuffle(tokens)
    return (ticket for token in tokens if (ticket := ticket_by(token)))
