"""A school's summary is saved: at most once a key, and never over somebody else's words."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from redthread.betweenwork.drafts import Draft, Submission, join
from redthread.betweenwork.models import SchoolLine, SchoolSummary, SubmissionKey
from redthread.betweenwork.once import once
from redthread.betweenwork.snapshots import draft_of
from redthread.people.models import Person
from redthread.sharing.models import Audience

KEEP_KEYS = timedelta(days=180)  # longer than any phone keeps what it has not been able to send


class ClashError(Exception):
    """Two wrote in the same field at once. Nothing was saved; `draft` holds both texts, to be saved next."""

    def __init__(self, draft: Draft, summary: SchoolSummary) -> None:
        super().__init__(summary.version)
        self.draft = draft
        self.theirs = draft_of(summary)
        self.version = summary.version
        self.who = summary.written_by


def save_summary(*, line: SchoolLine, submission: Submission, by: Person, now: datetime) -> dict[str, Any]:
    """Save the draft for the own school and answer with the version that it became.

    The same submission again gives the same answer and changes nothing. When somebody else has saved since
    `submission.version`, what the two changed in different fields is joined, and given back in `draft`.
    Raises ClashError when they changed the same field, KeyReusedError when the key has served another text.
    """
    return once(
        line=line,
        key=submission.key,
        body_hash=submission.body_hash,
        now=now,
        do=lambda: _save(line, submission, by, now),
    )


def _save(line: SchoolLine, submission: Submission, by: Person, now: datetime) -> dict[str, Any]:
    there = SchoolSummary.objects.filter(line=line).select_related("written_by").first()
    draft = _joined_with_others(there, submission)
    summary = there or SchoolSummary(line=line, audience=Audience.SCHOOL)
    summary.did, summary.happened, summary.hard, summary.reach = draft
    summary.version += 1
    summary.written_by, summary.saved_at = by, now
    summary.save()
    answer: dict[str, Any] = {"version": summary.version, "saved_at": now.isoformat()}
    if draft != submission.mine:
        answer["draft"] = draft._asdict()
    return answer


def _joined_with_others(there: SchoolSummary | None, submission: Submission) -> Draft:
    if there is None or there.version == submission.version:
        return submission.mine
    joined = join(base=submission.base, theirs=draft_of(there), mine=submission.mine)
    if joined.clashes:
        raise ClashError(joined.draft, there)
    return joined.draft


def forget_old_submission_keys(now: datetime) -> None:
    """Duty: a key is kept for half a year, which outlives every phone that may still send it again."""
    SubmissionKey.objects.filter(at__lt=now - KEEP_KEYS).delete()
