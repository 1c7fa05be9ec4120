"""What a careful reader would say about a questionnaire before it is sent; one file a kind of finding."""

from __future__ import annotations

from redthread.instruments.lint import (
    bands,
    contradicting,
    directions,
    identifying,
    indices,
    labels,
    languages,
    leading,
    never_asked,
    not_relevant,
    reading_level,
    too_long,
    two_questions,
    versions,
)
from redthread.instruments.lint.findings import Finding, Severity
from redthread.instruments.model import Instrument

__all__ = ["Finding", "Severity", "check"]

KINDS = (
    bands,
    not_relevant,
    identifying,
    too_long,
    directions,
    contradicting,
    versions,
    never_asked,
    indices,
    labels,
    leading,
    two_questions,
    reading_level,
    languages,
)


def check(instrument: Instrument) -> tuple[Finding, ...]:
    """What must be put right first; within that, in the order of the kinds and of the file."""
    found = [finding for kind in KINDS for finding in kind.findings(instrument)]
    return tuple(sorted(found, key=lambda one: one.severity != Severity.FIX))
