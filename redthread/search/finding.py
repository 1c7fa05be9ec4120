"""One search for one person: hits that the person may see this second, in groups, the best first."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from redthread.search import registry
from redthread.search.asking import Question, alternatives
from redthread.search.engines import Alternatives, Asked, Found, find
from redthread.search.excerpts import Piece, excerpt, marked
from redthread.search.registry import KINDS
from redthread.search.scopes import scopes_of
from redthread.search.slips import put_right
from redthread.search.things import Seen, Shown, Viewer

FEW, COUNTED, MOST = 4, 20, 50  # of a kind: shown and counted among others, and alone
FURTHEST = 100_000


class Hit(NamedTuple):
    title: list[Piece]
    excerpt: list[Piece]
    href: str
    where: str
    kind: str
    thing: str


class Group(NamedTuple):
    """`total` is of those that the person may see; `has_more` than that when there are very many."""

    kind: str
    hits: list[Hit]
    total: int
    has_more: bool


class Answer(NamedTuple):
    """`instead` are the words that were looked for when those that were typed are nowhere; `is_any` when no
    text has all of them."""

    groups: list[Group]
    instead: str = ""
    is_any: bool = False


def search(viewer: Viewer, question: Question, *, kind: str = "") -> Answer:
    """All words; else the words put right; else any of them. `kind` shows one group alone, and more of it."""
    scopes = scopes_of(viewer.accesses, viewer.owners)
    if not scopes or not question.words:
        return Answer([])
    kinds = (kind,) if kind else KINDS
    if groups := _groups(viewer, _asked(question.words, scopes), kinds, is_alone=bool(kind)):
        return Answer(groups)
    for words in put_right(question.words, scopes):
        if groups := _groups(viewer, _asked(words, scopes), kinds, is_alone=bool(kind)):
            return Answer(groups, instead=" ".join(words))
    if len(question.words) > 1:
        asked = _asked(question.words, scopes)._replace(is_any=True)
        return Answer(_groups(viewer, asked, kinds, is_alone=bool(kind)), is_any=True)
    return Answer([])


def _asked(words: Sequence[str], scopes: Sequence[str]) -> Asked:
    return Asked([alternatives(word) for word in words], scopes)


def _groups(viewer: Viewer, asked: Asked, kinds: Sequence[str], *, is_alone: bool) -> list[Group]:
    cap = MOST if is_alone else COUNTED
    most = cap + 1
    while True:
        found = find(asked, kinds, most)
        may_see = registry.seen(viewer, _wanted(found))
        seen = _by_kind(found, may_see, asked)
        if not _is_cut_short(found, seen, kinds, most, cap):
            break
        most *= 4  # what was taken back and is still in the index must not stand in the way of the rest
    return [
        Group(
            kind=kind,
            hits=[_hit(one.tell(), asked) for one in seen[kind][: MOST if is_alone else FEW]],
            total=min(len(seen[kind]), cap),
            has_more=len(seen[kind]) > cap,
        )
        for kind in kinds
        if seen.get(kind)
    ]


def _wanted(found: Sequence[Found]) -> dict[str, set[str]]:
    wanted: dict[str, set[str]] = defaultdict(set)
    for one in found:
        wanted[one.kind].add(one.thing)
    return wanted


def _by_kind(
    found: Sequence[Found], may_see: dict[tuple[str, str], Seen], asked: Asked
) -> dict[str, list[Seen]]:
    """Each thing once, the best first; among equals the newest."""
    scores: dict[tuple[str, str], tuple[float, int]] = {}
    for one in found:
        key = (one.kind, one.thing)
        if key in may_see:
            scores[key] = max(scores.get(key, (0.0, 0)), (score(one, asked.words), one.key))
    by_kind: dict[str, list[Seen]] = defaultdict(list)
    for key in sorted(scores, key=lambda key: scores[key], reverse=True):
        by_kind[key[0]].append(may_see[key])
    return by_kind


def score(one: Found, words: Sequence[Alternatives]) -> float:
    """How well it fits: a word in the title counts most, and a whole word more than the beginning of one.
    Only what stands in the thing itself counts."""
    title, body = one.title.split(), set(one.body.split())
    total = 0.0
    for word in words:
        if word.stem in title:
            total += 8 + (2 if title[0] == word.stem else 0)
        elif word.beginning and any(term.startswith(word.beginning) for term in title):
            total += 5
        if word.stem in body or word.blind in body:
            total += 2
        elif word.beginning and any(term.startswith(word.beginning) for term in body):
            total += 1
    return total


def _is_cut_short(
    found: Sequence[Found], seen: dict[str, list[Seen]], kinds: Sequence[str], most: int, cap: int
) -> bool:
    """Whether hits that may be seen are perhaps missing, since others that may not took their places."""
    rows = Counter(one.kind for one in found)
    return most < FURTHEST and any(rows[kind] >= most and len(seen.get(kind, ())) <= cap for kind in kinds)


def _hit(one: Shown, asked: Asked) -> Hit:
    return Hit(
        title=marked(one.title, asked.words),
        excerpt=excerpt(one.text, asked.words),
        href=one.href,
        where=one.where,
        kind=one.kind,
        thing=one.thing,
    )
