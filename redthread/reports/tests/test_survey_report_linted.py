"""The report of a survey that we make is looked through as any other, in each language that it is made in."""

from __future__ import annotations

import re

import pytest
from django.utils.translation import override

from redthread.reports.survey_docx import survey_docx
from redthread.reports.survey_record import record_of
from redthread.stats.report_lint import lint_report
from redthread.surveys.tests.exported import closed_waves, word_lines
from redthread.testing.cast import Cast


@pytest.mark.django_db
def test_nothing_is_found_in_it_until_a_caption_or_a_reference_is_lost(cast: Cast) -> None:
    wave = closed_waves(cast, seed=0)[-1]
    for language, see, figure, table in (
        ("nb", "Se", "figur", "tabell"),
        ("nn", "Sjå", "figur", "tabell"),
        ("en", "See", "figure", "table"),
    ):
        with override(language):
            report = word_lines(survey_docx(record_of(wave.result)), between="\n")
        caption, reference = rf"^{table.capitalize()} 2\..*$", rf"^{see} {figure} 1 \w+ {table} 1\.$"

        assert lint_report(report) == []
        assert kinds(without(caption, report)) == {("lost_reference", f"{table} 2")}
        assert kinds(without(reference, report)) == {("unused", f"{table} 1")}


def without(line: str, report: str) -> str:
    left, count = re.subn(line, "", report, flags=re.M)
    assert count == 1
    return left


def kinds(report: str) -> set[tuple[str, str]]:
    return {(one.finding.kind, one.finding.about) for one in lint_report(report)}
