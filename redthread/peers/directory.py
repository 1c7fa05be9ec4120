"""«Hvem kan hva»: the people of a network with what they offer and what they have led, by school.

Seven queries, however many people there are. By school and name, and in no other order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from redthread.networks.access import Access
from redthread.networks.models import Membership, Network
from redthread.peers.access import peers_in
from redthread.peers.log import Trace, read_log
from redthread.peers.models import AnswerPace, HiddenLine, Offer
from redthread.peers.pace import Counts, pace_words
from redthread.people.models import Organisation, Person, Position


class Card(NamedTuple):
    """One person. `offers` and `traces` that answer to the search come first."""

    person: Person
    school: Organisation | None
    role: str
    offers: list[Offer]
    traces: list[Trace]
    pace: str
    is_me: bool

    @property
    def first_traces(self) -> list[Trace]:
        return self.traces[:3]

    @property
    def more_traces(self) -> list[Trace]:
        return self.traces[3:]

    @property
    def best_word(self) -> str:
        """What a question or a group would be about, if nothing was searched for."""
        return self.offers[0].what if self.offers else ""


class Place(NamedTuple):
    school: Organisation | None
    cards: list[Card]


class Directory(NamedTuple):
    places: list[Place]
    words: str  # what was searched for
    has_any: bool  # whether anybody stands here with anything

    @property
    def cards(self) -> list[Card]:
        return [card for place in self.places for card in place.cards]

    @property
    def others(self) -> list[Card]:
        return [card for card in self.cards if not card.is_me]


def directory(access: Access, words: str, now: datetime) -> Directory:
    """The people who take part, narrowed by the words, each of which must be found on the card."""
    cards = _cards(access, now)
    asked = words.casefold().split()
    found = [_sorted_by_hits(card, asked) for card in cards if _matches(card, asked)]
    by_school: dict[str, Place] = {}
    for card in found:
        name = card.school.name if card.school else ""
        by_school.setdefault(name, Place(card.school, [])).cards.append(card)
    places = [by_school[name] for name in sorted(by_school, key=lambda name: (name == "", name))]
    return Directory(places, words, any(card.offers or card.traces for card in cards))


def own_traces(access: Access, now: datetime) -> list[tuple[Trace, bool]]:
    """Everything the log tells about oneself, with whether it is shown."""
    hidden = _hidden(access.network)[access.person.pk]
    log = read_log(access.network, now)
    lines = {**log.people.get(access.person.pk, {})}
    for school in sorted(access.organisation_ids):
        lines |= log.schools.get(school, {})
    return [(trace, trace.key not in hidden) for trace in _latest_first(lines.values())]


def _cards(access: Access, now: datetime) -> list[Card]:
    network = access.network
    today = timezone.localdate(now)
    posts = Position.objects.current(today).filter(
        person=OuterRef("person"), organisation=OuterRef("organisation")
    )
    people = peers_in(network, now).annotate(post=Subquery(posts.order_by("pk").values("kind")[:1]))
    log, hidden, offers = read_log(network, now), _hidden(network), _offers(network)
    cards = []
    for one in people.select_related("person__answer_pace"):
        lines = {**log.people.get(one.person_id, {})}
        if one.organisation_id is not None:
            lines |= log.schools.get(one.organisation_id, {})
        kept = [trace for trace in lines.values() if trace.key not in hidden[one.person_id]]
        cards.append(_card(access, one, offers[one.person_id], _latest_first(kept)))
    return cards


def _card(access: Access, one: Membership, offers: list[Offer], traces: list[Trace]) -> Card:
    post: str | None = getattr(one, "post", None)
    role = Position.Kind(post).label if post else one.get_role_display()
    pace: AnswerPace | None = getattr(one.person, "answer_pace", None)
    words = pace_words(Counts(pace.soon, pace.week, pace.later)) if pace else ""
    is_me = one.person_id == access.person.pk
    return Card(one.person, one.organisation, str(role), offers, traces, words, is_me)


def _hidden(network: Network) -> dict[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    for person, key in HiddenLine.objects.filter(network=network).values_list("person", "key"):
        found[person].add(key)
    return found


def _offers(network: Network) -> dict[int, list[Offer]]:
    found: dict[int, list[Offer]] = defaultdict(list)
    for offer in Offer.objects.shown().filter(network=network).order_by("what", "pk"):
        found[offer.person_id].append(offer)
    return found


def _latest_first(traces: Iterable[Trace]) -> list[Trace]:
    return sorted(traces, key=lambda one: (one.at, one.key), reverse=True)


def _matches(card: Card, asked: list[str]) -> bool:
    text = _text_of(card)
    return all(word in text for word in asked)


def _text_of(card: Card) -> str:
    offered = [f"{offer.what} {offer.line}" for offer in card.offers]
    told = [trace.words for trace in card.traces]
    school = card.school.name if card.school else ""
    return " \n".join([card.person.name, school, card.role, *offered, *told]).casefold()


def _sorted_by_hits(card: Card, asked: list[str]) -> Card:
    def misses(text: str) -> bool:
        return not any(word in text.casefold() for word in asked)

    offers = sorted(card.offers, key=lambda offer: misses(f"{offer.what} {offer.line}"))
    return card._replace(offers=offers, traces=sorted(card.traces, key=lambda one: misses(one.words)))
