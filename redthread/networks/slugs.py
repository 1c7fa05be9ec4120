"""A network's name in the address: short, readable, its own."""

from __future__ import annotations

from collections.abc import Container

from django.utils.text import slugify

RESERVED = frozenset({"ny"})  # what stands in the same place in an address
LONGEST = 60
_NORWEGIAN = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "Æ": "ae", "Ø": "o", "Å": "a"})


def slug_of(name: str) -> str:
    """`Nettverk Nordmøre` → `nettverk-nordmore`; a name without letters becomes `nettverk`."""
    return slugify(name.translate(_NORWEGIAN))[:LONGEST].strip("-_") or "nettverk"


def free_slug(name: str, taken: Container[str]) -> str:
    """The name's slug, numbered when it is taken or reserved."""
    wish = slug_of(name)
    if wish not in RESERVED and wish not in taken:
        return wish
    number = 2
    while (numbered := f"{wish[: LONGEST - 1 - len(str(number))]}-{number}") in taken:
        number += 1
    return numbered
