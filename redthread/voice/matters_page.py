"""«Saker til skoleeier»: one list of what the network has asked for, in the minutes or as a matter."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Prefetch, Q, QuerySet
from django.urls import reverse

from redthread.gatherings.models import OwnerAnswer
from redthread.gatherings.owner_answers import asked
from redthread.networks.access import Access
from redthread.networks.models import Seat, Unit
from redthread.networks.roles import Permission
from redthread.people.models import Organisation
from redthread.sharing.models import Release
from redthread.voice.models import Matter, Voice, takes_part
from redthread.voice.voices import Standing, holders_of, own_holders, standing_of, units_of


@dataclass(frozen=True)
class Asked:
    """One thing that was sent: what, when, and the answer to it, if there is one."""

    text: str
    network: str
    is_matter: bool
    sent_at: datetime
    href: str
    answer_href: str
    answer: OwnerAnswer | None


@dataclass(frozen=True)
class Weighed:
    matter: Matter
    standing: Standing
    waits_for_me: bool


@dataclass
class MattersPage:
    drafts: list[Matter] = field(default_factory=list)
    weighed: list[Weighed] = field(default_factory=list)
    withdrawn: list[Matter] = field(default_factory=list)
    waiting: list[Asked] = field(default_factory=list)
    answered: list[Asked] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not (self.drafts or self.weighed or self.withdrawn or self.waiting or self.answered)


def matters_page(access: Access) -> MattersPage:
    """What `access` may read of it; six queries."""
    page = MattersPage()
    if takes_part(access):
        units = list(units_of(access.network.pk))
        for matter in unsent(access):
            _place(page, matter, access, units)
    may_answer = access.can(Permission.OWNER_ANSWER)
    _sort_out(page, asked().filter(network=access.network), is_owner=False, may_answer=may_answer)
    return page


def _place(page: MattersPage, matter: Matter, access: Access, units: Sequence[Unit]) -> None:
    if matter.withdrawn_at is not None:
        page.withdrawn.append(matter)
    elif matter.is_draft:
        page.drafts.append(matter)
    else:
        page.weighed.append(weighed(matter, access, units))


def unsent(access: Access) -> list[Matter]:
    """Drafts, what is weighed and what was withdrawn, with the voices and whoever has one."""
    matters = Matter.objects.visible_to(access).filter(Q(sent_at=None) | Q(withdrawn_at__isnull=False))
    seats = Seat.objects.select_related("person", "municipality")
    said = Voice.objects.select_related("person", "organisation")
    return list(
        matters.select_related("network", "body", "written_by").prefetch_related(
            Prefetch("voices", said), Prefetch("body__seats", seats)
        )
    )


def weighed(matter: Matter, access: Access, units: Sequence[Unit]) -> Weighed:
    seats = matter.body.seats.all() if matter.body else ()
    holders = holders_of(matter, units, seats)
    standing = standing_of(holders, matter.voices.all())
    said = {one.holder for one in standing.said if one.voice is not None}
    return Weighed(matter, standing, any(one not in said for one in own_holders(access, holders)))


def owner_matters(owners: Iterable[Organisation]) -> MattersPage:
    """The owner's view: standing releases and the owner's own answers, and nothing else."""
    page = MattersPage()
    releases = asked().filter(network__owner__in=list(owners), school=None)
    _sort_out(page, releases, is_owner=True, may_answer=True)
    return page


def _sort_out(page: MattersPage, releases: QuerySet[Release], *, is_owner: bool, may_answer: bool) -> None:
    found = list(releases.select_related("network").order_by("released_at", "pk"))
    answers = _answers_to(found)
    for release in found:
        row = _asked(release, answers.get(release.source), is_owner=is_owner, may_answer=may_answer)
        (page.answered if row.answer else page.waiting).append(row)
    page.answered.sort(key=lambda row: row.answer.answered_at if row.answer else row.sent_at, reverse=True)


def _answers_to(releases: Sequence[Release]) -> dict[str, OwnerAnswer]:
    """By what was asked."""
    answers = OwnerAnswer.objects.filter(
        Q(release__in=releases) | Q(outcome__public_id__in=[one.source for one in releases])
    )
    return {
        one.release.source if one.release else one.outcome.public_id if one.outcome else "": one
        for one in answers.select_related("release", "outcome", "answered_by")
    }


def _asked(release: Release, answer: OwnerAnswer | None, *, is_owner: bool, may_answer: bool) -> Asked:
    is_matter = release.kind == Release.Kind.MATTER
    to_answer = reverse("gatherings:owner_answer", args=[release.public_id])
    if is_owner:
        href = to_answer
    elif is_matter:
        href = reverse("voice:matter", args=[release.network.slug, release.source])
    else:
        minutes = reverse("gatherings:minutes", args=[release.network.slug, release.about])
        href = f"{minutes}#utfall-{release.source}"
    return Asked(
        text=release.title if is_matter else release.snapshot[0]["text"],
        network=release.network.name,
        is_matter=is_matter,
        sent_at=release.released_at,
        href=href,
        answer_href=to_answer if may_answer and answer is None else "",
        answer=answer,
    )
