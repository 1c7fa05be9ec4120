"""What the form that opens a session knows beforehand: how many tables, and what can hang in a gallery."""

from __future__ import annotations

from math import ceil
from typing import Any

from redthread.gatherings.method_library import OWN, MethodChoice, methods_for
from redthread.gatherings.method_script import read_script
from redthread.gatherings.method_words import PhaseKind
from redthread.gatherings.models import AgendaItem, Gathering, Group, Method
from redthread.gatherings.seating import candidates_of
from redthread.live.actions.sessions import MOST_TABLES
from redthread.live.models import Contribution, LiveSession
from redthread.networks.models import Network

AT_A_TABLE = 5
MADE = (Contribution.Kind.PRODUCT, Contribution.Kind.PHOTO)


def first_values(
    gathering: Gathering, item: AgendaItem | None, sources: list[LiveSession] | None
) -> dict[str, Any]:
    """Tables as they are laid, else as many as hang in the gallery, else five to a table."""
    newest = sources[0] if sources else None
    return {
        "tables": _tables_laid(gathering, item)
        or (newest.tables.count() if newest else 0)
        or tables_for(sum(row.is_expected for row in candidates_of(gathering).rows)),
        "question": newest.question if newest else "",
        "source": newest.public_id if newest else "",
    }


def _tables_laid(gathering: Gathering, item: AgendaItem | None) -> int:
    """Of the grouping for the item, or else of the one for the whole day."""
    groups = Group.objects.filter(grouping__gathering=gathering)
    own = groups.filter(grouping__item=item).count() if item else 0
    return own or groups.filter(grouping__item=None).count()


def tables_for(people: int) -> int:
    return min(max(1, ceil(people / AT_A_TABLE)), MOST_TABLES)


def gallery_sources(gathering: Gathering, method: Method) -> list[LiveSession] | None:
    """Earlier sessions of the day in which something was made, newest first; None for a method in which
    nobody walks around."""
    if not any(phase.kind == PhaseKind.ROTATE for phase in read_script(method.script).phases):
        return None
    made = Contribution.objects.filter(session__gathering=gathering, kind__in=MADE, is_hidden=False)
    return list(gathering.live_sessions.filter(pk__in=made.values("session")))


def methods_to_run(network: Network) -> list[MethodChoice]:
    """Those that have phases to run."""
    own = Method.objects.filter(network=network, put_away_at=None)
    runnable = {f"{OWN}:{one.public_id}" for one in own if one.script}
    return [one for one in methods_for(network) if not one.is_own or one.value in runnable]
