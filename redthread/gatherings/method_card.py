"""A method as it stands on its card: read from the library, from a row, or from what others share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from redthread.gatherings.method_script import Script, read_script
from redthread.gatherings.method_words import Need
from redthread.gatherings.models import Method

TEXTS = ("name", "purpose", "when_to_use", "room", "materials", "plan_b", "source")
NUMBERS = ("people_from", "people_to", "minutes")


@dataclass(frozen=True)
class Step:
    title: str
    minutes: int
    text: str
    rules: tuple[str, ...]


@dataclass(frozen=True)
class RoleOnCard:
    name: str
    text: str


@dataclass(frozen=True)
class Card:
    name: str
    name_en: str
    purpose: str
    when_to_use: str
    needs: tuple[Need, ...]
    people_from: int | None
    people_to: int | None
    minutes: int
    steps: tuple[Step, ...]
    roles: tuple[RoleOnCard, ...]
    room: str
    materials: str
    plan_b: str
    source: str
    script: Script

    @property
    def needs_in_words(self) -> list[str]:
        return [str(need.label) for need in self.needs]

    @property
    def around(self) -> list[tuple[str, str]]:
        """What stands beside the steps, each with its heading."""
        return [
            (_("Når passer den?"), self.when_to_use),
            (_("Rom"), self.room),
            (_("Utstyr"), self.materials),
            (_("Plan B"), self.plan_b),
        ]

    def suits_people(self, count: int) -> bool:
        return (self.people_from or 1) <= count and (self.people_to is None or count <= self.people_to)


def card_of_row(method: Method) -> Card:
    """What is stored. Raises ScriptError when the script was damaged."""
    return card_of({name: getattr(method, name) for name in STORED})


STORED = (
    *TEXTS,
    *NUMBERS,
    "name_en",
    "needs",
    "steps",
    "roles",
    "script",
)


def card_of(data: dict[str, Any]) -> Card:
    """The card of what a row holds, or of what was shared; missing parts are empty."""
    return Card(
        **{name: str(data.get(name) or "") for name in (*TEXTS, "name_en")},
        people_from=data.get("people_from"),
        people_to=data.get("people_to"),
        minutes=data.get("minutes") or 0,
        needs=tuple(Need(one) for one in data.get("needs") or [] if one in Need.values),
        steps=tuple(
            Step(one["title"], one["minutes"], one.get("text", ""), tuple(one.get("rules", ())))
            for one in data.get("steps") or []
        ),
        roles=tuple(RoleOnCard(one["name"], one.get("text", "")) for one in data.get("roles") or []),
        script=read_script(data.get("script") or []),
    )


def fields_of(card: Card) -> dict[str, Any]:
    """What a row stores of the card; `card_of` reads it again."""
    return {
        **{name: getattr(card, name) for name in (*TEXTS, *NUMBERS, "name_en")},
        "needs": [need.value for need in card.needs],
        "steps": [
            {"title": one.title, "minutes": one.minutes, "text": one.text, "rules": list(one.rules)}
            for one in card.steps
        ],
        "roles": [{"name": one.name, "text": one.text} for one in card.roles],
        "script": card.script.as_json(),
    }
