"""«Ferdigstill»: the school shows its summary to the network, and in a second act to the owner."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from redthread.betweenwork.models import SchoolLine, SchoolSummary, SummaryPhoto
from redthread.betweenwork.snapshots import Snapshot, draft_of, snapshot_of
from redthread.core.errors import RuleError
from redthread.people.models import Person
from redthread.sharing import actions as sharing
from redthread.sharing.models import Audience, Release


def title_of(line: SchoolLine) -> str:
    return f"{line.school}: {line.assignment.theme}"[:200]


def snapshot_for(line: SchoolLine, summary: SchoolSummary) -> Snapshot:
    """What the audience will see of the summary, word for word."""
    return snapshot_of(draft_of(summary), language=line.school.written_norm)


def standing_releases(summary: SchoolSummary) -> dict[str, Release]:
    """By audience: to the network, to the owner, or neither."""
    found = Release.objects.standing().filter(source=summary.public_id).select_related("released_by")
    return {release.audience: release for release in found}


@transaction.atomic
def release_summary(*, line: SchoolLine, version: int, photo: str, by: Person, now: datetime) -> Release:
    """Show the network the summary, in the version that was previewed.

    `photo` is the public id of the photo that goes with it, or empty. Pressed twice, it is one release.
    Raises RuleError when nothing is written, and when text or photo has changed since the preview.
    """
    summary = _held(line)
    if summary is None or not draft_of(summary).says_something:
        raise RuleError(_("Det er ikke skrevet noe ennå. Skriv minst én setning først."))
    if summary.version != version or not _is_there(photo, summary):
        raise RuleError(_("Oppsummeringen er endret siden du så over den. Se over en gang til."))
    release = standing_releases(summary).get(Audience.NETWORK)
    snapshot = snapshot_for(line, summary)
    if release is None or release.snapshot != snapshot:
        release = _release(line, summary, Audience.NETWORK, snapshot, by, now)
    SummaryPhoto.objects.filter(summary=summary).update(shown_in=release if photo else None)
    SchoolSummary.objects.filter(pk=summary.pk, filed_at=None).update(filed_at=now)
    return release


@transaction.atomic
def share_with_owner(*, line: SchoolLine, seen: str, by: Person, now: datetime) -> Release:
    """Show the owner what the network sees, without the photo: a second act, by itself.

    `seen` is the public id of the release to the network that was previewed. Raises RuleError before the
    network has seen it, and when it sees something else by now.
    """
    summary = _held(line)
    standing = standing_releases(summary) if summary else {}
    shown = standing.get(Audience.NETWORK)
    if summary is None or shown is None:
        raise RuleError(_("Ferdigstill til nettverket først. Så kan dere dele med skoleeier."))
    if shown.public_id != seen:
        raise RuleError(_("Oppsummeringen er endret siden du så over den. Se over en gang til."))
    there = standing.get(Audience.OWNER)
    if there is not None and there.snapshot == shown.snapshot:
        return there
    return _release(line, summary, Audience.OWNER, shown.snapshot, by, now)


def _is_there(photo: str, summary: SchoolSummary) -> bool:
    return not photo or SummaryPhoto.objects.filter(summary=summary, public_id=photo).exists()


def _release(
    line: SchoolLine,
    summary: SchoolSummary,
    audience: str,
    snapshot: Snapshot,
    by: Person,
    now: datetime,
) -> Release:
    return sharing.release(
        network=line.assignment.network,
        school=line.school,
        kind=Release.Kind.SUMMARY,
        source=summary.public_id,
        about=line.assignment.gathering.public_id,
        audience=audience,
        title=title_of(line),
        snapshot=snapshot,
        by=by,
        now=now,
    )


@transaction.atomic
def take_back(*, line: SchoolLine, audience: str, by: Person, now: datetime) -> None:
    """From the next request on nobody it was for sees it. What leaves the network leaves the owner too."""
    summary = _held(line)
    if summary is None:
        return
    standing = standing_releases(summary)
    for step in (Audience.OWNER, Audience.NETWORK) if audience == Audience.NETWORK else (Audience.OWNER,):
        if step in standing:
            sharing.revoke(release=standing[step], by=by, now=now)
    if audience == Audience.NETWORK:
        SummaryPhoto.objects.filter(summary=summary).update(shown_in=None)


def _held(line: SchoolLine) -> SchoolSummary | None:
    """The summary, held until the transaction ends, so that nobody writes while it is released."""
    SchoolLine.objects.select_for_update(no_key=True).get(pk=line.pk)
    return SchoolSummary.objects.filter(line=line).first()
