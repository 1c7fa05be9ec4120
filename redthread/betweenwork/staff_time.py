"""How the minutes of a meeting with the staff are used: why, the method's steps, and the answers."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.translation import gettext as _

from redthread.betweenwork.models import StaffKit
from redthread.gatherings.method_card import Card
from redthread.gatherings.method_library import current_card

WHY, TALK, ANSWERS, NEXT = 5, 15, 3, 2


class Point(NamedTuple):
    """From the `starts`-th minute of the meeting."""

    starts: int
    minutes: int
    title: str
    text: str


def card_of_kit(kit: StaffKit) -> Card | None:
    return current_card(kit.method) if kit.method else None


def time_plan(card: Card | None) -> list[Point]:
    """Without a method, a quarter of an hour of talk in its place."""
    steps = [(step.minutes, step.title, step.text) for step in card.steps] if card else []
    parts = [
        (WHY, _("Hvorfor vi gjør dette"), _("Den som leder, sier det med egne ord.")),
        *(steps or [(TALK, _("Snakk sammen, to og to"), _("Hva betyr dette for deg og elevene dine?"))]),
        (ANSWERS, _("Svar på telefonen"), _("Alle svarer samtidig. Ingen ser hvem som svarte hva.")),
        (NEXT, _("Veien videre"), _("Bli enige om hva alle prøver, og når dere snakker om det igjen.")),
    ]
    plan, starts = [], 0
    for minutes, title, text in parts:
        plan.append(Point(starts, minutes, title, text))
        starts += minutes
    return plan


def whole_time(plan: list[Point]) -> int:
    return sum(point.minutes for point in plan)
