"""Try-outs and stories that the reader is shown, each below the gathering it came after. One query."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from redthread.gatherings.models import Gathering
from redthread.networks.access import Access
from redthread.people.models import Organisation
from redthread.sharing.models import Audience, Release
from redthread.thread.loops import Shown
from redthread.thread.window import Window

Kind = Release.Kind


class ShownThings:
    """What stands released, by the latest gathering that had begun when it was first shown. Telling how it
    ended, or what is left of it, does not move it."""

    def __init__(
        self,
        access: Access,
        gatherings: Sequence[Gathering],
        window: Window,
        *,
        only: Organisation | None = None,
    ) -> None:
        self._slug = access.network.slug
        self._found: dict[int, list[Shown]] = defaultdict(list)
        knots = [one for one in gatherings if not one.is_draft and not one.is_cancelled]
        if not knots:
            return
        starts = [one.starts_at for one in knots]
        for release, since in _releases(access, knots[0], window, only):
            knot = knots[bisect_right(starts, since) - 1]
            self._found[knot.pk].append(self._shown(release))

    def after(self, gathering: Gathering) -> tuple[Shown, ...]:
        return tuple(self._found.get(gathering.pk, ()))

    def _shown(self, release: Release) -> Shown:
        is_story = release.kind == Kind.STORY
        return Shown(
            what=_("Fortelling") if is_story else _("Utprøving"),
            title=release.title,
            school=release.school.name if release.school else "",
            href=reverse(
                "knowledge:story" if is_story else "betweenwork:try_out", args=[self._slug, release.source]
            ),
        )


def _releases(
    access: Access, first: Gathering, window: Window, only: Organisation | None
) -> list[tuple[Release, datetime]]:
    """To the network, and to one's own school, each with when it was first shown; the oldest first."""
    same = Release.objects.filter(source=OuterRef("source"), audience=OuterRef("audience"))
    found = Release.objects.visible_to(access).filter(
        kind__in=[Kind.TRY_OUT, Kind.STORY],
        audience__in=[Audience.NETWORK, Audience.SCHOOL],
    )
    if only is not None:
        found = found.filter(school=only)
    since = Subquery(same.order_by("released_at").values("released_at")[:1])
    shown = found.annotate(since=since).filter(since__gte=first.starts_at)
    if window.ends_at:
        shown = shown.filter(since__lt=window.ends_at)
    rows = shown.select_related("school").defer("snapshot").order_by("since", "pk")
    return [(row, vars(row)["since"]) for row in rows]
