"""What a heading says: `Foreløpige tall 2025-26.Lesing.7. årstrinn.Alle kjønn.Skalapoeng`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d) ?[-/–] ?((?:20)?\d\d)(?!\d)")
PARTS = re.compile(r"\.(?! )")  # but not the one in `7. årstrinn`
GRADE = re.compile(r"\btrinn\b|årstrinn|^vg\d|^\d{1,2}\.$", re.IGNORECASE)
ALL = re.compile(r"^all[et]? |^begge ", re.IGNORECASE)
UNIT = frozenset(
    {"enhetnavn", "enhet", "enhetsnavn", "skole", "skule", "skolenavn", "skulenamn", "navn", "namn"}
)
NUMBER = frozenset({"organisasjonsnummer", "orgnr", "orgnummer", "kode", "enhetkode"})
AROUND = frozenset({
    "fylke", "kommune", "fylkekode", "kommunekode", "nasjonaltkode", "enhetnivaa", "enhetsnivå", "nasjonalt",
    "spoersmaalkode", "spoersmaalnivaa", "trinnkode", "eierform",
})  # fmt: skip


class Heading(NamedTuple):
    """A column of figures; `school_year` is "" when another column says it."""

    school_year: str
    subject: str
    grade: str
    measure: str
    is_preliminary: bool


class NoYearError(Exception):
    """The heading names no school year."""


def plain(heading: str) -> str:
    return re.sub(r"[\W_]+", "", heading.casefold())


def school_year(text: str) -> str:
    """`2025-26` of `2025-26`, `2025/2026` and the like; "" when there is none, or its years do not follow."""
    found = YEAR.search(text)
    if found is None:
        return ""
    first, second = int(found[1]), int(found[2]) % 100
    return f"{first}-{second:02d}" if (first + 1) % 100 == second else ""


def read_heading(parts: Sequence[str]) -> Heading:
    """What the levels of a heading say, the measure last. Raises NoYearError."""
    year = next((year for part in parts if (year := school_year(part))), "")
    if not year:
        raise NoYearError
    rest = [part.strip() for part in parts if not school_year(part)]
    measure = rest.pop() if rest else ""
    told = [part for part in rest if part and not ALL.search(part)]
    grades = [part for part in told if GRADE.search(part)]
    subject = ", ".join(part for part in told if part not in grades)
    is_preliminary = any(part.casefold().startswith(("foreløpig", "førebels")) for part in parts)
    return Heading(year, subject[:120], ", ".join(grades)[:40], measure[:80], is_preliminary)


def is_uncertainty(measure: str) -> bool:
    return plain(measure) in ("usikkerhet", "uvisse", "usikkerheit", "konfidensintervall")


def is_count(measure: str) -> bool:
    return plain(measure).startswith("antall") or plain(measure).startswith("talpå")
