"""What a survey can begin with: the library, and the network's own questionnaires."""

from __future__ import annotations

from math import ceil
from typing import NamedTuple

from django.utils.translation import get_language

from redthread.instruments.library import instruments
from redthread.instruments.minutes import longest_minutes
from redthread.instruments.model import Instrument
from redthread.networks.models import Network
from redthread.surveys.role_words import role_words


class Offer(NamedTuple):
    code: str
    title: str
    about: str
    questions: int
    minutes: int
    roles: str


class OwnOffer(NamedTuple):
    code: str
    title: str
    version: int


class StartPage(NamedTuple):
    library: list[Offer]
    own: list[OwnOffer]


def start_page(network: Network) -> StartPage:
    """The newest version of each of the network's own. One query."""
    language = get_language() or "nb"
    newest = {}
    for own in network.instruments.order_by("code", "version", "pk").defer("definition"):
        newest[own.code] = OwnOffer(own.public_id, own.title, own.version)
    return StartPage(
        library=[_offer(one, language) for one in instruments().values()],
        own=sorted(newest.values(), key=lambda one: (one.title, one.code)),
    )


def _offer(instrument: Instrument, language: str) -> Offer:
    return Offer(
        code=instrument.code,
        title=instrument.title.to(language),
        about=instrument.about.to(language),
        questions=len(instrument.items),
        minutes=max(1, ceil(longest_minutes(instrument, language)[1])),
        roles=", ".join(role_words(role).lower() for role in instrument.roles),
    )
