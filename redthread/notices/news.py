"""The short mail that tells that something can be read, and never what it says."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from redthread.notices.models import OutgoingMail
from redthread.notices.unsubscribe import unsubscribe_line
from redthread.people.models import Person


class News(NamedTuple):
    """`subject` and `words` are asked in the reader's language; `page` is the path to read it on."""

    subject: Callable[[], str]
    words: Callable[[], str]
    page: str


def news_mail(person: Person, key: str, news: News, at: datetime) -> OutgoingMail:
    """Not queued yet; `key` is whole, and `at` the moment from which it may be sent."""
    with override(person.language):
        blocks = [
            _("Hei, %(name)s!") % {"name": person.first_name},
            news.words(),
            settings.BASE_URL + news.page,
            unsubscribe_line(person),
        ]
        return OutgoingMail(
            person=person,
            kind=OutgoingMail.Kind.NEWS,
            key=key,
            subject=" ".join(news.subject().split())[:250],
            text="\n\n".join(blocks) + "\n",
            send_after=at,
        )
