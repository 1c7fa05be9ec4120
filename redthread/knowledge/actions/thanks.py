"""Thanks to the person who told."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from redthread.core.errors import RuleError
from redthread.knowledge.mails import queue_thanks
from redthread.knowledge.models import Story, StoryThanks
from redthread.people.models import Person


@transaction.atomic
def thank_teller(*, story: Story, text: str, by: Person, now: datetime) -> None:
    """One line to the teller, once in the same words; the teller is told by mail that there is one.

    Raises RuleError for one's own story, and when nothing is written.
    """
    if story.teller_id == by.pk:
        raise RuleError(_("Det er du som har fortalt. Takken kommer fra de andre."))
    line = " ".join(text.split())[:200]
    if not line:
        raise RuleError(_("Skriv en linje til den som har fortalt."))
    said, is_new = StoryThanks.objects.get_or_create(story=story, by=by, text=line, defaults={"at": now})
    if is_new:
        queue_thanks(said, now)
