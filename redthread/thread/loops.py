"""What the thread is made of, as plain values: a gathering, what left it, and what came back. No database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.utils.translation import gettext as _

from redthread.core import dates


class KnotKind(StrEnum):
    """How a gathering sits on the thread."""

    TIED = "tied"  # it has begun or been held
    AHEAD = "ahead"  # published, still to come
    DRAFT = "draft"  # seen by those who plan it only
    CANCELLED = "cancelled"


class PromiseState(StrEnum):
    OPEN = "open"
    CARRIED = "carried"
    CLOSED = "closed"
    LET_GO = "let_go"


@dataclass(frozen=True)
class School:
    """One school's lane. `label` is the name without «skole», `short` a few letters where room is scarce."""

    key: int
    name: str
    label: str
    short: str
    href: str
    is_own: bool = False


@dataclass(frozen=True)
class Knot:
    """A gathering."""

    kind: KnotKind
    title: str
    href: str
    starts_at: datetime
    ends_at: datetime
    theme: str = ""
    place: str = ""
    why: str = ""  # it was cancelled


@dataclass(frozen=True)
class Promise:
    """A commitment as it stood when the loop closed; `word` is what was said about it then."""

    what: str
    who: str
    state: PromiseState
    href: str
    due_on: date | None = None
    word: str = ""

    @property
    def about(self) -> str:
        """«Trinnlederne, innen 4. november. Fullført – elevene leser mer»."""
        due = ", " + _("innen %(day)s") % {"day": dates.day(self.due_on)} if self.due_on else ""
        said = f" – {self.word}" if self.word else ""
        return f"{self.who}{due}. {_state_text(self.state)}{said}"


def _state_text(state: PromiseState) -> str:
    match state:
        case PromiseState.OPEN:
            return _("Pågår")
        case PromiseState.CARRIED:
            return _("Videreført")
        case PromiseState.CLOSED:
            return _("Fullført")
        case PromiseState.LET_GO:
            return _("Lagt bort")


@dataclass(frozen=True)
class Report:
    """A school's summary: shared with the network, or so far with its own school only."""

    href: str
    is_shared: bool
    lines: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Strand:
    """One school between two gatherings: what it promised, and what it told."""

    school: School
    promises: tuple[Promise, ...] = ()
    report: Report | None = None
    href: str = ""  # the school's place in the between-work
    may_write: bool = False  # the reader may write this school's summary

    @property
    def begins(self) -> str:
        """The school and what it promised first, for the bead at the top of its lane."""
        return f"{self.school.name}: {self.promises[0].what}" if self.promises else self.school.name

    @property
    def ends(self) -> str:
        """The school and what hangs at the end of its strand; never a word of blame."""
        if self.report is None:
            return f"{self.school.name}: {_('ikke meldt inn ennå')}"
        return f"{self.school.name}: {_('oppsummeringen') if self.report.is_shared else _('utkastet deres')}"

    @property
    def is_back(self) -> bool:
        """It has come back to the thread: the school has told, or all it promised has been talked through."""
        if self.report is not None and self.report.is_shared:
            return True
        return bool(self.promises) and all(p.state is not PromiseState.OPEN for p in self.promises)


@dataclass(frozen=True)
class Shown:
    """A try-out or a story that the network, or one's own school, has been shown."""

    what: str
    title: str
    school: str
    href: str


@dataclass(frozen=True)
class Loop:
    """A gathering, and the between-work after it."""

    knot: Knot
    theme: str = ""
    href: str = ""
    strands: tuple[Strand, ...] = ()
    shown: tuple[Shown, ...] = ()
    is_now: bool = False  # the present lies between this gathering and the next
    year: str = ""  # the school year, on the first gathering of it

    @property
    def told(self) -> int:
        """How many schools have shared their summary."""
        return sum(1 for s in self.strands if s.report is not None and s.report.is_shared)


@dataclass(frozen=True)
class Thread:
    """What one person may see of a network's loops, the oldest first."""

    schools: tuple[School, ...]
    loops: tuple[Loop, ...]
    has_older: bool = False
    body: str = ""  # whose thread it is, when the network's bodies have threads of their own
    bodies: tuple[tuple[str, str], ...] = ()  # code and name
    has_own: bool = True  # the network itself has gatherings beside its bodies

    @property
    def now(self) -> Loop | None:
        """The loop that the present lies in."""
        return next((loop for loop in self.loops if loop.is_now), None)

    @property
    def ahead(self) -> Loop | None:
        """The next gathering, when it is on the thread."""
        return next((loop for loop in self.loops if loop.knot.kind is KnotKind.AHEAD), None)

    @property
    def starts_ahead(self) -> bool:
        """Everything shown lies ahead."""
        return bool(self.loops) and self.now is None and self.loops[0].knot.kind is not KnotKind.TIED
