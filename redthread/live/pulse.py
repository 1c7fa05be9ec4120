"""The pulse: short answers without names, read by those who plan when enough have written.

A phase with the rule «for_leaders» says so on the phone before anybody writes. Each seat answers once, and
counts when it was taken before the first question, so there are as many who wrote as there are answers; below
five, a text can be guessed to be somebody's. Who comes in with five phones beforehand is not stopped by this.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Min
from django.utils.translation import gettext as _

from redthread.core.errors import RuleError
from redthread.gatherings.method_script import Phase, Script
from redthread.gatherings.method_words import Rule
from redthread.live.keeping import in_words
from redthread.live.models import Contribution, LiveSession, Participant, Step
from redthread.live.pens import pen_hash_of

AT_LEAST = 5


class Question(NamedTuple):
    """What was asked, and the answers in an order that tells nothing."""

    prompt: str
    texts: list[str]


class Pulse(NamedTuple):
    """One session that asked. `hidden_why` is empty when the answers may be read."""

    session: LiveSession
    questions: list[Question]
    hidden_why: str


def is_pulse(script: Script) -> bool:
    return any(is_for_leaders(phase) for phase in script.phases)


def is_for_leaders(phase: Phase) -> bool:
    return Rule.FOR_LEADERS in phase.rules


def refuse_second(session: LiveSession, phase: Phase, pen: str, who: Participant) -> None:
    """One answer a seat to each question, whatever pen it is written with. Raises RuleError for another,
    which is to be written anew."""
    if not is_for_leaders(phase):
        return
    if not pen:
        raise RuleError(_("Last siden på nytt, og prøv igjen."))
    has_answered = who.dots.get(phase.key)
    for key, known in session.contributions.filter(phase=phase.key).values_list("public_id", "pen_hash"):
        has_answered = has_answered or known == pen_hash_of(session, pen, key)
    if has_answered:
        raise RuleError(_("Du har svart på dette. Du kan endre det du skrev."))


def note_answer(phase: Phase, who: Participant) -> None:
    """That this seat has answered, and not what: forgotten when the session closes."""
    if is_for_leaders(phase) and who.session.is_running:
        who.dots = {**who.dots, phase.key: 1}
        who.save(update_fields=["dots"])


def forget_answer(phase: Phase, who: Participant) -> None:
    """It was taken back, so another may be written."""
    if is_for_leaders(phase):
        who.dots = {key: count for key, count in who.dots.items() if key != phase.key}
        who.save(update_fields=["dots"])


def forget_who_answered(session: LiveSession) -> None:
    """Nobody answers any more, so nothing is to tell who did."""
    keys = {phase.key for phase in session.phases.phases if is_for_leaders(phase)}
    for one in session.participants.all() if keys else ():
        one.dots = {key: count for key, count in one.dots.items() if key not in keys}
        one.save(update_fields=["dots"])


def has_come_for_the_pulse(phase: Phase, who: Participant) -> bool:
    """Whether the seat was taken after the first question was asked: its answer is kept, and does not help to
    make it five. Else one person with the code could come in again and again until another can be read."""
    if not is_for_leaders(phase):
        return False
    numbers = [n for n, one in enumerate(who.session.phases.phases) if is_for_leaders(one)]
    asked = Step.objects.filter(table__session=who.session, phase__in=numbers).aggregate(first=Min("at"))
    return asked["first"] is not None and who.joined_at > asked["first"]


def pulses(sessions: Iterable[LiveSession]) -> list[Pulse]:
    """Those of the sessions that asked, each with its answers or why they are not shown."""
    return [_pulse(one) for one in sessions if is_pulse(one.phases)]


def _pulse(session: LiveSession) -> Pulse:
    if session.emptied_at is not None:
        return Pulse(session, [], in_words(session))
    if session.is_running:
        return Pulse(session, [], _("Økta pågår. Svarene vises når den er avsluttet."))
    phases = [phase for phase in session.phases.phases if is_for_leaders(phase)]
    written = Contribution.objects.filter(
        session=session, phase__in=[phase.key for phase in phases], is_hidden=False
    ).exclude(text="")
    answers = list(written.order_by("public_id").values_list("phase", "text", "is_late"))
    in_time = [phase for phase, _text, is_late in answers if not is_late]
    if max((in_time.count(phase.key) for phase in phases), default=0) < AT_LEAST:
        why = _("Færre enn %(least)d har svart. Da kan et svar gjettes tilbake til én, så vi viser ingen.")
        return Pulse(session, [], why % {"least": AT_LEAST})
    questions = [
        Question(phase.prompt or phase.title, [text for key, text, _late in answers if key == phase.key])
        for phase in phases
    ]
    return Pulse(session, questions, "")
