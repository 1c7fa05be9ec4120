"""What the pages of concepts and rounds show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from django.db.models import OuterRef, Subquery

from redthread.concepts.access import SAY, WRITE, concepts_of
from redthread.concepts.common_words import Piece, pieces_of, shared_stems
from redthread.concepts.insider_words import Entry, Mark, marks_in
from redthread.concepts.models import Agreement, AlignmentAnswer, AlignmentRound, Concept, ConceptVersion
from redthread.networks.access import Access
from redthread.networks.models import Network


class Row(NamedTuple):
    """A concept in the list, with what stands now."""

    concept: Concept
    version: ConceptVersion
    agreements: list[Agreement]

    @property
    def at_gathering(self) -> Agreement | None:
        return next((one for one in self.agreements if one.at_gathering), None)

    @property
    def agreed_by(self) -> int:
        return len(self.agreements)


class ConceptsPage(NamedTuple):
    rows: list[Row]
    open_rounds: list[AlignmentRound]
    closed_rounds: list[AlignmentRound]
    answered: frozenset[int]
    may_write: bool
    has_a_say: bool


def concepts_page(access: Access) -> ConceptsPage:
    """Rounds are told of to those who have a say; six queries at most."""
    rounds: list[AlignmentRound] = []
    answered: frozenset[int] = frozenset()
    if access.can(SAY):
        rounds = list(access.network.alignment_rounds.filter(dropped=False))
        answered = own_answers(access, rounds)
    for one in rounds:
        one.network = access.network
    return ConceptsPage(
        rows_of(access.network),
        [one for one in rounds if one.is_open],
        [one for one in rounds if not one.is_open],
        answered,
        access.can(WRITE),
        access.can(SAY),
    )


def rows_of(network: Network) -> list[Row]:
    rows = []
    for concept in concepts_of(network):
        concept.network = network
        (version,) = concept.latest  # type: ignore[attr-defined]
        rows.append(Row(concept, version, list(version.agreements.all())))
    return rows


def words_of(network: Network) -> list[tuple[str, str]]:
    """Each concept in use with what it means now, in plain words where there are any. One query."""
    newest = ConceptVersion.objects.filter(concept=OuterRef("pk")).order_by("-number")
    found = network.concepts.in_use().annotate(
        plain=Subquery(newest.values("plain")[:1]), meaning=Subquery(newest.values("meaning")[:1])
    )
    return [
        (word, plain or meaning) for word, plain, meaning in found.values_list("word", "plain", "meaning")
    ]


def own_answers(access: Access, rounds: Iterable[AlignmentRound]) -> frozenset[int]:
    """The open rounds among them that the person has answered; nobody else's answers are asked for."""
    found = AlignmentAnswer.objects.filter(round__in=[one for one in rounds if one.is_open])
    return frozenset(found.filter(person=access.person).values_list("round_id", flat=True))


class ConceptPage(NamedTuple):
    versions: list[ConceptVersion]
    shown: ConceptVersion
    agreed: list[Agreement]  # one by one, to the version that is shown
    at_gathering: Agreement | None
    has_agreed: bool
    is_latest: bool


def concept_page(access: Access, concept: Concept, number: int | None) -> ConceptPage | None:
    """One concept as it stands, or as it stood in version `number`; None for a number that is not there."""
    versions = list(concept.versions.select_related("written_by", "round"))
    shown = next((one for one in versions if number in (None, one.number)), None)
    if shown is None:
        return None
    shown.concept = concept
    agreements = list(shown.agreements.select_related("by", "gathering"))
    single = [one for one in agreements if not one.at_gathering]
    return ConceptPage(
        versions,
        shown,
        single,
        next((one for one in agreements if one.at_gathering), None),
        any(one.by_id == access.person.pk for one in single),
        shown == versions[0],
    )


class Side(NamedTuple):
    """One answer as it lies beside the others; `who` is empty in a round without names."""

    who: str
    pieces: list[Piece]


def side_by_side(round: AlignmentRound) -> list[Side]:
    """The answers of a closed round, words that several share marked; of an open one nothing at all."""
    if round.is_open:
        return []
    answers = list(round.answers.select_related("person"))
    shared = shared_stems([one.text for one in answers], besides=round.word)
    return [
        Side(one.person.name if round.shows_names and one.person else "", pieces_of(one.text, shared))
        for one in answers
    ]


def entries_of(network: Network) -> list[Entry]:
    """The network's own words, to be looked for in what goes outward."""
    return [
        Entry(
            (row.concept.word,),
            (row.version.instead,) if row.version.instead else (),
            row.version.plain,
            is_ours=True,
            href=row.concept.get_absolute_url(),
        )
        for row in rows_of(network)
        if row.version.instead or row.version.plain
    ]


class Found(NamedTuple):
    """An insider word in a snapshot, told once."""

    word: str
    instead: str
    about: str


def insider_words_in(snapshot: Sequence[Mapping[str, str]], network: Network) -> list[Found]:
    """The insider words in what is about to go outward, in the order in which they come."""
    own = entries_of(network)
    marks = [mark for part in snapshot for mark in marks_in(part.get("text", ""), own)]
    found: dict[str, Mark] = {}
    for mark in marks:
        found.setdefault(mark.entry.word, mark)
    return [
        Found(mark.text, mark.offers[0] if mark.offers else "", mark.entry.about) for mark in found.values()
    ]
