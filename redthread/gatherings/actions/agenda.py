"""The agenda: items come in, are changed, change places and go out, until the minutes are locked.

Places are numbered 1, 2, 3 … anew after each change, while the gathering is held, so that two people who
reorder at the same time leave one order that both can read.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time

from django.db import transaction
from django.utils.translation import gettext as _

from redthread.core.errors import RuleError
from redthread.gatherings.actions.item_leaders import set_item_leaders
from redthread.gatherings.actions.minutes import refuse_after_locking
from redthread.gatherings.models import AgendaItem, DayTemplate, Gathering, Method
from redthread.gatherings.saved_days import SAVED, items_of
from redthread.gatherings.templates_of_days import EMPTY, READY_DAYS
from redthread.people.models import Person

FIRST = AgendaItem.Kind.SINCE_LAST
LAST = AgendaItem.Kind.REVIEW
SHORTEST, LONGEST = 1, 600
CHANGED = (
    "kind",
    "title",
    "minutes",
    "description",
    "responsible",
    "is_confidential",
    "day_starts_at",
    "share",
    "method",
)


def start_agenda(*, gathering: Gathering, template: str, copy_of: Gathering | None) -> None:
    """Give a new gathering the items of an earlier one, or else of a ready or a saved programme.

    «Siden sist» and the review are always there to begin with. Raises RuleError when the saved programme is
    gone or no longer shared.
    """
    items = _template_items(gathering, template) if copy_of is None else _copies(copy_of)
    there = {item.kind for item in items}
    _insert(gathering, [*items, *(item for item in _ready_items(EMPTY) if item.kind not in there)])


@transaction.atomic
def add_agenda_item(
    *,
    gathering: Gathering,
    kind: str,
    title: str,
    minutes: int,
    description: str = "",
    responsible: str = "",
    is_confidential: bool = False,
    day_starts_at: time | None = None,
    share: str = "",
    method: Method | None = None,
    leaders: Sequence[Person] = (),
    position: int | None = None,
    by: Person,
    now: datetime,
) -> AgendaItem:
    """Put an item last in the agenda, though ahead of the closing review; «siden sist» comes first.

    `position` puts it there instead. Raises RuleError when it is cancelled, when the minutes are locked, and
    as `set_item_leaders` does.
    """
    _hold_open(gathering)
    item = AgendaItem(
        gathering=gathering,
        kind=kind,
        title=title,
        minutes=minutes,
        description=description,
        responsible=responsible,
        is_confidential=is_confidential,
        day_starts_at=day_starts_at,
        share=share,
        method=method,
    )
    _insert(gathering, [item], position)
    set_item_leaders(item=item, people=leaders, by=by, now=now)
    return item


@transaction.atomic
def edit_agenda_item(
    *,
    item: AgendaItem,
    kind: str,
    title: str,
    minutes: int,
    description: str,
    responsible: str,
    is_confidential: bool,
    day_starts_at: time | None,
    share: str,
    method: Method | None,
    leaders: Sequence[Person],
    by: Person,
    now: datetime,
) -> None:
    """Change an item where it stands. Raises RuleError as `add_agenda_item` does."""
    _hold_open(item.gathering)
    item.kind, item.title, item.minutes, item.description = kind, title, minutes, description
    item.responsible, item.is_confidential = responsible, is_confidential
    item.day_starts_at, item.share, item.method = day_starts_at, share, method
    item.save(update_fields=CHANGED)
    set_item_leaders(item=item, people=leaders, by=by, now=now)


@transaction.atomic
def set_minutes(*, item: AgendaItem, minutes: int, by: Person, now: datetime) -> None:
    """Let the item take so long, or the nearest that an item can; RuleError when the minutes are locked."""
    _hold_open(item.gathering)
    _store_minutes(item, minutes)


@transaction.atomic
def change_minutes(*, item: AgendaItem, by_minutes: int, by: Person, now: datetime) -> None:
    """Make the item so much longer (or, below zero, shorter) than it is now, also when others do the same."""
    _hold_open(item.gathering)
    item.refresh_from_db(fields=["minutes"])
    _store_minutes(item, item.minutes + by_minutes)


def _store_minutes(item: AgendaItem, minutes: int) -> None:
    item.minutes = min(max(minutes, SHORTEST), LONGEST)
    AgendaItem.objects.filter(pk=item.pk).update(minutes=item.minutes)


@transaction.atomic
def move_agenda_item(*, item: AgendaItem, places: int, by: Person, now: datetime) -> None:
    """Move the item so many places down (or, below zero, up), as far as there are places."""
    _hold_open(item.gathering)
    items = list(item.gathering.agenda_items.all())
    if item not in items:
        return  # somebody else removed it first
    old = items.index(item)
    items.insert(max(0, old + places), items.pop(old))
    _number(items)


@transaction.atomic
def place_agenda_item(*, item: AgendaItem, place: int, by: Person, now: datetime) -> None:
    """Give the item that place in the agenda, counted from 1, or the nearest there is."""
    _hold_open(item.gathering)
    items = list(item.gathering.agenda_items.all())
    if item not in items:
        return  # somebody else removed it first
    items.remove(item)
    items.insert(max(0, place - 1), item)
    _number(items)


@transaction.atomic
def remove_agenda_item(*, item: AgendaItem, by: Person, now: datetime) -> None:
    """Take the item out. Raises RuleError when something is prepared for it, or written in the minutes."""
    _hold_open(item.gathering)
    if item.outcomes.exists():
        raise RuleError(_("Referatet har noe under denne posten. Slett det i referatet først."))
    if item.preparations.exists() or item.result_tables.exists():
        raise RuleError(_("Posten har forberedelse eller resultater. Ta dem bort først."))
    gathering = item.gathering
    AgendaItem.objects.filter(pk=item.pk).delete()
    _number(list(gathering.agenda_items.all()))


@transaction.atomic
def bring_in_agenda(
    *, gathering: Gathering, source: Gathering | None, template: str, by: Person, now: datetime
) -> int:
    """Bring in the items of an earlier gathering, or of a ready or saved programme; how many came.

    Nothing that is there is replaced: the new items stand ahead of the review, and «siden sist» and the
    review come only where they are missing.
    """
    _hold_open(gathering)
    new = _copies(source) if source is not None else _template_items(gathering, template)
    there = {item.kind for item in gathering.agenda_items.all()}
    wanted = [item for item in new if item.kind not in (FIRST, LAST) or item.kind not in there]
    _insert(gathering, wanted)
    return len(wanted)


def _hold_open(gathering: Gathering) -> None:
    """Hold the gathering until the transaction ends; its agenda may still change, or RuleError."""
    refuse_after_locking(gathering)
    if Gathering.objects.filter(pk=gathering.pk).exclude(cancelled_at=None).exists():
        raise RuleError(_("Samlingen er avlyst. Programmet endres ikke mer."))


def _template_items(gathering: Gathering, template: str) -> list[AgendaItem]:
    kind, _colon, public_id = template.partition(":")
    if kind != SAVED:
        return _ready_items(template)
    network = gathering.network
    saved = DayTemplate.objects.usable_in(network).filter(public_id=public_id).first()
    if saved is None:
        raise RuleError(_("Programmalen finnes ikke lenger. Velg et annet program å starte fra."))
    return items_of(saved, network)


def _ready_items(template: str) -> list[AgendaItem]:
    return [
        AgendaItem(
            kind=ready.kind,
            title=str(ready.title),
            minutes=ready.minutes,
            description=str(ready.description),
            is_confidential=ready.is_confidential,
        )
        for ready in READY_DAYS[template].items
    ]


def _copies(source: Gathering) -> list[AgendaItem]:
    """The plan of the day again; who was responsible then is not carried over, nor what is confidential."""
    return [
        AgendaItem(
            kind=item.kind,
            title=item.title,
            minutes=item.minutes,
            description=item.description,
            day_starts_at=item.day_starts_at,
            share=item.share,
            method=item.method,
        )
        for item in source.agenda_items.filter(is_confidential=False).select_related("method")
    ]


def _insert(gathering: Gathering, new: Sequence[AgendaItem], position: int | None = None) -> None:
    """Save the new items at their place among those that are there, and number all."""
    items = list(gathering.agenda_items.all())
    for item in new:
        item.gathering = gathering
        place = _place_for(item, items) if position is None else max(0, position - 1)
        items.insert(place, item)
    for position, item in enumerate(items, start=1):
        if item.pk is None:
            item.position = position
            item.save()
    _number(items)


def _place_for(item: AgendaItem, items: Sequence[AgendaItem]) -> int:
    if item.kind == FIRST:
        return 0
    ends_with_review = bool(items) and items[-1].kind == LAST
    return len(items) - 1 if ends_with_review and item.kind != LAST else len(items)


def _number(items: Sequence[AgendaItem]) -> None:
    for position, item in enumerate(items, start=1):
        if item.position != position:
            AgendaItem.objects.filter(pk=item.pk).update(position=position)
            item.position = position
