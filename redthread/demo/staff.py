"""What Åsen has asked its staff: one round that is over, and one that is open to answer now."""

from __future__ import annotations

from datetime import datetime, timedelta

from redthread.betweenwork.actions.staff_answers import answer_kit
from redthread.betweenwork.actions.staff_kits import Asked, KitPlan, close_kit, make_kit
from redthread.betweenwork.models import SchoolLine, StaffKit
from redthread.betweenwork.staff_pile import Answer
from redthread.betweenwork.staff_suggestions import agreement
from redthread.demo.circles import Circle
from redthread.gatherings.method_library import keep_library_method
from redthread.gatherings.models import Commitment

KNOW = "Jeg vet hva jeg kan gjøre i min egen undervisning."
NEEDS = "Hva trenger du for å komme i gang?"
TRIED = "Har du prøvd det?"
STAFF = 24
# By the place of the option in the scale, and a text from some.
ANSWERS: tuple[tuple[int, str], ...] = (
    (1, "Å se noen andre gjøre det først."),
    (0, "Ti minutter sammen med trinnet."),
    (1, ""),
    (2, "Et eksempel fra mitt eget fag."),
    (1, "At vi prøver samtidig, så vi har noe å snakke om."),
    (0, ""),
    (3, "Færre andre ting på planen akkurat nå."),
    (1, "Noen å planlegge den første timen med."),
    (2, "Vet ikke ennå."),
    (1, ""),
    (0, "Jeg er i gang, og deler gjerne opplegget mitt."),
    (2, "Mer tid. Det går i ett."),
    (1, "At ledelsen er med og ser på."),
    (1, ""),
    (0, "Ingenting, jeg gleder meg."),
    (2, "En liste over hva som er godt nok."),
    (1, "Å slippe å gjøre det alene."),
)


def ask_the_staff(circle: Circle, now: datetime) -> None:
    """The first school's two kits, from what it promised at the last gathering."""
    school = circle.schools[0]
    line = (
        SchoolLine.objects.filter(assignment__network=circle.network, school=school.organisation)
        .select_related("assignment", "school")
        .order_by("-assignment__gathering__starts_at")
        .first()
    )
    if line is None:
        return
    made = Commitment.objects.filter(gathering=line.assignment.gathering_id, school=school.organisation)
    promise = made.first()
    over = _kit(circle, line, promise, now - timedelta(days=6), "over", "Slik kommer vi i gang")
    for number, (choice, text) in enumerate(ANSWERS):
        answers: dict[int, Answer] = {1: choice, **({2: text} if text else {})}
        _answer(over, number, answers, now - timedelta(days=5))
    close_kit(kit=over, by=school.people[0], now=now - timedelta(days=5))
    tried = Asked("choice", TRIED, ("Ja, flere ganger", "Ja, én gang", "Ikke ennå"))
    going = _kit(circle, line, promise, now - timedelta(days=1), "open", "Etter første uke", tried)
    for number in range(3):
        _answer(going, number, {1: number}, now)


def _kit(
    circle: Circle,
    line: SchoolLine,
    promise: Commitment | None,
    when: datetime,
    key: str,
    title: str,
    first: Asked | None = None,
) -> StaffKit:
    school = circle.schools[0]
    what = (promise.what if promise else line.assignment.theme).rstrip(".")
    plan = KitPlan(
        title=title,
        purpose=f"På samlingen sa vi ja til dette: {what}. Nå finner vi ut hvordan vi gjør det.",
        method=keep_library_method("parprat"),
        staff=STAFF,
        closes_at=when + timedelta(days=7),
        questions=[first or Asked("scale", KNOW, agreement()), Asked("text", NEEDS)],
    )
    return make_kit(
        network=circle.network,
        school=school.organisation,
        key=f"demo-{key}-{line.public_id}",
        plan=plan,
        commitment=promise,
        line=line,
        by=school.people[0],
        now=when,
    )


def _answer(kit: StaffKit, number: int, answers: dict[int, Answer], when: datetime) -> None:
    answer_kit(kit=kit, key=f"demo-phone-{kit.public_id}-{number:03d}", answers=answers, now=when)
