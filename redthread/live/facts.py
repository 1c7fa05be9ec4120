"""The facts of a session: a query for each kind that is asked for, however big the room is."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from typing import Any

from redthread.gatherings.method_script import Script
from redthread.live.circles import ALL
from redthread.live.models import (
    Contribution,
    Dot,
    LiveSession,
    Participant,
    RoleCard,
    Showing,
    Speaker,
    Table,
    Theme,
    Turn,
)


class Facts:
    """Each is read the first time it is asked for. Only what is laid out is in `showings`.

    One of these is one moment: for the next, read another.
    """

    def __init__(self, session: LiveSession) -> None:
        self.session = session

    @cached_property
    def script(self) -> Script:
        return self.session.phases

    @cached_property
    def tables(self) -> list[Table]:
        return list(self.session.tables.all())

    @cached_property
    def people(self) -> list[Participant]:
        """Round the tables by number and seat; also those who have left, for the order of turns."""
        found = list(self.session.participants.select_related("school"))
        return sorted(found, key=lambda one: (self.table_of[one.table_id].number, one.seat, one.pk))

    @cached_property
    def cards(self) -> list[RoleCard]:
        return list(RoleCard.objects.filter(table__session=self.session))

    @cached_property
    def showings(self) -> list[Showing]:
        """What is laid out, with what it is of, in the order it is shown."""
        return self.read_showings()

    def read_showings(self, **of: Any) -> list[Showing]:
        found = list(
            self.session.showings.filter(contribution__is_hidden=False, **of)
            .select_related("contribution__theme", "contribution__source")
            .order_by("place")
        )
        for one in found:
            one.contribution.table = self.table_of[one.contribution.table_id]
        return found

    @cached_property
    def themes(self) -> list[Theme]:
        return list(Theme.objects.filter(table__session=self.session).select_related("table"))

    @cached_property
    def turns(self) -> list[Turn]:
        return list(self.session.turns.all())

    @cached_property
    def dots(self) -> Counter[tuple[str, str, str]]:
        """How many dots, by phase, circle, and the public id of the idea or theme."""
        found: Counter[tuple[str, str, str]] = Counter()
        for phase, circle, idea, theme in Dot.objects.filter(session=self.session).values_list(
            "phase", "circle", "contribution__public_id", "theme__public_id"
        ):
            found[phase, circle, idea or theme] += 1
        return found

    @cached_property
    def speakers(self) -> list[Speaker]:
        waiting = self.session.speakers.filter(spoke_at=None)
        return list(waiting.select_related("participant__table"))

    @cached_property
    def written(self) -> Counter[tuple[int, str]]:
        """How many things are written at a table in a phase, shown or not."""
        there = Contribution.objects.filter(session=self.session)
        return Counter(there.values_list("table_id", "phase"))

    @cached_property
    def products(self) -> list[Contribution]:
        """Of the session that this one looks at."""
        if self.session.source_id is None:
            return []
        made = Contribution.objects.filter(
            session_id=self.session.source_id,
            kind__in=[Contribution.Kind.PRODUCT, Contribution.Kind.PHOTO],
            is_hidden=False,
        )
        shown = Showing.objects.filter(session_id=self.session.source_id)
        before_all = {one for one, circle in shown.values_list("contribution", "circle") if hangs(circle)}
        return [one for one in made.select_related("table", "source__table") if one.pk in before_all]

    @cached_property
    def table_of(self) -> dict[int, Table]:
        return {table.pk: table for table in self.tables}


def hangs(circle: str) -> bool:
    """Whether what a circle was shown may hang on the wall; pairs, schools and roles keep theirs."""
    return circle == ALL or circle.startswith("t:")
