"""A unit of the school or kindergarten register (NSR, NBR) in the words of this product.

The registers have three generations of field names for the same things; all are understood. Their content
is under NLOD: «Inneholder data under norsk lisens for offentlige data (NLOD) tilgjengeliggjort av
Utdanningsdirektoratet».
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from redthread.people.models import Organisation

Kind, OwnerKind, Stage = Organisation.Kind, Organisation.OwnerKind, Organisation.Stage

# v4, v3 and v1 of the service; compared without regard to capitals.
ALIASES = {
    "org_number": ("Organisasjonsnummer", "Orgnr"),
    "name": ("Navn", "FulltNavn"),
    "municipality": ("Kommunenummer", "Kommunenr"),
    "is_active": ("ErAktiv",),
    "is_left_out": ("ErEkskludert",),
    "is_school": ("ErSkole",),
    "is_primary": ("ErGrunnskole",),
    "is_upper_secondary": ("ErVideregaaendeSkole",),
    "is_private": ("ErPrivatskole", "ErPrivatBarnehage"),
    "is_kindergarten": ("ErBarnehage",),
    "is_owner": ("ErSkoleeier", "ErBarnehageeier", "ErEier"),
    "norm": ("Maalform", "Målform"),
    "first_grade": ("SkoletrinnGSFra", "SkoleTrinnFra"),
    "last_grade": ("SkoletrinnGSTil", "SkoleTrinnTil"),
    "parents": ("ForeldreRelasjoner",),
}
NORMS = {"n": "nn", "nn": "nn", "nynorsk": "nn", "b": "nb", "nb": "nb", "bokmål": "nb"}
LAST_OF_PRIMARY = 7
WEIGHTS = (3, 2, 7, 6, 5, 4, 3, 2)
ABROAD = re.compile(r"U\d{8}")
LONGEST_NAME, LONGEST_REGISTER_NAME = 200, 300


@dataclass(frozen=True, slots=True)
class UnitRow:
    """What the register says of one unit. `kind` is empty for what this product has no use for."""

    org_number: str
    register_name: str
    kind: str
    owner_kind: str
    municipality_number: str
    written_norm: str
    stage: str
    parents: tuple[str, ...]
    is_active: bool
    is_private: bool
    is_upper_secondary: bool


def unit_row(told: dict[str, Any]) -> UnitRow:
    """The unit in our words. Fields that are missing count as not said; nothing is raised for them."""
    fields = {str(key).casefold(): value for key, value in told.items()}
    name = " ".join(str(_get(fields, "name") or "").split())
    kind = _kind(fields, name)
    is_upper_secondary = _is(fields, "is_upper_secondary") and not _is(fields, "is_primary")
    return UnitRow(
        org_number=re.sub(r"\s", "", str(_get(fields, "org_number") or "")).upper(),
        register_name=name[:LONGEST_REGISTER_NAME],
        kind=kind,
        owner_kind=_owner_kind(name) if kind == Kind.OWNER else "",
        municipality_number=_municipality(fields),
        written_norm=_norm(_get(fields, "norm")),
        stage=_stage(fields, is_upper_secondary=is_upper_secondary) if kind == Kind.SCHOOL else "",
        parents=_parents(_get(fields, "parents")),
        is_active=_get(fields, "is_active") is not False and not _is(fields, "is_left_out"),
        is_private=_is(fields, "is_private"),
        is_upper_secondary=is_upper_secondary,
    )


def is_org_number(text: str) -> bool:
    """Nine digits whose last is the check digit (modulus 11), or U and eight digits for a unit abroad."""
    if ABROAD.fullmatch(text):
        return True
    if not re.fullmatch(r"[0-9]{9}", text):
        return False
    rest = sum(int(digit) * weight for digit, weight in zip(text, WEIGHTS, strict=False)) % 11
    return (11 - rest) % 11 == int(text[8])


def _get(fields: dict[str, Any], wanted: str) -> Any:
    return next((fields[n] for n in map(str.casefold, ALIASES[wanted]) if fields.get(n) is not None), None)


def _is(fields: dict[str, Any], wanted: str) -> bool:
    return any(fields.get(name.casefold()) is True for name in ALIASES[wanted])


def _municipality(fields: dict[str, Any]) -> str:
    within = fields.get("kommune")
    inner = {str(key).casefold(): value for key, value in within.items()} if isinstance(within, dict) else {}
    number = _get(fields, "municipality") or _get(inner, "municipality") or ""
    return str(number).zfill(4) if str(number).isdigit() and len(str(number)) <= 4 else ""


def _norm(told: Any) -> str:
    word = (told.get("Id") or told.get("id")) if isinstance(told, dict) else told
    return NORMS.get(str(word).casefold(), "")


def _stage(fields: dict[str, Any], *, is_upper_secondary: bool) -> str:
    """By the grades that the register's detailed page tells; its lists do not, and then it is not known."""
    if is_upper_secondary:
        return Stage.UPPER_SECONDARY
    first, last = _get(fields, "first_grade"), _get(fields, "last_grade")
    if not (isinstance(first, int) and isinstance(last, int) and 1 <= first <= last):
        return ""
    if last <= LAST_OF_PRIMARY:
        return Stage.PRIMARY
    return Stage.LOWER_SECONDARY if first > LAST_OF_PRIMARY else Stage.COMBINED


def _parents(told: Any) -> tuple[str, ...]:
    relations = [one for one in told if isinstance(one, dict)] if isinstance(told, list) else []
    units = [one.get("Enhet") or one.get("enhet") for one in relations]
    numbers = [
        _get({str(k).casefold(): v for k, v in u.items()}, "org_number") for u in units if isinstance(u, dict)
    ]
    return tuple(str(number) for number in numbers if number)


def _kind(fields: dict[str, Any], name: str) -> str:
    if _is(fields, "is_school"):
        return Kind.SCHOOL
    if _is(fields, "is_kindergarten"):
        return Kind.KINDERGARTEN
    if re.search(r"\b(ppt|pp-tjeneste\w*|pedagogisk[- ]psykologisk)\b", name, re.IGNORECASE):
        return Kind.SUPPORT
    return Kind.OWNER if _is(fields, "is_owner") else ""


def _owner_kind(name: str) -> str:
    lower = name.casefold()
    if lower.endswith("fylkeskommune"):
        return OwnerKind.COUNTY
    if lower.endswith("kommune"):
        return OwnerKind.MUNICIPALITY
    return OwnerKind.INTERMUNICIPAL if re.search(r"\biks\b|interkommunal", lower) else OwnerKind.PRIVATE
