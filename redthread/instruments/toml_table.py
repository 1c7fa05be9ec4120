"""One table of the file, read key by key; what is missing, of another type or unknown is reported."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from redthread.instruments.model import LANGUAGES, Text
from redthread.instruments.problems import Found, Place
from redthread.instruments.words import marked as _
from redthread.instruments.words import say

CODE = re.compile(r"[a-z][a-z0-9_]{0,30}")
INSTRUMENT_CODE = re.compile(r"[a-z][a-z0-9_-]{0,58}")
CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")
LONGEST = 2000
TYPES = {
    str: _("tekst i anførselstegn"),
    int: _("et helt tall"),
    float: _("et tall"),
    bool: _("true eller false"),
    list: _("en liste"),
    dict: _("en tabell"),
}


class Table:
    """`place` is without a key. Every read gives something of the right type, also where it complains."""

    def __init__(self, values: dict[str, Any], place: Place, found: Found) -> None:
        self.values, self.place, self.found = values, place, found
        self._read: set[str] = set()

    def complain(self, key: str, template: str, **values: object) -> None:
        self.found.add(self.place._replace(key=key), template, **values)

    def take(self, key: str, kind: type, *, default: Any = None) -> Any:
        """The value when it is there and of the type; else the default. No default: it must be there."""
        self._read.add(key)
        if key not in self.values:
            if default is None:
                self.complain(key, _("Feltet mangler. Skriv det inn."))
            return kind() if default is None else default
        value = self.values[key]
        if kind is float and type(value) is int:
            value = float(value)
        if type(value) is not kind:
            self.complain(key, _("Her skal det stå %(what)s."), what=say(TYPES[kind]))
            return kind() if default is None else default
        return value

    def string(self, key: str, *, default: str | None = None, longest: int = LONGEST) -> str:
        return self.fit(key, str(self.take(key, str, default=default)), longest)

    def fit(self, key: str, value: str, longest: int) -> str:
        if len(value) > longest:
            self.complain(key, _("Teksten er lengre enn %(most)d tegn. Kort den ned."), most=longest)
        if CONTROL.search(value):
            self.complain(key, _("Teksten har styretegn som ikke kan vises. Skriv den på nytt."))
        return value

    def code(self, key: str = "code", pattern: re.Pattern[str] = CODE) -> str:
        value = self.string(key)
        if value and not pattern.fullmatch(value):
            self.complain(
                key,
                _("Koden «%(code)s» må begynne med en liten bokstav, og ha bare a–z, tall og «_»."),
                code=value,
            )
        return value

    def one_of(self, key: str, allowed: tuple[str, ...], *, default: str | None = None) -> str:
        value = self.string(key, default=default)
        if value not in allowed and key in self.values:
            self.complain(
                key,
                _("«%(value)s» er ukjent. Velg blant %(allowed)s."),
                value=value,
                allowed=", ".join(allowed),
            )
        return value

    def all_of(self, key: str, allowed: tuple[str, ...], *, default: tuple[str, ...] = ()) -> tuple[str, ...]:
        """A list of words that are all allowed, each once."""
        values = self.strings(key, default=default)
        for value in values:
            if value not in allowed:
                self.complain(
                    key,
                    _("«%(value)s» er ukjent. Velg blant %(allowed)s."),
                    value=value,
                    allowed=", ".join(allowed),
                )
        return values

    def strings(self, key: str, *, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        values = self.take(key, list, default=None if default is None else list(default))
        if not all(type(value) is str for value in values):
            self.complain(key, _("Listen skal ha bare tekster i anførselstegn."))
            return ()
        self.once(key, values)
        return tuple(values)

    def once(self, key: str, values: list[Any]) -> None:
        twice = [value for value, times in Counter(values).items() if times > 1]
        if twice:
            self.complain(key, _("«%(value)s» står flere ganger. La den stå én gang."), value=twice[0])

    def text(self, key: str, *, longest: int = LONGEST) -> Text:
        return self.as_text(key, self.take(key, dict), longest)

    def text_or_none(self, key: str) -> Text | None:
        self._read.add(key)
        return self.text(key) if key in self.values else None

    def as_text(self, key: str, values: dict[str, Any], longest: int = LONGEST) -> Text:
        """The same words in each language."""
        unknown = sorted(set(values) - set(LANGUAGES))
        if unknown:
            self.complain(
                key, _("Språket «%(value)s» er ukjent. Velg blant %(allowed)s."),
                value=unknown[0], allowed=", ".join(LANGUAGES),
            )  # fmt: skip
        if not all(type(value) is str for value in values.values()):
            self.complain(key, _('Her skal det stå tekst for hvert språk, slik: { nb = "…" }.'))
            return Text("")
        if key in self.values and not values.get("nb", "").strip():
            self.complain(key, _("Teksten på bokmål (nb) mangler. Skriv den inn."))
        return Text(**{one: self.fit(key, values.get(one, ""), longest) for one in LANGUAGES})

    def tables(self, key: str, kind: str, *, start: int = 1, required: bool = False) -> Iterator[Table]:
        """Each table of the list, numbered from `start`, with the code it has as its name."""
        values = self.take(key, list, default=None if required else [])
        for number, one in enumerate(values, start=start):
            if type(one) is dict:
                name = one.get("code")
                yield Table(one, Place(kind, number, name if type(name) is str else ""), self.found)
            else:
                self.complain(key, _("Her skal det stå en liste av tabeller."))
                return

    def nothing_else(self) -> None:
        """Report the keys that nobody has read."""
        for key in self.values:
            if key not in self._read:
                self.complain(key, _("Feltet er ukjent. Se etter skrivefeil, eller ta det bort."))
