"""A staff kit for the tests, made and answered by the actions that people's taps call."""

from __future__ import annotations

from datetime import datetime, timedelta

from redthread.betweenwork.actions.staff_answers import answer_kit
from redthread.betweenwork.actions.staff_kits import Asked, KitPlan, make_kit
from redthread.betweenwork.models import SchoolLine, StaffKit
from redthread.betweenwork.staff_pile import Answer
from redthread.gatherings.method_library import keep_library_method
from redthread.gatherings.models import Commitment
from redthread.networks.models import Network
from redthread.people.models import Organisation, Person

_keys = iter(range(1, 10**9))
QUESTIONS = (
    Asked("scale", "Jeg vet hva jeg kan gjøre.", ("Enig", "Både og", "Uenig")),
    Asked("text", "Hva trenger du?"),
)


def kit_of(
    network: Network,
    school: Organisation,
    by: Person,
    now: datetime,
    *,
    commitment: Commitment | None = None,
    line: SchoolLine | None = None,
    questions: tuple[Asked, ...] = QUESTIONS,
    staff: int = 20,
    title: str = "To-lærer i lesing",
) -> StaffKit:
    plan = KitPlan(
        title=title,
        purpose="Vi har lovet å prøve to-lærer.",
        method=keep_library_method("parprat"),
        staff=staff,
        closes_at=now + timedelta(days=7),
        questions=questions,
    )
    return make_kit(
        network=network,
        school=school,
        key=f"kit-{next(_keys):08d}",
        plan=plan,
        commitment=commitment,
        line=line,
        by=by,
        now=now,
    )


def answer(kit: StaffKit, now: datetime, *, choice: int | None = 0, text: str = "", key: str = "") -> None:
    answers: dict[int, Answer] = {}
    if choice is not None:
        answers[1] = choice
    if text:
        answers[2] = text
    answer_kit(kit=kit, key=key or f"phone-{next(_keys):08d}", answers=answers, now=now)


def many(kit: StaffKit, now: datetime, count: int) -> None:
    """So many answers: three to one who disagrees, and every text another."""
    for number in range(count):
        answer(kit, now, choice=(0, 0, 1, 2)[number % 4], text=f"Svar nummer {number}")
