"""What somebody who was not at a gathering needs to know: decided, promised by the own school, and by when.

It is made from the same as the minutes' file: locked, and nothing that was confidential then or is now.
"""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from redthread.betweenwork.models import Assignment
from redthread.core import dates
from redthread.gatherings.minutes_reading import exported_sections
from redthread.gatherings.minutes_text import due_text
from redthread.gatherings.models import Commitment, Gathering, Minutes, Outcome
from redthread.networks.access import Access
from redthread.reports.letter_pdf import Part, Sheet

Kind = Outcome.Kind


class AbsentDigest(NamedTuple):
    """`others` is how many other schools promised something; what they promised is in the minutes."""

    gathering: Gathering
    decided: list[str]
    told: list[str]
    promised: list[Commitment]
    others: int
    to_do: list[str]
    locked_at: datetime


def digest_for(gathering: Gathering, minutes: Minutes, access: Access) -> AbsentDigest:
    """Of locked minutes, for one member. As many queries whatever was said."""
    assert minutes.locked_at is not None
    outcomes = [line.outcome for part in exported_sections(gathering, is_locked=True) for line in part.lines]
    promises = [one.commitment for one in outcomes if one.kind == Kind.COMMITMENT]
    own = [one for one in promises if one.school_id in access.organisation_ids]
    assignment = Assignment.objects.opened().with_window().filter(gathering=gathering).first()
    return AbsentDigest(
        gathering=gathering,
        decided=[one.text for one in outcomes if one.kind == Kind.DECISION],
        told=[one.text for one in outcomes if one.kind == Kind.INFORMATION],
        promised=own,
        others=len({one.school_id for one in promises} - access.organisation_ids),
        to_do=_to_do(own, assignment),
        locked_at=minutes.locked_at,
    )


def _to_do(own: list[Commitment], assignment: Assignment | None) -> list[str]:
    dated = sorted((one for one in own if one.due_on), key=lambda one: (str(one.due_on), one.pk))
    lines = [_("%(when)s: %(what)s") % {"when": due_text(one), "what": one.what} for one in dated]
    if assignment is None:
        return lines
    lines.append(_("Mellomarbeid: %(theme)s") % {"theme": assignment.theme})
    if assignment.next_starts_at is not None:
        when = dates.moment_text(assignment.next_starts_at)
        lines.append(_("Neste samling: %(when)s. Da forteller skolene hvordan det gikk.") % {"when": when})
    return lines


def sheet_of(digest: AbsentDigest) -> Sheet:
    """The digest on paper."""
    parts = [
        Part(_("Dette ble bestemt"), points=digest.decided or [_("Ingen vedtak denne gangen.")]),
        Part(_("Dette sa skolen din ja til"), points=[promise_text(one) for one in digest.promised]),
        Part(_("Gjør dette"), points=digest.to_do),
        Part(_("Ellers"), points=digest.told),
    ]
    return Sheet(
        language=get_language() or "nb",
        title=_("Kort fortalt: %(title)s") % {"title": digest.gathering.title},
        sender=digest.gathering.network.name,
        lead=dates.weekday(digest.gathering.starts_at),
        parts=[part for part in parts if part.points],
        footer=_("Hele referatet ligger i Rødtråd."),
        made_at=digest.locked_at,
    )


def promise_text(one: Commitment) -> str:
    return ". ".join(part.rstrip(".") for part in (one.what, one.who, due_text(one)) if part)
