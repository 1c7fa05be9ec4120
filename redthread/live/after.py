"""The page after a session: what came of it, by school, table and phase, and what of it is in the minutes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.forms import BoundField
from django.utils.translation import gettext as _

from redthread.core import dates
from redthread.gatherings.models import AgendaItem, Outcome
from redthread.live.actions.paper import kind_on_paper, laid_out_in
from redthread.live.forms_after import AfterForm, tick
from redthread.live.models import Contribution, LiveSession, Showing, TakenIn
from redthread.live.pieces import AGAINST, PROMISE, VOTE, Piece, number_of
from redthread.live.reading import Room
from redthread.people.models import Organisation


class Row(NamedTuple):
    """A piece as the page shows it: with its fields, or as it stands in the minutes by now."""

    piece: Piece
    tick: BoundField | None
    school: BoundField | None
    answer: BoundField | None
    words: BoundField | None
    outcome: Outcome | None
    school_name: str = ""

    @property
    def details(self) -> str:
        """Of a promise: who, by when, and how the staff is reached."""
        made = self.piece.contribution
        if made is None or self.piece.kind != PROMISE or self.outcome:
            return ""
        due, reach = self.piece.due_on, made.more.get("reach")
        parts = (
            made.more.get("who"),
            _("innen %(day)s") % {"day": dates.day(due)} if due else "",
            _("personalet nås: %(how)s") % {"how": reach} if reach else "",
        )
        return " · ".join(part for part in parts if part)

    @property
    def words_of_it(self) -> str:
        """What stands in the minutes, once it is there."""
        return self.outcome.text if self.outcome else self.piece.text


class Section(NamedTuple):
    """The rows of one kind, or of one table; `key` is `promise`, `against`, `vote` or `table`."""

    key: str
    table: int
    rows: list[Row]


class Laid(NamedTuple):
    """What was laid out at a table in one phase."""

    title: str
    contributions: list[Contribution]


def taken_in(session: LiveSession) -> dict[str, Outcome]:
    """What stands in the minutes, by the key of its piece."""
    found = TakenIn.objects.filter(session=session).select_related("outcome")
    return {one.piece: one.outcome for one in found}


def sections(pieces: Sequence[Piece], form: AfterForm, taken: dict[str, Outcome]) -> list[Section]:
    """Promises, objections and votes, and then table by table."""
    names = {one.pk: one.name for one in form.schools.values()}
    names |= dict(
        Organisation.objects.filter(pk__in=[p.school for p in pieces if p.school]).values_list("pk", "name")
    )
    rows = [_row(piece, form, taken, names) for piece in pieces]
    kinds = [Section(kind, 0, [r for r in rows if r.piece.kind == kind]) for kind in (PROMISE, AGAINST, VOTE)]
    rest = [r for r in rows if r.piece.kind not in (PROMISE, AGAINST, VOTE)]
    tables = sorted({r.piece.table for r in rest})
    by_table = [Section("table", number, [r for r in rest if r.piece.table == number]) for number in tables]
    return [section for section in (*kinds, *by_table) if section.rows]


def _row(piece: Piece, form: AfterForm, taken: dict[str, Outcome], names: dict[int, str]) -> Row:
    def field(name: str) -> BoundField | None:
        return form[name] if name in form.fields else None

    return Row(
        piece,
        field(tick(piece)),
        field(f"school-{piece.key}"),
        field(f"answer-{piece.key}"),
        field(f"words-{piece.key}"),
        taken.get(piece.key),
        names.get(piece.school or 0, ""),
    )


class LaidAtTable(NamedTuple):
    number: int
    phases: list[Laid]


def by_table(room: Room, shown: Sequence[Showing]) -> list[LaidAtTable]:
    """Table by table, and in each phase by phase."""
    tables = sorted({number_of(one) for one in shown})
    return [
        LaidAtTable(number, by_phase(room, [s for s in shown if number_of(s) == number])) for number in tables
    ]


def by_phase(room: Room, shown: Iterable[Showing]) -> list[Laid]:
    """In the order of the phases; in each as it was laid out."""
    there: dict[str, list[Contribution]] = {}
    for one in shown:
        there.setdefault(one.phase, []).append(one.contribution)
    return [Laid(phase.title, there[phase.key]) for phase in room.script.phases if phase.key in there]


def paper_phases(room: Room) -> list[tuple[str, str]]:
    """The phases that have notes on paper, as far as any table has come."""
    furthest = max((table.phase for table in room.tables), default=-1)
    return [
        (phase.key, phase.title)
        for number, phase in enumerate(room.script.phases)
        if number <= furthest and kind_on_paper(phase) and laid_out_in(room.script, phase)
    ]


def items_for(session: LiveSession) -> list[AgendaItem]:
    """Where it goes in the minutes: the session's own item, else any of the gathering's to choose from."""
    if session.item is not None:
        return [session.item]
    return list(session.gathering.agenda_items.all())
