"""Which of some dates suits most, and how to say it. Pure; answers come in, words go out.

Nobody is counted as against a date because they have not answered yet.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from redthread.schoolyear.years import is_summer

YES, MAYBE, NO = "yes", "maybe", "no"
SATURDAY = 5
SUGGESTED = 4
# Days around the one that the rhythm points at, the nearest weeks first.
AROUND = (0, 2, 7, 9, -1, 1, 6, 8, 14, 16, 13, 15, 21, 23)


class Ballot(NamedTuple):
    """What one of those asked has answered: a choice for each date's key; empty when not answered yet."""

    name: str
    choices: Mapping[int, str]

    @property
    def has_answered(self) -> bool:
        return bool(self.choices)


class Standing(NamedTuple):
    """How one date stands: who it suits, who can if they must, who cannot, how many are still to answer."""

    key: int
    yes: tuple[str, ...]
    maybe: tuple[str, ...]
    no: tuple[str, ...]
    waiting: int

    @property
    def asked(self) -> int:
        return len(self.yes) + len(self.maybe) + len(self.no) + self.waiting

    @property
    def can_come(self) -> int:
        return len(self.yes) + len(self.maybe)


def rank(keys: Sequence[int], ballots: Iterable[Ballot]) -> list[Standing]:
    """The dates, the best first: that most can come to, then that suits most; else in the order of `keys`."""
    given = list(ballots)
    standings = [_standing(key, given) for key in keys]
    return sorted(standings, key=lambda one: (-one.can_come, -len(one.yes)))


def _standing(key: int, ballots: Sequence[Ballot]) -> Standing:
    named: dict[str, list[str]] = {YES: [], MAYBE: [], NO: []}
    waiting = 0
    for ballot in ballots:
        choice = ballot.choices.get(key)
        if choice is None:
            waiting += 1
        else:
            named[choice].append(ballot.name)
    return Standing(key, tuple(named[YES]), tuple(named[MAYBE]), tuple(named[NO]), waiting)


def words(one: Standing) -> str:
    """«Passer for 9 av 11, én kan om nødvendig. Liv Berg kan ikke.»"""
    if not one.yes and not one.maybe and not one.no:
        return _("Ingen har svart ennå.")
    suits = _("Passer for %(yes)d av %(asked)d") % {"yes": len(one.yes), "asked": one.asked}
    sentences = [f"{suits}, {_if_they_must(len(one.maybe))}." if one.maybe else f"{suits}."]
    if one.no:
        sentences.append(_("%(names)s kan ikke.") % {"names": listed(one.no)})
    if one.waiting:
        sentences.append(_not_yet(one.waiting))
    return " ".join(sentences)


def _if_they_must(count: int) -> str:
    if count == 1:
        return _("én kan om nødvendig")
    return _("%(count)d kan om nødvendig") % {"count": count}


def _not_yet(count: int) -> str:
    words = ngettext("%(count)d har ikke svart ennå.", "%(count)d har ikke svart ennå.", count)
    return words % {"count": count}


def listed(names: Sequence[str]) -> str:
    """«Liv, Mona og Rita»."""
    if len(names) == 1:
        return names[0]
    return _("%(names)s og %(last)s") % {"names": ", ".join(names[:-1]), "last": names[-1]}


def suggest_days(around: date, *, today: date, taken: Collection[date]) -> list[date]:
    """Some days to ask about near the one that the network's rhythm points at, in order.

    None is past, in a weekend, in the summer or among those `taken` (public holidays and gatherings).
    """
    found: list[date] = []
    for days in AROUND:
        day = around + timedelta(days=days)
        is_rest = is_summer(day) or (day.month, day.day) >= (12, 22)  # nobody meets at Christmas
        is_free = day.weekday() < SATURDAY and not is_rest and day not in taken
        if is_free and day > today:
            found.append(day)
        if len(found) == SUGGESTED:
            break
    return sorted(found)
