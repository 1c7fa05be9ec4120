"""What the pure rooms say about an instrument, in the language that is active."""

from __future__ import annotations

from django.utils.translation import gettext

from redthread.instruments.lint import Finding
from redthread.instruments.problems import InstrumentError, Problem
from redthread.instruments.words import Words


def said(words: Words) -> str:
    values = {name: said(one) if isinstance(one, Words) else one for name, one in words.values.items()}
    return gettext(words.template) % values


def problem_lines(error: InstrumentError) -> list[str]:
    """One line a problem, with its place."""
    return [_line(one) for one in error.found]


def finding_line(finding: Finding) -> str:
    """Where, what is wrong, and what to do."""
    return f"{_begun(said(finding.place.words()))}: {said(finding.wrong)} {said(finding.remedy)}"


def _line(problem: Problem) -> str:
    place = said(problem.place.words())
    where = gettext("linje %(line)d") % {"line": problem.line} + f", {place}" if problem.line else place
    return f"{_begun(where)}: {said(problem.text)}"


def _begun(where: str) -> str:
    return where[0].upper() + where[1:]
