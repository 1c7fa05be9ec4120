"""One try-out as one person may read it: the own school's as it is written, the others' as it was shown."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from redthread.betweenwork.actions.try_out_releases import standing_release
from redthread.betweenwork.lineage import Node
from redthread.betweenwork.models import ASKED_AGAIN_AFTER, SpiralStep, Thanks, TryOut
from redthread.betweenwork.reading import State
from redthread.betweenwork.snapshots import Snapshot
from redthread.betweenwork.try_out_access import is_of
from redthread.betweenwork.try_out_snapshot import snapshot_of, value_in
from redthread.betweenwork.writers import schools_of
from redthread.networks.access import Access
from redthread.people.models import Organisation
from redthread.sharing.models import Release


class Element(NamedTuple):
    """One of the five of the spiral; `step` when the school has been through it."""

    key: str
    label: str
    is_reached: bool


class TryOutPage(NamedTuple):
    """`snapshot` is what this reader sees of it; `source` and `inspired` are those that they may see."""

    title: str
    snapshot: Snapshot
    decision: str
    elements: list[Element]
    state: State | None  # of one's own school only
    release: Release | None
    may_write: bool
    may_withdraw: bool
    may_join: list[Organisation]
    may_leave: list[Organisation]
    asks_what_is_left: bool
    thanks: Thanks | None
    received: list[Thanks]


def try_out_page(access: Access, try_out: TryOut, now: datetime) -> TryOutPage:
    """Four queries at most, after the try-out has been found."""
    is_own = is_of(try_out, access.organisation_ids)
    writes = schools_of(access)
    release = standing_release(try_out)
    if is_own:
        reached = list(SpiralStep.objects.filter(try_out=try_out).values_list("element", flat=True))
        snapshot, title = snapshot_of(try_out, reached, language=try_out.school.written_norm), try_out.title
    else:
        assert release is not None  # others find it only while it stands
        snapshot, title = release.snapshot, release.title
        reached = value_in(snapshot, "spiral").split()
    taking_part = {one.school_id for one in try_out.joined.all()}
    mine = [m.organisation for m in access.memberships if m.organisation_id in writes and m.organisation]
    may_write = is_of(try_out, writes)
    decision = value_in(snapshot, "decision")
    return TryOutPage(
        title=title,
        snapshot=[entry for entry in snapshot if entry.get("key") not in ("spiral", "inspired")],
        decision=decision,
        elements=[Element(e.value, str(e.label), e.value in reached) for e in SpiralStep.Element],
        state=_state(release, snapshot, title) if is_own else None,
        release=release,
        may_write=may_write,
        may_withdraw=try_out.school_id in writes,
        may_join=[s for s in mine if s.pk not in taking_part and s.pk != try_out.school_id and not decision],
        may_leave=[s for s in mine if s.pk in taking_part],
        asks_what_is_left=may_write and is_asked_again(try_out, now),
        thanks=_thanks(try_out) if is_own else None,
        received=_received(try_out) if is_own else [],
    )


def _state(release: Release | None, snapshot: Snapshot, title: str) -> State:
    if release is None:
        return State.DRAFT
    return State.RELEASED if (release.title, release.snapshot) == (title, snapshot) else State.CHANGED


def _thanks(try_out: TryOut) -> Thanks | None:
    return getattr(try_out, "thanks", None)


def _received(try_out: TryOut) -> list[Thanks]:
    """The thanks from the schools that got the idea here; for those who gave it, to read."""
    found = Thanks.objects.filter(try_out__inspired_by=try_out, try_out__withdrawn_at=None)
    found = found.select_related("try_out__school", "by")
    return list(found.order_by("at", "pk"))


def is_asked_again(try_out: TryOut, now: datetime) -> bool:
    """Half a year after it ended, until somebody has said what is left. What was stopped is left alone."""
    ended = try_out.decided_at
    if ended is None or try_out.left_at is not None or try_out.decision == TryOut.Decision.STOP:
        return False
    return bool(ended + ASKED_AGAIN_AFTER <= now)


def inspired_by_it(key: str, nodes: Iterable[Node]) -> list[Node]:
    return sorted(
        (node for node in nodes if node.source == key), key=lambda node: (node.begins, node.title, node.key)
    )
