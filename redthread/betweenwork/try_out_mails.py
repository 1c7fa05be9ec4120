"""The mails to the school that an idea came from: somebody thanks, and somebody has told how it ended.

No word of the try-out or of the thanks stands in the mail; they are read where access is asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.utils.translation import gettext as _

from redthread.betweenwork.models import Thanks, TryOut
from redthread.betweenwork.writers import writers
from redthread.knowledge.mails import tell_teller
from redthread.knowledge.story_reading import is_told_still
from redthread.notices.actions import queue_mails
from redthread.notices.news import News, news_mail
from redthread.people.models import Person


def queue_thanks(thanks: Thanks, now: datetime) -> None:
    """Tell those who represent the source's school that another school thanks them."""
    school = thanks.try_out.school
    _tell(
        thanks.try_out,
        f"thanks:{thanks.try_out.public_id}",
        lambda: _("%(school)s takker for en idé") % {"school": school},
        lambda: (
            _("%(school)s prøver noe de fikk ideen til fra dere, og har skrevet en linje. Les den her:")
            % {"school": school}
        ),
        now,
    )


def queue_ending(try_out: TryOut, now: datetime) -> None:
    """Tell those who represent the source's school that the result can be read, once."""
    school = try_out.school
    _tell(
        try_out,
        f"ending:{try_out.public_id}",
        lambda: _("%(school)s forteller hvordan det gikk") % {"school": school},
        lambda: (
            _("%(school)s har prøvd noe de fikk ideen til fra dere, og forteller hvordan det gikk. Se her:")
            % {"school": school}
        ),
        now,
    )


def queue_ending_to_teller(try_out: TryOut, now: datetime) -> None:
    """Tell whoever told the story that it came from, once; not when the story is withdrawn since."""
    school, story = try_out.school, try_out.story
    if story is None or story.teller_id == try_out.started_by_id or not is_told_still(story.public_id):
        return
    tell_teller(
        story,
        f"story-ending:{try_out.public_id}",
        News(
            lambda: _("%(school)s forteller hvordan det gikk") % {"school": school},
            lambda: (
                _("%(school)s har prøvd noe fra fortellingen din, og forteller hvordan det gikk. Se her:")
                % {"school": school}
            ),
            try_out.get_absolute_url(),
        ),
        now,
    )


def _tell(
    try_out: TryOut, key: str, subject: Callable[[], str], words: Callable[[], str], now: datetime
) -> None:
    source = try_out.inspired_by
    if source is None or source.withdrawn_at is not None:
        return
    news = News(subject, words, source.get_absolute_url())
    people = _people_of(source, try_out, now)
    queue_mails([news_mail(person, f"{key}:{person.pk}", news, now) for person in people])


def _people_of(source: TryOut, try_out: TryOut, now: datetime) -> list[Person]:
    """Those who write for the source's schools, but not the own school; each once."""
    schools = {source.school_id, *source.joined.values_list("school", flat=True)} - {try_out.school_id}
    found = writers(now).filter(network=source.network_id, organisation__in=schools)
    people = {one.person_id: one.person for one in found.select_related("person")}
    return [person for person in people.values() if person.wants_reminders]
