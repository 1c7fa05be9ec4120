"""Who a print pack is for: everybody expected in the room, guests without an account among them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from redthread.gatherings.models import Gathering, Grouping, GroupPlace, Invitation
from redthread.networks.models import Membership

_LAST_LETTERS = str.maketrans({"æ": "{", "ä": "{", "ø": "|", "ö": "|", "å": "}"})
_NOT_IN_THE_ROOM = {Invitation.Answer.NO, Invitation.Answer.DIGITAL}


@dataclass(frozen=True)
class Guest:
    """A person, or a guest who is only a name; `table` is None for who has no place."""

    name: str
    school: str
    table: int | None


def norwegian(text: str) -> str:
    """What to sort by, so that æ, ø and å come last."""
    return text.casefold().translate(_LAST_LETTERS)


def places_of(grouping: Grouping | None) -> list[GroupPlace]:
    """Everybody's place in the grouping, by table. One query."""
    if grouping is None:
        return []
    places = GroupPlace.objects.filter(group__grouping=grouping)
    return list(places.select_related("group", "person", "organisation").order_by("group__number", "pk"))


def expected(gathering: Gathering, places: Iterable[GroupPlace]) -> list[Guest]:
    """Whoever has a place, and the members and the invited who have not said that they stay away."""
    seated = list(places)
    schools = _schools(gathering)
    people = [_at_table(place, schools) for place in seated]
    placed = {place.person_id for place in seated if place.person_id}
    away: set[int] = set()
    names: dict[int, str] = {pk: name for pk, (name, _school) in schools.items()}
    for one in gathering.invitations.select_related("person"):
        names.setdefault(one.person_id, one.person.name)
        if one.answer in _NOT_IN_THE_ROOM:
            away.add(one.person_id)
    people += [
        Guest(name, schools[pk][1] if pk in schools else "", None)
        for pk, name in names.items()
        if pk not in placed and pk not in away
    ]
    return sorted(people, key=lambda one: (norwegian(one.name), norwegian(one.school)))


def _at_table(place: GroupPlace, schools: dict[int, tuple[str, str]]) -> Guest:
    own = schools.get(place.person_id or 0, ("", ""))[1]
    school = (
        place.organisation.name
        if place.organisation
        else own or (place.role if place.person_id is None else "")
    )
    return Guest(str(place), school, place.group.number)


def _schools(gathering: Gathering) -> dict[int, tuple[str, str]]:
    """Name and school of each member on the day."""
    members = Membership.objects.filter(network=gathering.network_id).current(gathering.starts_at)
    found: dict[int, tuple[str, str]] = {}
    for one in members.select_related("person", "organisation").order_by("pk"):
        school = one.organisation.name if one.organisation else ""
        if one.person_id not in found or not found[one.person_id][1]:
            found[one.person_id] = (one.person.name, school)
    return found
