"""Try-outs and stories that the reader is shown, each below the gathering it came after. One query."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence

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
    """What stands released, by the latest gathering that had begun when it was shown."""

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
        for release in _releases(access, knots[0], window, only):
            knot = knots[bisect_right(starts, release.released_at) - 1]
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


def _releases(access: Access, first: Gathering, window: Window, only: Organisation | None) -> list[Release]:
    """To the network, and to one's own school; the oldest first."""
    found = Release.objects.visible_to(access).filter(
        kind__in=[Kind.TRY_OUT, Kind.STORY],
        audience__in=[Audience.NETWORK, Audience.SCHOOL],
        released_at__gte=first.starts_at,
    )
    if window.ends_at:
        found = found.filter(released_at__lt=window.ends_at)
    if only is not None:
        found = found.filter(school=only)
    shown = found.select_related("school").defer("snapshot")
    return list(shown.order_by("released_at", "pk"))
