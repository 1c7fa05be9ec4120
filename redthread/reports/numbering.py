"""Figures and tables of a report, numbered through, and referred to by number from its text. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count
from typing import NamedTuple

from django.utils.translation import gettext as _

from redthread.pictures.picture import Picture, Table
from redthread.surveys.drawn import Numbered

Titled = tuple[str, Table]


class Captioned(NamedTuple):
    """A table under its caption; in front of it the picture that it stands behind, where there is one."""

    caption: str
    table: Table
    picture: Picture | None = None
    picture_caption: str = ""


class Numbers:
    """Of the tables, one for a whole report; a picture has the number that it has on the page."""

    def __init__(self) -> None:
        self._tables = count(1)

    def captioned(self, pictures: Sequence[Numbered], tables: Sequence[Titled]) -> list[Captioned]:
        """The pictures first, each with its own table."""
        drawn = [self._of_picture(one) for one in pictures]
        return drawn + [Captioned(self._table(title), table) for title, table in tables]

    def _of_picture(self, numbered: Numbered) -> Captioned:
        number, one = numbered
        words = {"number": number, "title": _sentence(one.title), "caption": one.caption}
        told = (_("Figur %(number)d. %(title)s %(caption)s") % words).strip()
        behind = _("Tallene bak figur %(number)d") % words
        return Captioned(self._table(behind), one.table, one, told)

    def _table(self, title: str) -> str:
        words = {"number": next(self._tables), "title": _sentence(title)}
        return _("Tabell %(number)d. %(title)s") % words


def references(shown: Sequence[Captioned]) -> str:
    """The line that refers to them: «Se figur 2 og tabell 5.» Empty where nothing is."""
    names = [_in_a_sentence(name) for one in shown for name in (one.picture_caption, one.caption) if name]
    if not names:
        return ""
    *first, last = names
    both = _("%(some)s og %(last)s") % {"some": ", ".join(first), "last": last} if first else last
    return _("Se %(figures)s.") % {"figures": both}


def _in_a_sentence(caption: str) -> str:
    """«figur 2» of «Figur 2. …»."""
    return caption.partition(".")[0].lower()


def _sentence(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."
