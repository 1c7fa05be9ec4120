"""The script of a method: its phases in order, as the live room runs them. Pure.

A phase belongs to a step of the card and says what happens, for how long, who may write, who sees it and
when, whether names follow, what is repeated, and who moves on. `uses` names earlier phases whose texts
this one works on. What is written is seen by its author alone until a phase says otherwise; so silent writing
is WRITE with `sees` author and `revealed` later, and the round that `uses` it lays it out, one at a time.

Seconds are the whole phase, with all its repetitions in. A step's phases last as long as the step.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext as _

from redthread.core.errors import RuleError
from redthread.gatherings.method_words import (
    Drives,
    Names,
    PhaseKind,
    Repeat,
    Revealed,
    RoleKey,
    Rule,
    Seats,
    Sees,
    Writes,
)

SHORTEST, LONGEST, MOST = 10, 8 * 60 * 60, 60
# What can only be done with something that was written earlier.
WORKS_ON = frozenset({PhaseKind.SORT, PhaseKind.VOTE})


class ScriptError(RuleError):
    """The script cannot be run; says which phase and field, and what to write instead."""


@dataclass(frozen=True)
class Phase:
    key: str
    step: int  # which step of the card, from 1
    kind: PhaseKind
    title: str
    prompt: str  # the question or the task that stands on the phone; may be empty
    seconds: int
    seats: Seats
    writes: Writes
    sees: Sees
    revealed: Revealed
    names: Names
    repeat: Repeat
    times: int  # how many repetitions the seconds are meant for; 1 when it is as many as there are
    drives: Drives
    roles: tuple[RoleKey, ...]
    rules: tuple[Rule, ...]
    uses: tuple[str, ...]

    @property
    def seconds_each(self) -> int:
        """Of one repetition."""
        return self.seconds // self.times


@dataclass(frozen=True)
class Script:
    phases: tuple[Phase, ...]

    @property
    def seconds(self) -> int:
        return sum(phase.seconds for phase in self.phases)

    def of_step(self, number: int) -> tuple[Phase, ...]:
        return tuple(phase for phase in self.phases if phase.step == number)

    def as_json(self) -> list[dict[str, Any]]:
        """What `read_script` reads."""
        return [{**asdict(p), **{n: list(getattr(p, n)) for n in _LISTS}} for p in self.phases]


_LISTS = ("roles", "rules", "uses")
_CHOICES: dict[str, tuple[type[TextChoices], str]] = {
    "kind": (PhaseKind, ""),
    "seats": (Seats, Seats.TABLE),
    "writes": (Writes, Writes.NOBODY),
    "sees": (Sees, Sees.TABLE),
    "revealed": (Revealed, Revealed.AT_ONCE),
    "names": (Names, Names.NAMED),
    "repeat": (Repeat, Repeat.ONCE),
    "drives": (Drives, Drives.FACILITATOR),
}
_FIELDS = {"key", "step", "title", "prompt", "seconds", "times", *_CHOICES, *_LISTS}


def read_script(data: Any) -> Script:
    """The script that is stored as a list of phases. Raises ScriptError with the place and what to do."""
    if not isinstance(data, list):
        raise ScriptError(_("Fasene skal være en liste. Lag metoden på nytt fra kortet i biblioteket."))
    if len(data) > MOST:
        raise ScriptError(
            _("En metode kan ha høyst %(most)d faser. Slå sammen noen av dem.") % {"most": MOST}
        )
    phases: list[Phase] = []
    for number, row in enumerate(data, start=1):
        phases.append(_phase(row, number, phases))
    return Script(tuple(phases))


def check_steps(script: Script, minutes: Sequence[int]) -> None:
    """The phases of each step last as long as the step, and none lies outside; ScriptError otherwise."""
    for number, phase in enumerate(script.phases, start=1):
        if not 1 <= phase.step <= len(minutes):
            raise _error(number, phase.title, _("hører til et steg som ikke finnes. Velg et av stegene."))
    for step, wanted in enumerate(minutes, start=1):
        there = sum(phase.seconds for phase in script.of_step(step))
        if there != wanted * 60:
            words = {"step": step, "wanted": wanted, "there": f"{there / 60:g}".replace(".", ",")}
            raise ScriptError(
                _(
                    "Steg %(step)d varer %(wanted)d minutter, men fasene i det varer %(there)s. "
                    "Gi fasene like lang tid som steget."
                )
                % words
            )


def _phase(row: Any, number: int, earlier: Sequence[Phase]) -> Phase:
    if not isinstance(row, dict):
        raise _error(number, "", _("er ikke en fase. Ta den bort."))
    title = row.get("title")
    title = title.strip() if isinstance(title, str) else ""
    unknown = sorted(str(name) for name in set(row) - _FIELDS)
    if unknown:
        raise _error(
            number, title, _("har et felt som ikke finnes: %(name)s. Ta det bort.") % {"name": unknown[0]}
        )
    if not title:
        raise _error(number, "", _("mangler navn. Skriv hva fasen heter."))
    phase = Phase(
        key=_text(row, "key", number, title) or f"p{number}",
        step=_whole(row, "step", number, title, 1, MOST),
        title=title,
        prompt=_text(row, "prompt", number, title),
        seconds=_whole(row, "seconds", number, title, SHORTEST, LONGEST),
        times=_whole({"times": 1, **row}, "times", number, title, 1, 99),
        roles=_several(row, "roles", RoleKey, number, title),
        rules=_several(row, "rules", Rule, number, title),
        uses=tuple(_list(row, "uses", number, title)),
        **{name: _one(row, name, number, title) for name in _CHOICES},
    )
    _check_whole(phase, number, earlier)
    return phase


def _check_whole(phase: Phase, number: int, earlier: Sequence[Phase]) -> None:
    """What no single field can tell."""
    keys = {one.key for one in earlier}
    steps = [one.step for one in earlier]
    for broken, words in (
        (phase.key in keys, _("har samme nøkkel som en tidligere fase. Gi den en egen.")),
        (bool(steps) and phase.step < steps[-1], _("står etter et senere steg. Flytt den opp.")),
        (not set(phase.uses) <= keys, _("bruker en fase som ikke kommer før den. Velg en tidligere fase.")),
        (
            phase.kind in WORKS_ON and not phase.uses,
            _("har ingenting å arbeide med. Velg hvilken tidligere fase den bruker."),
        ),
        (
            (phase.sees == Sees.AUTHOR) != (phase.revealed == Revealed.LATER),
            _("må si det samme to ganger: det som bare den som skriver ser, vises ikke i denne fasen."),
        ),
        (
            phase.kind == PhaseKind.WRITE and phase.writes == Writes.NOBODY,
            _("er en skrivefase der ingen får skrive. Velg hvem som skriver."),
        ),
    ):
        if broken:
            raise _error(number, phase.title, words)


def _error(number: int, title: str, words: str) -> ScriptError:
    place = _("Fase %(number)d") % {"number": number}
    return ScriptError(f"{place} («{title}») {words}" if title else f"{place} {words}")


def _text(row: dict[str, Any], name: str, number: int, title: str) -> str:
    value = row.get(name, "")
    if not isinstance(value, str) or len(value) > 1000:
        raise _error(
            number, title, _("har for lang eller uleselig tekst i feltet %(name)s.") % {"name": name}
        )
    return value.strip()


def _whole(row: dict[str, Any], name: str, number: int, title: str, low: int, high: int) -> int:
    value = row.get(name)
    if type(value) is not int or not low <= value <= high:
        words = {"name": name, "low": low, "high": high}
        raise _error(
            number, title, _("feltet %(name)s: skriv et helt tall fra %(low)d til %(high)d.") % words
        )
    return value


def _one(row: dict[str, Any], name: str, number: int, title: str) -> Any:
    choices, otherwise = _CHOICES[name]
    value = row.get(name, otherwise)
    if value not in choices.values:
        words = {"name": name, "choices": ", ".join(choices.values)}
        raise _error(number, title, _("feltet %(name)s: velg en av %(choices)s.") % words)
    return choices(value)


def _list(row: dict[str, Any], name: str, number: int, title: str) -> list[str]:
    value = row.get(name, [])
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise _error(number, title, _("feltet %(name)s skal være en liste.") % {"name": name})
    return value


def _several(row: dict[str, Any], name: str, choices: type[TextChoices], number: int, title: str) -> Any:
    values = _list(row, name, number, title)
    for value in values:
        if value not in choices.values:
            words = {"name": name, "value": value}
            raise _error(number, title, _("feltet %(name)s: «%(value)s» finnes ikke. Ta det bort.") % words)
    return tuple(choices(value) for value in values)
