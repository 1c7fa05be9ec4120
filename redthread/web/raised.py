"""What waits for a person in the rooms that say it in few words: all of it in one query.

Each room gives rows of the same columns (`waiting_rows.py`), and a line is made of each. Another room is one
more source of rows here, and no more queries.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from django.db.models import Case, CharField, Exists, F, OuterRef, Q, Value, When
from django.db.models.functions import Cast, Concat
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from redthread.betweenwork.models import ASKED_AGAIN_AFTER, TryOut
from redthread.core import dates
from redthread.gatherings.owner_answers import unanswered
from redthread.guidance.models import Visit
from redthread.networks.models import Body, Seat, Unit
from redthread.networks.roles import Permission
from redthread.people.models import Organisation
from redthread.voice.models import Matter, Voice
from redthread.web.peers_waiting import LINES as OF_PEERS
from redthread.web.peers_waiting import peers_waiting
from redthread.web.standpoint import NEW_FOR, WAITS_FOR, Line, Standpoint
from redthread.web.stories_waiting import LINES as OF_STORIES
from redthread.web.stories_waiting import stories_waiting
from redthread.web.surveys_waiting import LAST_LINES as OPEN_SURVEYS
from redthread.web.surveys_waiting import LINES as OF_SURVEYS
from redthread.web.surveys_waiting import surveys_waiting
from redthread.web.waiting_rows import Lines, Row, Rows, rows

SOON = timedelta(days=7)
WITH_SCHOOL = Concat("network__name", Value(", "), "school__name")
TRY_OUT = Case(When(decided_at=None, then=Value("try_out")), default=Value("try_out_again"))


def raised(owners: Sequence[Organisation], at: Standpoint) -> list[Line]:
    """What waits, room by room, the oldest first in each; a line that says the same once."""
    rooms = (_try_outs(at), _to_weigh(at), _to_answer(owners, at), _visits(at), _steps(at))
    between = [*peers_waiting(at), *stories_waiting(at), *surveys_waiting(at)] if at.memberships else []
    found = [*between, *(one for one in rooms if one is not None)]
    if not found:
        return []
    together = [Row(*row) for row in found[0].union(*found[1:], all=True)]
    together.sort(key=lambda row: (ORDER.index(row.room), row.at, row.key))
    return list(dict.fromkeys(LINES[row.room](row) for row in together))


def _try_outs(at: Standpoint) -> Rows | None:
    """Those of one's own schools whose last day has passed, and those asked about again half a year later."""
    if not at.speaks_for_a_school:
        return None
    today = timezone.localdate(at.now)
    to_end = Q(decided_at=None, until_on__lt=today, until_on__gte=today - WAITS_FOR)
    longest_ago = at.now - ASKED_AGAIN_AFTER - WAITS_FOR
    again = Q(decided_at__lte=at.now - ASKED_AGAIN_AFTER, decided_at__gte=longest_ago, left_at=None)
    again &= ~Q(decision=TryOut.Decision.STOP)
    found = TryOut.objects.standing().filter(at.own("network", "school"), to_end | again)
    found = found.filter(network__in=at.where(Permission.SUMMARY_WRITE))
    return rows(found, TRY_OUT, "started_at", where=WITH_SCHOOL)


def _to_weigh(at: Standpoint) -> Rows | None:
    """Those that one's own school, or one's own seat, has not said anything about yet."""
    networks = at.where(Permission.SUMMARY_WRITE)
    if not networks:
        return None
    votes = Q(body__isnull=False) & ~Q(body__vote_rule=Body.VoteRule.NONE)
    found = Matter.objects.weighed().filter((votes & _own_seat(at)) | (~votes & _own_school(at)))
    return rows(found.filter(network__in=networks), Value("weigh"), "raised_at")


def _own_school(at: Standpoint) -> Q:
    mine = Q(pk__in=[])
    for one in at.memberships:
        if one.organisation_id is not None:
            said = Voice.objects.filter(matter=OuterRef("pk"), organisation=one.organisation_id)
            units = Unit.objects.filter(organisation=one.organisation_id, left_on=None)
            is_in = units.filter(network=OuterRef("network"))
            mine |= Q(~Exists(said), Exists(is_in), network=one.network_id)
    return mine


