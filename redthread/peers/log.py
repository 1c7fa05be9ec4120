"""What the log tells that people have led and schools have tried: only what everybody who takes part may see.

Four queries. Drafts, what was called off, what is confidential and what a school has not shown tell nothing
here, so the lines are the same whoever looks. How often somebody did something is not told.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256
from typing import NamedTuple

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from redthread.betweenwork.models import TryOut
from redthread.gatherings.models import AgendaItem, Gathering, ItemLeader
from redthread.gatherings.programme import method_address
from redthread.live.models import LiveSession
from redthread.networks.models import Network
from redthread.sharing.models import Audience, Release

NO_MATTER = {AgendaItem.Kind.BREAK, AgendaItem.Kind.INFORMAL, AgendaItem.Kind.INFORMATION}


class Trace(NamedTuple):
    """One line: what was led or tried, when last, and where it can be read. `key` is what hides it."""

    key: str
    words: str
    href: str
    at: datetime


class Log(NamedTuple):
    """Lines by the key of the person who led, and of the school that did it, each thing once."""

    people: dict[int, dict[str, Trace]]
    schools: dict[int, dict[str, Trace]]


def read_log(network: Network, now: datetime) -> Log:
    """Everything until now, the latest last."""
    log = Log({}, {})
    held = Gathering.objects.standing().filter(network=network, ends_at__lt=now)
    for person, trace in (*_led_items(network, held), *_led_sessions(network, held)):
        log.people.setdefault(person, {})[trace.key] = trace
    for gathering in held.order_by("starts_at", "pk"):
        _add_gathering(log, network, gathering)
    for schools, trace in _try_outs(network):
        for school in schools:
            log.schools.setdefault(school, {})[trace.key] = trace
    return log


def _led_items(network: Network, held: QuerySet[Gathering]) -> Iterator[tuple[int, Trace]]:
    leaders = ItemLeader.objects.filter(item__gathering__in=held, item__is_confidential=False)
    leaders = leaders.exclude(item__kind__in=NO_MATTER)
    for one in leaders.select_related("item__method", "item__gathering").order_by(
        "item__gathering__starts_at", "pk"
    ):
        yield one.person_id, _of_item(network, one.item, one.item.gathering)


def _led_sessions(network: Network, held: QuerySet[Gathering]) -> Iterator[tuple[int, Trace]]:
    """Whoever ran the session in the room, when the programme names nobody."""
    named = ItemLeader.objects.filter(item=OuterRef("item"))
    run = LiveSession.objects.filter(gathering__in=held, closed_at__isnull=False, item__isnull=False)
    run = run.filter(~Exists(named), item__is_confidential=False)
    for one in run.select_related("item__method", "gathering").order_by("opened_at", "pk"):
        assert one.item is not None
        yield one.opened_by_id, _of_item(network, one.item, one.gathering)


def _of_item(network: Network, item: AgendaItem, gathering: Gathering) -> Trace:
    method = item.method
    if method is not None:
        key, words = f"method:{method.public_id}", _("Har ledet %(method)s") % {"method": method.name}
        return Trace(key, words, method_address(network, method), gathering.starts_at)
    words = _("Har ledet «%(title)s»") % {"title": item.title}
    return Trace(f"item:{item.public_id}", words, _address(network, gathering), gathering.starts_at)


def _add_gathering(log: Log, network: Network, gathering: Gathering) -> None:
    about, href = gathering.theme or gathering.title, _address(network, gathering)
    mark = sha256(about.casefold().encode()).hexdigest()[:16]
    if gathering.chair_id is not None:
        words = _("Har ledet en samling om %(theme)s") % {"theme": about}
        trace = Trace(f"led:{mark}", words, href, gathering.starts_at)
        log.people.setdefault(gathering.chair_id, {})[trace.key] = trace
    if gathering.host_id is not None:
        words = _("Har vært vertskap for en samling om %(theme)s") % {"theme": about}
        trace = Trace(f"host:{mark}", words, href, gathering.starts_at)
        log.schools.setdefault(gathering.host_id, {})[trace.key] = trace


def _try_outs(network: Network) -> Iterator[tuple[set[int], Trace]]:
    """Those that the network has been shown, by the title under which it was shown."""
    shown = Release.objects.standing().filter(
        source=OuterRef("public_id"), audience=Audience.NETWORK, kind=Release.Kind.TRY_OUT
    )
    rows = TryOut.objects.standing().filter(network=network)
    found = rows.annotate(shown_as=Subquery(shown.values("title")[:1])).exclude(shown_as=None)
    base = reverse("betweenwork:try_outs", args=[network.slug])
    for key, school, joined, title, at in found.order_by("started_at", "pk").values_list(
        "public_id", "school", "joined__school", "shown_as", "started_at"
    ):
        words = _("Skolen har prøvd «%(title)s»") % {"title": title}
        yield {school, joined} - {None}, Trace(f"try_out:{key}", words, f"{base}{key}/", at)


def _address(network: Network, gathering: Gathering) -> str:
    return reverse("gatherings:gathering", args=[network.slug, gathering.public_id])
