"""Norwegian figures as text: `1 034`, `50,4`, `51 ± 2`, `12,5 %`, and what stands where there is none."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from django.utils.translation import gettext as _

from redthread.gatherings.results_reading.table import State

SUPPRESSED = frozenset({"*", ":"})
ABSENT = frozenset({"", ".", "..", "-", "–", "—"})
BLANKS = re.compile(r"[\s\u00a0\u2007\u2009\u202f]+")
PLUS_MINUS = re.compile(r"\s*(?:±|\+/-|\+-)\s*")
NUMBER = re.compile(r"-?(?:\d+|\d{1,3}(?: \d{3})+)(?:[.,]\d+)?")
TWO_WAYS = re.compile(r"-?\d{1,3}\.\d{3}")
LARGEST = Decimal(10**7)
STEP = Decimal("0.001")


class Read(NamedTuple):
    """A cell as read; `value` is there exactly when the state is VALUE."""

    state: State
    value: Decimal | None = None
    uncertainty: Decimal | None = None


class NotANumberError(Exception):
    """The text is for people: what is wrong, then what to do."""


def read_cell(text: str, *, has_decimal_point: bool = False) -> Read:
    """The state of the cell and its figure. `has_decimal_point` in files that programs write (JSON, Excel).

    Raises NotANumberError for anything that could be read in two ways, or in none.
    """
    plain = BLANKS.sub(" ", text).strip()
    if plain in SUPPRESSED:
        return Read(State.SUPPRESSED)
    if plain in ABSENT:
        return Read(State.ABSENT)
    value, *rest = PLUS_MINUS.split(plain)
    if len(rest) > 1:
        raise _strange(plain)
    uncertainty = _number(rest[0], plain, has_decimal_point) if rest else None
    return Read(State.VALUE, _number(value, plain, has_decimal_point), uncertainty)


def _number(text: str, whole: str, has_decimal_point: bool) -> Decimal:
    figure = re.sub(r"^[-−–] *", "-", text.strip().removesuffix("%").strip())
    if not NUMBER.fullmatch(figure):
        raise _strange(whole)
    if TWO_WAYS.fullmatch(figure) and not has_decimal_point:
        told = {"text": whole[:40], "one": figure.replace(".", ""), "two": figure.replace(".", ",")}
        raise NotANumberError(
            _("«%(text)s» kan leses på to måter. Skriv %(one)s eller %(two)s i stedet.") % told
        )
    value = Decimal(figure.replace(" ", "").replace(",", ".")).quantize(STEP)
    if abs(value) >= LARGEST:
        raise _strange(whole)
    return value


def _strange(text: str) -> NotANumberError:
    told = _(
        "«%(text)s» er ikke et tall. Rett det, eller ta bort raden om den er en fotnote eller forklaring."
    )
    return NotANumberError(told % {"text": text[:40]})
