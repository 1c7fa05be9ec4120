"""Tables at a gathering: composed, mended by hand, taken back one step, and shown when they are ready.

What takes seconds to compose is composed before anything is written. Every change holds the version that the
person looked at, so that of two at once the second is told instead of overwriting the first.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from redthread.core.errors import RuleError
from redthread.gatherings.grouping_history import earlier_meetings, key_of, lasting_groups
from redthread.gatherings.models import AgendaItem, Gathering, Group, Grouping, GroupPlace
from redthread.gatherings.seating import seated
from redthread.gatherings.seating_rules import Kind, rule_for
from redthread.grouping.asking import LARGEST, Pair, Rule, Seated
from redthread.grouping.compose import compose
from redthread.grouping.late import Cost, place_late
from redthread.people.models import Organisation, Person

SECONDS = 1.0
MEETING_AGAIN = 1_000.0
MUST = 1_000_000.0
ALIKE = 50.0  # where those who are alike are to sit together


@dataclass(frozen=True)
class Sitter:
    """One who is to sit: a person of ours, or a guest by name."""

    person: Person | None = None
    name: str = ""
    organisation: Organisation | None = None
    school: str = ""
    role: str = ""

    def place(self) -> GroupPlace:
        return GroupPlace(
            person=self.person,
            name=self.name,
            organisation=self.organisation,
            school=self.school,
            role=self.role,
        )


def compose_groups(
    *,
    gathering: Gathering,
    item: AgendaItem | None,
    sitters: Sequence[Sitter],
    asked: Mapping[str, Any],
    by: Person,
    now: datetime,
) -> Grouping:
    """Tables for the whole day, or for one item. What was composed for it before is replaced, and hidden.

    `asked` is the rule: kind, size, spread, leaders, pupils. Nobody is told anything. Raises RuleError when
    the gathering is cancelled.
    """
    if gathering.is_cancelled:
        raise RuleError(_("Samlingen er avlyst, så det er ingen bord å sette sammen."))
    places = [sitter.place() for sitter in sitters]
    tables = _compose(gathering, places, asked, apart_from=gathering.groupings.filter(item=item).first())
    with transaction.atomic():
        grouping = _the_only(gathering, item, by, now)
        _claim(grouping, grouping.version)
        grouping.name = item.title if item else _("Hele dagen")
        grouping.rule, grouping.before = dict(asked), []
        grouping.made_by, grouping.made_at, grouping.shown_at = by, now, None
        grouping.save()
        _write(grouping, tables)
    return grouping


def compose_again(*, grouping: Grouping, version: int, by: Person, now: datetime) -> None:
    """The same people at other tables; those who are to stay, stay. It is hidden until it is shown again."""
    numbers, places = _places(grouping)
    asked = {**grouping.rule, "seed": int(grouping.rule.get("seed", 1)) + 1}
    stays = {key_of(place): numbers.index(place.group.number) for place in places if place.is_fixed}
    sizes = [sum(place.group.number == number for place in places) for number in numbers]
    before = _as_it_is(places)
    tables = _compose(grouping.gathering, places, asked, apart_from=grouping, stays=stays, sizes=sizes)
    with transaction.atomic():
        _claim(grouping, version)
        Grouping.objects.filter(pk=grouping.pk).update(rule=asked, shown_at=None, before=before)
        _write(grouping, tables)


def _compose(
    gathering: Gathering,
    places: Sequence[GroupPlace],
    asked: Mapping[str, Any],
    *,
    apart_from: Grouping | None,
    stays: Mapping[str, int] | None = None,
    sizes: Sequence[int] = (),
) -> list[list[GroupPlace]]:
    by_key = {key_of(place): place for place in places}
    people = seated(gathering, by_key.values())
    rule = rule_for(asked, people, gathering.network.pair_wishes.all())
    met = earlier_meetings(gathering, apart_from=apart_from)
    lasting = lasting_groups(gathering, apart_from=apart_from) if asked.get("kind") == Kind.FIXED else []
    if lasting and not stays:
        tables = _as_they_were(lasting, people, rule, met, int(asked["size"]))
    else:
        tables = compose(
            people,
            size=int(asked["size"]),
            sizes=sizes if stays else (),
            history=met,
            rule=rule,
            fixed=stays or {},
            seconds=SECONDS,
            seed=int(asked.get("seed", 1)),
        ).rounds[0]
    return [[by_key[key] for key in table] for table in tables]


def _as_they_were(
    lasting: Sequence[Sequence[str]], people: Sequence[Seated], rule: Rule, met: Mapping[Pair, int], size: int
) -> list[list[str]]:
    """The groups that last, without those who are not here and with those who are new."""
    here = {one.id for one in people}
    kept = [[one for one in table if one in here] for table in lasting]
    known = {one for table in kept for one in table}
    new = [one.id for one in people if one.id not in known]
    cost = _cost(people, rule, met)
    return [table for table in place_late(kept, arriving=new, cost=cost, size=size).tables if table]


def move_place(
    *, grouping: Grouping, version: int, place: str, table: int, by: Person, now: datetime
) -> None:
    """Seat one person at another table. Nothing happens when they sit there already. Raises RuleError."""
    numbers, places = _places(grouping)
    moved = next((one for one in places if one.public_id == place), None)
    if moved is None:
        raise RuleError(_("Personen er ikke lenger med i bordene. Se på dem på nytt."))
    if moved.group.number == table:
        return
    if table not in numbers:
        raise RuleError(_("Bordet finnes ikke. Velg et av bordene på siden."))
    if sum(one.group.number == table for one in places) >= LARGEST:
        raise RuleError(
            _("Det er %(number)d ved bordet fra før. Flytt noen derfra først.") % {"number": LARGEST}
        )
    with transaction.atomic():
        _claim(grouping, version, _as_it_is(places))
        group = grouping.groups.get(number=table)
        GroupPlace.objects.filter(pk=moved.pk).update(group=group)


def keep_places(
    *, grouping: Grouping, version: int, places: Collection[str], is_fixed: bool, by: Person, now: datetime
) -> None:
    """Let people stay where they sit when the tables are composed again, or no longer."""
    with transaction.atomic():
        chosen = GroupPlace.objects.filter(group__grouping=grouping, public_id__in=places)
        if not chosen.exclude(is_fixed=is_fixed).exists():
            return
        _claim(grouping, version, _as_it_is(_places(grouping)[1]))
        chosen.update(is_fixed=is_fixed)


def change_who_is_here(
    *,
    grouping: Grouping,
    version: int,
    leaving: Collection[str],
    arriving: Sequence[Sitter],
    by: Person,
    now: datetime,
) -> list[str]:
    """Take out those who did not come and seat those who did, with the fewest moves.

    Answers who had to move, by name.
    """
    numbers, places = _places(grouping)
    new = {key_of(place): place for place in (sitter.place() for sitter in arriving)}
    by_key = {key_of(place): place for place in places}
    new = {key: place for key, place in new.items() if key not in by_key}
    gone = {key for key, place in by_key.items() if place.public_id in leaving}
    if not new and not gone:
        return []
    before = _as_it_is(places)
    everybody = {**by_key, **new}
    people = seated(grouping.gathering, everybody.values())
    rule = rule_for(grouping.rule, people, grouping.gathering.network.pair_wishes.all())
    met = earlier_meetings(grouping.gathering, apart_from=grouping)
    placed = place_late(
        [[key_of(place) for place in places if place.group.number == number] for number in numbers],
        leaving=gone,
        arriving=list(new),
        staying=[key for key, place in by_key.items() if place.is_fixed],
        cost=_cost(people, rule, met),
        size=int(grouping.rule["size"]),
    )
    with transaction.atomic():
        _claim(grouping, version, before)
        _write(grouping, [[everybody[key] for key in table] for table in placed.tables])
    return [str(everybody[key]) for key in placed.moved]


def _cost(people: Sequence[Seated], rule: Rule, met: Mapping[Pair, int]) -> Cost:
    """What it costs that one sits with these: a must first, then having met, then the wishes."""
    traits = {one.id: one.traits for one in people}
    wanted = {**rule.spread, **dict.fromkeys(filter(None, (rule.same, rule.company)), -ALIKE)}

    def one_pair(one: str, other: str) -> float:
        ways = {(one, other), (other, one)}
        cost = MUST * (len(ways & rule.apart) - len(ways & rule.together))
        cost += MEETING_AGAIN * any(way in met for way in ways)
        cost -= sum(rule.nearness.get(way, 0.0) for way in ways)
        mine, theirs = traits[one], traits[other]
        return cost + sum(
            weight for trait, weight in wanted.items() if mine[trait] and mine[trait] == theirs[trait]
        )

    return lambda one, table: sum(one_pair(one, other) for other in table if other in traits)


@transaction.atomic
def undo_groups(*, grouping: Grouping, version: int, by: Person, now: datetime) -> None:
    """Put the tables back as before the last change; once. Nothing happens when somebody came first."""
    before = grouping.before
    if not before:
        return
    claimed = Grouping.objects.filter(pk=grouping.pk, version=version).update(
        version=F("version") + 1, before=[]
    )
    if claimed:
        rows: dict[int, list[GroupPlace]] = {}
        for number, fields in before:
            rows.setdefault(number, []).append(GroupPlace(**fields))
        numbers = sorted({*rows, *grouping.groups.values_list("number", flat=True)})
        _write(grouping, [rows.get(number, []) for number in range(1, max(numbers) + 1)])


def show_groups(*, grouping: Grouping, by: Person, now: datetime) -> None:
    """Let the members see where they sit. Raises RuleError while the gathering is a draft."""
    if grouping.gathering.is_draft:
        raise RuleError(_("Samlingen er en kladd, så ingen kan se bordene ennå. Publiser samlingen først."))
    Grouping.objects.filter(pk=grouping.pk, shown_at=None).update(shown_at=now)


def hide_groups(*, grouping: Grouping, by: Person, now: datetime) -> None:
    """From the next request on, only those who plan see the tables."""
    Grouping.objects.filter(pk=grouping.pk).update(shown_at=None)


def remove_groups(*, grouping: Grouping, by: Person, now: datetime) -> None:
    Grouping.objects.filter(pk=grouping.pk).delete()


def _the_only(gathering: Gathering, item: AgendaItem | None, by: Person, now: datetime) -> Grouping:
    """The grouping of the item, made when it is not there. Of two at once one makes it."""
    found = gathering.groupings.filter(item=item).first()
    if found is not None:
        return found
    try:
        with transaction.atomic():
            return Grouping.objects.create(gathering=gathering, item=item, made_by=by, made_at=now)
    except IntegrityError:
        return gathering.groupings.get(item=item)


def _claim(grouping: Grouping, version: int, before: Iterable[Any] | None = None) -> None:
    """Be the one who changes it. Raises RuleError when somebody else has since it was looked at."""
    changes: dict[str, Any] = {"version": F("version") + 1}
    if before is not None:
        changes["before"] = before
    if Grouping.objects.filter(pk=grouping.pk, version=version).update(**changes) == 0:
        raise RuleError(
            _("Noen andre endret bordene i mellomtiden. Se på dem, og gjør endringen om den fortsatt trengs.")
        )
    grouping.version = version + 1


def _places(grouping: Grouping) -> tuple[list[int], list[GroupPlace]]:
    """The numbers of the tables, and everybody with their table."""
    numbers = list(grouping.groups.values_list("number", flat=True))
    places = GroupPlace.objects.filter(group__grouping=grouping).select_related(
        "group", "person", "organisation__parent"
    )
    return numbers, list(places.order_by("group__number", "pk"))


def _as_it_is(places: Iterable[GroupPlace]) -> list[Any]:
    """Everything about who sits where, as it can be stored and put back."""
    names = ("public_id", "person_id", "name", "organisation_id", "school", "role", "is_fixed")
    return [[place.group.number, {name: getattr(place, name) for name in names}] for place in places]


def _write(grouping: Grouping, tables: Sequence[Sequence[GroupPlace]]) -> None:
    """Exactly these tables, numbered from 1, with new rows for the same people under the same public ids."""
    grouping.groups.all().delete()
    groups = [Group(grouping=grouping, number=number) for number in range(1, len(tables) + 1)]
    Group.objects.bulk_create(groups)
    rows = []
    for group, table in zip(groups, tables, strict=True):
        for place in table:
            place.pk, place.group = None, group
            rows.append(place)
    GroupPlace.objects.bulk_create(rows)
