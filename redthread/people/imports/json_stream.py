"""Units out of a JSON file of any length, one at a time, with only a piece of it in memory.

Understands what the register's services answer: a page `{"TotaltAntallEnheter": 5, "EnhetListe": [...]}`,
a bare array, and a single unit.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Any, BinaryIO

from django.utils.translation import gettext as _

from redthread.core.errors import InputError

PIECE = 2**18
LARGEST_VALUE = 2**22  # one unit takes a few kilobytes
LIST_KEYS = frozenset({"enhetliste", "enheter"})
TOTAL_KEYS = frozenset({"totaltantallenheter"})
_GAP = re.compile(r"[\s,]*")
_DECODER = json.JSONDecoder()


class UnitStream:
    """Iterate to get the units; afterwards `total` is how many the register says there are in all."""

    def __init__(self, file: BinaryIO) -> None:
        self.total: int | None = None
        self._text = io.TextIOWrapper(file, encoding="utf-8-sig")
        self._buffer = ""
        self._at = 0
        self._is_at_end = False

    def __iter__(self) -> Iterator[dict[str, Any]]:
        """Raises InputError for what is not JSON or holds something else than units."""
        try:
            match self._next_sign():
                case "[":
                    yield from self._items()
                case "{":
                    yield from self._page_or_unit()
                case _:
                    raise ValueError
        except (ValueError, RecursionError):  # ValueError: also odd characters, and numbers without end
            raise InputError(
                _("Filen er ikke gyldig JSON fra skoleregisteret, eller den er kuttet.")
            ) from None
        finally:
            self._text.detach()  # the file is the caller's to close

    def _items(self) -> Iterator[dict[str, Any]]:
        self._at += 1
        while self._next_sign() != "]":
            item = self._value()
            if not isinstance(item, dict):
                raise ValueError
            yield item
        self._at += 1

    def _page_or_unit(self) -> Iterator[dict[str, Any]]:
        self._at += 1
        rest: dict[str, Any] = {}
        is_page = False
        while self._next_sign() != "}":
            key = str(self._value())
            if self._next_sign() != ":":
                raise ValueError
            self._at += 1
            if key.casefold() in LIST_KEYS and self._next_sign() == "[":
                is_page = True
                yield from self._items()
            else:
                rest[key] = self._value()
        self.total = next((v for k, v in rest.items() if k.casefold() in TOTAL_KEYS and type(v) is int), None)
        if not is_page:
            yield rest

    def _next_sign(self) -> str:
        """The next sign that is no gap, without taking it; raises ValueError at the end of the file."""
        while True:
            self._at = _GAP.match(self._buffer, self._at).end()  # type: ignore[union-attr]  # always matches
            if self._at < len(self._buffer):
                return self._buffer[self._at]
            self._read_more()

    def _value(self) -> Any:
        self._next_sign()
        while True:
            with suppress(ValueError):  # it may go on in the next piece
                value, end = _DECODER.raw_decode(self._buffer, self._at)
                if end < len(self._buffer) or self._is_at_end:  # so may a number at the very end
                    self._at = end
                    return value
            self._read_more()

    def _read_more(self) -> None:
        if self._is_at_end or len(self._buffer) - self._at > LARGEST_VALUE:
            raise ValueError
        piece = self._text.read(PIECE)
        self._is_at_end = not piece
        self._buffer = self._buffer[self._at :] + piece
        self._at = 0
