"""What schools have taken to their staff, for the walks."""

from __future__ import annotations

from datetime import datetime, timedelta

from redthread.betweenwork.actions.letters import draft_letter, mark_of, send_letter
from redthread.betweenwork.actions.staff_answers import answer_kit
from redthread.betweenwork.actions.staff_kits import Asked, KitPlan, make_kit
from redthread.betweenwork.models import MonthlyLetter, SchoolLine, StaffKit
from redthread.gatherings.method_library import keep_library_method
from redthread.networks.models import Network
from redthread.people.models import Person


def kit_for(line: SchoolLine, by: Person, now: datetime, code: str) -> StaffKit:
    """Open for a week. The code is drawn by lot, and here the same in every world."""
    plan = KitPlan(
        title="To-lærer",
        purpose="Vi har lovet å prøve.",
        method=keep_library_method("parprat"),
        staff=20,
        closes_at=now + timedelta(days=7),
        questions=[Asked("scale", "Jeg vet hva jeg kan gjøre.", ("Enig", "Uenig")), Asked("text", "Hva?")],
    )
    kit = make_kit(
        network=line.assignment.network,
        school=line.school,
        key=f"world-{code}",
        plan=plan,
        commitment=None,
        line=line,
        by=by,
        now=now,
    )
    StaffKit.objects.filter(pk=kit.pk).update(code=code)
    kit.code = code
    return kit


def answered(kit: StaffKit, count: int, now: datetime, text: str = "") -> None:
    """So many more answers."""
    for number in range(count):
        answers: dict[int, int | str] = {1: number % 2}
        if text:
            answers[2] = f"{text} {number}"
        answer_kit(kit=kit, key=f"world-phone-{text}-{number:04d}", answers=answers, now=now)


def letter_of(network: Network, by: Person, now: datetime) -> MonthlyLetter:
    """Drafted from what there was, and sent as it stood."""
    letter = draft_letter(network=network, by=by, now=now)
    send_letter(letter=letter, seen=mark_of(letter), by=by, now=now)
    return letter
