"""Who may write what in a phase. Pure; each refusal is a sentence for the one who tried."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass

from django.utils.translation import gettext as _

from redthread.gatherings.method_script import Phase
from redthread.gatherings.method_words import PhaseKind, Revealed, RoleKey, Rule, Sees, Writes

IDEA, QUESTION, PRODUCT, PHOTO, COMMITMENT = "idea", "question", "product", "photo", "commitment"
ASKS = (Rule.CLARIFY_ONLY, Rule.QUESTIONS_ONLY)
KINDS: dict[str, tuple[str, ...]] = {
    PhaseKind.READ: (),
    PhaseKind.VOTE: (),
    PhaseKind.PAUSE: (),
    PhaseKind.COMMIT: (COMMITMENT,),
    PhaseKind.PHOTO: (PHOTO, PRODUCT),
    PhaseKind.MAKE: (PRODUCT, PHOTO),
    PhaseKind.CLARIFY: (QUESTION,),
    PhaseKind.ROTATE: (IDEA, QUESTION),
}
LISTENERS = (RoleKey.TELLER, RoleKey.HOST)


@dataclass(frozen=True, slots=True)
class Standing:
    """What decides it, of one person in one phase."""

    cards: Set[str]
    has_scribe: bool  # somebody in the circle has the card
    has_turn: bool
    is_visiting: bool


def kinds_in(phase: Phase) -> tuple[str, ...]:
    """What can be written in the phase, the usual first."""
    if phase.kind in KINDS:
        return KINDS[phase.kind]
    if phase.kind == PhaseKind.ROUND and phase.writes == Writes.TURN:
        return (kind_of_turn(phase),)
    if any(rule in phase.rules for rule in ASKS):
        return (QUESTION,)
    return (IDEA,) if Rule.NO_PHOTOS in phase.rules else (IDEA, PHOTO)


def kind_of_turn(phase: Phase) -> str:
    """What is laid out there: the idea that the others may only ask about, or a question where all ask."""
    if phase.kind == PhaseKind.ROUND:
        return QUESTION if Rule.QUESTIONS_ONLY in phase.rules else IDEA
    return kinds_in(phase)[0] if kinds_in(phase) else IDEA


def is_shown_at_once(phase: Phase) -> bool:
    """Whether what is written there goes straight to its circle; in a round it waits for the turn."""
    if phase.sees == Sees.AUTHOR:
        return False
    waits = phase.writes == Writes.TURN or phase.revealed == Revealed.ON_TURN
    return not (phase.kind == PhaseKind.ROUND and waits)


def never_fits(phase: Phase, kind: str) -> str:
    """Empty when this may be written in the phase by somebody; else what to say."""
    if kind not in kinds_in(phase) or phase.writes == Writes.NOBODY:
        return _("Dette kan ikke skrives i denne fasen.")
    return ""


def why_not_write(phase: Phase, kind: str, who: Standing) -> str:
    """Empty when the person may write this; else what to say."""
    if phase.writes == Writes.NOBODY:
        return _("Nå lytter alle. Det du skriver, kan du sende i neste fase.")
    return never_fits(phase, kind) or why_not_now(phase, who)


def why_not_now(phase: Phase, who: Standing) -> str:
    """Empty when it is this person who writes; else whose task it is."""
    listens = Rule.TELLER_LISTENS in phase.rules and any(
        role in phase.roles and role in who.cards for role in LISTENERS
    )
    if listens:
        return _("Nå lytter du til de andre. Du får ordet etterpå.")
    match phase.writes:
        case Writes.EACH:
            return ""
        case Writes.TURN:
            return "" if who.has_turn else _not_your_turn(phase)
        case Writes.SCRIBE:
            if who.has_scribe and RoleKey.SCRIBE not in who.cards:
                return _("Det er skriveren som skriver for dere nå.")
            return ""
        case Writes.VISITORS:
            return "" if who.is_visiting else _("Nå er det de som er på besøk, som skriver.")
        case Writes.NOBODY:
            return _("Nå lytter alle. Det du skriver, kan du sende i neste fase.")


def _not_your_turn(phase: Phase) -> str:
    if phase.kind == PhaseKind.ROUND:
        return _("Det er ikke din tur ennå. Det du skriver, står klart til turen din.")
    return _("Det er den som fortalte, som har ordet nå.")
