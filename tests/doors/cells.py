"""One door for one kind of content: what it hands out to everybody, or why there is no such door.

Everybody of the cast knocks, and somebody who has not signed in, in one and the same world, while the content
goes from one state to the next. So whoever is refused is refused where somebody else is let in.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models, transaction
from django.test import Client
from django.urls import reverse

import redthread
from redthread.gatherings.actions.feeds import make_feed
from redthread.gatherings.feeds import token_of
from redthread.networks.models import Membership
from redthread.people.models import Person
from tests.policy import POLICIES
from tests.received import CHANGING, headers_of, text_of
from tests.world import World

NAME, WORDS, LATER = "NAVNHEMMELIG", "ORDHEMMELIG", "SENEREHEMMELIG"
MARKS = (NAME, WORDS, LATER)
BEFORE = "before"
NEXT = "\N{INFORMATION SEPARATOR TWO}"  # in front of each answer of several
INSIDERS = "liv mona mads rita kine eva dag"
EVERYBODY = (*INSIDERS.split(), "olav", "stein", "nobody")
DOORS = (
    "detail page", "list", "counts, badges, progress bars", "search hit, excerpt", "autocomplete, picker",
    "live push, poll, presence", "e-mail, digest, invitation", "export, print", "file, also after a change",
    "link preview", "comments, reactions", "deleted, with attachments", "history, old version",
    "calendar feed", "report, statistic, dashboard", "JSON and HTMX twin", "moved",
    "edit that resets scope", "copy, forward, use as a template", "invitation, magic link, code",
    "source, hidden inputs, cache", "author, order, seen by", "titles, names, error text",
    "session after a role is removed",
)  # fmt: skip
Seen = Mapping[str, str]  # by state, the names of those who see it; a state that is not there: nobody


@dataclass
class Town:
    world: World
    sessions: Mapping[str, str]
    own: str = ""  # how the names of the content's own addresses begin, as a pattern
    answers: dict[tuple[str, str], str] = field(default_factory=dict)  # in the state that is asked in
    gone: set[str] = field(default_factory=set)  # those who have lost a right that they had before
    things: dict[str, Any] = field(default_factory=dict)  # what the content under test has made

    def person(self, name: str) -> Person | None:
        if name == "nobody":
            return None
        person: Person = self.world.dag if name == "dag" else getattr(self.world.cast, name)
        return person

    def client(self, name: str) -> Client:
        client = Client()
        if name != "nobody":
            client.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[name]
        return client

    def path(self, name: str, **ids: object) -> str:
        """The address of the content under test where it has one, else of what the access walk asks for."""
        known = POLICIES[name].ids(self.world)
        if re.match(self.own, name):
            known = {key: self.things.get(key, value) for key, value in known.items()}
        return reverse(name, kwargs={**known, **ids})


Ask = Callable[[Town, str], str]


@dataclass(frozen=True)
class Opens:
    """What `ask` gives to each name, and who sees what in it.

    `name`, `words` and `later` are who meets that mark; `trace` is who receives anything else than before the
    content was there, and is those who meet a mark unless it is said. `holds` is a text that those named
    receive in every state: a door that hands out nothing of the content is asked in earnest by that.
    """

    ask: Ask
    name: Seen = field(default_factory=dict)
    words: Seen = field(default_factory=dict)
    later: Seen = field(default_factory=dict)
    trace: Seen | None = None
    holds: tuple[str, str] = ("", "")
    states: tuple[str, ...] = ()  # those that are asked in
    also: Callable[[Town], None] | None = None  # what else must hold in the last of them

    def traced(self, state: str) -> str:
        if self.trace is not None:
            return self.trace.get(state, "")
        return " ".join(seen.get(state, "") for seen in (self.name, self.words, self.later))

    def can_fail(self) -> bool:
        """Whether somebody is let in, or is known to get something through the same door."""
        seen = (self.name, self.words, self.later, self.trace or {})
        return any(names for one in seen for names in one.values()) or bool(self.holds[1])


@dataclass(frozen=True)
class Absent:
    """There is no such door, why, and what would be otherwise if there were one."""

    why: str
    proof: Callable[[Town], None]
    state: str = BEFORE  # in which it is proved


@dataclass(frozen=True)
class Walked:
    """Another walk goes through this door, with these addresses of the content among its own."""

    walk: Callable[..., None]
    names: tuple[str, ...]

    def walked(self) -> set[str]:
        marks = getattr(self.walk, "pytestmark", [])
        return {name for mark in marks if mark.name == "parametrize" for name in mark.args[1]}


Cell = Opens | Absent | Walked


# What is asked.


def got(answer: Any) -> str:  # the test client's own kind of answer
    return f"{NEXT}{answer.status_code} {headers_of(answer)}\n{text_of(answer)}"


def pages(*asked: str, query: str = "") -> Ask:
    """The named addresses of the content, one after the other."""
    return lambda town, name: "\n".join(asked_once(town, name, town.path(one) + query) for one in asked)


def asked_once(town: Town, name: str, path: str) -> str:
    """What the person gets at the address in this state, which is the same whichever door leads there."""
    if (name, path) not in town.answers:
        town.answers[name, path] = got(town.client(name).get(path))
    return town.answers[name, path]


def posts(*asked: str, **data: str) -> Ask:
    """What each address answers to a press that a script sends."""

    def ask(town: Town, name: str) -> str:
        client, told = town.client(name), []
        headers = {"HX-Request": "true", "Accept": "application/json"}
        for one in asked:
            with transaction.atomic():
                told.append(got(client.post(town.path(one), data, headers=headers)))
                transaction.set_rollback(True)
        return "\n".join(told)

    return ask


def feed(town: Town, name: str) -> str:
    """The calendar that a program of the person follows, by its secret address."""
    person = town.person(name)
    if person is None or name not in INSIDERS.split():
        return ""
    made = make_feed(network=None, by=person, now=town.world.now)
    return got(Client().get(reverse("gatherings:feed", args=[token_of(made)])))


def storable(*asks: Ask) -> Ask:
    """Those of the answers with a mark in them that a browser may keep; and whether there was any mark."""

    def ask(town: Town, name: str) -> str:
        answers = both(*asks)(town, name).split(NEXT)
        marked = [one for one in answers if any(mark in one for mark in MARKS)]
        kept = [one for one in marked if "no-store" not in one.partition("\n")[0]]
        return "\n".join(["it stands there" if marked else "", *kept])

    return ask


def head(one: str) -> Ask:
    """What a preview is made of, as a page's own reader and as a robot fetch it."""

    def ask(town: Town, name: str) -> str:
        robot: Any = town.client(name).get(town.path(one), headers={"User-Agent": "facebookexternalhit/1.1"})
        return text_of(robot).partition("</head>")[0]

    return ask


