"""A date poll as its planner reads it: the dates ranked, what else is on each day, and who answered what."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import NamedTuple

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from redthread.gatherings.models import DateAnswer, DateOption, DatePoll, Gathering, Voter
from redthread.gatherings.polls import Ballot, Standing, rank, suggest_days, words
from redthread.gatherings.suggestions import Suggestion, suggestion_for
from redthread.networks.models import Network
from redthread.schoolyear.holidays import holiday_on

NOON = time(12)


class Ranked(NamedTuple):
    """One date with how it stands, in words, and what else is on that day."""

    option: DateOption
    standing: Standing
    words: str
    notes: list[str]
    is_best: bool


class Row(NamedTuple):
    """One of those asked, with the answer to each date in the order of the dates; "" is not answered."""

    name: str
    word: str
    is_guest: bool
    choices: list[str]


class PollPage(NamedTuple):
    ranked: list[Ranked]
    options: list[DateOption]
    rows: list[Row]
    answered: int


def poll_page(poll: DatePoll) -> PollPage:
    """Everything about the poll, in four queries. Ask only for those who plan."""
    options = list(poll.options.all())
    voters = list(poll.voters.select_related("person").order_by("person__name", "name", "pk"))
    choices: dict[int, dict[int, str]] = {}
    answers = DateAnswer.objects.filter(voter__poll=poll).values_list("voter_id", "option_id", "choice")
    for voter, option, choice in answers:
        choices.setdefault(voter, {})[option] = choice
    ballots = [Ballot(str(voter), choices.get(voter.pk, {})) for voter in voters]
    return PollPage(
        _ranked(poll, options, ballots),
        options,
        [_row(voter, ballot, options) for voter, ballot in zip(voters, ballots, strict=True)],
        sum(ballot.has_answered for ballot in ballots),
    )


def _row(voter: Voter, ballot: Ballot, options: Sequence[DateOption]) -> Row:
    marks = [ballot.choices.get(option.pk, "") for option in options]
    return Row(ballot.name, voter.word, voter.person_id is None, marks)


def _ranked(poll: DatePoll, options: Sequence[DateOption], ballots: Sequence[Ballot]) -> list[Ranked]:
    by_pk = {option.pk: option for option in options}
    notes = notes_on(poll.network, options, but=poll.gathering_id)
    standings = rank(list(by_pk), ballots)
    has_answers = any(ballot.has_answered for ballot in ballots)
    return [
        Ranked(
            by_pk[one.key],
            one,
            words(one),
            notes[one.key],
            has_answers and (one.can_come, len(one.yes)) == (standings[0].can_come, len(standings[0].yes)),
        )
        for one in standings
    ]


def notes_on(
    network: Network, options: Sequence[DateOption], *, but: int | None = None
) -> dict[int, list[str]]:
    """What speaks against each date: a public holiday, or another gathering of the network."""
    if not options:
        return {}
    first, last = min(one.starts_at for one in options), max(one.ends_at for one in options)
    near = Gathering.objects.filter(
        network=network,
        cancelled_at=None,
        starts_at__lt=last + timedelta(days=1),
        ends_at__gt=first - timedelta(days=1),
    )
    others = [one for one in near.order_by("starts_at", "pk") if one.pk != but]
    return {one.pk: _notes(one, others) for one in options}


def _notes(option: DateOption, others: Sequence[Gathering]) -> list[str]:
    day = timezone.localdate(option.starts_at)
    holiday = holiday_on(day)
    notes = [_("Dagen er %(holiday)s.") % {"holiday": _(holiday)}] if holiday else []
    for other in others:
        if timezone.localdate(other.starts_at) <= day <= timezone.localdate(other.ends_at):
            notes.append(_("Samme dag som «%(title)s».") % {"title": other})
    return notes


class Start(NamedTuple):
    """What the form of a new poll opens with."""

    suggestion: Suggestion
    times: list[tuple[datetime, datetime]]


def start_of_poll(network: Network, now: datetime) -> Start:
    """Days near the one that the rhythm points at, at the network's usual time of day."""
    suggestion = suggestion_for(network, now)
    meeting, today = suggestion.meeting, timezone.localdate(now)
    starts_at, ends_at = timezone.localtime(meeting.starts_at), timezone.localtime(meeting.ends_at)
    around = starts_at.date()
    window = Q(starts_at__lt=starts_at + timedelta(days=40), ends_at__gt=starts_at - timedelta(days=10))
    gatherings = Gathering.objects.filter(window, network=network, cancelled_at=None)
    taken = {timezone.localdate(one) for one in gatherings.values_list("starts_at", flat=True)}
    taken |= {day for n in range(-10, 40) if holiday_on(day := around + timedelta(days=n))}
    is_one_day = ends_at.date() == starts_at.date()
    end = ends_at.time() if is_one_day else max(NOON, starts_at.time())
    zone = timezone.get_current_timezone()
    return Start(
        suggestion,
        [
            (datetime.combine(day, starts_at.time(), zone), datetime.combine(day, end, zone))
            for day in suggest_days(around, today=today, taken=taken)
        ],
    )
