"""The one-page digest of a gathering, for somebody who was not there: read in ninety seconds. Pure."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from redthread.core import dates

WORDS_A_PROMISE = 16
WORDS_OF_WHO = 8
WORDS_A_POINT = 36
MOST_DECISIONS = 5
MOST_PROMISES = 6


@dataclass(frozen=True)
class Promise:
    """A school's commitment, as the digest tells it."""

    school_id: int
    school: str
    what: str
    who: str
    due_on: date | None


@dataclass(frozen=True)
class Digest:
    """What the digest is made from; nothing confidential is ever put in here."""

    title: str
    network: str
    starts_at: datetime
    decisions: tuple[str, ...]
    promises: tuple[Promise, ...]
    next_at: datetime | None
    next_place: str
    url: str


def digest_text(digest: Digest, own_schools: Set[int]) -> str:
    """The text in the active language: decisions, promises with one's own school's first, what is next."""
    blocks = [
        _("Her er det viktigste fra %(title)s i %(network)s, %(day)s.")
        % {"title": digest.title, "network": digest.network, "day": dates.weekday(digest.starts_at)},
        _decisions(digest.decisions),
        _promises(digest.promises, own_schools),
        _next(digest),
        _("Hele referatet: %(url)s") % {"url": digest.url},
    ]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _decisions(decisions: tuple[str, ...]) -> str:
    if not decisions:
        return ""
    return "\n".join([_("Vedtak"), *_points(decisions, MOST_DECISIONS)])


def _promises(promises: tuple[Promise, ...], own_schools: Set[int]) -> str:
    if not promises:
        return ""
    own_first = sorted(promises, key=lambda promise: promise.school_id not in own_schools)
    own = sum(promise.school_id in own_schools for promise in promises)
    lines = tuple(_promise(promise) for promise in own_first)
    return "\n".join([_("Dette sa skolene ja til"), *_points(lines, max(MOST_PROMISES, own))])


def _promise(promise: Promise) -> str:
    what = Truncator(_one_line(promise.what)).words(WORDS_A_PROMISE)
    parts = [f"{promise.school}: {what}", Truncator(_one_line(promise.who)).words(WORDS_OF_WHO)]
    if promise.due_on:
        parts.append(_("innen %(day)s") % {"day": dates.day(promise.due_on)})
    return " – ".join(part for part in parts if part)


def _next(digest: Digest) -> str:
    if digest.next_at is None:
        return ""
    parts = (dates.moment_text(digest.next_at), digest.next_place)
    return _("Neste samling: %(when)s") % {"when": ", ".join(part for part in parts if part)}


def _points(texts: tuple[str, ...], most: int) -> list[str]:
    shown = [f"- {Truncator(_one_line(text)).words(WORDS_A_POINT)}" for text in texts[:most]]
    left = len(texts) - most
    if left > 0:
        shown.append("- " + _("og %(n)d til i referatet") % {"n": left})
    return shown


def _one_line(text: str) -> str:
    return " ".join(text.split())
