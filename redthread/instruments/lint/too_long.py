"""Longer than 12 minutes for somebody (the longest a busy school leader is asked for)."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

from redthread.instruments.lint.findings import Finding, Severity
from redthread.instruments.minutes import longest_minutes
from redthread.instruments.model import Instrument
from redthread.instruments.problems import Place
from redthread.instruments.words import marked as _
from redthread.instruments.words import say

MOST_MINUTES = 12


def findings(instrument: Instrument) -> Iterator[Finding]:
    _role, time = longest_minutes(instrument)
    if time > MOST_MINUTES:
        yield Finding(
            "too_long", Severity.FIX, Place(),
            say(
                _("Det tar omtrent %(minutes)d minutter å svare for dem som får flest spørsmål."),
                minutes=ceil(time),
            ),
            say(
                _("Ta bort det dere ikke skal bruke, så det tar høyst %(most)d minutter."), most=MOST_MINUTES
            ),
        )  # fmt: skip
