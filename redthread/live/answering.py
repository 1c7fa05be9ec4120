"""Where a method answers the strongest that was said against, and on what. Pure."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from redthread.gatherings.method_script import Phase, Script
from redthread.gatherings.method_words import PhaseKind, Rule

# «Vi er fortsatt uenige» is a valid answer, and stands in the minutes as the others do.
ANSWERS = {
    "changed": _("Endret"),
    "tried": _("Prøves i det små"),
    "ahead": _("Går videre"),
    "apart": _("Fortsatt uenige"),
}
TALKS = (PhaseKind.DISCUSS, PhaseKind.MAKE)


def objected_in(script: Script) -> list[str]:
    """The phases where everybody says the strongest against."""
    return [phase.key for phase in script.phases if Rule.STRONGEST_AGAINST in phase.rules]


def answers_in(script: Script, phase: Phase) -> list[str]:
    """The phases whose objections are answered in this one: a talk that builds on them, near or far."""
    against = objected_in(script)
    if phase.kind not in TALKS or phase.key in against:
        return []
    by_key = {one.key: one for one in script.phases}
    keys = list(phase.uses)
    for key in keys:
        keys += [further for further in by_key[key].uses if further not in keys]
    return [key for key in against if key in keys]


def answering_at(script: Script, number: int) -> Phase | None:
    """The talk that a table in phase `number` answers objections in, or last did."""
    behind = reversed(script.phases[: number + 1])
    return next((phase for phase in behind if answers_in(script, phase)), None)
