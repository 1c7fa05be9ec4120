"""Concepts are written in versions and agreed to; an agreed meaning is never changed unseen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from redthread.concepts.models import Agreement, AlignmentRound, Concept, ConceptVersion
from redthread.core.errors import RuleError
from redthread.gatherings.models import Gathering
from redthread.networks.models import Network
from redthread.people.models import Person


@dataclass(frozen=True)
class Words:
    """What one version says."""

    meaning: str
    plain: str = ""
    instead: str = ""
    example: str = ""


class ConceptMovedOn(RuleError):  # noqa: N818 - what happened, not what went wrong
    """Somebody else wrote a version in the meantime; `latest` is theirs."""

    def __init__(self, latest: ConceptVersion) -> None:
        super().__init__(
            _("%(person)s lagret en ny versjon mens du skrev. Det du skrev, står her fortsatt.")
            % {"person": latest.written_by}
        )
        self.latest = latest


def key_of(word: str) -> str:
    """The same for a word in capitals and with more space."""
    return " ".join(word.lower().split())[:80]


@transaction.atomic
def add_concept(
    *,
    network: Network,
    word: str,
    words: Words,
    from_round: AlignmentRound | None,
    by: Person,
    now: datetime,
) -> Concept:
    """Write down a word and its first version. Raises RuleError when the network has the word already."""
    word = " ".join(word.split())
    try:
        with transaction.atomic():
            concept = Concept.objects.create(
                network=network, word=word, key=key_of(word), made_by=by, made_at=now
            )
    except IntegrityError as error:
        raise RuleError(
            _("«%(word)s» står i listen fra før. Åpne det, og skriv en ny versjon.") % {"word": word}
        ) from error
    _write(concept, 1, words, why="", from_round=from_round, by=by, now=now)
    return concept


@transaction.atomic
def write_version(
    *,
    concept: Concept,
    expected: int,
    words: Words,
    why: str,
    from_round: AlignmentRound | None,
    by: Person,
    now: datetime,
) -> ConceptVersion:
    """Write the version after `expected`. Those before stay as they were, with who agreed to them.

    Raises ConceptMovedOn when somebody has written since, RuleError without a why.
    """
    if not why.strip():
        raise RuleError(_("Skriv kort hvorfor dere endrer det, så de som var enige, forstår."))
    latest = concept.versions.select_related("written_by").get(number=_last_number(concept))
    if latest.number != expected:
        raise ConceptMovedOn(latest)
    try:
        with transaction.atomic():
            return _write(concept, expected + 1, words, why=why, from_round=from_round, by=by, now=now)
    except IntegrityError as error:
        theirs = concept.versions.select_related("written_by").get(number=expected + 1)
        raise ConceptMovedOn(theirs) from error


def _last_number(concept: Concept) -> int:
    return concept.versions.values_list("number", flat=True)[0]


def _write(
    concept: Concept,
    number: int,
    words: Words,
    *,
    why: str,
    from_round: AlignmentRound | None,
    by: Person,
    now: datetime,
) -> ConceptVersion:
    return ConceptVersion.objects.create(
        concept=concept,
        number=number,
        meaning=words.meaning,
        plain=words.plain,
        instead=words.instead,
        example=words.example,
        changed_why=why,
        written_by=by,
        written_at=now,
        round=from_round,
    )


@transaction.atomic
def agree(*, version: ConceptVersion, by: Person, now: datetime) -> None:
    """One member agrees to this version; twice is once. Raises RuleError when there is a newer one."""
    _is_latest(version)
    Agreement.objects.get_or_create(version=version, by=by, at_gathering=False, defaults={"at": now})


@transaction.atomic
def take_agreement_back(*, version: ConceptVersion, by: Person, now: datetime) -> None:
    """The member no longer agrees."""
    Agreement.objects.filter(version=version, by=by, at_gathering=False).delete()


@transaction.atomic
def agree_at_gathering(*, version: ConceptVersion, gathering: Gathering, by: Person, now: datetime) -> None:
    """The network agreed at a gathering that has begun; whoever leads writes it down, once.

    Raises RuleError for a gathering still to come or called off, and when a newer version has been written.
    """
    _is_latest(version)
    if gathering.is_draft or gathering.cancelled_at is not None or gathering.starts_at > now:
        raise RuleError(_("Velg en samling som er holdt. Enighet skrives inn etterpå."))
    Agreement.objects.get_or_create(
        version=version, at_gathering=True, defaults={"gathering": gathering, "by": by, "at": now}
    )


def _is_latest(version: ConceptVersion) -> None:
    if version.number != _last_number(version.concept):
        raise RuleError(_("Det er skrevet en ny versjon siden du åpnet siden. Les den først."))


@transaction.atomic
def put_away(*, concept: Concept, by: Person, now: datetime) -> None:
    """Take the word out of the list; what was written and agreed is kept."""
    Concept.objects.in_use().filter(pk=concept.pk).order_by().update(put_away_at=now, put_away_by=by)
