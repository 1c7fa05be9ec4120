"""A round of «Hva legger du i …»: started, answered alone, closed for all to see, or ended without."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from redthread.concepts.models import AlignmentAnswer, AlignmentRound
from redthread.core.errors import RuleError
from redthread.core.ids import new_public_id
from redthread.gatherings.models import Gathering
from redthread.networks.models import Network
from redthread.people.models import Person

FEWEST_WITHOUT_NAMES = 3  # with fewer, each of them could tell whose the others are


@transaction.atomic
def start_round(
    *,
    network: Network,
    word: str,
    shows_names: bool,
    gathering: Gathering | None,
    by: Person,
    now: datetime,
) -> AlignmentRound:
    """Ask everybody what they put into the word. With or without names is settled here, for good.

    Raises RuleError while a round about the same word is open.
    """
    word = " ".join(word.split())
    Network.objects.select_for_update().get(pk=network.pk)
    if AlignmentRound.objects.open().filter(network=network, word__iexact=word).exists():
        raise RuleError(_("Det går allerede en runde om «%(word)s».") % {"word": word})
    return AlignmentRound.objects.create(
        network=network,
        word=word,
        shows_names=shows_names,
        gathering=gathering,
        started_by=by,
        started_at=now,
    )


def _lock(round: AlignmentRound) -> None:
    """Those who answer and whoever closes wait for each other, so that no answer comes after the closing."""
    if not AlignmentRound.objects.select_for_update().get(pk=round.pk).is_open:
        raise RuleError(_("Runden er avsluttet. Nå kan du lese hva de andre svarte."))


@transaction.atomic
def answer_round(*, round: AlignmentRound, text: str, by: Person, now: datetime) -> None:
    """Write or change one's own answer. Raises RuleError when the round is closed."""
    _lock(round)
    AlignmentAnswer.objects.update_or_create(
        round=round,
        person=by,
        defaults={"text": text},
        create_defaults={"text": text, "place": new_public_id()},
    )


@transaction.atomic
def close_round(*, round: AlignmentRound, by: Person, now: datetime) -> None:
    """Lay the answers side by side for the network. Without names, whose they were is forgotten here.

    Raises RuleError with nothing to show, and without names when fewer than three have answered.
    """
    _lock(round)
    count = round.answers.count()
    if not round.shows_names and count < FEWEST_WITHOUT_NAMES:
        raise RuleError(
            _(
                "Færre enn tre har svart. Da kan noen gjette hvem som skrev hva. "
                "Vent på flere, eller avslutt uten å vise svarene."
            )
        )
    if count == 0:
        raise RuleError(_("Ingen har svart ennå. Vent litt, eller avslutt uten å vise noe."))
    if not round.shows_names:
        _forget_whose(round)
    AlignmentRound.objects.open().filter(pk=round.pk).update(closed_at=now, closed_by=by)


def _forget_whose(round: AlignmentRound) -> None:
    """New rows in an order drawn anew: neither a row's number nor its place tells who came first."""
    texts = sorted((new_public_id(), text) for text in round.answers.values_list("text", flat=True))
    round.answers.all().delete()
    AlignmentAnswer.objects.bulk_create(
        AlignmentAnswer(round=round, person=None, text=text, place=place) for place, text in texts
    )


@transaction.atomic
def drop_round(*, round: AlignmentRound, by: Person, now: datetime) -> None:
    """End the round without showing anything; the answers are deleted."""
    _lock(round)
    round.answers.all().delete()
    AlignmentRound.objects.open().filter(pk=round.pk).update(closed_at=now, closed_by=by, dropped=True)
