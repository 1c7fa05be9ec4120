"""What is printed for a gathering: which parts, and what is in each. Nothing confidential is in any.

Everything here hangs on a wall, lies on a table or is worn on a jacket, so it tells what the whole room may
know: of a confidential item only that there is one, and how long it takes.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.db.models import TextChoices
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from redthread.core import dates
from redthread.gatherings.agenda_times import Slot
from redthread.gatherings.method_card import Card
from redthread.gatherings.method_library import current_card
from redthread.gatherings.method_words import PhaseKind
from redthread.gatherings.models import AgendaItem, Gathering, Grouping
from redthread.gatherings.programme import items_for, programme_of
from redthread.reports.print_pack_people import Guest, expected, places_of

ON_A_SHEET, EMPTY_THEMES, EMPTY_LINES = 6, 4, 5  # of notes; themes at least, up to a full sheet


class Part(TextChoices):
    """In the order of the pages."""

    AGENDA = "program", gettext_lazy("Program med klokkeslett")
    TABLES = "bord", gettext_lazy("Bordlister")
    SIGN_IN = "oppmote", gettext_lazy("Oppmøteliste til underskrift")
    LABELS = "navn", gettext_lazy("Navnelapper")
    CARDS = "metoder", gettext_lazy("Metodekort")
    POSTERS = "plakater", gettext_lazy("Plakater med QR-kode")
    POST_ITS = "lapper", gettext_lazy("Lapper med oppgaver og temaer")


@dataclass(frozen=True)
class AgendaLine:
    day: str  # a heading when a new day begins, else empty
    time: str
    title: str
    about: list[str]


@dataclass(frozen=True)
class Table:
    number: int
    people: list[tuple[str, str]]


@dataclass(frozen=True)
class Poster:
    title: str
    lines: list[str]
    address: str


@dataclass(frozen=True)
class Pack:
    """The whole of what may be printed; `parts` are those that were chosen."""

    parts: tuple[str, ...]
    language: str
    title: str
    network: str
    when: str
    place: str
    made_at: datetime
    agenda: list[AgendaLine] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    people: list[Guest] = field(default_factory=list)
    cards: list[Card] = field(default_factory=list)
    posters: list[Poster] = field(default_factory=list)
    post_its: list[str] = field(default_factory=list)  # empty: a theme to be written

    def counts(self) -> dict[str, int]:
        """How much there is of each part."""
        return {
            Part.AGENDA: len(self.agenda),
            Part.TABLES: len(self.tables),
            Part.SIGN_IN: len(self.people),
            Part.LABELS: len(self.people),
            Part.CARDS: len(self.cards),
            Part.POSTERS: len(self.posters),
            Part.POST_ITS: len(self.post_its),
        }


def pack_of(
    gathering: Gathering, *, parts: Collection[str], grouping: Grouping | None, made_at: datetime
) -> Pack:
    """Everything in six queries at most. `grouping` is who sits where."""
    slots = programme_of(gathering, items_for(gathering, may_run=False))
    places = places_of(grouping)
    people = expected(gathering, places)
    tables = _tables(people)
    cards = _cards([slot.item for slot in slots])
    return Pack(
        parts=tuple(part for part in Part.values if part in parts),
        language=get_language() or "nb",
        title=gathering.title,
        network=str(gathering.network),
        when=dates.when(gathering.starts_at, gathering.ends_at),
        place=gathering.place,
        made_at=made_at,
        agenda=_agenda(slots),
        tables=tables,
        people=people,
        cards=cards,
        posters=_posters(gathering, tables),
        post_its=_notes(cards),
    )


def _agenda(slots: Sequence[Slot[AgendaItem]]) -> list[AgendaLine]:
    lines: list[AgendaLine] = []
    days = {dates.weekday(slot.starts_at.date()) for slot in slots}
    last = ""
    for slot in slots:
        day = dates.weekday(slot.starts_at.date())
        item = slot.item
        about = [line for line in (item.description, _led_by(item)) if line]
        if item.method:
            about.append(_("Metode: %(name)s") % {"name": current_card(item.method).name})
        time = f"{dates.clock(slot.starts_at)}–{dates.clock(slot.ends_at)}"
        lines.append(AgendaLine(day if len(days) > 1 and day != last else "", time, item.title, about))
        last = day
    return lines


def _led_by(item: AgendaItem) -> str:
    return ", ".join(getattr(item, "led_by", ())) or item.responsible


def _tables(people: Sequence[Guest]) -> list[Table]:
    numbers = sorted({one.table for one in people if one.table is not None})
    return [
        Table(number, [(one.name, one.school) for one in people if one.table == number]) for number in numbers
    ]


def _cards(items: Sequence[AgendaItem]) -> list[Card]:
    """The card of each method on the agenda, once; those of confidential items are not there to be read."""
    methods = {item.method_id: item.method for item in items if item.method and not item.is_confidential}
    return [current_card(method) for method in methods.values()]


def _posters(gathering: Gathering, tables: Sequence[Table]) -> list[Poster]:
    address = settings.BASE_URL + gathering.get_absolute_url()
    about = [dates.when(gathering.starts_at, gathering.ends_at), gathering.place]
    whole = Poster(gathering.title, [line for line in about if line], address)
    words = [_("Program, bord og lenker for dagen")]
    return [
        whole,
        *(Poster(_("Bord %(number)d") % {"number": one.number}, words, address) for one in tables),
    ]


def _notes(cards: Sequence[Card]) -> list[str]:
    """What people are asked to write, each question once, and themes to fill the last sheet."""
    kinds = (PhaseKind.WRITE, PhaseKind.ROTATE, PhaseKind.OBSERVE, PhaseKind.COMMIT)
    asked = [p.prompt for card in cards for p in card.script.phases if p.kind in kinds and p.prompt]
    notes = list(dict.fromkeys(asked))
    return [*notes, *[""] * (EMPTY_THEMES + -(len(notes) + EMPTY_THEMES) % ON_A_SHEET)]


def in_words(part: str, count: int) -> str:
    """How much of the part there is, for the page where one chooses."""
    match part:
        case Part.AGENDA:
            return ngettext("%(count)d post", "%(count)d poster", count) % {"count": count}
        case Part.TABLES:
            return ngettext("%(count)d bord", "%(count)d bord", count) % {"count": count}
        case Part.SIGN_IN | Part.LABELS:
            return ngettext("%(count)d navn", "%(count)d navn", count) % {"count": count}
        case Part.CARDS:
            return ngettext("%(count)d metode", "%(count)d metoder", count) % {"count": count}
        case Part.POSTERS:
            return ngettext("%(count)d plakat", "%(count)d plakater", count) % {"count": count}
    return ngettext("%(count)d lapp", "%(count)d lapper", count) % {"count": count}
