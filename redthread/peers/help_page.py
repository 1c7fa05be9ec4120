"""What one person's page of peer help shows: what waits, what goes on, and who works together."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from django.utils import timezone

from redthread.networks.access import Access
from redthread.peers.models import GroupInvitation, HelpTalk, Pair
from redthread.peers.models.pairs import PairQuerySet
from redthread.people.models import Person


class TalkLine(NamedTuple):
    talk: HelpTalk
    other: Person
    is_mine: bool  # I asked
    waits: bool  # it is my turn to write


class HelpPage(NamedTuple):
    talks: list[TalkLine]
    over: list[TalkLine]
    invitations: list[Pair]
    groups: list[GroupInvitation]
    pairs: list[Pair]
    shown: list[Pair]  # other people's, as they have agreed


def help_page(access: Access, now: datetime) -> HelpPage:
    """Four queries."""
    today = timezone.localdate(now)
    lines = [_line(talk, access.person) for talk in _talks(access)]
    pairs = list(_with_sides(Pair.objects.of(access)))
    mine = {pair.pk for pair in pairs}
    others = _with_sides(Pair.objects.shown(today).filter(network=access.network))
    groups = GroupInvitation.objects.waiting_for(access.person).filter(group__parent=access.network)
    return HelpPage(
        talks=[line for line in lines if line.talk.is_open],
        over=[line for line in lines if not line.talk.is_open],
        invitations=[pair for pair in pairs if is_asked(pair, access)],
        groups=list(groups.select_related("group", "invited_by")),
        pairs=[pair for pair in pairs if not is_asked(pair, access) and _goes_on(pair)],
        shown=[pair for pair in others if pair.pk not in mine],
    )


def is_asked(pair: Pair, access: Access) -> bool:
    """Whether the pair waits for this person's answer."""
    return pair.answer == "" and pair.ended_at is None and not is_from(pair, access)


def is_from(pair: Pair, access: Access) -> bool:
    """Whether the person is on the side that invited."""
    if pair.from_school_id is None:
        return pair.from_person_id == access.person.pk
    return pair.from_school_id in access.organisation_ids or pair.to_school_id not in access.organisation_ids


def _goes_on(pair: Pair) -> bool:
    return pair.ended_at is None and pair.answer != Pair.Answer.NO


def _talks(access: Access) -> list[HelpTalk]:
    mine = HelpTalk.objects.of(access.person).filter(request__network=access.network)
    found = list(mine.select_related("person", "request__asked_by").order_by("-touched_at", "-pk"))
    for talk in found:
        talk.request.network = access.network
    return found


def _line(talk: HelpTalk, me: Person) -> TalkLine:
    waits = talk.is_open and talk.turn == talk.side_of(me)
    return TalkLine(talk, talk.other_than(me), talk.person_id != me.pk, waits)


def _with_sides(pairs: PairQuerySet) -> PairQuerySet:
    return pairs.select_related("network", "from_person", "from_school", "to_person", "to_school")
