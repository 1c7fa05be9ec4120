"""Who says that they are ready: counted kindly, with the names of those who are, and of nobody else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from redthread.gatherings.actions.invitations import people_to_invite
from redthread.gatherings.models import AgendaItem, Gathering, Preparation, Prepared
from redthread.networks.models import Membership
from redthread.networks.roles import GRANTS, Permission
from redthread.people.models import Person

TAKE_PART = tuple(role for role, rights in GRANTS.items() if Permission.AGENDA_PROPOSE in rights)


class Task(NamedTuple):
    """One thing to do as a participant sees it; `mine` is what this person has said of it."""

    preparation: Preparation
    item: AgendaItem
    mine: Prepared | None


class Ready(NamedTuple):
    """One thing to do as those who run the gathering see it."""

    preparation: Preparation
    words: str
    names: list[str]
    answers: list[Prepared]


class ItemReady(NamedTuple):
    item: AgendaItem
    ready: list[Ready]


def tasks_for(gathering: Gathering, person: Person) -> list[Task]:
    """What was sent to the participants, in the order of the programme; nothing of a confidential item."""
    mine = Prefetch("done", Prepared.objects.filter(person=person), to_attr="mine")
    found = _in_order(
        Preparation.objects.filter(item__gathering=gathering, item__is_confidential=False).exclude(
            mailed_at=None
        )
    ).prefetch_related(mine)
    return [Task(one, one.item, next(iter(getattr(one, "mine", [])), None)) for one in found]


def time_words(tasks: Iterable[Task]) -> str:
    """«Omtrent 25 minutter til sammen»; nothing when no time is given."""
    total = sum(task.preparation.minutes or 0 for task in tasks)
    if not total:
        return ""
    words = ngettext("Omtrent %(count)d minutt til sammen.", "Omtrent %(count)d minutter til sammen.", total)
    return words % {"count": total}


def readiness(gathering: Gathering, now: datetime, *, items: Iterable[AgendaItem]) -> list[ItemReady]:
    """What there is to do before each of these items and who says they are ready, in three queries."""
    wanted = list(items)
    asked = count_asked(gathering, now)
    done = Prefetch("done", Prepared.objects.select_related("person").order_by("person__name", "pk"))
    by_item: dict[int, list[Ready]] = {}
    for one in _in_order(Preparation.objects.filter(item__in=wanted)).prefetch_related(done):
        by_item.setdefault(one.item_id, []).append(_ready(one, list(one.done.all()), asked))
    return [ItemReady(item, by_item.get(item.pk, [])) for item in wanted]


def _ready(one: Preparation, done: Sequence[Prepared], asked: int) -> Ready:
    answers = [prepared for prepared in done if prepared.answer]
    names = [prepared.person.name for prepared in done]
    return Ready(one, count_words(len(done), max(asked, len(done)), kind=one.kind), names, answers)


def count_words(ready: int, asked: int, *, kind: str) -> str:
    """«11 av 18 har sagt at de er klare»."""
    if not ready:
        return _("Ingen har sagt fra ennå.")
    how_many = {"ready": ready, "asked": asked}
    if kind == Preparation.Kind.QUESTION:
        return _("%(ready)d av %(asked)d har svart.") % how_many
    return _("%(ready)d av %(asked)d har sagt at de er klare.") % how_many


def count_asked(gathering: Gathering, now: datetime) -> int:
    """How many of those who are invited take part themselves; partners and guests read along."""
    taking_part = Membership.objects.current(now).filter(network=gathering.network_id, role__in=TAKE_PART)
    return people_to_invite(gathering, now).filter(pk__in=taking_part.values("person")).count()


def _in_order(found: QuerySet[Preparation]) -> QuerySet[Preparation]:
    return found.select_related("item").order_by("item__position", "item__pk", "position", "pk")
