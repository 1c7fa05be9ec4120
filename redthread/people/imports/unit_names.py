"""Which unit a cell means: its organisation number, or a name that only one unit has."""

from __future__ import annotations

import re
from collections import defaultdict
from difflib import get_close_matches

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from redthread.people.models import Organisation


class UnknownUnitError(Exception):
    """No unit, or more than one, fits; the text says so to people."""


class UnitNames:
    """The numbers and names of the units that a file may speak of."""

    def __init__(self, units: QuerySet[Organisation]) -> None:
        self._by_number: dict[str, int] = {}
        self._by_name: dict[str, set[int]] = defaultdict(set)
        self._shown: dict[str, str] = {}
        fields = ("pk", "name", "register_name", "org_number")
        for pk, name, register_name, number in units.values_list(*fields).iterator():
            if number:
                self._by_number[number] = pk
            for text in {name, register_name} - {""}:
                self._by_name[_normal(text)].add(pk)
                self._shown.setdefault(_normal(text), name)

    def find(self, text: str) -> int:
        """The key of the one unit that `text` means. Raises UnknownUnitError."""
        number = re.sub(r"[\s.]", "", text).upper()
        if re.fullmatch(r"\d{9}|U\d{8}", number):
            return self._numbered(number)
        found = self._by_name.get(_normal(text), set())
        if len(found) > 1:
            raise UnknownUnitError(
                _("flere enheter heter «%(name)s». Skriv organisasjonsnummeret.") % {"name": text}
            )
        if not found:
            raise UnknownUnitError(self._nothing_called(text))
        return next(iter(found))

    def _numbered(self, number: str) -> int:
        try:
            return self._by_number[number]
        except KeyError:
            raise UnknownUnitError(
                _("ingen enhet har organisasjonsnummer %(number)s.") % {"number": number}
            ) from None

    def _nothing_called(self, text: str) -> str:
        near = get_close_matches(_normal(text), self._by_name, n=1, cutoff=0.75)
        if near:
            names = {"name": text, "near": self._shown[near[0]]}
            return _("ingen enhet heter «%(name)s». Mente du «%(near)s»?") % names
        return _("ingen enhet heter «%(name)s». Skriv navnet som i registeret, eller nummeret.") % {
            "name": text
        }


def _normal(name: str) -> str:
    return re.sub(r"[\W_]+", " ", name.casefold()).strip()
