"""Fixed matters of the year become agenda items, each once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from redthread.gatherings.actions.agenda import add_agenda_item
from redthread.gatherings.models import AgendaItem, Gathering
from redthread.people.models import Person
from redthread.wheel.models import FixedMatter
from redthread.wheel.plan_choices import Choices
from redthread.wheel.planning.question import Matter

Kind = AgendaItem.Kind
MINUTES = 30
KINDS = {
    FixedMatter.Kind.RESULTS: Kind.RESULTS,
    FixedMatter.Kind.PUPIL_SURVEY: Kind.RESULTS,
    FixedMatter.Kind.SELF_REPORT: Kind.OWN_SCHOOL,  # each school writes its own (002)
    FixedMatter.Kind.MANDATE_REVIEW: Kind.DECISION,
}


def place_matters(
    *, gathering: Gathering, matters: Sequence[Matter], choices: Choices, by: Person, now: datetime
) -> None:
    """Put the matters on the gathering's agenda, and remember where; what is there already is not put twice.

    An item that somebody takes out afterwards stays out.
    """
    there = list(gathering.agenda_items.all())
    for matter in matters:
        kind = KINDS.get(FixedMatter.Kind(matter.kind), Kind.INFORMATION)
        item = next((one for one in there if (one.kind, one.title) == (kind, matter.name)), None)
        if item is None:
            item = add_agenda_item(
                gathering=gathering, kind=kind, title=matter.name, minutes=MINUTES, by=by, now=now
            )
        choices.placed[matter.key] = item.public_id
