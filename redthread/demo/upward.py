"""What goes up to the owner, by an act of somebody, and what comes back; and wishes for the next agenda."""

from __future__ import annotations

from datetime import datetime, timedelta

from redthread.demo.circles import Circle
from redthread.demo.library import Theme
from redthread.demo.town import Town
from redthread.gatherings.actions.answers import answer_proposal, release_minutes, release_proposal
from redthread.gatherings.actions.proposals import answer_proposal as answer_wish
from redthread.gatherings.actions.proposals import propose_item
from redthread.gatherings.models import Gathering, Outcome
from redthread.networks.models import Network


def share_minutes(circle: Circle, gathering: Gathering, number: int) -> None:
    """Every third of the minutes is shown to the owner, two days after."""
    if number % 3 == 0:
        release_minutes(gathering=gathering, by=circle.leader, now=gathering.ends_at + timedelta(days=2))


def ask_owner(
    town: Town,
    circle: Circle,
    gathering: Gathering,
    theme: Theme,
    number: int,
    *,
    is_last: bool,
    now: datetime,
) -> None:
    """The proposals to the owner are released; the owner has answered all but those of the last gathering."""
    proposals = Outcome.objects.filter(item__gathering=gathering, kind=Outcome.Kind.PROPOSAL)
    for outcome in proposals.select_related("item__gathering__network"):
        release = release_proposal(
            outcome=outcome, by=circle.leader, now=gathering.ends_at + timedelta(days=1)
        )
        answered_at = gathering.ends_at + timedelta(days=12)
        if circle.network.owner == town.fjordvik and not is_last and answered_at < now:
            answer_proposal(release=release, text=theme.answer, by=town.olav, now=answered_at)


def wishes(town: Town, circle: Circle, coming: Gathering, now: datetime) -> None:
    """Two wishes for the next agenda: one from a school, taken in, and one from the owner, which waits."""
    if circle.body is not None:
        return
    school = circle.schools[1]
    wish = propose_item(
        gathering=coming,
        title=f"Kort fra {school.organisation}: det vi ville gjort annerledes",
        why="Vi har noe som ikke gikk, og som andre kan slippe å gjøre.",
        minutes=10,
        by=school.people[-1] if circle.network.kind == Network.Kind.RESOURCE_TEACHERS else school.people[0],
        now=now - timedelta(days=4),
    )
    answer_wish(
        proposal=wish,
        is_accepted=True,
        answer="Ja, gjerne! Vi legger det rett etter «siden sist».",
        by=circle.leader,
        now=now - timedelta(days=3),
    )
    if town.kine in circle.people:
        propose_item(
            gathering=coming,
            title="Ny plan for kompetanseutvikling: innspill fra nettverket",
            why="Kommunen svarer departementet i januar, og vil gjerne høre med dere først.",
            minutes=20,
            by=town.kine,
            now=now - timedelta(days=1),
        )
