"""What the pages about tables show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from redthread.gatherings.grouping_history import earlier_meetings
from redthread.gatherings.grouping_words import Quality, judge
from redthread.gatherings.models import Gathering, Grouping, GroupPlace
from redthread.gatherings.seating import role_words, school_name
from redthread.gatherings.seating_rules import kind_of
from redthread.people.models import Person

WITH = ("group", "person", "organisation")


@dataclass(frozen=True)
class TableCard:
    """One table that somebody sits at."""

    number: int
    places: list[GroupPlace]

    @property
    def rows(self) -> list[tuple[GroupPlace, str]]:
        """Each with school and role in words."""
        return [(place, _about(place)) for place in self.places]

    @property
    def is_fixed(self) -> bool:
        return all(place.is_fixed for place in self.places)

    @property
    def ids(self) -> str:
        return " ".join(place.public_id for place in self.places)


@dataclass(frozen=True)
class GroupingPage:
    cards: list[TableCard]
    numbers: list[int]
    people: int
    quality: Quality
    kind: str


@dataclass(frozen=True)
class ShownTables:
    """One grouping as the members see it; `own` is the table of the one who looks."""

    grouping: Grouping
    cards: list[TableCard]
    own: TableCard | None = field(default=None)


def _about(place: GroupPlace) -> str:
    return ", ".join(filter(None, (school_name(place), role_words(place.role))))


def cards_of(grouping: Grouping) -> list[TableCard]:
    """The tables with people at them. One query."""
    return _cards(GroupPlace.objects.filter(group__grouping=grouping).select_related(*WITH))


def _cards(places: Iterable[GroupPlace]) -> list[TableCard]:
    tables: dict[int, list[GroupPlace]] = {}
    for place in places:
        tables.setdefault(place.group.number, []).append(place)
    return [TableCard(number, sorted(tables[number], key=str)) for number in sorted(tables)]


def grouping_page(grouping: Grouping, *, may_see_wishes: bool) -> GroupingPage:
    """Everything on the page of one grouping. Wishes about pairs are not even read for others."""
    cards = cards_of(grouping)
    wishes = list(grouping.gathering.network.pair_wishes.all()) if may_see_wishes else []
    kind = kind_of(grouping)
    met = earlier_meetings(grouping.gathering, apart_from=grouping)
    return GroupingPage(
        cards,
        [card.number for card in cards],
        sum(len(card.places) for card in cards),
        judge([card.places for card in cards], met, kind, wishes),
        str(kind.label),
    )


def shown_tables(gathering: Gathering, person: Person) -> list[ShownTables]:
    """What the members may see: the groupings that are shown, the whole day first, and nothing of how."""
    groupings = list(gathering.groupings.exclude(shown_at=None).select_related("item"))
    groupings.sort(key=lambda one: one.item.position if one.item else 0)
    places: dict[int, list[GroupPlace]] = {one.pk: [] for one in groupings}
    for place in GroupPlace.objects.filter(group__grouping__in=places).select_related(*WITH):
        places[place.group.grouping_id].append(place)
    found = []
    for one in groupings:
        cards = _cards(places[one.pk])
        own = next((card for card in cards for place in card.places if place.person_id == person.pk), None)
        found.append(ShownTables(one, cards, own))
    return found
