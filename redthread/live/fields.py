"""The fields of a command from a phone, read one by one; what is wrong is told, never guessed."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from redthread.core.errors import InputError
from redthread.core.shown_text import clean as clean

LONGEST, LONGEST_LINE, LONGEST_WORD = 2000, 120, 80
WORD = re.compile(r"[\w:.-]*\Z", re.ASCII)


class Fields:
    """Reads a JSON object. Each method raises InputError with the name of the field."""

    def __init__(self, body: dict[str, Any]) -> None:
        self.body = body

    def key(self) -> str:
        key = self.word("key")
        if not 16 <= len(key) <= 40:
            raise self._wrong("key")
        return key

    def word(self, name: str, *, optional: bool = False) -> str:
        """A short code: letters, digits, `-`, `_`, `:` and `.`."""
        value = self.body.get(name, "")
        if not isinstance(value, str) or len(value) > LONGEST_WORD or not WORD.match(value):
            raise self._wrong(name)
        if not value and not optional:
            raise self._wrong(name)
        return value

    def text(self, name: str, *, optional: bool = False, longest: int = LONGEST) -> str:
        value = self.body.get(name, "")
        if not isinstance(value, str):
            raise self._wrong(name)
        cleaned = clean(value)
        if len(cleaned) > longest:
            raise InputError(_("Teksten er for lang. Skriv høyst %(most)d tegn.") % {"most": longest})
        if not cleaned and not optional:
            raise InputError(_("Skriv noe først."))
        return cleaned

    def line(self, name: str) -> str:
        return " ".join(self.text(name, longest=LONGEST_LINE).split())

    def whole(self, name: str, low: int, high: int) -> int:
        value = self.body.get(name)
        if type(value) is not int or not low <= value <= high:
            raise self._wrong(name)
        return value

    def yes(self, name: str) -> bool:
        value = self.body.get(name, False)
        if not isinstance(value, bool):
            raise self._wrong(name)
        return value

    def ids(self, name: str) -> list[str]:
        value = self.body.get(name, [])
        if not isinstance(value, list) or len(value) > 300:
            raise self._wrong(name)
        if not all(isinstance(one, str) and len(one) <= LONGEST_WORD for one in value):
            raise self._wrong(name)
        return value

    def commitment(self) -> dict[str, str]:
        """Who, by when and how the staff is reached, of those that were sent; the what is the text."""
        due = self.word("due_on", optional=True)
        try:
            day = date.fromisoformat(due).isoformat() if due else ""
        except ValueError:
            raise InputError(_("Datoen finnes ikke. Velg en annen dag.")) from None
        found = {
            "who": self.text("who", optional=True, longest=200),
            "due_on": day,
            "reach": self.text("reach", optional=True, longest=300),
        }
        return {name: text for name, text in found.items() if name in self.body}

    def _wrong(self, name: str) -> InputError:
        return InputError(
            _("Telefonen sendte noe vi ikke forstår (%(name)s). Last siden på nytt.") % {"name": name}
        )
