"""A script for steps that people wrote: what is known of a step is kept, the rest follows its kind. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from redthread.gatherings.method_card import Step
from redthread.gatherings.method_script import SHORTEST, WORKS_ON, Phase, Script, read_script
from redthread.gatherings.method_words import PhaseKind, Writes

HIDDEN = {"sees": "author", "revealed": "later"}
# What a new step of each kind is, until somebody says otherwise.
USUAL: dict[str, dict[str, Any]] = {
    PhaseKind.READ: {"sees": "all"},
    PhaseKind.WRITE: {
        "seats": "alone",
        "writes": "each",
        "names": "anonymous",
        "rules": ["silent"],
        **HIDDEN,
    },
    PhaseKind.ROUND: {
        "writes": "turn",
        "revealed": "on_turn",
        "repeat": "until_empty",
        "drives": "table",
        "rules": ["one_at_a_time", "pass_allowed", "clarify_only", "no_criticism"],
    },
    PhaseKind.CLARIFY: {"writes": "each", "drives": "table", "rules": ["clarify_only"]},
    PhaseKind.DISCUSS: {"writes": "scribe", "drives": "table"},
    PhaseKind.SORT: {"writes": "each", "names": "anonymous", "drives": "table"},
    PhaseKind.VOTE: {"writes": "each", "revealed": "at_end", "names": "anonymous", "rules": ["hidden_count"]},
    PhaseKind.MAKE: {"writes": "scribe", "names": "anonymous", "drives": "table"},
    PhaseKind.PHOTO: {"writes": "scribe", "names": "anonymous", "drives": "table"},
    PhaseKind.PRESENT: {"seats": "all", "sees": "all", "revealed": "on_turn", "repeat": "table"},
    PhaseKind.ROTATE: {"writes": "visitors", "repeat": "table"},
    PhaseKind.OBSERVE: {"seats": "alone", "writes": "each", "rules": ["no_photos"], **HIDDEN},
    PhaseKind.COMMIT: {"seats": "own_school", "writes": "scribe", "sees": "own_school", "drives": "table"},
    PhaseKind.PAUSE: {"seats": "all", "sees": "all"},
}
LAYS_OUT = (PhaseKind.ROUND, *WORKS_ON)


@dataclass(frozen=True)
class StepDraft:
    """A step as it was written: `origin` is its number in the old script, `kind` what happens in it."""

    step: Step
    kind: str
    origin: int | None


def kind_of_step(script: Script, number: int) -> str:
    """What a step is about: the kind of its longest phase; a talk when it has none."""
    phases = script.of_step(number)
    return max(phases, key=lambda phase: phase.seconds).kind if phases else PhaseKind.DISCUSS


def script_for(drafts: Sequence[StepDraft], old: Script) -> Script:
    """Phases that last as long as the steps; a step whose kind stands keeps its phases, stretched."""
    made: list[Phase] = []
    for number, draft in enumerate(drafts, start=1):
        kept = old.of_step(draft.origin) if draft.origin else ()
        if not kept or kind_of_step(old, draft.origin or 0) != draft.kind:
            kept = (_usual(draft),)
        for phase in _stretched(kept, draft.step.minutes * 60):
            made.append(_in_place(phase, number, made))
    return Script(tuple(made))


def _usual(draft: StepDraft) -> Phase:
    row = {
        **USUAL[draft.kind],
        "kind": PhaseKind.DISCUSS,
        "title": draft.step.title,
        "step": 1,
        "seconds": 60,
    }
    return replace(read_script([row]).phases[0], kind=PhaseKind(draft.kind), key="")


def _stretched(phases: Sequence[Phase], seconds: int) -> list[Phase]:
    """As many of them as there is time for, in the same proportions, and together exactly `seconds`."""
    kept = list(phases[: max(1, seconds // SHORTEST)])
    whole, left, made = sum(phase.seconds for phase in kept), seconds, []
    for place, phase in enumerate(kept[:-1], start=1):
        share = phase.seconds * seconds // whole // 10 * 10
        most = left - SHORTEST * (len(kept) - place)
        made.append(replace(phase, seconds=min(max(SHORTEST, share), most)))
        left -= made[-1].seconds
    return [*made, replace(kept[-1], seconds=left)]


def _in_place(phase: Phase, step: int, earlier: Sequence[Phase]) -> Phase:
    """With a key of its own and only earlier phases to work on; what has none to work on is a talk."""
    keys = [one.key for one in earlier]
    uses = tuple(key for key in phase.uses if key in keys)
    if not uses and phase.kind in LAYS_OUT:
        uses = tuple(one.key for one in earlier if one.writes != Writes.NOBODY)[-1:]
    key = phase.key if phase.key and phase.key not in keys else f"steg{step}-{len(earlier) + 1}"
    kind = PhaseKind.DISCUSS if phase.kind in WORKS_ON and not uses else phase.kind
    return replace(phase, step=step, key=key, uses=uses, kind=kind)


def with_phase_added(script: Script, step: int, kind: str, title: str) -> Script:
    """One more phase last in the step, with half the time of the one before it.

    The script itself when the step has no phase, or none that can be halved.
    """
    last = script.of_step(step)[-1:]
    if not last or last[0].seconds < 2 * SHORTEST:
        return script
    seconds = last[0].seconds // 20 * 10 or SHORTEST
    place = script.phases.index(last[0]) + 1
    before = [*script.phases[: place - 1], replace(last[0], seconds=last[0].seconds - seconds, times=1)]
    new = replace(_usual(StepDraft(Step(title, 1, "", ()), kind, None)), seconds=seconds)
    return Script((*before, _in_place(new, step, script.phases[:place]), *script.phases[place:]))