def _own_seat(at: Standpoint) -> Q:
    seat = Seat.objects.filter(body=OuterRef("body"), person=at.person, is_voting=True)
    by_municipality = Q(body__vote_rule=Body.VoteRule.PER_MUNICIPALITY)
    said = Voice.objects.filter(matter=OuterRef("pk"), person=at.person)
    with_one = seat.filter(municipality__isnull=False)
    return Q(~Exists(said)) & ((by_municipality & Exists(with_one)) | (~by_municipality & Exists(seat)))


def _to_answer(owners: Sequence[Organisation], at: Standpoint) -> Rows | None:
    """What waits for an answer from an owner that the person speaks for, or is the consultant of."""
    networks = at.where(Permission.OWNER_ANSWER)
    if not owners and not networks:
        return None
    mine = Q(network__owner__in=owners) | Q(network__in=networks)
    found = unanswered().filter(mine, network__closed_at=None)
    return rows(found, Value("answer"), "released_at")


def _line_of_try_out(row: Row) -> Line:
    is_over = row.room == "try_out_again"
    text = _("Hva er igjen av %(title)s?") if is_over else _("Fortell hvordan det gikk: %(title)s")
    page = "try_out_again" if is_over else "try_out_result"
    return Line(
        text % {"title": row.words}, row.where, reverse(f"betweenwork:{page}", args=[row.slug, row.key])
    )


def _line_to_weigh(row: Row) -> Line:
    text = _("Si hva dere mener: %(title)s") % {"title": row.words}
    return Line(text, row.where, reverse("voice:matter", args=[row.slug, row.key]))


def _line_to_answer(row: Row) -> Line:
    text = _("Svar nettverket: %(what)s") % {"what": row.words}
    return Line(text, row.where, reverse("gatherings:owner_answer", args=[row.key]))


def _visits(at: Standpoint) -> Rows | None:
    """To one's own school: those to come this month, and those that the school is asked about."""
    if not at.speaks_for_a_school:
        return None
    today = timezone.localdate(at.now)
    coming = Q(day__gte=today, day__lte=today + NEW_FOR)
    asked = Q(story_agreed=None, day__lt=today, day__gte=today - WAITS_FOR) & ~Q(story="")
    found = Visit.objects.standing().filter(at.own("network", "school"), coming | asked)
    found = found.filter(network__in=at.where(Permission.SUMMARY_WRITE))
    kind = Case(When(day__gte=today, then=Value("visit")), default=Value("visit_story"))
    when_and_who = Concat(Cast("day", CharField()), Value(" "), "visitor__name")
    return rows(found, kind, "written_at", words=when_and_who, where=WITH_SCHOOL)


def _steps(at: Standpoint) -> Rows | None:
    """What was agreed as the next step and is soon due, for whoever agreed it with the school."""
    networks = at.where(Permission.VISIT_WRITE)
    if not networks:
        return None
    today = timezone.localdate(at.now)
    found = Visit.objects.standing().filter(visitor=at.person, network__in=networks, next_done_at=None)
    found = found.filter(next_on__lte=today + SOON, next_on__gte=today - WAITS_FOR).exclude(next_step="")
    return rows(found, Value("step"), "written_at", words=F("next_step"), where=WITH_SCHOOL)


def _line_of_visit(row: Row) -> Line:
    day, _space, name = row.words.partition(" ")
    words = {"day": dates.day(date.fromisoformat(day)), "name": name}
    is_coming = row.room == "visit"
    text = _("Besøk hos dere %(day)s: %(name)s") if is_coming else _("Kan noe fra besøket %(day)s fortelles?")
    return Line(text % words, row.where, reverse("guidance:visit", args=[row.slug, row.key]))


def _line_of_step(row: Row) -> Line:
    text = _("Neste steg: %(step)s") % {"step": row.words}
    return Line(text, row.where, reverse("guidance:visit", args=[row.slug, row.key]))


LINES: Lines = {
    **OF_PEERS,
    **OF_STORIES,
    **OF_SURVEYS,
    "try_out": _line_of_try_out,
    "try_out_again": _line_of_try_out,
    "weigh": _line_to_weigh,
    "answer": _line_to_answer,
    "visit": _line_of_visit,
    "visit_story": _line_of_visit,
    "step": _line_of_step,
    **OPEN_SURVEYS,
}
ORDER = list(LINES)
