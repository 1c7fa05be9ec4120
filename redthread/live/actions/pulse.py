"""«Dere sa – vi endrer»: written by those who plan, and shown at the next gathering when they say so."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from redthread.core.errors import RuleError
from redthread.gatherings.models import Gathering
from redthread.live.models import PulseAnswer
from redthread.people.models import Person
from redthread.sharing import actions as sharing
from redthread.sharing.models import Audience, Release

MOST = 12


def source_of(gathering: Gathering) -> str:
    """What the release calls itself after."""
    return f"puls-{gathering.public_id}"


def standing_release(gathering: Gathering) -> Release | None:
    found = Release.objects.standing().filter(source=source_of(gathering), audience=Audience.NETWORK)
    return found.first()


def snapshot_of(gathering: Gathering) -> list[dict[str, str]]:
    """What the network will read, word for word."""
    return [{"label": one.said, "text": one.change} for one in gathering.pulse_answers.all()]


@transaction.atomic
def add_pulse_answer(
    *, gathering: Gathering, said: str, change: str, by: Person, now: datetime
) -> PulseAnswer:
    """One more pair; the same again is the same one. Raises RuleError when there are very many."""
    Gathering.objects.select_for_update(no_key=True).get(pk=gathering.pk)
    if found := gathering.pulse_answers.filter(said=said, change=change).first():
        return found
    if gathering.pulse_answers.count() >= MOST:
        raise RuleError(_("Det er nok. Velg det viktigste, og ta bort noe."))
    return PulseAnswer.objects.create(gathering=gathering, said=said, change=change, by=by, at=now)


@transaction.atomic
def remove_pulse_answer(*, answer: PulseAnswer, by: Person, now: datetime) -> None:
    """Away from the list. What the network has been shown stands until it is shown anew, or taken back."""
    answer.delete()


@transaction.atomic
def release_pulse(*, gathering: Gathering, by: Person, now: datetime) -> Release:
    """Show the network the pairs on the next «siden sist»; pressed twice, it is one release."""
    Gathering.objects.select_for_update(no_key=True).get(pk=gathering.pk)
    snapshot = snapshot_of(gathering)
    if not snapshot:
        raise RuleError(_("Det er ikke skrevet noe ennå. Skriv minst ett svar først."))
    standing = standing_release(gathering)
    if standing is not None and standing.snapshot == snapshot:
        return standing
    return sharing.release(
        network=gathering.network,
        school=None,
        kind=Release.Kind.PULSE,
        source=source_of(gathering),
        about=gathering.public_id,
        audience=Audience.NETWORK,
        title=gathering.title[:200],
        snapshot=snapshot,
        by=by,
        now=now,
    )


@transaction.atomic
def recall_pulse(*, gathering: Gathering, by: Person, now: datetime) -> None:
    """From the next request on nobody sees it."""
    standing = standing_release(gathering)
    if standing is not None:
        sharing.revoke(release=standing, by=by, now=now)
