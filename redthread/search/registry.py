"""Everything that can be found, in the order in which the page shows it: one line a source."""

from __future__ import annotations

from redthread.search.sources import (
    concepts,
    gatherings,
    materials,
    methods,
    minutes,
    own_stories,
    own_try_outs,
    owner_releases,
    releases,
)
from redthread.search.things import Seen, Viewer, Wanted

SOURCES = (
    own_try_outs.SOURCE,
    own_stories.SOURCE,
    releases.SOURCE,
    materials.SOURCE,
    gatherings.SOURCE,
    minutes.SOURCE,
    methods.SOURCE,
    concepts.SOURCE,
    owner_releases.SOURCE,
)
KINDS = tuple(dict.fromkeys(kind for source in SOURCES for kind in source.kinds))


def seen(viewer: Viewer, wanted: Wanted) -> dict[tuple[str, str], Seen]:
    """Those of the wanted things that the viewer may see this second. What one's own school has is shown as
    its own, also where the network has been shown it too."""
    found: dict[tuple[str, str], Seen] = {}
    for source in SOURCES:
        asked = {kind: wanted[kind] for kind in source.kinds if wanted.get(kind)}
        for one in source.seen(viewer, asked) if asked else ():
            found.setdefault((one.kind, one.thing), one)
    return found
