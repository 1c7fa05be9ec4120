"""Where a table is in the script, and where it may go. Pure.

A phase that is done again (a presentation for each table, a round of visits) has laps; `next` is the next
lap, then the next phase. Tables move by themselves inside a run of phases that each table drives. What is
shown to others than those at the table is begun by everybody at once: else somebody would read ahead.

So it is also where people sit with their school, with their role or all together, whatever the script says.
The clock and the place in the script are a table's, and there a circle has people from several tables: one
that went on by itself would take half of a school with it, and leave the other half where nobody answers. The
pace that is a table's own is kept for what is done at a table. Those who are ready say so, and the one who
leads moves all, or one table when it is known to sit alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from redthread.gatherings.method_script import Phase, Script
from redthread.gatherings.method_words import Drives, PhaseKind, Repeat, Revealed, Rule, Seats, Sees, Writes

LOBBY = -1
AT_A_TABLE = (Seats.ALONE, Seats.TABLE, Seats.PAIR)
TO_A_TABLE = (Sees.AUTHOR, Sees.PAIR, Sees.TABLE)
# Where these hold, nobody is answered before all have spoken (001 L218-222, 002 L592-594).
ALL_FIRST = (Rule.NO_CRITICISM, Rule.NO_REPLY, Rule.CLARIFY_ONLY)


@dataclass(frozen=True, slots=True, order=True)
class Place:
    phase: int
    lap: int = 0


def laps_of(phase: Phase, tables: int) -> int:
    """How many times the phase is run through before the next, with so many tables in use."""
    if phase.repeat != Repeat.TABLE:
        return 1
    if phase.kind == PhaseKind.ROTATE:
        return max(1, min(phase.times, tables - 1))
    return max(1, tables) if phase.kind == PhaseKind.PRESENT else phase.times


def laps_in(phase: Phase, tables: Sequence[int]) -> Sequence[int]:
    """The laps by number. Where each table presents, a lap is a table's, and tables without people have none.

    `tables` are the numbers of those in use.
    """
    if phase.repeat == Repeat.TABLE and phase.kind == PhaseKind.PRESENT:
        return [number - 1 for number in tables] or [0]
    return range(laps_of(phase, len(tables)))


def seconds_of(phase: Phase, tables: int) -> int:
    """Of one lap: the time of the phase shared between the laps that there are."""
    return max(10, phase.seconds // laps_of(phase, tables))


def is_shared(phase: Phase) -> bool:
    """Whether those at one table may be shown, or wait for, what comes from another."""
    if phase.seats not in AT_A_TABLE or phase.kind == PhaseKind.ROTATE:
        return True
    return phase.sees not in TO_A_TABLE and (phase.writes != Writes.NOBODY or bool(phase.uses))


def is_driven_by_tables(phase: Phase) -> bool:
    """What is shared moves for everybody together, whatever the script says."""
    return phase.drives == Drives.TABLE and not is_shared(phase)


def after(script: Script, place: Place, tables: Sequence[int]) -> Place | None:
    """The next place, None at the end; `tables` are the numbers of those in use."""
    if place.phase >= 0:
        ahead = [lap for lap in laps_in(script.phases[place.phase], tables) if lap > place.lap]
        if ahead:
            return Place(place.phase, ahead[0])
    return start_of(script, place.phase + 1, tables) if place.phase + 1 < len(script.phases) else None


def before(script: Script, place: Place, tables: Sequence[int]) -> Place | None:
    """The place before, None in the lobby."""
    if place.phase == LOBBY:
        return None
    behind = [lap for lap in laps_in(script.phases[place.phase], tables) if lap < place.lap]
    if behind:
        return Place(place.phase, behind[-1])
    return start_of(script, place.phase - 1, tables)


def start_of(script: Script, phase: int, tables: Sequence[int]) -> Place:
    """The first lap of a phase."""
    return Place(phase, laps_in(script.phases[phase], tables)[0]) if phase >= 0 else Place(LOBBY)


def table_may_go(script: Script, place: Place, to: Place | None) -> bool:
    """Whether the table may move itself there: inside a run that the tables drive."""
    if to is None or to.phase == LOBBY or place.phase == LOBBY:
        return False
    return is_driven_by_tables(script.phases[to.phase]) and is_driven_by_tables(script.phases[place.phase])


def is_first_in(script: Script, place: Place, to: Place, others: Sequence[Place]) -> bool:
    """Whether a table that goes from `place` on to `to` would leave the others behind in what is shared."""
    shared = any(is_shared(script.phases[at.phase]) for at in (place, to) if at.phase != LOBBY)
    return shared and bool(others) and all(other < to for other in others)


def must_be_finished(phase: Phase) -> bool:
    """Whether the round is left only when it is over, or with a reason."""
    if phase.kind != PhaseKind.ROUND:
        return False
    return phase.repeat == Repeat.UNTIL_EMPTY or any(rule in phase.rules for rule in ALL_FIRST)


def rounds_between(script: Script, place: Place, to: Place) -> list[Phase]:
    """The rounds that must be over before a table at `place` may be at `to`: every idea must be out first."""
    passed = range(max(place.phase, 0), to.phase)
    return [script.phases[n] for n in passed if must_be_finished(script.phases[n])]


def host_of(table: int, lap: int, tables: Sequence[int]) -> int:
    """Whose table the people of `table` visit in that lap of a rotation, of the tables in use."""
    if table not in tables:
        return tables[lap % len(tables)] if tables else table
    return tables[(tables.index(table) + lap + 1) % len(tables)]


def is_revealed(script: Script, key: str, place: int, *, is_running: bool) -> bool:
    """Whether what was shown in a phase may be seen by its circle; `place` is the phase that it is in now."""
    number, phase = next(((n, p) for n, p in enumerate(script.phases) if p.key == key), (0, None))
    if phase is None or phase.revealed != Revealed.AT_END:
        return True
    return place > number or not is_running
