"""«Siden sist»: what was promised and what the schools tell, compiled; nobody copies anything.

For a gathering G: (a) the commitments that were open when G began, also those that G itself has closed; (b)
for the between-work after the gathering before G, each school's standing summary, or that none is shared
yet. Only what the whole network may read is here, plus one's own school's.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Prefetch, QuerySet, Subquery

from redthread.gatherings.minutes_access import minutes_of
from redthread.gatherings.models import Commitment, CommitmentStep, Gathering
from redthread.gatherings.step_cards import StepCard, card_for
from redthread.gatherings.try_outs_since import TryOutSince, try_outs_since
from redthread.networks.access import Access
from redthread.networks.models import Unit
from redthread.people.models import Organisation
from redthread.sharing.models import Audience, Release

ENDS = (CommitmentStep.Choice.CLOSED, CommitmentStep.Choice.LET_GO)


@dataclass
class SchoolSince:
    """One school: what it promised, what it tells, and whether it is the reader's own."""

    school: Organisation
    is_mine: bool
    cards: list[StepCard] = field(default_factory=list)
    summary: Release | None = None
    try_outs: list[TryOutSince] = field(default_factory=list)


@dataclass(frozen=True)
class SinceLast:
    """All schools in the order of the turn, and what is answered to the pulse: «dere sa – vi endrer».

    `previous` is None at the first gathering.
    """

    previous: Gathering | None
    schools: list[SchoolSince]
    pulse: Release | None

    @property
    def is_empty(self) -> bool:
        return self.previous is None and not any(one.cards for one in self.schools)


def since_last(gathering: Gathering, access: Access) -> SinceLast:
    """What `access` may read of it, with the steps taken at this gathering. Six queries."""
    previous = Gathering.objects.standing().before(gathering).first()
    units = Unit.objects.present().filter(network=gathering.network_id).select_related("organisation")
    mine = access.organisation_ids
    rows = {u.organisation_id: SchoolSince(u.organisation, u.organisation_id in mine) for u in units}
    for commitment in open_at(gathering, access):
        school = commitment.school  # it may have left the network, its promise has not
        row = rows.setdefault(school.pk, SchoolSince(school, school.pk in mine))
        row.cards.append(card_at(gathering, commitment, access))
    summaries, pulse = _told_after(previous)
    for summary in summaries:
        if summary.school is not None:
            row = rows.setdefault(summary.school.pk, SchoolSince(summary.school, summary.school.pk in mine))
            row.summary = row.summary or summary
    for key, shown in try_outs_since(gathering, previous).items():
        row = rows.setdefault(key, SchoolSince(shown.school, key in mine))
        row.try_outs = shown.lines
    return SinceLast(previous, list(rows.values()), pulse)


def card_at(gathering: Gathering, commitment: Commitment, access: Access) -> StepCard:
    """The commitment with the step taken here; nothing is answered at a draft or a cancelled gathering."""
    steps: list[CommitmentStep] = commitment.steps_here  # type: ignore[attr-defined]
    card = card_for(commitment, steps[0] if steps else None, access=access, minutes=minutes_of(gathering))
    is_held = not gathering.is_draft and not gathering.is_cancelled
    return card if is_held else card._replace(may_answer=False, may_undo=False)


def open_at(gathering: Gathering, access: Access) -> list[Commitment]:
    """The commitments from earlier gatherings that were open when this one began, oldest first.

    Each has `steps_here`, the step taken at this gathering, if any, in a list.
    """
    ended = CommitmentStep.objects.filter(
        choice__in=ENDS,
        gathering__network=gathering.network_id,  # else the whole country's steps are read
        gathering__starts_at__lt=gathering.starts_at,
    ).exclude(gathering=gathering)
    here = CommitmentStep.objects.filter(gathering=gathering).select_related("by")
    return list(
        Commitment.objects.visible_to(access)
        .shared()
        .filter(
            gathering__starts_at__lt=gathering.starts_at,
            gathering__body=gathering.body_id,
            gathering__cancelled_at=None,
        )
        .exclude(pk__in=ended.values("commitment"))
        .select_related("school", "gathering")
        .prefetch_related(Prefetch("steps", here, to_attr="steps_here"))
        .order_by("gathering__starts_at", "pk")
    )


def _told_after(previous: Gathering | None) -> tuple[list[Release], Release | None]:
    return ([], None) if previous is None else _told_about(previous.network_id, previous.public_id)


def told_before(gathering: Gathering) -> tuple[list[Release], Release | None]:
    """What stands after the gathering before this one: the schools' summaries, and «dere sa – vi endrer».
    One query."""
    previous = Gathering.objects.standing().before(gathering).values("public_id")[:1]
    return _told_about(gathering.network_id, Subquery(previous))


def _told_about(network: int, about: str | Subquery) -> tuple[list[Release], Release | None]:
    """The standing summaries of the between-work after it, the one for the network before others."""
    found = list(_releases_about(network, about, [Release.Kind.SUMMARY, Release.Kind.PULSE]))
    summaries = [one for one in found if one.kind == Release.Kind.SUMMARY]
    return summaries, next((one for one in found if one.kind == Release.Kind.PULSE), None)


def _releases_about(network: int, about: str | Subquery, kinds: Iterable[str]) -> QuerySet[Release]:
    found = Release.objects.standing().filter(
        network=network,
        kind__in=kinds,
        about=about,
        audience__in=[Audience.NETWORK, Audience.OWNER],
    )
    return found.select_related("school").order_by("audience", "-released_at", "-pk")
