"""`redthread group`: tables from a file, without a database."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from redthread.config.cli import ERROR, main
from redthread.grouping.history import meetings

Capture = pytest.CaptureFixture[str]


def write(folder: Path, *rows: str, encoding: str = "utf-8") -> str:
    file = folder / "people.csv"
    file.write_bytes("\n".join(rows).encode(encoding))
    return str(file)


def sixteen(folder: Path) -> str:
    return write(
        folder, "id;skole;rolle", *(f"p{one};skole {one % 5};{'rektor' * (one % 2)}" for one in range(16))
    )


def test_sixteen_people_get_five_rounds_without_a_repeat(tmp_path: Path, capsys: Capture) -> None:
    out = tmp_path / "out.json"
    options = ["--size", "4", "--rounds", "5", "--seconds", "1", "--json", str(out)]
    assert main(["group", sixteen(tmp_path), *options]) == 0
    made = json.loads(out.read_text())
    assert set(made) == {"rounds", "repeat_pairs", "lower_bound", "seconds"}
    assert (made["repeat_pairs"], made["lower_bound"]) == (0, 0)
    assert made["seconds"] <= 1
    assert [[len(group) for group in one] for one in made["rounds"]] == [[4] * 4] * 5
    assert set(meetings(made["rounds"]).values()) == {1}
    assert "fewer are not possible" in capsys.readouterr().err


def test_what_one_run_wrote_is_history_for_the_next(tmp_path: Path, capsys: Capture) -> None:
    file, first = sixteen(tmp_path), tmp_path / "first.json"
    assert (
        main(["group", file, "--size", "4", "--rounds", "2", "--seconds", "0.3", "--json", str(first)]) == 0
    )
    capsys.readouterr()
    assert main(["group", file, "--size", "4", "--history", str(first), "--seconds", "0.5"]) == 0
    second = json.loads(capsys.readouterr().out)
    both = [*json.loads(first.read_text())["rounds"], *second["rounds"]]
    assert second["repeat_pairs"] == 0
    assert set(meetings(both).values()) == {1}


def test_those_in_the_history_who_are_not_here_are_told(tmp_path: Path, capsys: Capture) -> None:
    history = tmp_path / "earlier.json"
    history.write_text('{"rounds": [[["p0", "borte"]]]}')
    assert (
        main(["group", sixteen(tmp_path), "--size", "4", "--history", str(history), "--seconds", "0.2"]) == 0
    )
    assert "1 in the history are not in the list" in capsys.readouterr().err


def test_columns_that_are_to_be_spread_are_spread(tmp_path: Path, capsys: Capture) -> None:
    file = sixteen(tmp_path)
    assert main(["group", file, "--size", "4", "--spread", "skole,rolle", "--seconds", "0.5"]) == 0
    for group in json.loads(capsys.readouterr().out)["rounds"][0]:
        numbers = [int(one[1:]) for one in group]
        assert len({number % 5 for number in numbers}) == 4
        assert sum(number % 2 for number in numbers) == 2


def test_the_same_seed_gives_the_same_answer_where_a_design_is_the_best(
    tmp_path: Path, capsys: Capture
) -> None:
    answers = []
    for seed in ("1", "1", "2"):
        assert main(["group", sixteen(tmp_path), "--size", "4", "--rounds", "4", "--seed", seed]) == 0
        answers.append(json.loads(capsys.readouterr().out)["rounds"])
    assert answers[0] == answers[1] != answers[2]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_norwegian_letters_come_through_in_any_encoding(
    tmp_path: Path, capsys: Capture, encoding: str
) -> None:
    file = write(tmp_path, "id", "Åse", "Bjørn", "Cæcilie", encoding=encoding)
    assert main(["group", file, "--size", "3", "--seconds", "0.1"]) == 0
    assert json.loads(capsys.readouterr().out)["rounds"] == [[["Åse", "Bjørn", "Cæcilie"]]]


@pytest.mark.parametrize(
    ("rows", "options", "told"),
    [
        (["id", "a", "b", "a"], [], "'a' is also in row 2"),
        (["id;rolle", "a;x", ";y"], ["--spread", "rolle"], "Give everybody an id"),
        (["id"], [], "no people"),
        ([""], [], "tom"),
        (["navn", "a"], [], "id"),
        (["id", "a", "b", "c"], ["--spread", "skole"], "skole"),
        (["id", "a", "b", "c"], ["--size", "4"], "there are only 3 people"),
        (["id", "a", "b", "c"], ["--size", "1"], "2 or more"),
        (["id", "a", "b", "c"], ["--rounds", "0"], "--rounds"),
        (["id", "a", "b", "c"], ["--seconds", "nan"], "--seconds"),
        (["id", "a", "b", "c"], ["--seed", "-1"], "--seed"),
        (["id", "=1+1", "b", "c"], [], "formel"),
        (["id", '"a', "b"], [], "anførselstegn"),
    ],
)
def test_a_file_or_an_option_that_is_wrong_is_explained(
    tmp_path: Path, capsys: Capture, rows: list[str], options: list[str], told: str
) -> None:
    out = tmp_path / "out.json"
    arguments = ["group", write(tmp_path, *rows), "--size", "3", "--json", str(out), *options]
    assert main(arguments) == ERROR
    assert told in capsys.readouterr().err
    assert not out.exists()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"{", "row 1, column 2"),
        (b"{}", 'no "rounds"'),
        (b'[[["a","a"]]]', "round 1, group 1: 'a' is twice"),
        (b"\xff\xfe\x00", "not JSON in UTF-8"),
        (b"[" * 100_000, "not JSON"),
    ],
)
def test_history_that_is_wrong_is_refused_with_the_place(
    tmp_path: Path, capsys: Capture, content: bytes, told: str
) -> None:
    history = tmp_path / "earlier.json"
    history.write_bytes(content)
    assert main(["group", sixteen(tmp_path), "--size", "4", "--history", str(history)]) == ERROR
    assert told in capsys.readouterr().err


def test_a_file_that_is_not_there_is_told_by_name(tmp_path: Path, capsys: Capture) -> None:
    assert main(["group", str(tmp_path / "nei.csv"), "--size", "4"]) == ERROR
    assert "nei.csv" in capsys.readouterr().err
