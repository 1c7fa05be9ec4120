"""The words of the cast's network, and that it is handed over.

One word is agreed on in two versions; one round goes on, and one is closed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from redthread.concepts.actions.concepts import Words, add_concept, agree, agree_at_gathering, write_version
from redthread.concepts.actions.rounds import answer_round, close_round, start_round
from redthread.concepts.models import AlignmentRound, Concept
from redthread.gatherings.models import Gathering
from redthread.networks.models import Role
from redthread.reports.actions.handovers import OnlyYouKnow, hand_over
from redthread.reports.models import Handover
from redthread.testing.cast import Cast


@dataclass
class WorldOfWords:
    concept: Concept
    open_round: AlignmentRound
    closed_round: AlignmentRound
    handover: Handover  # Rita becomes deputy in half a year


def build_words(cast: Cast, held: Gathering, coming: Gathering, now: datetime) -> WorldOfWords:
    then = now - timedelta(days=30)
    closed = _round(cast, "Kapasitet", None, then)
    for person, text in (
        (cast.mona, "At vi kan mer sammen enn hver for oss."),
        (cast.rita, "Muskler til å holde på med noe sammen."),
        (cast.mads, "Tid og folk nok."),
    ):
        answer_round(round=closed, text=text, by=person, now=then)
    close_round(round=closed, by=cast.liv, now=then)
    for answer in closed.answers.all():  # drawn by chance; two worlds must have drawn the same
        closed.answers.filter(pk=answer.pk).update(place=answer.text[:20])
    concept = add_concept(
        network=cast.network,
        word="Kapasitet",
        words=Words(
            "Det vi kan få til sammen.", "Det vi klarer sammen.", "evne", "To skoler deler rådgiver."
        ),
        from_round=closed,
        by=cast.liv,
        now=then,
    )
    agree(version=concept.versions.get(), by=cast.mona, now=then)
    version = write_version(
        concept=concept,
        expected=1,
        words=Words("Det vi kan få til sammen, over tid.", "Det vi klarer sammen.", "evne"),
        why="Vi snakket om tid.",
        from_round=None,
        by=cast.liv,
        now=now - timedelta(days=20),
    )
    agree_at_gathering(version=version, gathering=held, by=cast.liv, now=now)
    agree(version=version, by=cast.rita, now=now)
    going = _round(cast, "Mellomarbeid", coming, now)
    answer_round(round=going, text="Det vi gjør hjemme.", by=cast.mona, now=now)
    return WorldOfWords(concept, going, closed, _handover(cast, now))


def _handover(cast: Cast, now: datetime) -> Handover:
    return hand_over(
        network=cast.network,
        successor=cast.rita,
        role=Role.DEPUTY,
        starts_on=(now + timedelta(days=180)).date(),
        answers=OnlyYouKnow("Nøkkelen til salen er hos vaktmesteren.", "Kine, om vikarpengene.", "Kaffen."),
        by=cast.liv,
        now=now,
    )


def _round(cast: Cast, word: str, gathering: Gathering | None, now: datetime) -> AlignmentRound:
    return start_round(
        network=cast.network, word=word, shows_names=False, gathering=gathering, by=cast.liv, now=now
    )
