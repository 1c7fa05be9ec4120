"""What the desk opens with: everything that is known already, so that nobody starts from an empty page."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from redthread.betweenwork.access import Desk
from redthread.betweenwork.actions.releases import standing_releases
from redthread.betweenwork.models import SchoolLine, SchoolSummary, SummaryPhoto
from redthread.betweenwork.reading import State, photo_of, promises_of, state_of
from redthread.gatherings.models import Commitment
from redthread.sharing.models import Audience, Release


class DeskPage(NamedTuple):
    """`state` is where the school is with the network."""

    summary: SchoolSummary | None
    photo: SummaryPhoto | None
    promises: list[Commitment]
    to_network: Release | None
    to_owner: Release | None
    state: State
    next_starts_at: datetime | None

    @property
    def is_shared_with_owner(self) -> bool:
        """The owner sees the same as the network."""
        return (
            self.to_owner is not None
            and self.to_network is not None
            and self.to_owner.snapshot == self.to_network.snapshot
        )

    @property
    def is_photo_shown(self) -> bool:
        return (
            self.photo is not None
            and self.to_network is not None
            and (self.photo.shown_in_id == self.to_network.pk)
        )


def desk_page(desk: Desk) -> DeskPage:
    """Four queries."""
    line = desk.line
    summary = SchoolSummary.objects.filter(line=line).select_related("photo", "written_by").first()
    standing = standing_releases(summary) if summary else {}
    to_network, to_owner = standing.get(Audience.NETWORK), standing.get(Audience.OWNER)
    return DeskPage(
        summary=summary,
        photo=photo_of(summary),
        promises=promises_of(line),
        to_network=to_network,
        to_owner=to_owner,
        state=state_of(line, summary, to_network),
        next_starts_at=next_start_of(line),
    )


def next_start_of(line: SchoolLine) -> datetime | None:
    """Asked of the database when the line did not come `with_window`."""
    if hasattr(line, "next_starts_at"):
        return line.next_starts_at
    return SchoolLine.objects.with_window().get(pk=line.pk).next_starts_at
