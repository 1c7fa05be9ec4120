"""The mails between a network and its owner: that something was asked, and that it was answered.

What was asked and answered stands on the pages, where it can be taken back, and never in the mail. Each waits
until the morning, so that whatever comes in a day comes in one mail.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, time, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from redthread.networks.models import Membership, Network, Role
from redthread.notices.actions import queue_mails
from redthread.notices.news import News, news_mail
from redthread.people.models import Person, Position

MORNING = time(7)


def queue_asked(network: Network, by: Person, now: datetime) -> None:
    """To those who can answer for the owner: the executives, and the consultants in the network."""
    posts = Position.objects.speaking_for_owners(timezone.localdate(now))
    leads = Person.objects.filter(pk__in=posts.filter(organisation=network.owner_id).values("person"))
    helps = _members(network, [Role.CONSULTANT], now)
    _queue(
        [*leads, *helps],
        f"owner-asked:{network.owner_id}",
        lambda: _("Et nettverk ber om svar"),
        lambda: _("Et nettverk har sendt skoleeier noe og ber om svar. Det som venter, står på «I dag»:"),
        reverse("web:home"),
        by,
        now,
    )


def queue_answered(network: Network, by: Person, now: datetime) -> None:
    """To those who lead the network."""
    _queue(
        _members(network, [Role.LEADER, Role.DEPUTY], now),
        f"owner-answered:{network.pk}",
        lambda: _("Skoleeier har svart %(network)s") % {"network": network},
        lambda: (
            _("Skoleeier har svart på noe %(network)s har bedt om. Les svaret her:") % {"network": network}
        ),
        reverse("voice:matters", args=[network.slug]),
        by,
        now,
    )


def _members(network: Network, roles: list[Role], now: datetime) -> list[Person]:
    found = Membership.objects.current(now).filter(network=network, role__in=roles)
    return [one.person for one in found.select_related("person")]


def _queue(
    people: Iterable[Person],
    key: str,
    subject: Callable[[], str],
    words: Callable[[], str],
    page: str,
    by: Person,
    now: datetime,
) -> None:
    at = next_morning(now)
    wanted = {one.pk: one for one in people if one.is_active and one.wants_reminders and one != by}
    news = News(subject, words, page)
    queue_mails([news_mail(one, f"{key}:{one.pk}:{at:%Y-%m-%d}", news, at) for one in wanted.values()])


def next_morning(now: datetime) -> datetime:
    """Seven o'clock here, today if it has not been and else tomorrow."""
    here = timezone.localtime(now)
    day = here.date() + timedelta(days=here.time() >= MORNING)
    return timezone.make_aware(datetime.combine(day, MORNING))
