"""Questionnaires that were stored before an index said what it measures."""

from __future__ import annotations

import re
from importlib import import_module

import pytest

from redthread.instruments.library import instruments
from redthread.instruments.toml_file import parse, write

with_measures = import_module("redthread.surveys.migrations.0005_what_an_index_measures").with_measures
EVALUATION = write(instruments()["programme-evaluation"])


def test_a_stored_questionnaire_says_what_the_library_now_says() -> None:
    before = re.sub(r'measures = "\w+"\n', "", EVALUATION)
    assert before != EVALUATION
    assert parse(with_measures(before)) == parse(EVALUATION)


@pytest.mark.parametrize("definition", [EVALUATION, EVALUATION.replace('"change"', '"dose"'), ""])
def test_what_is_said_already_stands(definition: str) -> None:
    assert with_measures(definition) == definition
