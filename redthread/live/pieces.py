"""What of a session may go into the minutes: each piece with the very words that will stand there. Pure.

Only what was laid out for all or at the tables, and what schools take home. No names: a text in the minutes
is what was said, not who said it. A piece has a key of its own, so that it is taken in once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from redthread.gatherings.method_script import Phase
from redthread.gatherings.method_words import PhaseKind, Rule, Sees, Writes
from redthread.live.answering import ANSWERS, objected_in
from redthread.live.circles import ALL, table_of_circle
from redthread.live.models import Contribution, Showing
from redthread.live.reading import Room, hangs
from redthread.live.rights import is_shown_at_once

MADE, THEMES, IDEAS, VOTE, AGAINST, PROMISE = "made", "themes", "ideas", "vote", "against", "promise"
LONGEST = 3900  # what may be changed in the minutes afterwards holds a little more
WEIGHTIEST = 3  # as many as a table chooses to answer


@dataclass(frozen=True)
class Piece:
    """`text` is what will stand in the minutes. `table` is 0 for what belongs to everybody."""

    key: str
    kind: str
    table: int
    phase: Phase | None
    text: str
    is_chosen: bool  # ticked from the start
    contribution: Contribution | None = None
    school: int | None = None  # of a promise, where it is known
    is_late: bool = False

    @property
    def due_on(self) -> date | None:
        """Of a promise."""
        day = self.contribution.more.get("due_on") if self.contribution else ""
        return date.fromisoformat(day) if day else None


def laid_out(room: Room) -> list[Showing]:
    """What those who lead may read of a session that is closed."""
    return [s for s in room.showings if hangs(s.circle) and room.is_out(s)]


def pieces_of(room: Room, late: Sequence[Contribution] = ()) -> list[Piece]:
    """Promises by school, then objections, votes and what each table made. `late` came when it was over."""
    shown = laid_out(room)
    return [
        *_promises(room, late),
        *objections(room, shown),
        *_votes(room, shown),
        *(piece for table in room.tables for piece in _of_table(room, table.number, shown, late)),
    ]


def came_late(room: Room) -> list[Contribution]:
    """What a phone held back until it was over, of phases where it would have been shown at once."""
    open_phases = {
        p.key for p in room.script.phases if is_shown_at_once(p) and p.sees in (Sees.TABLE, Sees.ALL)
    }
    found = room.session.contributions.filter(is_late=True, is_hidden=False, showings=None)
    return [
        one
        for one in found.select_related("table", "author__school")
        if one.phase in open_phases or one.kind == Contribution.Kind.COMMITMENT
    ]


def objections(room: Room, shown: Iterable[Showing]) -> list[Piece]:
    """The strongest that was said against, weightiest first, each with what is done about it."""
    phases = objected_in(room.script)
    found = {s.contribution_id: s for s in shown if s.phase in phases}
    weight = {key: _weight(room, s.contribution.public_id) for key, s in found.items()}
    order = sorted(found.values(), key=lambda s: (-weight[s.contribution_id], s.contribution.public_id))
    return [
        Piece(
            f"{AGAINST}:{one.contribution.public_id}",
            AGAINST,
            one.contribution.table.number,
            _phase(room, one.phase),
            objection_text(one.contribution),
            is_chosen=bool(one.contribution.more.get("answer"))
            or (place < WEIGHTIEST and weight[one.contribution_id] > 0),
            contribution=one.contribution,
        )
        for place, one in enumerate(order)
    ]


def objection_text(made: Contribution) -> str:
    """The objection with its outcome, so that neither is remembered without the other."""
    against = _("Innvending: %(text)s") % {"text": made.text}
    answer = answer_text(made)
    return f"{against}\n{answer}" if answer else against


def answer_text(made: Contribution) -> str:
    """«Prøves i det små: på 5. trinn fram til jul»; empty while nothing is said about it."""
    choice = ANSWERS.get(made.more.get("answer", ""))
    return ": ".join(str(part) for part in (choice, made.reply) if part)


def _weight(room: Room, key: str) -> int:
    return sum(count for (_phase_key, _circle, target), count in room.dots.items() if target == key)


def _promises(room: Room, late: Sequence[Contribution]) -> list[Piece]:
    kind = Contribution.Kind.COMMITMENT
    circles: dict[int, str] = {}
    found: dict[int, Contribution] = {}
    for showing in room.showings:
        if showing.contribution.kind == kind:
            found[showing.contribution_id] = showing.contribution
            if showing.circle.startswith("s:"):
                circles[showing.contribution_id] = showing.circle.removeprefix("s:")
    found |= {one.pk: one for one in late if one.kind == kind}
    schools = {one.pk: one.school_id for one in room.people}
    pieces = []
    for one in found.values():
        circle = circles.get(one.pk, "")
        by_author = schools.get(one.author_id) if one.author_id else None
        school = int(circle) if circle.isdigit() else by_author
        pieces.append(
            Piece(
                f"{PROMISE}:{one.public_id}",
                PROMISE,
                one.table.number,
                _phase(room, one.phase),
                one.text,
                is_chosen=school is not None,
                contribution=one,
                school=school,
                is_late=one.is_late,
            )
        )
    return sorted(pieces, key=lambda piece: (piece.school or 0, piece.key))


def _votes(room: Room, shown: Sequence[Showing]) -> list[Piece]:
    """The counts of each vote, for all or for one table, the most dots first."""
    words = {s.contribution.public_id: s.contribution.text for s in shown}
    words |= {theme.public_id: theme.name for theme in room.themes}
    phases = [p for p in room.script.phases if p.kind == PhaseKind.VOTE]
    found = []
    for phase in phases:
        circles = {circle for key, circle, _target in room.dots if key == phase.key and hangs(circle)}
        for circle in sorted(circles, key=lambda c: (c != ALL, len(c), c)):
            counts = [
                (n, words[t])
                for (k, c, t), n in room.dots.items()
                if (k, c) == (phase.key, circle) and t in words
            ]
            lines = [f"{text}: {count}" for count, text in sorted(counts, key=lambda one: (-one[0], one[1]))]
            number = 0 if circle == ALL else int(circle.removeprefix("t:"))
            head = _at_table(number, phase.title) if number else phase.title
            found.append(
                Piece(
                    f"{VOTE}:{phase.key}:{circle}",
                    VOTE,
                    number,
                    phase,
                    _lines(head + ":", lines),
                    is_chosen=bool(lines),
                )
            )
    return found


def _of_table(room: Room, number: int, shown: Sequence[Showing], late: Sequence[Contribution]) -> list[Piece]:
    """What the table made, its themes, and what else it laid out, phase by phase."""
    here = _once(room, [s for s in shown if number_of(s) == number])
    products = [(s.contribution, _phase(room, s.phase)) for s in here if _is_made(s.contribution)]
    products += [
        (one, _phase(room, one.phase)) for one in late if one.table.number == number and _is_made(one)
    ]
    made = [
        Piece(
            f"{MADE}:{one.public_id}",
            MADE,
            number,
            phase,
            _at_table(number, one.text),
            is_chosen=not one.is_late,
            contribution=one,
            is_late=one.is_late,
        )
        for one, phase in products
    ]
    themes = _themes(room, number, here, is_chosen=not made)
    sorted_in = {s.phase for s in here if s.contribution.theme_id}
    rest = [s for s in here if s.phase not in sorted_in and _is_idea(room, s)]
    return [*made, *themes, *_ideas(room, number, rest)]


def _themes(room: Room, number: int, here: Sequence[Showing], *, is_chosen: bool) -> list[Piece]:
    """One piece with a line for each theme, and what was left unsorted at the end."""
    themes = [t for t in room.themes if t.table.number == number]
    heaps = [
        (theme, [s.contribution.text for s in here if s.contribution.theme_id == theme.pk])
        for theme in themes
    ]
    full = [(theme, ideas) for theme, ideas in heaps if ideas]
    if not full:
        return []
    phases = {s.phase for s in here if s.contribution.theme_id}
    left = [
        s.contribution.text
        for s in here
        if s.phase in phases and not s.contribution.theme_id and s.contribution.kind == Contribution.Kind.IDEA
    ]
    lines = [f"{theme.name}: {_join(ideas)}" for theme, ideas in full]
    if left:
        lines.append(_("Ikke sortert: %(ideas)s") % {"ideas": _join(left)})
    text = _lines(_("Bord %(table)d:") % {"table": number}, lines)
    return [Piece(f"{THEMES}:{number}", THEMES, number, _phase(room, full[0][0].phase), text, is_chosen)]


def _ideas(room: Room, number: int, here: Sequence[Showing]) -> list[Piece]:
    """Of a phase where one writes for the table, its notes; else what each laid out, only offered."""
    pieces = []
    for phase in room.script.phases:
        texts = [s.contribution.text for s in here if s.phase == phase.key]
        if texts:
            head = _at_table(number, phase.title) + ":"
            is_chosen = phase.writes == Writes.SCRIBE
            pieces.append(
                Piece(f"{IDEAS}:{number}:{phase.key}", IDEAS, number, phase, _lines(head, texts), is_chosen)
            )
    return pieces


def number_of(showing: Showing) -> int:
    """The table it hangs at: what visitors leave belongs to those they visit."""
    return table_of_circle(showing.circle) or showing.contribution.table.number


def _once(room: Room, shown: Iterable[Showing]) -> list[Showing]:
    """Each contribution in the phase it was laid out in first, in the order of its words."""
    order = {phase.key: number for number, phase in enumerate(room.script.phases)}
    first: dict[int, Showing] = {}
    for one in sorted(shown, key=lambda s: order.get(s.phase, 0)):
        first.setdefault(one.contribution_id, one)
    return sorted(first.values(), key=lambda s: (s.contribution.text.casefold(), s.contribution.public_id))


def _is_made(one: Contribution) -> bool:
    return one.kind == Contribution.Kind.PRODUCT and bool(one.text)


def _is_idea(room: Room, showing: Showing) -> bool:
    """What is told of elsewhere on the page is not an idea here."""
    made = showing.contribution
    phase = _phase(room, showing.phase)
    is_against = phase is not None and Rule.STRONGEST_AGAINST in phase.rules
    has_words = made.kind in (Contribution.Kind.IDEA, Contribution.Kind.QUESTION) and bool(made.text)
    return has_words and not is_against


def _phase(room: Room, key: str) -> Phase | None:
    return next((phase for phase in room.script.phases if phase.key == key), None)


def _at_table(number: int, text: str) -> str:
    return _("Bord %(table)d: %(text)s") % {"table": number, "text": text}


def _join(texts: Sequence[str]) -> str:
    return " · ".join(" ".join(text.split()) for text in texts)


def _lines(head: str, lines: Sequence[str]) -> str:
    """The lines below the head, as many as there is room for; the rest is in the raw material."""
    kept: list[str] = [head]
    for place, line in enumerate(lines):
        if sum(map(len, kept)) + len(kept) + len(line) > LONGEST:
            more = _("… og %(count)d til, som står i råmaterialet") % {"count": len(lines) - place}
            return "\n".join([*kept, more])
        kept.append(line)
    return "\n".join(kept)
