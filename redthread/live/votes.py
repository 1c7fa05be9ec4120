"""What a vote is about, and how it stands. Pure."""

from __future__ import annotations

from redthread.gatherings.method_script import Phase
from redthread.live.circles import ALL
from redthread.live.models import Contribution, Theme
from redthread.live.reading import Room, hangs

DOTS = 3


def choices(room: Room, phase: Phase, circle: str) -> tuple[dict[str, Contribution], dict[str, Theme]]:
    """What dots can be put on: the ideas and the themes of the phases that the vote is about, by public id.

    Themes stand for the ideas in them. In a vote of the whole room, those of every table; what was shown to a
    pair, a school or a role alone is not put before others.
    """
    themes = {
        theme.public_id: theme
        for theme in room.themes
        if theme.phase in phase.uses and circle in (ALL, f"t:{theme.table.number}")
    }
    ideas = {
        one.contribution.public_id: one.contribution
        for one in room.showings
        if one.phase in phase.uses
        and (one.circle == circle or (circle == ALL and hangs(one.circle)))
        and room.is_out(one)
    }
    return ideas, themes


def is_over(room: Room, phase: Phase, circle: str) -> bool:
    """Whether everybody in the circle has gone on from the vote."""
    number = room.number_of(phase.key) or 0
    return all(table.phase > number for table in room.near(circle)) or not room.session.is_running


def counts(room: Room, phase: Phase, circle: str) -> dict[str, int]:
    """How many dots each choice has."""
    ideas, themes = choices(room, phase, circle)
    return {key: room.dots[phase.key, circle, key] for key in (*themes, *ideas)}


def chosen(room: Room, phase: Phase, circle: str) -> set[str]:
    """The choices that got the most dots, as many as everybody had; more where they are equal."""
    standing = {key: dots for key, dots in counts(room, phase, circle).items() if dots}
    least = sorted(standing.values(), reverse=True)[:DOTS]
    return {key for key, dots in standing.items() if dots >= least[-1]} if least else set()