def both(*asks: Ask) -> Ask:
    return lambda town, name: "\n".join(ask(town, name) for ask in asks)


def mails(town: Town, name: str) -> str:
    person = town.person(name)
    if person is None:
        return ""
    return "\n".join(f"{one.subject}\n{one.text}\n{one.calendar}" for one in person.mails.order_by("pk"))


def plain(text: str) -> str:
    """Without what is another each time."""
    for pattern, instead in CHANGING:
        text = pattern.sub(instead, text)
    return text


@contextmanager
def gone(town: Town, name: str) -> Iterator[None]:
    """The person's membership ended a second ago; the session is as it was."""
    with _changed(town, name, ends_at=town.world.now - timedelta(seconds=1)):
        yield


@contextmanager
def moved(town: Town, name: str) -> Iterator[None]:
    """The person represents Brekka now; the session is as it was."""
    with _changed(town, name, organisation=town.world.cast.brekka):
        yield


@contextmanager
def _changed(town: Town, name: str, **change: object) -> Iterator[None]:
    held = Membership.objects.current(town.world.now).filter(network=town.world.cast.network)
    one = held.get(person=town.person(name))
    Membership.objects.filter(pk=one.pk).update(**change)
    town.gone.add(name)
    yield
    town.gone.remove(name)
    one.save()


# What is asserted where there is no door.


def pointing_to(model: type[models.Model]) -> set[str]:
    """Every model with a column that leads to this one."""
    return {
        other.__name__
        for other in apps.get_models()
        for column in other._meta.get_fields()
        if getattr(column, "related_model", None) is model and column.concrete
    }


def stored(mark: str) -> set[str]:
    """Every model in whose tables the mark stands."""
    return {
        model.__name__
        for model in apps.get_models()
        for row in model._base_manager.values_list()
        if mark in str(row)
    }


def columns(model: type[models.Model]) -> dict[str, str]:
    return {one.name: type(one).__name__ for one in model._meta.get_fields() if one.concrete}


def imports(package: str, other: str) -> set[str]:
    """The files of one package that import another."""
    folder = Path(*Path(redthread.__file__).parts[:-2], *package.split("."))
    found = [path for path in folder.rglob("*.py") if "tests" not in path.parts]
    assert found
    return {path.name for path in found if other in path.read_text(encoding="utf-8")}
