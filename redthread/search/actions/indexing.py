"""The index is brought up to date: what is new is added, what has changed read anew, what is gone taken out.

There are no signals and no calls from other rooms: everything is read again and compared by a digest. Until
that is done, what is found is still asked for at the room's own door; so what is taken back is gone at once,
and only what is new has to wait.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from time import monotonic

from django.db import transaction

from redthread.core.batches import batches
from redthread.search.models import SearchDocument, SearchWord
from redthread.search.registry import SOURCES
from redthread.search.scopes import of_kind
from redthread.search.terms import digest_of, indexed, suggestible
from redthread.search.things import Document, Source

BATCH = 1_000
REST = 20  # a sweep that takes a second rests for twenty
Told = Callable[[int], None]
_rest = {"until": 0.0}


@dataclass
class Sweep:
    """One walk through everything that can be found; what it did stands in its counts."""

    told: Told = lambda count: None
    read: int = 0
    written: int = 0
    removed: int = 0
    words: set[tuple[str, str]] = field(default_factory=set)
    known: set[tuple[str, str]] = field(default_factory=set)

    def run(self, sources: Iterable[Source]) -> Sweep:
        self.known = set(SearchWord.objects.values_list("scope", "word"))
        for source in sources:
            self._source(source)
        return self

    def _source(self, source: Source) -> None:
        there = _there(source)
        for batch in batches(source.documents(), BATCH):
            self._batch(batch, there)
            self.read += len(batch)
            self.told(self.read)
        gone = [key for key, _digest in there.values()]
        for keys in batches(gone, BATCH):
            self.removed += SearchDocument.objects.filter(pk__in=keys).delete()[0]

    def _batch(self, batch: list[Document], there: dict[tuple[str, str, str], tuple[int, str]]) -> None:
        new: list[SearchDocument] = []
        changed: list[SearchDocument] = []
        for one in batch:
            key, digest = there.pop((one.kind, one.thing, one.part), (None, ""))
            self.words.update((scope, word) for scope in one.scopes for word in suggestible(one))
            if digest == (now := digest_of(one)):
                continue
            row = _row(one, now, key)
            (new if key is None else changed).append(row)
        words = [SearchWord(scope=scope, word=word) for scope, word in sorted(self.words - self.known)]
        if not (new or changed or words):
            return
        with transaction.atomic():
            # Two workers may do this at once: the first one's row stands, and the other's is the same.
            SearchDocument.objects.bulk_create(new, ignore_conflicts=True, batch_size=BATCH)
            SearchDocument.objects.bulk_update(changed, ["scopes", "title", "body", "digest"], BATCH)
            SearchWord.objects.bulk_create(words, ignore_conflicts=True, batch_size=BATCH)
        self.known |= self.words
        self.written += len(new) + len(changed)


def _there(source: Source) -> dict[tuple[str, str, str], tuple[int, str]]:
    """What the index holds of the source, to be compared: (kind, thing, part) to key and digest."""
    found = SearchDocument.objects.filter(kind__in=source.kinds, part__in=source.parts)
    rows = found.values_list("kind", "thing", "part", "pk", "digest").iterator(chunk_size=5000)
    return {(kind, thing, part): (key, digest) for kind, thing, part, key, digest in rows}


def _row(one: Document, digest: str, key: int | None) -> SearchDocument:
    title, body = indexed(one)
    scopes = " ".join((of_kind(one.kind), *one.scopes))
    return SearchDocument(
        pk=key, kind=one.kind, thing=one.thing, part=one.part, scopes=scopes, title=title, body=body,
        digest=digest,
    )  # fmt: skip


def update_index(now: datetime) -> Sweep | None:
    """Look through everything once; None while it rests. A slow sweep rests long, so that it never takes more
    than a twentieth of a worker's time."""
    if monotonic() < _rest["until"]:
        return None
    began = monotonic()
    done = Sweep().run(SOURCES)
    _rest["until"] = monotonic() + REST * (monotonic() - began)
    return done


def forget_old_words(now: datetime) -> int:
    """Take out the words that nothing has any more; how many."""
    done = Sweep().run(SOURCES)
    gone = done.known - done.words
    for words in batches(sorted(gone), BATCH):
        pairs = SearchWord.objects.filter(word__in=[word for _scope, word in words])
        keys = [pk for pk, scope, word in pairs.values_list("pk", "scope", "word") if (scope, word) in gone]
        SearchWord.objects.filter(pk__in=keys).delete()
    return len(gone)


def reindex(*, told: Told, now: datetime) -> Sweep:
    """Make the whole index anew; `told` hears how many things have been read. What others find meanwhile is
    what is there so far."""
    SearchDocument.objects.all().delete()
    SearchWord.objects.all().delete()
    return Sweep(told).run(SOURCES)
