"""The demo: a fictional town with four networks and eighteen months of history up to the moment given.

Everything is made by the actions that people's clicks call, each told the time at which it happened. Nothing
is left in the outbox to be sent.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from random import Random

from django.db import transaction
from django.utils import translation

from redthread.betweenwork.actions.reminders import queue_weekly_reminders
from redthread.demo.archive import fill_archive
from redthread.demo.between import tell
from redthread.demo.circles import Circle, make_circles
from redthread.demo.history import PHRASES, hold
from redthread.demo.leading import invite_a_neighbour, share_sessions
from redthread.demo.letters import send_a_letter
from redthread.demo.library import Theme
from redthread.demo.matters import raise_matters
from redthread.demo.peers import help_each_other
from redthread.demo.region import make_region
from redthread.demo.rhythm import MONTHS_BACK, next_days, past_days
from redthread.demo.room import open_a_room
from redthread.demo.season import confirm_routes, plan_the_rest, show_the_owner, tell_of_initiatives
from redthread.demo.staff import ask_the_staff
from redthread.demo.stories import tell_stories
from redthread.demo.surveys import ask_the_network
from redthread.demo.together import (
    answer_and_prepare,
    ask_for_a_date,
    choose_a_balance,
    sit_together,
    work_with_methods,
)
from redthread.demo.town import Town, make_town
from redthread.demo.try_outs import try_ideas
from redthread.demo.upward import ask_owner, share_minutes, wishes
from redthread.demo.visits import visit_schools
from redthread.demo.words import share_words
from redthread.gatherings.actions.lifecycle import cancel_gathering, create_gathering, publish_gathering
from redthread.gatherings.models import Gathering
from redthread.networks.models import Network
from redthread.notices.models import OutgoingMail
from redthread.people.models import Organisation, Person
from redthread.search.actions.indexing import update_index

SEED = 2017  # the year in which the owner made the networks compulsory (000)
DEMO_CAST = (
    ("liv@fjordvik.example", "Liv Berg", "leder Rektornettverk øst og Ressurslærernettverket"),
    ("mona@fjordvik.example", "Mona Vik", "rektor på Åsen skole"),
    ("mads@fjordvik.example", "Mads Lund", "avdelingsleder på Åsen skole"),
    ("rita@fjordvik.example", "Rita Moe", "ressurslærer på Brekka skole"),
    ("olav@fjordvik.example", "Olav Nes", "kommunalsjef, skoleeier i Fjordvik"),
    ("kine@fjordvik.example", "Kine Aas", "skoleeiers konsulent i rektornettverkene"),
    ("eva@fjordvik.example", "Eva Holt", "ekstern partner, med sluttdato"),
    ("stein@fjordvik.example", "Stein Rud", "rektor på Neset, leder Rektornettverk vest"),
    ("ragnhild@fjordvik.example", "Ragnhild Sæter", "leder Oppvekstnettverket i Ytterfjord"),
)


@transaction.atomic
def build_demo(now: datetime) -> None:
    """Fill an empty database. The same `now` gives the same town; ids in addresses differ."""
    chance = Random(SEED)  # noqa: S311 - the same town every time, no secret
    start = now - MONTHS_BACK - timedelta(days=14)
    with translation.override("nb"):
        town = make_town(start.date())
        confirm_routes(town, start, now)
        for circle in make_circles(town, start, now) + make_region(town, start, now):
            _play(town, circle, start, now, chance)
        queue_weekly_reminders(now)
    _nothing_left_to_send(now)
    update_index(now)


def _play(town: Town, circle: Circle, start: datetime, now: datetime, chance: Random) -> None:
    """Plan everything, then live through it in order; the next gathering is published, one more drafted."""
    planned = [_plan(circle, day, number, start) for number, day in enumerate(past_days(circle.rhythm, now))]
    coming = _plan_the_next(town, circle, len(planned), now)
    if _has_rooms(circle):
        invite_a_neighbour(town, circle, start)
        for number, gathering in enumerate(planned):
            share_sessions(town, circle, gathering, number)
    for number, gathering in enumerate(planned):
        is_last = number == len(planned) - 1
        theme = _theme(circle, number)
        # Shown when it is over, as one who enters history would, so that no invitation goes out.
        publish_gathering(gathering=gathering, by=circle.leader, now=gathering.ends_at)
        assignment, works = hold(
            circle, gathering, theme, number, chance, in_rooms=is_last and _has_rooms(circle)
        )
        until = now - timedelta(hours=3) if is_last else planned[number + 1].starts_at
        waits = circle.schools[0] if is_last else None
        tell(circle, assignment, works, until, chance, is_open=is_last, waits=waits)
        share_minutes(circle, gathering, number)
        ask_owner(town, circle, gathering, theme, number, is_last=is_last, now=now)
    wishes(town, circle, coming, now)
    if _has_rooms(circle):
        raise_matters(town, circle, now)
        visit_schools(town, circle, now)
        ask_the_network(circle, now, Random(SEED))  # noqa: S311 - of its own, so that the rest stays as it is
    if circle.body is None:
        _plan_ahead(circle, planned, coming, now)


def _has_rooms(circle: Circle) -> bool:
    """The network whose last gathering used the room, and whose next one is open to join."""
    return circle.network.chair_rule == Network.ChairRule.IN_TURN


def _plan_ahead(circle: Circle, planned: list[Gathering], coming: Gathering, now: datetime) -> None:
    """The year and the next day as the leader has planned them."""
    choose_a_balance(circle, now)
    for gathering in planned[-1:]:
        sit_together(circle, gathering, gathering.ends_at)
    work_with_methods(circle, coming, now - timedelta(days=7))
    answer_and_prepare(coming, now)
    sit_together(circle, coming, now)
    if _has_rooms(circle):
        open_a_room(coming, circle.leader, now)
        try_ideas(circle.network, circle.schools, now)
        help_each_other(circle.network, circle.schools, now)
        ask_the_staff(circle, now)
        share_words(circle.network, circle.leader, circle.schools[1].people[0], now)
        send_a_letter(circle, now)
        fill_archive(circle.network, circle.leader, circle.people[:3], now)
        tell_stories(circle.network, circle.schools, now)
    plan_the_rest(circle, now)
    tell_of_initiatives(circle, now)
    if circle.network.chair_rule == Network.ChairRule.LEADER:
        ask_for_a_date(circle, now)
    else:
        show_the_owner(circle, now)


def _plan(circle: Circle, day: date, number: int, now: datetime) -> Gathering:
    starts_at, ends_at = circle.rhythm.on(day)
    theme, host = _theme(circle, number), _host(circle, number)
    return create_gathering(
        network=circle.network,
        starts_at=starts_at,
        ends_at=ends_at,
        title=_title(circle, theme, number),
        theme=theme.title,
        place=f"{host.name}, {PHRASES['places'][number % len(PHRASES['places'])].lower()}",
        host=host,
        chair=_chair(circle, day, number),
        prepare=theme.prepare,
        template=circle.template,
        body=circle.body,
        by=circle.leader,
        now=min(now, starts_at - timedelta(days=30)),
    )


def _plan_the_next(town: Town, circle: Circle, number: int, now: datetime) -> Gathering:
    """The next is published and everybody invited, the one after a draft; one in the west was called off."""
    first, second = next_days(circle.rhythm, now, 2)
    coming = _plan(circle, first, number, now - timedelta(days=20))
    publish_gathering(gathering=coming, by=circle.leader, now=now - timedelta(days=8))
    _plan(circle, second, number + 1, now - timedelta(days=2))
    if circle.network.chair_rule == Network.ChairRule.ELECTED:
        extra = _plan(circle, second + timedelta(weeks=2), number + 2, now - timedelta(days=20))
        publish_gathering(gathering=extra, by=circle.leader, now=now - timedelta(days=12))
        extra.refresh_from_db()
        why = "Flere er på landsmøte den uka. Vi tar saken på neste samling."
        cancel_gathering(gathering=extra, why=why, by=circle.leader, now=now - timedelta(days=5))
    return coming


def _theme(circle: Circle, number: int) -> Theme:
    return circle.themes[number % len(circle.themes)]


def _host(circle: Circle, number: int) -> Organisation:
    return circle.schools[number % len(circle.schools)].organisation


def _chair(circle: Circle, day: date, number: int) -> Person:
    """In turn by school, elected for the year, or the leader (000)."""
    match circle.network.chair_rule:
        case Network.ChairRule.IN_TURN:
            return circle.schools[number % len(circle.schools)].people[0]
        case Network.ChairRule.ELECTED:
            first_year = day.year if day.month >= 8 else day.year - 1
            year = circle.network.years.filter(first_year=first_year).select_related("chair").first()
            return year.chair if year and year.chair else circle.leader
        case _:
            return circle.leader


def _title(circle: Circle, theme: Theme, number: int) -> str:
    if circle.body is None:
        return f"{theme.title}: {('hva ser vi?', 'hva virker?', 'videre sammen')[number % 3]}"
    match circle.body.code:
        case "OPV":
            return f"Treningsleir {number + 1}"
        case "STG":
            return f"Styringsgruppa, møte {number + 1}"
        case _:
            return f"Fagsamling {number + 1}: {theme.title}"


def _nothing_left_to_send(now: datetime) -> None:
    """What the demo's history would have mailed counts as sent; the worker begins with an empty outbox."""
    OutgoingMail.objects.filter(sent_at=None).update(sent_at=now)
