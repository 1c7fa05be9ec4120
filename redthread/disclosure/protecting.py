"""Everything together: hide the small, hide what gives them away, and let the attacker try."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from typing import NamedTuple

from redthread.disclosure.attack import NOTHING, Found, attack, held_by, is_safe
from redthread.disclosure.figures import Figures, Place, lay_out
from redthread.disclosure.hiding import Choice, can_be_shown, choose, widest_first
from redthread.disclosure.populations import Population
from redthread.disclosure.primary import Rule, rules, small_changes, small_unions
from redthread.disclosure.spans import row_of
from redthread.disclosure.tables import SMALLEST_K, USUAL_K, Cell, Reason, Status, Table, table

Named = Collection[tuple[str, tuple[str, ...]]]
FIRST_TRIALS, LATER_TRIALS = 8, 1


class Verdict(NamedTuple):
    """How the attacker did. `exposed` are hidden figures that no hiding protects, since what gives them away
    is out already: the number of people in all, or what was published before.
    """

    hidden: int
    derivable: int
    exposed: tuple[tuple[str, tuple[str, ...]], ...]


class Protected(NamedTuple):
    """Each table's figures, and what the attacker made of them."""

    tables: dict[str, tuple[Cell, ...]]
    verdict: Verdict


def protect(
    population: Population,
    tables: Sequence[Table | str],
    *,
    k: int = USUAL_K,
    unions: bool = False,
    empty_known: bool = False,
    changes: bool = True,
    school: str = "school",
    hidden: Named = (),
    published: Named = (),
) -> Protected:
    """Hides every figure of fewer than `k` people, and as few others as keep those from being worked out.

    All tables are protected as seen together, with the number of people in each wave known to everybody.
    `hidden` are figures (a table's name and the categories) that must not be shown whatever their size;
    `published` are known already and cannot be hidden any more. With `unions`, groups of fewer than k are
    kept from being found by subtraction also when no table has them; that is needed when answers are shown
    for the figures, and costs some. Then, and with `empty_known`, others know which groups nobody is in.
    Without `changes`, a figure is shown in two waves however few have come or gone: for what is asked anew in
    each wave, so that nobody's answer is what is left of the two.
    `school` is the column in which different schools are counted.

    Raises ValueError for k below 3, for tables of one name, and for columns and waves that are not there.
    """
    asked = [table(one) if isinstance(one, str) else one for one in tables]
    _refuse(asked, k)
    figures = lay_out(population, asked, is_empty_known=unions or empty_known)
    found_rules = rules(figures, population, asked, k=k, school=school, hidden=hidden)
    published_too = _published(figures, asked, published)
    known = published_too.union(figures.totals)
    small = [
        number for number, rule in enumerate(found_rules) if rule.is_small and number not in published_too
    ]
    few = [number for number in small if figures.counts[number]]
    guarded = small_changes(figures, population, asked, k) if changes else []
    if unions:
        guarded += small_unions(figures, [n for n, rule in enumerate(found_rules) if rule.is_small], k)
    choice = Choice(
        rows={number: row_of(members) for number, members in enumerate(figures.members)},
        worth=Counter(place.figure for place in figures.places),
        sizes=figures.counts,
        known=tuple(known),
        nobody=[row_of((group,)) for group in figures.nobody],
        guarded=[row_of(figures.members[number]) for number in few] + guarded,
    )
    shown, found = _hidden_until_safe(figures, found_rules, choice, small, is_out=bool(published_too))
    of_tables: dict[str, list[Cell]] = {one.name: [] for one in asked}
    for place in figures.places:
        one = asked[place.table]
        count = figures.counts[place.figure]
        is_few = (one.name, place.categories) in hidden or count < (one.k or k)
        if one.schools:
            is_few = is_few or found_rules[place.figure].is_small
        is_shown = place.figure in shown
        of_tables[one.name].append(_cell(one, place, count, is_few=is_few, is_shown=is_shown))
    tables_out = {name: tuple(cells) for name, cells in of_tables.items()}
    return Protected(tables_out, _verdict(figures, asked, found, len(figures.counts) - len(shown)))


def _refuse(tables: Sequence[Table], k: int) -> None:
    if min([k, *(one.k for one in tables if one.k)]) < SMALLEST_K:
        raise ValueError(f"k must be {SMALLEST_K} or more: of two, each knows what is told of the other.")
    twice = [name for name, count in Counter(one.name for one in tables).items() if count > 1]
    if twice:
        raise ValueError(f"{twice[0]}: stands twice.")


def _published(figures: Figures, tables: Sequence[Table], published: Named) -> set[int]:
    out = set(published)
    return {place.figure for place in figures.places if (tables[place.table].name, place.categories) in out}


def _hidden_until_safe(
    figures: Figures, found_rules: Sequence[Rule], choice: Choice, small: Sequence[int], *, is_out: bool
) -> tuple[frozenset[int], Found]:
    """Hides one figure more for as long as the attacker finds something, if that can help.

    A figure that counts nobody is told as soon as it follows: it is hidden only for the sake of the small.
    """
    few = frozenset(small)
    empty = {one for one in few if not figures.counts[one]}
    out = frozenset(choice.known) - few
    # What follows from what is out already is lost, and nothing else is hidden for its sake.
    lost = attack(figures, found_rules, out).but(empty) if is_out else NOTHING
    order: Sequence[int] = widest_first(choice, (one for one in choice.rows if one not in few | out))
    refused: set[int] = set()
    trials = FIRST_TRIALS
    while True:
        chosen = choose(choice, order, refused=refused, trials=trials)
        shown = out | chosen.shown
        found = attack(figures, found_rules, shown, enough=1, lost=lost)
        told = empty & found.figures
        shown, found = shown | told, found.but(told)
        holding = held_by(figures, found_rules, shown, found, but=refused)
        more = _to_hide(choice, [one.difference(out) for one in holding])
        if not more:
            break
        refused |= more
        order, trials = [one for one in chosen.order if one not in refused], LATER_TRIALS
    if found.figures or lost.figures:
        return shown, attack(figures, found_rules, shown)
    for one in sorted(refused - shown):  # what was hidden later may have made an earlier one needless
        if can_be_shown(choice, shown, one) and is_safe(figures, found_rules, shown | {one}):
            shown |= {one}
    return shown, found


def _to_hide(choice: Choice, holding: Sequence[set[int]]) -> set[int]:
    """One figure for each that is held: of those that hold most, the one that is missed least.

    What is held by the same figures waits until it is seen what the first one does.
    """
    holds = Counter(one for held in holding for one in held)
    hidden: set[int] = set()
    used: set[int] = set()
    for held in holding:
        if held and not held & used:
            hidden.add(min(held, key=lambda one: (-holds[one], choice.worth[one], choice.sizes[one], one)))
            used |= held
    return hidden


def _cell(table: Table, place: Place, count: int, *, is_few: bool, is_shown: bool) -> Cell:
    categories = dict(zip(table.columns, place.categories, strict=True))
    if is_shown:
        return Cell(categories, count, Status.SHOWN, None if count else Reason.NONE)
    if is_few:
        return Cell(categories, None, Status.PRIMARY, Reason.FEW)
    return Cell(categories, None, Status.SECONDARY, Reason.DERIVABLE)


def _verdict(figures: Figures, tables: Sequence[Table], found: Found, hidden: int) -> Verdict:
    out = found.figures
    exposed = tuple(
        (tables[place.table].name, place.categories) for place in figures.places if place.figure in out
    )
    return Verdict(hidden, len(out), exposed)
