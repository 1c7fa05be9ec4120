"""Between-work that is going on, for the tests: two schools, a promise each, and the next gathering ahead."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.urls import reverse
from django.utils import timezone

from redthread.betweenwork.actions.links import links_for
from redthread.betweenwork.actions.releases import release_summary
from redthread.betweenwork.actions.summaries import save_summary
from redthread.betweenwork.drafts import Draft, Submission
from redthread.betweenwork.links import address_of
from redthread.betweenwork.models import Assignment, SchoolLine, SchoolSummary, SummaryLink
from redthread.betweenwork.writers import writers
from redthread.gatherings.models import Gathering
from redthread.people.models import Organisation, Person
from redthread.sharing.models import Release
from redthread.testing import make
from redthread.testing.cast import Cast

_keys = iter(range(1, 10**9))


@dataclass
class Between:
    """The between-work after a gathering ten days ago; Mona and Mads write for Åsen, Rita for Brekka."""

    cast: Cast
    gathering: Gathering
    following: Gathering
    assignment: Assignment
    asen: SchoolLine
    brekka: SchoolLine
    now: datetime

    def url(self, name: str, line: SchoolLine | None = None, *more: str) -> str:
        where = [self.cast.network.slug, self.assignment.public_id]
        return reverse(f"betweenwork:{name}", args=[*where, *([line.public_id] if line else []), *more])

    def link(self, person: Person, line: SchoolLine | None = None, name: str = "") -> str:
        """The path of the person's mailed link, or of one of the pages below it."""
        link = self.link_row(person, line or self.asen)
        token = urlsplit(address_of(link)).path.strip("/").split("/")[-1]
        return reverse(f"betweenwork:{name or 'summary_link'}", args=[token])

    def link_row(self, person: Person, line: SchoolLine) -> SummaryLink:
        there = SchoolLine.objects.with_window().select_related("assignment").get(pk=line.pk)
        membership = writers(self.now).get(person=person, network=self.cast.network)
        return links_for([(there, membership)], self.now)[line.pk, membership.pk]

    def write(self, line: SchoolLine, by: Person, **texts: Any) -> SchoolSummary:
        """Save a draft over whatever is there."""
        there = SchoolSummary.objects.filter(line=line).first()
        version = there.version if there else 0
        draft = Draft(**({"did": "Vi prøvde to-lærer."} | texts))
        submission = Submission(f"test-{next(_keys):08d}", version, draft, draft)
        save_summary(line=line, submission=submission, by=by, now=self.now)
        return SchoolSummary.objects.get(line=line)

    def release(self, line: SchoolLine, by: Person, photo: str = "", **texts: Any) -> Release:
        summary = self.write(line, by, **texts)
        return release_summary(line=line, version=summary.version, photo=photo, by=by, now=self.now)


def between(cast: Cast, *, promise: str = "Prøve ut to-lærer i lesing på 5. trinn", **fields: Any) -> Between:
    now = timezone.now()
    held = make.gathering(cast.network, starts_at=now - timedelta(days=10), title="Novembersamling")
    following = make.gathering(cast.network, starts_at=now + timedelta(days=20), title="Desembersamling")
    make.commitment(held, cast.asen, what=promise)
    make.commitment(held, cast.brekka, what="Lese høyt hver dag", who="Rita")
    fields.setdefault("opened_at", held.ends_at)
    assignment = make.assignment(held, cast.asen, cast.brekka, **fields)
    asen, brekka = (_line(assignment, school) for school in (cast.asen, cast.brekka))
    return Between(cast, held, following, assignment, asen, brekka, now)


def _line(assignment: Assignment, school: Organisation) -> SchoolLine:
    line = SchoolLine.objects.select_related("school", "assignment__network", "assignment__gathering")
    return line.get(assignment=assignment, school=school)
