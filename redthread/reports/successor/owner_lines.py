"""What the network has asked its owner: what waits for an answer, what was answered, what is not sent yet.

Only what was sent: a matter that the schools are weighing is theirs, and whoever takes over may be the
owner's own consultant until then.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from textwrap import shorten
from typing import NamedTuple

from django.utils.translation import gettext as _

from redthread.core import dates
from redthread.gatherings.models import Outcome, OwnerAnswer
from redthread.reports.successor.parts import Line
from redthread.reports.successor.reader import Reader
from redthread.sharing.models import Audience, Release

MOST_ANSWERS, LONGEST = 5, 240


class Asked(NamedTuple):
    text: str
    sent_at: datetime
    answer: OwnerAnswer | None


def waits_for_the_owner(reader: Reader) -> list[Line]:
    """The oldest first."""
    waiting = sorted((one for one in _asked(reader) if one.answer is None), key=lambda one: one.sent_at)
    return [Line(one.text, _("sendt %(day)s") % {"day": dates.day_and_year(one.sent_at)}) for one in waiting]


def owner_answered(reader: Reader) -> list[Line]:
    """The newest first."""
    answered = [(one.answer, one.text) for one in _asked(reader) if one.answer is not None]
    answered.sort(key=lambda pair: pair[0].answered_at, reverse=True)
    return [
        Line(
            text,
            f"{dates.day_and_year(answer.answered_at)}: {shorten(answer.text, LONGEST, placeholder=' …')}",
        )
        for answer, text in answered[:MOST_ANSWERS]
    ]


def unsent_proposals(reader: Reader) -> list[Outcome]:
    """From locked minutes, and neither sent nor answered."""
    sent = {release.source for release in _to_owner(reader)}
    return [one for one in _proposals(reader) if one.public_id not in sent and _answer_to(one) is None]


def _asked(reader: Reader) -> Iterator[Asked]:
    proposals = {one.public_id: one for one in _proposals(reader)}
    for release in _to_owner(reader):
        if release.kind == Release.Kind.MATTER:
            yield Asked(release.title, release.released_at, _answer_to(release))
        elif release.source in proposals:  # what has become confidential since is nobody's to answer
            outcome = proposals[release.source]
            yield Asked(outcome.text, release.released_at, _answer_to(outcome))


def _to_owner(reader: Reader) -> list[Release]:
    kinds = (Release.Kind.PROPOSAL, Release.Kind.MATTER)
    return [one for one in reader.releases if one.kind in kinds and one.audience == Audience.OWNER]


def _proposals(reader: Reader) -> list[Outcome]:
    return [one for one in reader.outcomes if one.kind == Outcome.Kind.PROPOSAL]


def _answer_to(asked: Release | Outcome) -> OwnerAnswer | None:
    answer: OwnerAnswer | None = getattr(asked, "owner_answer", None)
    return answer
