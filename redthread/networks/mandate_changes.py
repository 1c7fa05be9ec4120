"""What is new between two versions of a mandate, word by word."""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import SequenceMatcher
from typing import NamedTuple

from django.utils.functional import Promise

from redthread.networks.models import Mandate

FIELDS = ("purpose", "expectations", "time_frame", "position_share", "funding", "is_not")
_WORD_OR_SPACE = re.compile(r"\s+|[^\s]+")


class Piece(NamedTuple):
    """A run of text that is `same`, `new` or `gone`."""

    kind: str
    text: str


class Field(NamedTuple):
    """One field of a mandate; `pieces` is empty unless it differs from the version compared with."""

    name: str
    label: str | Promise
    text: str
    pieces: list[Piece]


def changed_words(old: str, new: str) -> list[Piece]:
    """The new text with what came marked `new` and what went marked `gone`.

    >>> changed_words("en halv dag", "en hel dag")
    [Piece(kind='same', text='en '), Piece(kind='gone', text='halv'), Piece(kind='new', text='hel'), \
Piece(kind='same', text=' dag')]
    """
    before, after = _WORD_OR_SPACE.findall(old), _WORD_OR_SPACE.findall(new)
    pieces = []
    for what, a, b, c, d in SequenceMatcher(None, before, after).get_opcodes():
        if what == "equal":
            pieces.append(Piece("same", "".join(after[c:d])))
            continue
        pieces += [Piece("gone", "".join(before[a:b]))] if b > a else []
        pieces += [Piece("new", "".join(after[c:d]))] if d > c else []
    return pieces


def fields_of(mandate: Mandate, earlier: Mandate | None) -> list[Field]:
    """The mandate's fields that say something, or said something in `earlier`, in the order of reading."""
    fields = []
    for name in FIELDS:
        text: str = getattr(mandate, name)
        old: str = getattr(earlier, name) if earlier else text
        if text or old:
            fields.append(Field(name, _label(name), text, changed_words(old, text) if old != text else []))
    return fields


def typed_against(theirs: Mandate, typed: Mapping[str, str]) -> list[Field]:
    """The fields where somebody else's version says something other than what was typed here."""
    fields = []
    for name in FIELDS:
        text: str = getattr(theirs, name)
        if text != typed.get(name, ""):
            fields.append(Field(name, _label(name), text, changed_words(typed.get(name, ""), text)))
    return fields


def _label(name: str) -> str | Promise:
    return Mandate._meta.get_field(name).verbose_name  # type: ignore[union-attr]
