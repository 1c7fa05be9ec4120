"""What a source gives to the index, and what it shows of a hit. No queries."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from redthread.networks.access import Access
from redthread.people.models import Organisation


class Document(NamedTuple):
    """One thing as those of its scopes find it. Of a blind one the body can be found, but not read: the
    index holds only a keyed sum of each of its words."""

    kind: str
    thing: str
    scopes: tuple[str, ...]
    title: str
    body: str = ""
    part: str = ""
    is_blind: bool = False


class Shown(NamedTuple):
    """What a person is shown of a hit, read this second through the room's own rule. `where` says where it
    stands; `text` is what an excerpt may be taken from, and empty where nothing may be."""

    kind: str
    thing: str
    title: str
    href: str
    where: str
    text: str = ""


class Seen(NamedTuple):
    """A hit that the person may see, and how what they are shown is told: most hits are only counted."""

    kind: str
    thing: str
    tell: Callable[[], Shown]


class Viewer(NamedTuple):
    """Somebody who looks, with their access to each of their networks, and the owners they speak for."""

    accesses: Sequence[Access]
    owners: Sequence[Organisation] = ()

    @property
    def networks(self) -> dict[int, Access]:
        return {access.network.pk: access for access in self.accesses}


Wanted = Mapping[str, Iterable[str]]  # the things that are asked for, by kind


class Source(NamedTuple):
    """One room's way into the search. `documents` gives all, the oldest first; `seen` gives those of the
    wanted things that the viewer may see now, in at most one query."""

    kinds: tuple[str, ...]
    parts: tuple[str, ...]
    documents: Callable[[], Iterator[Document]]
    seen: Callable[[Viewer, Wanted], Iterable[Seen]]
