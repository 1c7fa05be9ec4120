"""The methods that come with the product: one file a method in `library/`, and how a network reaches them.

A file is TOML: names and purpose in three languages, the card in bokmål, and below each step the phases that
the room runs. The order of the files is the order of the list.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from django.http import Http404
from django.utils.translation import get_language

from redthread.gatherings.method_card import Card, card_of, card_of_row, fields_of
from redthread.gatherings.method_script import check_steps
from redthread.gatherings.models import Method
from redthread.networks.models import Network

FOLDER = Path(__file__).parent / "library"
LIBRARY, OWN = "bibliotek", "egen"
LANGUAGES = ("nb", "nn", "en")


@dataclass(frozen=True)
class LibraryMethod:
    """A card of the library with what it is called and good for in each language."""

    key: str
    names: dict[str, str]
    purposes: dict[str, str]
    kinds: tuple[str, ...]  # the kinds of agenda items it suits
    card: Card
    order: int

    def in_language(self, language: str) -> Card:
        name, purpose = self.names.get(language), self.purposes.get(language)
        return replace(self.card, name=name or self.card.name, purpose=purpose or self.card.purpose)


@dataclass(frozen=True)
class MethodChoice:
    """A line to choose from: `value` is what `chosen_method` takes."""

    value: str
    name: str
    minutes: int
    is_own: bool
    kinds: tuple[str, ...]


def methods_for(network: Network) -> list[MethodChoice]:
    """What the network may put on an agenda: its own methods first, then those of the library."""
    own = Method.objects.filter(network=network, put_away_at=None)
    language = get_language() or "nb"
    return [
        *(MethodChoice(f"{OWN}:{one.public_id}", one.name, one.minutes, True, ()) for one in own),
        *(
            MethodChoice(
                f"{LIBRARY}:{one.key}", one.in_language(language).name, one.card.minutes, False, one.kinds
            )
            for one in library().values()
        ),
    ]


def chosen_method(network: Network, value: str) -> Method | None:
    """The method behind a choice of `methods_for`; None for an empty one. Http404 for any other."""
    kind, _colon, key = value.partition(":")
    if not value:
        return None
    if kind == LIBRARY and key in library():
        return keep_library_method(key)
    found = Method.objects.filter(network=network, public_id=key).first() if kind == OWN else None
    if found is None:
        raise Http404
    return found


def choice_of(method: Method | None) -> str:
    """What `methods_for` calls the method that an agenda item has."""
    if method is None:
        return ""
    return f"{LIBRARY}:{method.key}" if method.key else f"{OWN}:{method.public_id}"


def keep_library_method(key: str) -> Method:
    """The row of a library method, made the first time it is used. KeyError when there is no such method."""
    card = library()[key].card
    method, _is_new = Method.objects.get_or_create(key=key, defaults=fields_of(card))
    return method


def current_card(method: Method) -> Card:
    """The card of a row; that of the library as it is in this release, in the reader's language."""
    if method.key and method.key in library():
        return library()[method.key].in_language(get_language() or "nb")
    return card_of_row(method)


@cache
def library() -> dict[str, LibraryMethod]:
    """Every method of the library by its key. Raises ValueError with the file and place when one is wrong."""
    found = [_read(path) for path in FOLDER.glob("*.toml")]
    return {one.key: one for one in sorted(found, key=lambda one: (one.order, one.key))}


def _read(path: Path) -> LibraryMethod:
    data = _one_line(tomllib.loads(path.read_text("utf-8")))
    try:
        card = card_of(_flat(data))
        check_steps(card.script, [step.minutes for step in card.steps])
        names = {language: data["name"][language] for language in LANGUAGES}
        purposes = {language: data["purpose"][language] for language in LANGUAGES}
    except (KeyError, TypeError) as error:
        raise ValueError(f"{path.name}: {error!r}") from error
    return LibraryMethod(
        path.stem, names, purposes, tuple(data.get("kinds", ())), card, data.get("order", 99)
    )


def _one_line(value: Any) -> Any:
    """The same with each text on one line; in a file they are broken where a line is full."""
    match value:
        case str():
            return " ".join(value.split())
        case list():
            return [_one_line(one) for one in value]
        case dict():
            return {name: _one_line(one) for name, one in value.items()}
    return value


def _flat(data: dict[str, Any]) -> dict[str, Any]:
    """The file's content as a row has it: one language, phases apart from steps, minutes summed."""
    phases = [
        {**phase, "step": number}
        for number, step in enumerate(data["steps"], start=1)
        for phase in step["phases"]
    ]
    return {
        **data,
        "name": data["name"]["nb"],
        "name_en": data["name"]["en"],
        "purpose": data["purpose"]["nb"],
        "people_from": data["people"][0],
        "people_to": data["people"][1] if len(data["people"]) > 1 else None,
        "minutes": sum(step["minutes"] for step in data["steps"]),
        "steps": [{name: step[name] for name in step if name != "phases"} for step in data["steps"]],
        "script": phases,
    }
