"""The instruments that come with the product: one file each, read once and never changed."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from redthread.instruments.model import Instrument
from redthread.instruments.toml_file import parse

# The order in which they are offered: what a network asks most often first.
CODES = (
    "gathering-pulse",
    "staff-pulse",
    "network-functioning",
    "programme-evaluation",
    "capacity",
    "community-of-practice",
    "enablers-inhibitors",
    "professional-learning-community",
)


@cache
def instruments() -> Mapping[str, Instrument]:
    """Each by its code, in the order of CODES."""
    folder = files(__package__)
    found = {code: parse(folder.joinpath(f"{code}.toml").read_text(encoding="utf-8")) for code in CODES}
    return MappingProxyType(found)
