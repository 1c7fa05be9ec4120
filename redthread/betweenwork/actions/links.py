"""Links to summaries are made, sent anew and closed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from redthread.betweenwork.links import expiry, hash_of, token_of
from redthread.betweenwork.mails import new_link_mail
from redthread.betweenwork.models import SchoolLine, SummaryLink, new_seed
from redthread.betweenwork.writers import writers
from redthread.networks.models import Membership
from redthread.notices.actions import queue_mails
from redthread.people.models import Person

Pair = tuple[SchoolLine, Membership]


@transaction.atomic
def links_for(pairs: Iterable[Pair], now: datetime) -> dict[tuple[int, int], SummaryLink]:
    """A working link for each line and membership, by their keys: the one in use, else a new one.

    The lines come `with_window`. Six queries at most, however many pairs there are.
    """
    wanted = {(line.pk, membership.pk): (line, membership) for line, membership in pairs}
    found, spent = {}, []
    for link in _in_use(wanted):
        line, membership = wanted[link.line_id, link.membership_id]
        if (
            link.expires_at <= now
            or link.role != membership.role
            or link.token_hash != hash_of(token_of(link))
        ):
            spent.append(link.pk)
            continue
        found[link.line_id, link.membership_id] = link
        link.expires_at = max(link.expires_at, expiry(line.next_starts_at, now))
    SummaryLink.objects.filter(pk__in=spent).update(revoked_at=now)
    SummaryLink.objects.bulk_update(found.values(), ["expires_at"], batch_size=200)
    missing = [pair for key, pair in wanted.items() if key not in found]
    # Somebody else may be making the same link right now: whoever is first has made it, and both use it.
    new = [_new_link(line, membership, now) for line, membership in missing]
    SummaryLink.objects.bulk_create(new, ignore_conflicts=True, batch_size=200)
    made = {(line.pk, membership.pk): (line, membership) for line, membership in missing}
    return found | {(link.line_id, link.membership_id): link for link in _in_use(made)}


def _in_use(wanted: dict[tuple[int, int], Pair]) -> list[SummaryLink]:
    lines = {line for line, _ in wanted}
    memberships = {membership for _, membership in wanted}
    links = SummaryLink.objects.filter(revoked_at=None, line__in=lines, membership__in=memberships)
    return [link for link in links if (link.line_id, link.membership_id) in wanted]


def _new_link(line: SchoolLine, membership: Membership, now: datetime) -> SummaryLink:
    link = SummaryLink(
        line=line,
        membership=membership,
        role=membership.role,
        seed=new_seed(),
        created_at=now,
        expires_at=expiry(line.next_starts_at, now),
    )
    link.token_hash = hash_of(token_of(link))
    return link


def close_links(*, line: SchoolLine, by: Person, now: datetime) -> int:
    """Make one's own links to this line worthless from this second on; says how many there were."""
    mine = SummaryLink.objects.filter(line=line, membership__person=by, revoked_at=None)
    return mine.update(revoked_at=now)


@transaction.atomic
def send_new_link(*, token: str, now: datetime) -> None:
    """Mail a new link to the person an old one was sent to, if that person still writes for the school.

    Nothing tells whoever asks whether there was such a link. At most one mail an hour.
    """
    old = (
        SummaryLink.objects.filter(token_hash=hash_of(token))
        .select_related("membership", "line__assignment")
        .first()
    )
    if old is None:
        return
    membership = (
        writers(now)
        .filter(
            person=old.membership.person_id,
            network=old.line.assignment.network_id,
            organisation=old.line.school_id,
        )
        .select_related("person", "network")
        .first()
    )
    if membership is None:
        return
    line = SchoolLine.objects.with_window().select_related("school", "assignment").get(pk=old.line_id)
    link = links_for([(line, membership)], now)[line.pk, membership.pk]
    queue_mails([new_link_mail(line, membership, link, now)])
