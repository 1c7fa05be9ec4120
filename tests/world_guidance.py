"""Visits in the cast's network: Liv's and Eva's to Åsen, Liv's to Brekka, and one that is planned."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from redthread.guidance.actions.visits import Log, say_as_school, write_visit
from redthread.guidance.models import Visit
from redthread.people.models import Organisation, Person
from redthread.testing.cast import Cast


@dataclass
class Visits:
    livs: Visit  # to Åsen, with a next step, something to tell, and Åsen's own words
    evas: Visit  # to Åsen
    to_brekka: Visit  # Liv's
    planned: Visit  # Liv's to Brekka


def visit_schools(cast: Cast, now: datetime) -> Visits:
    livs = visited(
        cast,
        cast.asen,
        cast.liv,
        now,
        -12,
        "Lesing på 5. trinn",
        worked_on="Vi så på to-lærertimer.",
        next_step="Dele planen med trinnet",
        next_who="Mads",
        next_on=(now + timedelta(days=2)).date(),
        story="Hvordan trinnet fikk tid til felles planlegging",
    )
    say_as_school(visit=livs, text="Vi vil legge til at trinnet var med.", by=cast.mona, now=now)
    return Visits(
        livs,
        visited(cast, cast.asen, cast.eva, now, -30, "Rolleavklaring", worked_on="Vi snakket om roller."),
        visited(cast, cast.brekka, cast.liv, now, -90, "Oppstart"),
        visited(cast, cast.brekka, cast.liv, now, 9, "Se en time"),
    )


def visited(
    cast: Cast, school: Organisation, by: Person, now: datetime, days: int, aim: str, **log: Any
) -> Visit:
    """On the day that many days from now; written down that day, or now when it is to come."""
    at = now + timedelta(days=days)
    return write_visit(
        network=cast.network,
        school=school,
        key=f"visit-{by.pk}-{school.pk}-{days}",
        log=Log(day=at.date(), aim=aim, **log),
        by=by,
        now=min(at, now),
    )
