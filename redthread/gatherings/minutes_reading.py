"""The minutes as one person may read them, section by section, with nothing in between that they may not.

What is under a confidential item, also its title, is for those who run the gathering and those who came.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from django.db.models import OuterRef, Prefetch, QuerySet, Subquery
from django.utils.translation import gettext as _

from redthread.gatherings.minutes_text import votes_text
from redthread.gatherings.models import (
    SHARED,
    AgendaItem,
    Attendance,
    Commitment,
    CommitmentStep,
    Gathering,
    Minutes,
    Outcome,
    Vote,
)
from redthread.gatherings.votes import Count, count
from redthread.networks.access import Access
from redthread.networks.models import Body
from redthread.networks.roles import Permission
from redthread.sharing.models import Audience, Release


class Reader(NamedTuple):
    """What decides how much of one gathering's minutes a person may read."""

    runs: bool  # plans or chairs the gathering, or writes its minutes
    was_there: bool
    organisation_ids: frozenset[int]


class Line(NamedTuple):
    """One outcome as it is read, with its votes counted where there was a vote."""

    outcome: Outcome
    votes: Count | None
    dissents: list[Vote]

    @property
    def how_decided(self) -> str:
        """How a decision came about: by votes, or in agreement."""
        if self.votes is not None:
            return votes_text(self.votes)
        return _("Uten avstemning.") if self.dissents else _("Enighet.")


class Section(NamedTuple):
    """One agenda item and what came of it; «siden sist» also has the steps taken with the commitments."""

    item: AgendaItem
    lines: list[Line]
    steps: list[CommitmentStep]

    @property
    def has_content(self) -> bool:
        return bool(self.lines or self.steps)


def runs(access: Access, minutes: Minutes | None) -> bool:
    """Whether the person plans or chairs the gathering at hand, or is the one who writes the minutes."""
    writes = minutes is not None and minutes.written_by_id == access.person.pk
    return access.can(Permission.GATHERING_PLAN) or (writes and not access.network.is_closed)


def reader_of(access: Access, minutes: Minutes | None, attendances: Iterable[Attendance]) -> Reader:
    came = {one.person_id for one in attendances if one.presence != Attendance.Presence.ABSENT}
    return Reader(runs(access, minutes), access.person.pk in came, access.organisation_ids)


def may_read(outcome: Outcome, reader: Reader, *, is_locked: bool) -> bool:
    """Open minutes are for those who run the gathering, and each school sees what it promised itself.

    Locked minutes are for the network, but for what is confidential: that stays with those who run the
    gathering and those who were there.
    """
    if reader.runs:
        return True
    is_restricted = outcome.item.is_confidential or (is_locked and outcome.audience not in SHARED)
    if is_restricted and not reader.was_there:
        return False
    return is_locked or _own_commitment(outcome, reader)


def _own_commitment(outcome: Outcome, reader: Reader) -> bool:
    if outcome.kind != Outcome.Kind.COMMITMENT:
        return False
    return outcome.commitment.school_id in reader.organisation_ids


def may_export(outcome: Outcome, *, is_locked: bool) -> bool:
    """What may stand in a file, a mail or a release: never anything confidential, then or now."""
    if outcome.item.is_confidential:
        return False
    return not is_locked or outcome.audience in SHARED


def sections(
    gathering: Gathering, readable: Callable[[Outcome], bool], steps: list[CommitmentStep]
) -> list[Section]:
    """Every agenda item in order with the readable part of what came of it, in three queries."""
    by_item: dict[int, list[Line]] = {}
    for outcome in _outcomes().filter(item__gathering=gathering):
        if readable(outcome):
            by_item.setdefault(outcome.item_id, []).append(line_of(outcome))
    return [
        Section(item, by_item.get(item.pk, []), steps if item.kind == AgendaItem.Kind.SINCE_LAST else [])
        for item in gathering.agenda_items.all()
    ]


def section_of(item: AgendaItem, readable: Callable[[Outcome], bool]) -> Section:
    """The same for one agenda item."""
    lines = [line_of(one) for one in _outcomes().filter(item=item) if readable(one)]
    steps = steps_at(item.gathering) if item.kind == AgendaItem.Kind.SINCE_LAST else []
    return Section(item, lines, steps)


def _outcomes() -> QuerySet[Outcome]:
    votes = Vote.objects.select_related("person", "municipality")
    to_owner = Release.objects.standing().filter(source=OuterRef("public_id"), audience=Audience.OWNER)
    return (
        Outcome.objects.select_related("item", "body", "commitment__school", "owner_answer__answered_by")
        .prefetch_related(Prefetch("votes", votes))
        .annotate(
            released_to_owner_at=Subquery(to_owner.values("released_at")[:1]),
            release_id=Subquery(to_owner.values("public_id")[:1]),
        )
        .order_by("item__position", "pk")
    )


def line_of(outcome: Outcome) -> Line:
    """The outcome with its votes; where nobody votes, only those who disagreed are told of."""
    votes = list(outcome.votes.all())
    body_votes = outcome.body is not None and outcome.body.vote_rule != Body.VoteRule.NONE
    was_voted = any(vote.choice != Vote.Choice.AGAINST for vote in votes) or (bool(votes) and body_votes)
    return Line(
        outcome,
        count([vote.choice for vote in votes]) if was_voted else None,
        [vote for vote in votes if vote.choice == Vote.Choice.AGAINST],
    )


def steps_at(gathering: Gathering) -> list[CommitmentStep]:
    """What was said at this gathering about the commitments from earlier ones, by school."""
    shared = Commitment.objects.shared().filter(network=gathering.network_id)
    return list(
        CommitmentStep.objects.filter(gathering=gathering, commitment__in=shared)
        .select_related("commitment__school")
        .order_by("commitment__school__name", "commitment__pk")
    )


def exported_sections(gathering: Gathering, *, is_locked: bool) -> list[Section]:
    """What a file or a release may tell: open items that have something to tell, in order."""
    found = sections(gathering, lambda one: may_export(one, is_locked=is_locked), steps_at(gathering))
    return [section for section in found if not section.item.is_confidential and section.has_content]
