"""An answer is laid among the others, and its ticket is marked as used. There is no `by` here, and no row.

See `models/answers.py` and ADR 13.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from redthread.core.errors import RuleError
from redthread.surveys.actions.strip_texts import strip_text
from redthread.surveys.bundles import lay_in, lay_text, text_mark
from redthread.surveys.models import OpenCode, SpentTicket, TextPile, Wave
from redthread.surveys.tickets import Ticket, mark_of, retry_of


@dataclass(frozen=True)
class Given:
    """What somebody answered: a byte a column, the link of a confidential survey, and free words by item."""

    columns: bytes
    link: bytes = b""
    texts: Mapping[str, str] = field(default_factory=dict)
    receipt: str = ""


@transaction.atomic
def answer_wave(*, ticket: Ticket, key: str, given: Given, now: datetime) -> None:
    """Lay the answer in, once. The same `key` again changes nothing, also after the wave is closed.

    Raises RuleError when the wave is not open, when the ticket has been used for another answer, and when as
    many have answered by the code as it was made for.
    """
    if not _spend(ticket, key):
        return
    if ticket.code is not None:
        _count_by_code(ticket.code)
    lay_in(ticket.wave, [bytes([ticket.group.number]) + given.columns + given.link])
    # Asked here, when the bundle is held: the closing holds all of them.
    if not is_open(ticket.wave, now):
        raise RuleError(_("Undersøkelsen er lukket, så svaret ble ikke levert. Det er ikke lagret noe sted."))
    for item in sorted(given.texts):
        lay_text(ticket.wave, item, given.texts[item], given.receipt)


def _spend(ticket: Ticket, key: str) -> bool:
    """Whether this answer is the one to be stored; false when it has been."""
    row = spent(ticket.wave, ticket.seed, key)
    there = _with_mark(row)
    if there is None:
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError:
            there = _with_mark(row)  # the same moment, on another phone or in another try
        else:
            return True
    if there is None or there.retry != row.retry:
        raise RuleError(_("Denne lenken er brukt. Det er det første svaret som teller."))
    return False


def spent(wave: Wave, seed: str, key: str) -> SpentTicket:
    """The row that tells that a ticket is used; its key is the beginning of the mark."""
    mark = mark_of(seed)
    return SpentTicket(pk=int(mark[:15], 16), wave=wave, mark=mark, retry=retry_of(seed, key))


def _with_mark(row: SpentTicket) -> SpentTicket | None:
    return SpentTicket.objects.filter(wave=row.wave, mark=row.mark).first()


def _count_by_code(code: OpenCode) -> None:
    if not OpenCode.objects.filter(pk=code.pk, used__lt=F("most")).update(used=F("used") + 1):
        raise RuleError(_("Så mange som koden er laget for, har svart. Si fra til den som hengte den opp."))


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
