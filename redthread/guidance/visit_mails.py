"""The mails to a school about a planned visit: when, who, and where to read more. Never what it is about."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.utils.translation import gettext as _

from redthread.core import dates
from redthread.guidance.models import OF_SCHOOLS, Visit
from redthread.networks.models import Membership
from redthread.notices.actions import queue_mails
from redthread.notices.news import News, news_mail


def queue_plan(visit: Visit, now: datetime) -> None:
    """Once for each date that is planned."""

    def subject() -> str:
        return _("Besøk %(day)s") % {"day": dates.day(visit.day)}

    def words() -> str:
        return _("%(who)s har planlagt et besøk hos dere %(day)s. Se mer og legg det i kalenderen her:") % {
            "who": visit.visitor,
            "day": dates.weekday(visit.day),
        }

    _tell(visit, f"visit:{visit.public_id}:{visit.day}:{visit.clock}", subject, words, now)


def queue_call_off(visit: Visit, now: datetime) -> None:
    def subject() -> str:
        return _("Besøket %(day)s er avlyst") % {"day": dates.day(visit.day)}

    def words() -> str:
        return _("%(who)s har avlyst besøket hos dere %(day)s.") % {
            "who": visit.visitor,
            "day": dates.weekday(visit.day),
        }

    _tell(visit, f"visit-off:{visit.public_id}", subject, words, now)


def _tell(
    visit: Visit, key: str, subject: Callable[[], str], words: Callable[[], str], now: datetime
) -> None:
    """Those who represent the school now, but for the visitor."""
    here = Membership.objects.current(now).filter(network=visit.network_id, organisation=visit.school_id)
    found = here.filter(role__in=OF_SCHOOLS, person__is_active=True).exclude(person=visit.visitor_id)
    people = {one.person_id: one.person for one in found.select_related("person")}
    wanted = [person for person in people.values() if person.wants_reminders]
    news = News(subject, words, visit.get_absolute_url())
    queue_mails([news_mail(person, f"{key}:{person.pk}", news, now) for person in wanted])
