"""What a person has taken care of, read back through each room's own rule every time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from redthread.archive.models import Bookmark
from redthread.search.registry import seen
from redthread.search.things import Shown, Viewer

KINDS = frozenset(Bookmark.Kind.values)


def kept(viewer: Viewer, bookmarks: Sequence[Bookmark]) -> list[Shown]:
    """Those that the person may still see, the last kept first. What may not be seen was never there."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for one in bookmarks:
        wanted[one.kind].add(one.thing)
    there = seen(viewer, wanted)
    return [there[key].tell() for one in bookmarks if (key := (one.kind, one.thing)) in there]


def keepable(viewer: Viewer, kind: str, thing: str) -> Shown | None:
    """The thing, when it is of a kind that can be kept and the person may see it now."""
    if kind not in KINDS:
        return None
    found = seen(viewer, {kind: {thing}}).get((kind, thing))
    return found.tell() if found else None
