"""What the owner would see of a proposal or of the minutes, before anything is released. Reads, never writes.

The schools' own commitments and who was there are not in it: what a school has promised is the school's to
share. Those who disagreed are told of by their reason, not by name.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from redthread.core import dates
from redthread.gatherings.minutes_reading import Line, exported_sections
from redthread.gatherings.models import Gathering, Outcome

TOLD = (Outcome.Kind.INFORMATION, Outcome.Kind.DECISION, Outcome.Kind.PROPOSAL)


def proposal_snapshot(outcome: Outcome) -> list[dict[str, str]]:
    """The proposal, and where it comes from."""
    return [
        {"label": _("Forslag"), "text": outcome.text},
        {"label": _("Fra"), "text": _where_and_when(outcome.item.gathering)},
    ]


def minutes_snapshot(gathering: Gathering) -> list[dict[str, str]]:
    """Information, decisions and proposals of the locked minutes' open items, in the order of the agenda."""
    told = [{"label": _("Samling"), "text": _where_and_when(gathering)}]
    for section in exported_sections(gathering, is_locked=True):
        for line in section.lines:
            if line.outcome.kind in TOLD:
                label = f"{section.item.title}: {line.outcome.get_kind_display()}"
                told.append({"label": label, "text": _told(line)})
    return told


def _told(line: Line) -> str:
    if line.outcome.kind != Outcome.Kind.DECISION:
        return line.outcome.text
    reasons = [_("Uenighet: %(reason)s") % {"reason": vote.reason} for vote in line.dissents]
    return "\n".join([line.outcome.text, line.how_decided, *reasons])


def _where_and_when(gathering: Gathering) -> str:
    return f"{gathering.network}, {gathering.title}, {dates.weekday(gathering.starts_at)}"
