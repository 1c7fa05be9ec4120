"""How good the tables are, in words: who meets again, how mixed they are, and what could not be avoided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from redthread.gatherings.grouping_history import key_of
from redthread.gatherings.models import GroupPlace, PairWish
from redthread.gatherings.seating import school_name
from redthread.gatherings.seating_rules import Kind
from redthread.grouping.asking import Pair
from redthread.grouping.bounds import fewest_repeats
from redthread.grouping.history import meetings


@dataclass(frozen=True)
class Quality:
    """The words, the best first, and those who have sat together before, by name."""

    words: list[str]
    again: list[tuple[str, str]]


def judge(
    tables: Sequence[Sequence[GroupPlace]],
    met: Mapping[Pair, int],
    kind: Kind,
    wishes: Iterable[PairWish],
) -> Quality:
    """What can be said about the tables as they stand."""
    used = [table for table in tables if table]
    names = {key_of(place): str(place) for table in used for place in table}
    schools = {key_of(place): school_name(place) for table in used for place in table}
    counted = [pair for pair in meetings([[[key_of(p) for p in t] for t in used]]) if pair in met]
    if kind == Kind.COMPANY:
        counted = [(a, b) for a, b in counted if not schools[a] or schools[a] != schools[b]]
    again = sorted((names[first], names[second]) for first, second in counted)
    words = [_about_repeats(used, met, kind, len(again)), *_about_mix(used), *_about_wishes(used, wishes)]
    return Quality([word for word in words if word], again)


def _about_repeats(
    tables: Sequence[Sequence[GroupPlace]], met: Mapping[Pair, int], kind: Kind, again: int
) -> str:
    if kind == Kind.FIXED:
        return _("Faste grupper sitter sammen fra gang til gang, så møtene telles ikke.")
    if not met:
        return _("Dette er de første bordene i nettverket, så ingen har sittet sammen før.")
    if again == 0:
        return _("Ingen sitter sammen med noen de har sittet sammen med før.")
    told = ngettext(
        "%(number)d par har sittet sammen før.", "%(number)d par har sittet sammen før.", again
    ) % {"number": again}
    if again <= fewest(tables, met):
        people, sizes = sum(map(len, tables)), {len(table) for table in tables}
        why = _("Færre er ikke mulig når det er %(people)d her og opptil %(size)d ved hvert bord.")
        return f"{told} {why % {'people': people, 'size': max(sizes)}}"
    return f"{told} {_('Vi fant ingen måte med færre. Mindre bord gir færre som møtes igjen.')}"


def fewest(tables: Sequence[Sequence[GroupPlace]], met: Mapping[Pair, int]) -> int:
    """How few must sit with somebody they have sat with before, whatever one does."""
    keys = [key_of(place) for table in tables for place in table]
    place = {key: number for number, key in enumerate(keys)}
    matrix = np.zeros((len(keys), len(keys)), dtype=np.int64)
    for first, second in met:
        if first in place and second in place:
            matrix[place[first], place[second]] = matrix[place[second], place[first]] = 1
    return fewest_repeats([len(table) for table in tables], 1, matrix, 1 - np.eye(len(keys)))


def _about_mix(tables: Sequence[Sequence[GroupPlace]]) -> list[str]:
    counts = [Counter(filter(None, map(school_name, table))) for table in tables]
    counts = [count for count in counts if count]
    if not counts:
        return []
    least, with_two = min(map(len, counts)), sum(max(count.values()) > 1 for count in counts)
    words = []
    if least > 1:
        words.append(_("Ved hvert bord sitter det folk fra minst %(number)d steder.") % {"number": least})
    if with_two == 0:
        words.append(_("Ingen sitter med noen fra egen skole."))
    elif with_two < len(counts):
        text = _("Ved %(some)d av %(all)d bord sitter to eller flere fra samme sted.")
        words.append(text % {"some": with_two, "all": len(counts)})
    else:
        words.append(_("Ved hvert bord sitter to eller flere fra samme sted."))
    return words


def _about_wishes(tables: Sequence[Sequence[GroupPlace]], wishes: Iterable[PairWish]) -> list[str]:
    """Only for those who may see the wishes: the caller gives none to others."""
    at = {
        place.person_id: number for number, table in enumerate(tables) for place in table if place.person_id
    }
    here = [wish for wish in wishes if wish.first_id in at and wish.second_id in at]
    broken = sum((at[wish.first_id] == at[wish.second_id]) != wish.together for wish in here)
    if not here:
        return []
    if broken == 0:
        return [_("Alle ønskene om hvem som skal sitte sammen og ikke, er fulgt.")]
    return [
        ngettext(
            "%(number)d ønske om hvem som skal sitte sammen eller ikke, er ikke fulgt.",
            "%(number)d ønsker om hvem som skal sitte sammen eller ikke, er ikke fulgt.",
            broken,
        )
        % {"number": broken}
    ]
