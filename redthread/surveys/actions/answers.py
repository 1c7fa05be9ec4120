"""An answer is laid among the others, and its ticket is marked as used. There is no `by` here, and no row.

See `models/answers.py` and ADR 13.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from random import SystemRandom
from typing import NamedTuple

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _  # told in each phone's own language

from redthread.core.errors import RuleError
from redthread.surveys.actions.strip_texts import strip_text
from redthread.surveys.bundles import lay_in, lay_texts, text_mark
from redthread.surveys.models import OpenCode, SpentTicket, TextPile, Wave
from redthread.surveys.tickets import Ticket, mark_of, retry_of, seats_of

TRIES = 5
_chance = SystemRandom()


@dataclass(frozen=True)
class Given:
    """What somebody answered: a byte a column, the link of a confidential survey, and free words by item."""

    columns: bytes
    link: bytes = b""
    texts: Mapping[str, str] = field(default_factory=dict)
    receipt: str = ""


class Sent(NamedTuple):
    """An answer on its way in: by which ticket, and what the phone calls it."""

    ticket: Ticket
    key: str
    given: Given


class _ClosedError(Exception):
    """The wave was closed before the bundles were held."""


def answer_wave(*, ticket: Ticket, key: str, given: Given, now: datetime) -> None:
    """Lay the answer in, once. The same `key` again changes nothing, also after the wave is closed.

    Raises RuleError when the wave is not open, when the ticket has been used for another answer, and when as
    many have answered by the code as it was made for.
    """
    (refused,) = answer_waves(sent=[Sent(ticket, key, given)], now=now)
    if refused is not None:
        raise refused


def answer_waves(*, sent: Sequence[Sent], now: datetime) -> list[RuleError | None]:
    """Lay in answers that came at the same time, in one transaction; why each was refused, or None.

    The database waits for the disk as long for fifty as for one, and a bundle is shuffled once for all.
    """
    by_wave: dict[int, list[int]] = defaultdict(list)
    for place, one in enumerate(sent):
        by_wave[one.ticket.wave.pk].append(place)
    for _try in range(TRIES):
        refused: list[RuleError | None] = [None] * len(sent)
        try:
            with transaction.atomic():
                for _pk, places in sorted(by_wave.items()):
                    found = _answer_one_wave([sent[place] for place in places], now)
                    for place, why in zip(places, found, strict=True):
                        refused[place] = why
        except IntegrityError:
            continue  # another process spent one of the same tickets, or took a seat, in the same moment
        return refused
    raise RuntimeError("The same tickets are spent by others again and again.")


def _answer_one_wave(sent: Sequence[Sent], now: datetime) -> list[RuleError | None]:
    wave = sent[0].ticket.wave
    try:
        with transaction.atomic():
            refused, fresh = _spend(wave, sent)
            if fresh:
                _lay(wave, [sent[place] for place in fresh], now)
    except _ClosedError:
        closed = _("Undersøkelsen er lukket, så svaret ble ikke levert. Det er ikke lagret noe sted.")
        return [RuleError(closed) if place in fresh else why for place, why in enumerate(refused)]
    return refused


def _spend(wave: Wave, sent: Sequence[Sent]) -> tuple[list[RuleError | None], list[int]]:
    """Why each is refused, and the places of those that are to be laid in."""
    rows = [spent(wave, one.ticket.seed, one.key) for one in sent]
    there = {one.mark: one for one in SpentTicket.objects.filter(wave=wave, mark__in={r.mark for r in rows})}
    refused: list[RuleError | None] = [None] * len(sent)
    fresh: list[int] = []
    free = _free_seats(wave, {one.ticket.code for one in sent if one.ticket.code})
    for place, (one, row) in enumerate(zip(sent, rows, strict=True)):
        before, code = there.get(row.mark), one.ticket.code
        if before is None and code is not None:
            if not free[code]:
                full = _("Så mange som koden er laget for, har svart. Si fra til den som hengte den opp.")
                refused[place] = RuleError(full)
                continue
            row.seat = free[code].pop()
        if before is None:
            there[row.mark] = row
            fresh.append(place)
        elif before.retry != row.retry:
            refused[place] = RuleError(_("Denne lenken er brukt. Det er det første svaret som teller."))
    SpentTicket.objects.bulk_create(rows[place] for place in fresh)
    return refused, fresh


def _free_seats(wave: Wave, codes: Iterable[OpenCode]) -> dict[OpenCode, list[str]]:
    """Of each code those that nobody has, in an order drawn by lot."""
    found = {code: seats_of(code) for code in codes}
    its = SpentTicket.objects.filter(wave=wave, seat__in=[seat for seats in found.values() for seat in seats])
    taken = set(its.values_list("seat", flat=True))
    for code, seats in found.items():
        found[code] = [seat for seat in seats if seat not in taken]
        _chance.shuffle(found[code])
    return found


def _lay(wave: Wave, sent: Sequence[Sent], now: datetime) -> None:
    lay_in(wave, [bytes([one.ticket.group.number]) + one.given.columns + one.given.link for one in sent])
    # Asked here, when the bundles are held: the closing holds all of them.
    if not is_open(wave, now):
        raise _ClosedError
    texts: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for one in sent:
        for item, text in one.given.texts.items():
            texts[item].append((text, one.given.receipt))
    for item in sorted(texts):
        lay_texts(wave, item, texts[item])


def spent(wave: Wave, seed: str, key: str) -> SpentTicket:
    """The row that tells that a ticket is used; its key is the beginning of the mark."""
    mark = mark_of(seed)
    return SpentTicket(pk=int(mark[:15], 16), wave=wave, mark=mark, retry=retry_of(seed, key))


def is_open(wave: Wave, now: datetime) -> bool:
    """Whether answers are taken this second: it also closes by itself when its last day is over."""
    there = Wave.objects.open().filter(pk=wave.pk, survey__dropped_at=None).first()
    return there is not None and (there.closes_on is None or timezone.localdate(now) <= there.closes_on)


@transaction.atomic
def take_texts_away(*, wave: Wave, receipt: str, now: datetime) -> int:
    """Remove the free words that this receipt came with, also after the closing; how many they were."""
    gone = 0
    for pile in TextPile.objects.select_for_update(no_key=True).filter(wave=wave).order_by("item"):
        mark = text_mark(wave, pile.item, receipt)
        kept = [one for one in pile.entries if one["mark"] != mark]
        gone += len(pile.entries) - len(kept)
        if len(kept) < len(pile.entries):
            pile.entries = kept
            pile.save(update_fields=["entries"])
            strip_text(wave=wave, item=pile.item, mark=mark)
    return gone
