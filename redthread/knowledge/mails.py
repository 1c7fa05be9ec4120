"""The mails about stories. No word of a story, its name, the thanks or a reader's answer stands in them."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from redthread.knowledge.farewell_links import farewell_address
from redthread.knowledge.models import Reading, Story, StoryThanks
from redthread.networks.models import Membership
from redthread.notices.actions import queue_mail, queue_mails
from redthread.notices.models import OutgoingMail
from redthread.notices.news import News, news_mail
from redthread.people.models import Person


def queue_reading(reading: Reading, now: datetime) -> None:
    """Tell the one who is asked; this is asked for by a colleague, and comes also without reminders."""
    story = reading.story
    page = reverse("knowledge:reading", args=[story.network.slug, story.public_id])
    _queue(
        reading.reader,
        f"story-reading:{reading.pk}",
        News(
            lambda: _("%(name)s spør om du vil lese gjennom en fortelling") % {"name": story.teller},
            lambda: (
                _(
                    "%(name)s har skrevet en praksisfortelling og vil at du leser den før den deles. Bare du "
                    "ser den. Se etter om noen kan kjenne seg igjen uten å ha sagt ja:"
                )
                % {"name": story.teller}
            ),
            page,
        ),
        now,
    )


def queue_answer(reading: Reading, now: datetime) -> None:
    story = Story.objects.select_related("teller", "network").get(pk=reading.story_id)
    _queue(
        story.teller,
        f"story-read:{reading.pk}",
        News(
            lambda: _("%(name)s har lest fortellingen din") % {"name": reading.reader},
            lambda: _("%(name)s har lest fortellingen din og svart. Se her:") % {"name": reading.reader},
            story.get_absolute_url(),
        ),
        now,
    )


def queue_thanks(thanks: StoryThanks, now: datetime) -> None:
    tell_teller(
        thanks.story,
        f"story-thanks:{thanks.pk}",
        News(
            lambda: _("%(name)s takker for fortellingen din") % {"name": thanks.by},
            lambda: _("%(name)s har skrevet en linje til deg. Les den her:") % {"name": thanks.by},
            thanks.story.get_absolute_url(),
        ),
        now,
    )


def queue_farewell(membership: Membership, now: datetime) -> None:
    """The way back to one's own, sent while it can be read: the address of a job often ends with the job."""
    person = membership.person
    with override(person.language):
        blocks = [
            _("Hei, %(name)s!") % {"name": person.first_name},
            _("Du er ikke lenger med i %(network)s. Det du har fortalt der, står fortsatt, og er ditt.")
            % {"network": membership.network},
            _(
                "Her kan du trekke det, uten å logge inn. Ta vare på lenken, og send den videre til deg selv "
                "hvis du snart mister denne adressen:"
            ),
            farewell_address(person),
        ]
        queue_mail(
            person=person,
            kind=OutgoingMail.Kind.NEWS,
            key=f"story-farewell:{membership.pk}",
            subject=_("Det du har fortalt, er ditt"),
            text="\n\n".join(blocks) + "\n",
            now=now,
        )


def tell_teller(story: Story, key: str, news: News, now: datetime) -> None:
    """A mail to the teller, if the teller wants such mails and is in the network still."""
    person = story.teller
    is_here = Membership.objects.current(now).filter(network=story.network_id, person=person).exists()
    if person.wants_reminders and is_here:
        _queue(person, key, news, now)


def _queue(person: Person, key: str, news: News, now: datetime) -> None:
    queue_mails([news_mail(person, key, news, now)])
