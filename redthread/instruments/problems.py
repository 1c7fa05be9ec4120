"""What is wrong with an instrument from outside, all of it at once, each with its place."""

from __future__ import annotations

from typing import NamedTuple

from redthread.instruments.words import Words, say
from redthread.instruments.words import marked as _

MOST = 50


class Place(NamedTuple):
    """A table of the file: which one of its kind (from 1), what it is called, and the key in it."""

    kind: str = ""  # section, item, scale, index, source, cell; empty is the file itself
    number: int = 0
    name: str = ""
    key: str = ""

    def words(self) -> Words:
        template = NAMES[self.kind] if self.name or not self.kind else NUMBERS[self.kind]
        said = say(template, name=self.name, number=self.number)
        return said if not self.key else say(_("%(place)s, «%(key)s»"), place=said, key=self.key)


NAMES = {
    "": _("filen"),
    "section": _("del %(number)d"),
    "item": _("spørsmålet «%(name)s»"),
    "scale": _("skalaen «%(name)s»"),
    "index": _("indeksen «%(name)s»"),
    "source": _("kilde %(number)d"),
    "cell": _("arket «%(name)s», rad %(number)d"),
}
NUMBERS = {
    "section": _("del %(number)d"),
    "item": _("spørsmål nummer %(number)d"),
    "scale": _("skala nummer %(number)d"),
    "index": _("indeks nummer %(number)d"),
    "source": _("kilde %(number)d"),
}


class Problem(NamedTuple):
    """`line` is 0 where it is not known."""

    place: Place
    text: Words
    line: int = 0

    def __str__(self) -> str:
        place = str(self.place.words())
        where = f"linje {self.line}, {place}" if self.line else place
        return f"{where[0].upper()}{where[1:]}: {self.text}"


class InstrumentError(Exception):
    """The file is refused whole. `problems` holds one line a problem, `found` the same with its parts."""

    def __init__(self, found: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(str(one) for one in found))
        self.found = found

    @property
    def problems(self) -> tuple[str, ...]:
        return tuple(str(one) for one in self.found)


class Found:
    """Collects problems, and stops at the first fifty."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def add(self, place: Place, template: str, **values: object) -> None:
        self.problems.append(Problem(place, say(template, **values)))
        if len(self.problems) >= MOST:
            self.stop_if_any()

    def stop_if_any(self) -> None:
        if self.problems:
            raise InstrumentError(tuple(self.problems))
