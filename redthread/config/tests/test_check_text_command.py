"""`redthread check-text`: marks of a text from a file, without a database."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from redthread.config.cli import ERROR, main

Capture = pytest.CaptureFixture[str]
TEXT = "Vi møttes.\nKåre sa at Grimulf i 4B ringte.\n"


def write(folder: Path, content: bytes) -> str:
    file = folder / "text.txt"
    file.write_bytes(content)
    return str(file)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_marks_are_written_with_their_places(tmp_path: Path, encoding: str) -> None:
    out = tmp_path / "out.json"
    assert main(["check-text", write(tmp_path, TEXT.encode(encoding)), "--json", str(out)]) == 0
    made = json.loads(out.read_text(encoding="utf-8"))
    assert made == {
        "marks": [
            {"start": 11, "end": 15, "text": "Kåre", "kind": "name", "suggestion": "En person"},
            {"start": 22, "end": 29, "text": "Grimulf", "kind": "name", "suggestion": "en person"},
            {"start": 32, "end": 34, "text": "4B", "kind": "class", "suggestion": "klassen"},
        ],
        "warnings": [],
    }


@pytest.mark.parametrize(
    "text",
    [
        "Vi møttes.\r\nKåre ringte.\r\n",
        "👩🏽‍🏫🇳🇴 Kåre ringte Grimulf 🎉 i går.",
        "Ka\u030are",
        "Ka\u030are og Gri\u00admulf ringte.\u2028Mor var der.",
        "\tKåre\x0b\x0cGrimulf\x85 Ola\n",
    ],
)
def test_each_place_counts_code_points_of_the_file_as_it_stands(tmp_path: Path, text: str) -> None:
    out = tmp_path / "out.json"
    assert main(["check-text", write(tmp_path, text.encode()), "--json", str(out)]) == 0
    marks = json.loads(out.read_text(encoding="utf-8"))["marks"]
    assert marks
    assert all(text[mark["start"] : mark["end"]] == mark["text"] for mark in marks)


def test_without_a_file_to_write_a_list_with_lines_and_columns(tmp_path: Path, capsys: Capture) -> None:
    assert main(["check-text", write(tmp_path, TEXT.encode())]) == 0
    told = capsys.readouterr()
    assert [line.split() for line in told.out.splitlines()] == [
        ["2:1", "name", "Kåre", "→", "En", "person"],
        ["2:12", "name", "Grimulf", "→", "en", "person"],
        ["2:22", "class", "4B", "→", "klassen"],
    ]
    assert told.err == "3 marks.\n"


def test_names_of_ones_own_are_found(tmp_path: Path, capsys: Capture) -> None:
    names = tmp_path / "known.txt"
    names.write_text("prosjekt: lesing for livet\n", encoding="utf-8")
    file = write(tmp_path, b"vi har lesing for livet her")
    assert main(["check-text", file, "--names", str(names)]) == 0
    assert "1:8      project" in capsys.readouterr().out


def test_text_may_be_piped_in(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO("Det var Åse.".encode())))
    assert main(["check-text", "-"]) == 0
    assert "1:9" in capsys.readouterr().out


def test_few_inhabitants_warn_of_what_identifies_together(tmp_path: Path, capsys: Capture) -> None:
    file = write(tmp_path, b"Gutten har epilepsi.")
    assert main(["check-text", file, "--inhabitants", "900"]) == 0
    told = capsys.readouterr()
    assert "gender, health: Gutten har epilepsi." in told.out
    assert told.err == "1 mark, and 1 sentence with much about one person.\n"


def test_an_empty_text_has_no_marks(tmp_path: Path, capsys: Capture) -> None:
    assert main(["check-text", write(tmp_path, b"")]) == 0
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("content", "options", "told"),
    [
        ("Første\nBlå".encode("latin-1"), [], "line 1); it may be saved as Latin-1"),
        ("Blå".encode("utf-16"), [], "is saved as UTF-16"),
        (b"PK\x03\x04\x00\x00Kari", [], "is not a text"),
        ("Kåre".encode("utf-16-le"), [], "is not a text"),
        (b"x", ["--inhabitants", "-1"], "--inhabitants must be 0 or more"),
        (b"x", ["--names", "/nowhere/known.txt"], "/nowhere/known.txt: No such file"),
        (b"x", ["--json", "/nowhere/out.json"], "/nowhere/out.json: No such file"),
    ],
)
def test_what_is_wrong_is_told(
    tmp_path: Path, capsys: Capture, content: bytes, options: list[str], told: str
) -> None:
    assert main(["check-text", write(tmp_path, content), *options]) == ERROR
    assert told in capsys.readouterr().err
