"""Each school's summary after each gathering, as far as one person may read it. Two queries."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import shorten

from django.db.models import Case, CharField, F, Value, When
from django.urls import reverse

from redthread.betweenwork.models import Assignment, SchoolLine
from redthread.betweenwork.writers import schools_of
from redthread.gatherings.models import SHARED, Gathering
from redthread.networks.access import Access
from redthread.people.models import Organisation
from redthread.sharing.models import Audience, Release
from redthread.thread.loops import Report

BRIEF = 140


class Reports:
    """What each school told after a gathering: a standing release, or the own school's draft.

    Where many schools stand together, `is_brief` keeps the beginning of what each of them told.
    """

    def __init__(self, access: Access, gatherings: Sequence[Gathering], *, is_brief: bool) -> None:
        self._is_brief = is_brief
        self._slug = access.network.slug
        self._own = schools_of(access)
        opened = {a.pk: a for a in map(assignment_after, gatherings) if a is not None}
        lines = SchoolLine.objects.filter(assignment__in=opened).select_related("school")
        fields = ("public_id", "assignment_id", "school__name", "school__public_id")
        self._lines: dict[tuple[int, int], SchoolLine] = {}
        for line in lines.annotate(own_draft=_own_draft(self._own)).only(*fields):
            line.assignment = opened[line.assignment_id]
            self._lines[line.assignment.gathering_id, line.school_id] = line
        releases = (
            Release.objects.visible_to(access)
            .filter(
                kind=Release.Kind.SUMMARY, about__in=[g.public_id for g in gatherings], audience__in=SHARED
            )
            .only("about", "school_id", "audience", "snapshot")
        )
        # Where one stands both to the owner and to the network, the network's is the one shown here.
        in_order = sorted(releases, key=lambda release: release.audience == Audience.NETWORK)
        self._releases = {(release.about, release.school_id): release for release in in_order}

    @property
    def schools(self) -> dict[int, Organisation]:
        return {line.school_id: line.school for line in self._lines.values()}

    def takes_part(self, gathering: Gathering, school_id: int) -> bool:
        return (gathering.pk, school_id) in self._lines

    def may_write(self, gathering: Gathering, school_id: int) -> bool:
        """Whether the person may write this school's summary."""
        return school_id in self._own and self.takes_part(gathering, school_id)

    def after(self, gathering: Gathering, school_id: int) -> Report | None:
        release = self._releases.get((gathering.public_id, school_id))
        if release is not None:
            return Report(self.address(gathering, school_id), is_shared=True, lines=self._told(release))
        line = self._lines.get((gathering.pk, school_id))
        if line is not None and getattr(line, "own_draft", None):
            return Report(self.address(gathering, school_id), is_shared=False)
        return None

    def _told(self, release: Release) -> tuple[tuple[str, str], ...]:
        told = [(part["label"], part["text"]) for part in release.snapshot if part.get("text")]
        if self._is_brief:
            told = [(label, shorten(text, BRIEF, placeholder=" …")) for label, text in told[:1]]
        return tuple(told)

    def address(self, gathering: Gathering, school_id: int) -> str:
        """The school's place in the between-work: its own summary, or its line among the others."""
        line = self._lines.get((gathering.pk, school_id))
        if line is None:
            return reverse("gatherings:gathering", args=[self._slug, gathering.public_id])
        if self.may_write(gathering, school_id):
            ids = [self._slug, line.assignment.public_id, line.public_id]
            return reverse("betweenwork:summary", args=ids)
        assignment = reverse("betweenwork:assignment", args=[self._slug, line.assignment.public_id])
        return f"{assignment}#{line.public_id}"


def assignment_after(gathering: Gathering) -> Assignment | None:
    """The between-work after the gathering, once it is opened; it was read with the gathering."""
    found: Assignment | None = getattr(gathering, "assignment", None)
    return found if found is not None and found.opened_at is not None else None


def _own_draft(own: frozenset[int]) -> Case | Value:
    """Where the own school's draft is; the database keeps silent about every other school's."""
    if not own:
        return Value(None, output_field=CharField(null=True))
    mine = When(school_id__in=own, then=F("summary__public_id"))
    return Case(mine, default=None, output_field=CharField(null=True))
