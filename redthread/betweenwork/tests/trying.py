"""Try-outs for the tests: started, shown and ended by the actions that people's clicks call."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from redthread.betweenwork.actions.try_out_releases import mark_of, release_try_out, snapshot_for
from redthread.betweenwork.actions.try_out_results import record_result
from redthread.betweenwork.actions.try_outs import Plan, Source, start_try_out
from redthread.betweenwork.models import TryOut
from redthread.networks.models import Network
from redthread.people.models import Organisation, Person
from redthread.sharing.models import Release

_keys = iter(range(1, 10**9))


def start(
    network: Network,
    school: Organisation,
    by: Person,
    now: datetime,
    *,
    source: TryOut | None = None,
    thanks: str = "",
    **plan: Any,
) -> TryOut:
    plan.setdefault("title", "Lesevenner")
    plan.setdefault("want", "At flere leser høyt.")
    if source is not None:
        plan.setdefault("changed", "Vi gjør det på 3. trinn.")
    return start_try_out(
        network=network,
        school=school,
        key=f"start-{next(_keys):08d}",
        plan=Plan(**plan),
        source=Source(try_out=source),
        thanks=thanks,
        by=by,
        now=now,
    )


def show(try_out: TryOut, by: Person, now: datetime) -> Release:
    try_out.refresh_from_db()
    return release_try_out(
        try_out=try_out, seen=mark_of(try_out.title, snapshot_for(try_out)), by=by, now=now
    )


def end(try_out: TryOut, by: Person, now: datetime, decision: str = "adopt", **texts: str) -> None:
    try_out.refresh_from_db()
    words = {"happened": "Elevene leste mer.", "hard": "Å finne tid.", "rethink": "", **texts}
    record_result(try_out=try_out, decision=decision, version=try_out.version, by=by, now=now, **words)
