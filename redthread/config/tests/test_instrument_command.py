"""`redthread instrument`: a questionnaire is checked, and goes to an XLSForm and back."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from redthread.config.cli import ERROR, main
from redthread.instruments.library import instruments
from redthread.instruments.model import Text
from redthread.instruments.toml_file import parse, write

Capture = pytest.CaptureFixture[str]
PULSE = instruments()["gathering-pulse"]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "pulse.toml"
    made.write_text(write(PULSE), encoding="utf-8")
    return made


def test_one_from_the_library_has_nothing_to_mend(file: Path, capsys: Capture) -> None:
    assert main(["instrument", "check", str(file)]) == 0
    said = f"Pulse after a gathering: {len(PULSE.items)} questions, 0 to mend, 0 to consider.\n"
    assert capsys.readouterr().out == said


def test_what_must_be_mended_is_told_with_its_place(file: Path, capsys: Capture) -> None:
    first, *sections = PULSE.sections
    asked = replace(first.items[0], text=Text("Hva heter du?", "Kva heiter du?", "What is your name?"))
    mended = replace(PULSE, sections=(replace(first, items=(asked, *first.items[1:])), *sections))
    file.write_text(write(mended), encoding="utf-8")

    assert main(["instrument", "check", str(file)]) == 1
    said = capsys.readouterr().out
    assert f"Question “{asked.code}”: The question asks who is answering." in said
    assert "Spørsmålet" not in said
    assert "1 to mend" in said


def test_a_file_that_cannot_be_asked_is_refused_with_line_and_place(file: Path, capsys: Capture) -> None:
    file.write_text(write(PULSE).replace('scale = "agree"', 'scale = "x"', 1), encoding="utf-8")

    assert main(["instrument", "check", str(file)]) == ERROR
    said = capsys.readouterr().err
    assert re.search(r"Line \d+, question “\w+”, “scale”: The scale “x” does not exist\.", said)


def test_to_an_xlsform_and_back_nothing_is_lost(file: Path, tmp_path: Path) -> None:
    form, back = tmp_path / "pulse.xlsx", tmp_path / "back.toml"

    assert main(["instrument", "to-xlsform", str(file), str(form)]) == 0
    assert main(["instrument", "check", str(form)]) == 0
    assert main(["instrument", "from-xlsform", str(form), str(back)]) == 0
    assert parse(back.read_text(encoding="utf-8")) == PULSE


def test_a_file_that_is_not_there_is_named(tmp_path: Path, capsys: Capture) -> None:
    assert main(["instrument", "check", str(tmp_path / "none.toml")]) == ERROR
    assert "none.toml: No such file or directory" in capsys.readouterr().err
