"""A second reader is asked, and approves or sends back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from redthread.core.errors import RuleError
from redthread.knowledge.actions.stories import close_readings
from redthread.knowledge.gate import look_over
from redthread.knowledge.mails import queue_answer, queue_reading
from redthread.knowledge.models import Reading, Story
from redthread.knowledge.parts import TEXTS
from redthread.networks.models import Membership
from redthread.people.models import Person

LONGEST_WORD = 1000


def refuse_unchecked(story: Story) -> None:
    """Raises RuleError while there is nothing told, or a mark that nobody has decided about."""
    if not any(getattr(story, part).strip() for part in TEXTS):
        raise RuleError(_("Fortell litt først. Det er ingenting å lese ennå."))
    gate = look_over(story, story.attachments.values_list("file_name", flat=True))
    if not gate.is_open:
        raise RuleError(_("Noe i teksten kan vise hvem det gjelder. Se over merkene før noen andre leser."))


@transaction.atomic
def ask_reader(*, story: Story, reader: Person, by: Person, now: datetime) -> Reading:
    """Let one other person in the network read it; only that person sees it. The one asked before does not.

    Raises RuleError for oneself, for somebody who is not in the network, and before the gate is open.
    """
    story = Story.objects.select_for_update(no_key=True, of=("self",)).select_related(
        "network__owner", "school", "teller"
    ).get(pk=story.pk)  # fmt: skip
    if reader.pk == story.teller_id:
        raise RuleError(_("Du kan ikke lese gjennom din egen. Velg en annen."))
    members = Membership.objects.current(now).filter(network=story.network_id, person__is_active=True)
    if not members.filter(person=reader).exists():
        raise RuleError(_("Velg noen som er med i nettverket."))
    refuse_unchecked(story)
    waiting = Reading.objects.open().filter(story=story, reader=reader, version=story.version).first()
    if waiting is not None:
        return waiting
    close_readings(story, now)
    made = Reading.objects.create(story=story, reader=reader, version=story.version, asked_at=now)
    queue_reading(made, now)
    return made


def call_off_reading(*, story: Story, by: Person, now: datetime) -> None:
    close_readings(story, now)


@transaction.atomic
def answer_reading(*, reading: Reading, answer: str, word: str, by: Person, now: datetime) -> None:
    """Approve it, or send it back with a word. The first answer counts.

    Raises RuleError when it is sent back without a word, and when the teller has changed or taken it back.
    """
    word = word.strip()[:LONGEST_WORD]
    if answer == Reading.Answer.SENT_BACK and not word:
        raise RuleError(_("Skriv med et par ord hva du vil ha endret."))
    story = Story.objects.select_for_update(no_key=True).get(pk=reading.story_id)
    waits = Reading.objects.open().filter(pk=reading.pk, reader=by, version=story.version)
    waits = waits.exclude(reader=story.teller_id)
    if waits.update(answer=Reading.Answer(answer), word=word, answered_at=now) == 0:
        raise RuleError(_("Fortellingen er endret eller trukket siden du åpnet den. Ingenting er sendt."))
    queue_answer(reading, now)
