"""`redthread lint-report`: what in a published report's text cannot be right."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from redthread.config.cli import ERROR, main

Capture = pytest.CaptureFixture[str]
REPORT = """Evaluering av et program

Som figur 1 viser, er 62 % fornøyde (n = 166). Bare 2,5 % er misfornøyde (n = 166). Se også tabell 4.
Et 95 % konfidensintervall er brukt, under 20 % er ikke oppgitt, og 60–70 % svarer som før (n = 7).

Figur 1. Hvor fornøyde deltakerne er.

Tabell 2. Samlingene (n = 40)
Nyttige        50 %   30 %   15 %
Godt ledet     50 %   30 %   20 %
Kjent stoff    33 %   33 %   34 %
Ofte           50 %   50 %   50 %
"""

NYNORSK = """Evaluering av eit program

Som figur 1 viser, er 62 % nøgde (n = 166). Berre 2,5 % er misnøgde (n = 166). Sjå òg tabell 4.
Eit 95 % konfidensintervall er brukt (n = 7). Meir enn 2,5 %, frå 2,5 % og høgst 2,5 % manglar (n = 7).

Figur 1. Kor nøgde deltakarane er.

Tabell 2. Samlingane (n = 40)
Nyttige        50 %   30 %   15 %
"""
ENGLISH = """Evaluation of a programme

As figure 1 shows, 62 % are content (n = 166). Only 2.5 % are not (n = 166). See table 4 as well.
A 95 % confidence interval is used (n = 7). At least 2.5 %, or fewer than 2.5 %, are not told (n = 7).
Of all 33.3 percent agree (n = 1,200).

Figure 1. How content they are.

Table 2. The gatherings (n = 40)
Useful        50 %   30 %   15 %
"""


def found(capsys: Capture, tmp_path: Path, text: str, *more: str) -> list[tuple[int, str, str]]:
    file = tmp_path / "report.txt"
    file.write_text(text, encoding="utf-8")
    code = main(["lint-report", str(file), "--json", *more])
    made = json.loads(capsys.readouterr().out)["findings"]
    assert code == (1 if made else 0)
    return [(one["line"], one["kind"], one["about"]) for one in made]


def test_a_report_is_held_against_its_own_figures(capsys: Capture, tmp_path: Path) -> None:
    assert found(capsys, tmp_path, REPORT) == [
        (0, "lost_reference", "tabell 4"),
        (0, "unused", "tabell 2"),
        (3, "impossible", "«Bare 2,5 % er misfornøyde (n = 166).»"),
        (9, "sum", "Nyttige"),
        (11, "impossible", "Kjent stoff"),
    ]


@pytest.mark.parametrize(
    ("text", "kind", "about", "row"),
    [
        (NYNORSK, "tabell", "«Berre 2,5 % er misnøgde (n = 166).»", (9, "sum", "Nyttige")),
        (ENGLISH, "table", "«Only 2.5 % are not (n = 166).»", (10, "sum", "Useful")),
    ],
)
def test_so_is_one_in_nynorsk_and_in_english(
    text: str, kind: str, about: str, row: tuple[int, str, str], capsys: Capture, tmp_path: Path
) -> None:
    whole = [(0, "lost_reference", f"{kind} 4"), (0, "unused", f"{kind} 2")]

    assert found(capsys, tmp_path, text) == [*whole, (3, "impossible", about), row]


def test_a_share_in_english_words_is_a_share(capsys: Capture, tmp_path: Path) -> None:
    text = "Only 2.5 per cent are not content (n = 166)."

    assert found(capsys, tmp_path, text) == [(1, "impossible", f"«{text}»")]


def test_the_n_of_the_sentence_goes_before_that_of_the_report(capsys: Capture, tmp_path: Path) -> None:
    text = "Av lærerne er 2,5 % uenige (n = 40). Av alle er 2,5 % uenige."

    assert found(capsys, tmp_path, text) == []
    assert found(capsys, tmp_path, text, "--n", "166") == [(1, "impossible", "«Av alle er 2,5 % uenige.»")]
    assert found(capsys, tmp_path, "De er 2,5 % (n = 40 og n = 166).", "--n", "166") == []


def test_it_tells_the_line_and_why(capsys: Capture, tmp_path: Path) -> None:
    file = tmp_path / "report.txt"
    file.write_text("\n2,5 % er uenige (n = 166).", encoding="utf-8")

    assert main(["lint-report", str(file)]) == 1
    assert (
        "report.txt:2: «2,5 % er uenige (n = 166).»: 2,5 % er umulig med n = 166" in capsys.readouterr().out
    )


@pytest.mark.parametrize("n", ["0", "-4", "99999999"])
def test_an_n_that_nobody_is_is_refused(n: str, capsys: Capture, tmp_path: Path) -> None:
    assert main(["lint-report", str(tmp_path / "x"), "--n", n]) == ERROR
    assert "--n must be" in capsys.readouterr().err
