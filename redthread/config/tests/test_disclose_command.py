"""`redthread disclose`: a file of people to tables that give nobody away."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from redthread.config.cli import ERROR, main
from redthread.disclosure import Status, of_counts, protect
from redthread.disclosure.tests.made_networks import COLUMNS, network

Capture = pytest.CaptureFixture[str]
TABLES = ["school", "role", "school*role", "kind*role"]


def as_csv(people: dict[tuple[str, ...], int], sign: str = ";") -> str:
    lines = [sign.join(kind) for kind, count in people.items() for _one in range(count)]
    return "\n".join([sign.join(COLUMNS), *lines]) + "\n"


def disclosed(folder: Path, content: bytes, *tables: str, extra: tuple[str, ...] = ()) -> Any:
    (folder / "people.csv").write_bytes(content)
    out = folder / "out.json"
    code = main(["disclose", str(folder / "people.csv"), "--tables", *tables, *extra, "--json", str(out)])
    return code, json.loads(out.read_text(encoding="utf-8")) if out.exists() else None


@pytest.mark.parametrize(("sign", "encoding"), [(";", "cp1252"), (",", "utf-8-sig"), ("\t", "utf-16")])
def test_what_is_written_is_what_the_library_finds(tmp_path: Path, sign: str, encoding: str) -> None:
    people = network(3)
    code, made = disclosed(tmp_path, as_csv(people, sign).encode(encoding), *TABLES)
    expected = protect(of_counts(COLUMNS, people), TABLES)
    assert code == 0
    assert {
        name: [(cell["categories"], cell["count"], cell["status"], cell.get("reason", "")) for cell in cells]
        for name, cells in made["tables"].items()
    } == {
        name: [(cell.categories, cell.count, cell.status.value, cell.words) for cell in cells]
        for name, cells in expected.tables.items()
    }
    statuses = {cell["status"] for cells in made["tables"].values() for cell in cells}
    assert statuses == {"shown", "primary", "secondary"}


def test_it_tells_how_much_is_shown_and_that_the_attacker_found_nothing(
    tmp_path: Path, capsys: Capture
) -> None:
    content = "role\n" + "lærer\n" * 9 + "rektor\n" * 2 + "leder\n" * 6 + "assistent\n" * 30
    code, made = disclosed(tmp_path, content.encode(), "role")
    assert [cell["count"] for cell in made["tables"]["role"]] == [30, None, 9, None]
    assert (code, capsys.readouterr().out) == (
        0,
        "47 people, 4 figures in 1 tables: 2 shown.\n"
        "  1 hidden because fewer than 5 people are behind them.\n"
        "  1 hidden so that those cannot be worked out.\n"
        "The attacker, who sees all of it and the number of people in all, found none of the hidden.\n",
    )


def test_without_a_file_the_tables_are_written_to_the_screen_and_the_words_beside(
    tmp_path: Path, capsys: Capture
) -> None:
    (tmp_path / "people.csv").write_text("role\n" + "lærer\n" * 9)
    assert main(["disclose", str(tmp_path / "people.csv"), "--tables", "role"]) == 0
    said = capsys.readouterr()
    assert json.loads(said.out) == {
        "tables": {"role": [{"categories": {"role": "lærer"}, "count": 9, "status": Status.SHOWN}]}
    }
    assert said.err.startswith("9 people, 1 figures")


def test_an_empty_cell_is_a_category_of_its_own(tmp_path: Path) -> None:
    content = "school;role\n" + "A;lærer\n" * 7 + "A;\n" * 5 + " A ; lærer\n"
    _code, made = disclosed(tmp_path, content.encode(), "role")
    assert [(cell["categories"]["role"], cell["count"]) for cell in made["tables"]["role"]] == [
        ("ikke oppgitt", 5),
        ("lærer", 8),
    ]


def test_what_no_hiding_helps_against_is_told_and_the_code_is_1(tmp_path: Path, capsys: Capture) -> None:
    code, made = disclosed(tmp_path, b"school\nA\nA\nA\n", "school")
    assert (code, made["tables"]["school"][0]["count"]) == (1, None)
    assert "school: A\nNo hiding helps there." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("content", "tables", "extra", "says"),
    [
        ("", ["role"], (), "is empty."),
        ("role\n", ["role"], (), "has a heading and no people."),
        ("role\nlærer\n", ["rolle"], (), "has no column «rolle». It has: role"),
        ("role;role\nlærer;x\n", ["role"], (), "has two columns «role»"),
        ("role;school\nlærer\n", ["role"], (), "Row 2: has 1 cells, but the heading has 2."),
        ("role\n=1+1\n", ["role"], (), "Row 2, column “role”: a formula"),
        ("role\nlærer\n", ["role"], ("--k", "2"), "k must be 3 or more"),
        ("role\nlærer\n", ["role", "role"], (), "role: stands twice."),
        ("role\nlærer\n", ["role*role"], (), "role*role: has «role» twice."),
        ("role\nlærer\n", ["role*"], (), "role*: a column is missing."),
        ("role;school\nlærer;A\n", ["role*school", "school*role"], (), "school*role: is the same table as"),
    ],
)
def test_what_cannot_be_is_refused_with_its_place(
    tmp_path: Path, capsys: Capture, content: str, tables: list[str], extra: tuple[str, ...], says: str
) -> None:
    assert disclosed(tmp_path, content.encode(), *tables, extra=extra) == (ERROR, None)
    assert says in capsys.readouterr().err
