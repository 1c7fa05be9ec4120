"""A survey's own copy of its instrument, read. It is the same file each time, so it is read once."""

from __future__ import annotations

from functools import lru_cache

from redthread.instruments.model import Instrument
from redthread.instruments.toml_file import parse
from redthread.surveys.models import Survey


def instrument_of(survey: Survey) -> Instrument:
    return _read(survey.definition)


@lru_cache(64)
def _read(definition: str) -> Instrument:
    return parse(definition)
