"""What is asked of the tables: the kinds to choose between, and what each means to the composer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from redthread.gatherings.models import Grouping, PairWish
from redthread.grouping.asking import Pair, Rule, Seated
from redthread.people.models import Position

SIZES = range(3, 9)
USUAL_SIZE = 5
MAIN, SIDE, NEAR = 10.0, 4.0, 30.0
LEADERS = {Position.Kind.PRINCIPAL, Position.Kind.MIDDLE_LEADER, Position.Kind.UNION}
PUPIL = ("elev", "pupil")


class Kind(models.TextChoices):
    """How a table is put together."""

    CROSS = "cross", _("På tvers av skolene")
    COMPANY = "company", _("To fra samme sted, og flere steder ved hvert bord")
    MUNICIPALITIES = "municipalities", _("På tvers av kommunene")
    SAME_ROLE = "same_role", _("Samme rolle")
    OWN_SCHOOL = "own_school", _("Egen skole")
    FIXED = "fixed", _("Faste grupper som varer")


class Leaders(models.TextChoices):
    """Leaders of one school, and their union representative."""

    ANYHOW = "", _("Det spiller ingen rolle")
    TOGETHER = "together", _("Ved samme bord")
    APART = "apart", _("Ved hvert sitt bord")


def kind_of(grouping: Grouping) -> Kind:
    return Kind(grouping.rule.get("kind", Kind.CROSS))


def rule_for(asked: Mapping[str, Any], people: Sequence[Seated], wishes: Iterable[PairWish]) -> Rule:
    """The wishes of a grouping in the composer's words."""
    kind = Kind(asked.get("kind", Kind.CROSS))
    spread = dict.fromkeys(asked.get("spread", []), SIDE)
    if kind in (Kind.CROSS, Kind.FIXED):
        spread["school"] = MAIN
    elif kind == Kind.MUNICIPALITIES:
        spread |= {"municipality": MAIN, "school": SIDE}
    pairs = {wish.together: set[Pair]() for wish in wishes} | {True: set[Pair](), False: set[Pair]()}
    for wish in wishes:
        pairs[wish.together].add((f"p{wish.first_id}", f"p{wish.second_id}"))
    return Rule(
        same={Kind.SAME_ROLE: "role", Kind.OWN_SCHOOL: "school"}.get(kind, ""),
        spread=spread,
        company="school" if kind == Kind.COMPANY else "",
        together=frozenset(pairs[True]),
        apart=frozenset(pairs[False]),
        nearness=_nearness(asked, people),
    )


def _nearness(asked: Mapping[str, Any], people: Sequence[Seated]) -> dict[Pair, float]:
    nearness: dict[Pair, float] = defaultdict(float)
    leaders = asked.get("leaders", "")
    if leaders:
        wish = NEAR if leaders == Leaders.TOGETHER else -NEAR
        for first, second in _pairs_by(people, "school", lambda one: one.traits["role"] in LEADERS):
            nearness[first.id, second.id] += wish
    if asked.get("pupils"):
        for first, second in _pairs_by(people, "municipality", lambda one: True):
            if _is_pupil(first) or _is_pupil(second):
                nearness[first.id, second.id] += NEAR
    return dict(nearness)


def _pairs_by(people: Sequence[Seated], trait: str, counts: Any) -> Iterable[tuple[Seated, Seated]]:
    by_value: dict[str, list[Seated]] = defaultdict(list)
    for one in people:
        if one.traits.get(trait) and counts(one):
            by_value[one.traits[trait]].append(one)
    for members in by_value.values():
        yield from combinations(members, 2)


def _is_pupil(one: Seated) -> bool:
    return one.traits["role"].startswith(PUPIL)
