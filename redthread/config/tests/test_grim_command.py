"""`redthread grim`: can a percentage come from so many people?"""

from __future__ import annotations

import json

import pytest

from redthread.config.cli import ERROR, main

Capture = pytest.CaptureFixture[str]


def test_two_and_a_half_per_cent_of_166_is_impossible(capsys: Capture) -> None:
    assert main(["grim", "--n", "166", "--percent", "2.5"]) == 1
    said = capsys.readouterr().out
    assert "2.5 % of 166 is impossible: 4 is 2.41 %, 5 is 3.01 %. It fits n = 157–163" in said


def test_parts_of_a_whole_are_divided_among_the_people(capsys: Capture) -> None:
    percents = [part for one in ("62", "24", "8", "6") for part in ("--percent", one)]
    assert main(["grim", "--n", "166", *percents, "--whole", "--json"]) == 0
    made = json.loads(capsys.readouterr().out)
    assert made["whole"]["counts"] == [103, 40, 13, 10]
    assert [one["counts"] for one in made["figures"]] == [[103], [40], [13, 14], [10]]


def test_a_mean_of_whole_answers(capsys: Capture) -> None:
    assert main(["grim", "--n", "28", "--mean", "5.19"]) == 1
    assert "the nearest are 5.1786 and 5.2143" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--n", "166"], "Nothing to check"),
        (["--n", "0", "--percent", "2.5"], "from 1 to"),
        (["--n", "166", "--percent", "mye"], "«mye» is not a number"),
        (["--n", "166", "--percent", "120"], "more than 100 per cent"),
        (["--n", "166", "--mean", "3.2", "--items", "0"], "--items must be 1 or more"),
    ],
)
def test_what_cannot_be_checked_says_why(capsys: Capture, arguments: list[str], said: str) -> None:
    assert main(["grim", *arguments]) == ERROR
    assert said in capsys.readouterr().err
