"""`redthread analyse`: a file of answers to scales, a model and a report."""

from __future__ import annotations

import json
import re
from pathlib import Path

import numpy as np
import pytest

from redthread.config.cli import ERROR, main
from redthread.stats.paths.model import fit_model
from redthread.stats.reliability import reliability
from redthread.stats.tests.made_answers import MODELS, NAMES, answers_with_gaps
from redthread.stats.wording import number

Capture = pytest.CaptureFixture[str]
SCALES = '[scales]\nculture = ["culture1", "culture2", "culture3", "culture4"]\n'


def as_csv(sign: str = ",", decimal: str = ".", empty: str = "") -> str:
    rows = [
        sign.join(empty if value != value else f"{value:g}".replace(".", decimal) for value in person)
        for person in answers_with_gaps().tolist()
    ]
    return "\n".join([sign.join(NAMES), *rows]) + "\n"


def files(folder: Path, answers: bytes, scales: str = SCALES, model: str | None = None) -> list[str]:
    for name, content in (
        ("answers.csv", answers),
        ("scales.toml", scales.encode()),
        ("model.txt", (model or "").encode()),
    ):
        (folder / name).write_bytes(content)
    asked = ["analyse", str(folder / "answers.csv"), "--scales", str(folder / "scales.toml")]
    return [
        *asked,
        *(["--model", str(folder / "model.txt")] if model is not None else []),
        "--json",
        str(folder / "out.json"),
    ]


@pytest.mark.parametrize("missing", ["listwise", "fiml"])
def test_what_is_written_is_what_the_library_finds(tmp_path: Path, missing: str) -> None:
    asked = files(tmp_path, as_csv().encode(), model=MODELS["indirect"])
    assert main([*asked, "--missing", missing]) == 0
    made = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    scale, expected = made["scales"]["culture"], reliability(answers_with_gaps()[:, :4])
    assert (scale["alpha"], tuple(scale["alpha_ci"])) == (expected.alpha, expected.alpha_ci)
    assert (scale["mean"], scale["sd"], scale["people"], scale["items"]) == (
        expected.mean,
        expected.sd,
        162,
        4,
    )
    assert scale["if_dropped"] == {
        name: one.alpha_without for name, one in zip(NAMES[:4], expected.each, strict=True)
    }
    assert scale["omega_ci"][0] < scale["omega"] < scale["omega_ci"][1]
    model = made["model"]
    fitted = fit_model(
        answers_with_gaps(),
        names=NAMES,
        model=MODELS["indirect"],
        missing="fiml" if missing == "fiml" else "listwise",
    )
    columns = ("lhs", "op", "rhs", "est", "se", "z", "p", "std")
    rows = [tuple(one[column] for column in columns) for one in model["estimates"]]
    ours = [tuple(getattr(one, column) for column in columns) for one in fitted.estimates]
    assert [row[:3] for row in rows] == [row[:3] for row in ours]
    found, expected_ones = (np.array([row[3:] for row in each], float) for each in (rows, ours))
    assert np.allclose(found, expected_ones, rtol=1e-6, atol=1e-8, equal_nan=True)
    assert (model["people"], model["missing"], model["df"]) == (fitted.people, missing, fitted.fit.df)
    assert model["chi2"] == pytest.approx(fitted.fit.chi2, rel=1e-8)


def test_reversed_questions_are_turned_before_anything_is_calculated(tmp_path: Path, capsys: Capture) -> None:
    """A question that was asked the other way round and is turned gives what it gave before."""
    text = as_csv().splitlines()
    rows = [line.split(",") for line in text[1:]]
    asked_otherwise = [[*row[:2], f"{6 - int(row[2])}" if row[2] else "", *row[3:]] for row in rows]
    answers = "\n".join([text[0], *(",".join(row) for row in asked_otherwise)]).encode()
    assert main(files(tmp_path, answers)) == 0
    assert "culture3 går mot resten av skalaen (−" in capsys.readouterr().err
    assert main(files(tmp_path, answers, SCALES + '[reversed]\nitems = ["culture3"]\n' + RANGE)) == 0
    assert "Snudd før noe ble regnet ut (1 til 5): culture3." in capsys.readouterr().err
    turned = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))["scales"]["culture"]
    assert main(files(tmp_path, as_csv().encode())) == 0
    plain = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))["scales"]["culture"]
    assert (turned.pop("reversed"), plain.pop("reversed")) == (["culture3"], [])
    assert turned | {"notes": []} == plain


def test_robust_errors_bring_the_scaled_test(tmp_path: Path, capsys: Capture) -> None:
    asked = files(tmp_path, as_csv().encode(), model=MODELS["three factors"])
    assert main([*asked, "--errors", "robust"]) == 0
    model = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))["model"]
    fitted = fit_model(answers_with_gaps(), names=NAMES, model=MODELS["three factors"], errors="robust")
    assert fitted.scaled is not None
    told = [model[key] for key in ("chi2_scaled", "scaling_factor", "p_scaled")]
    assert told == pytest.approx([fitted.scaled.chi2, fitted.scaled.factor, fitted.scaled.p], rel=1e-6)
    assert "Skalert for svar som ikke er normalfordelte" in capsys.readouterr().err
    assert main(asked) == 0
    model = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))["model"]
    assert [model[key] for key in ("chi2_scaled", "scaling_factor", "p_scaled")] == [None, None, None]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize(
    ("sign", "decimal", "empty"), [(";", ",", "ikke aktuelt"), ("\t", ".", "NA"), (",", ".", "")]
)
def test_any_usual_file_gives_the_same(
    tmp_path: Path, encoding: str, sign: str, decimal: str, empty: str
) -> None:
    text = as_csv(sign, decimal, empty).replace("culture1", "spørsmål1")
    scales = SCALES.replace("culture1", "spørsmål1")
    assert main(files(tmp_path, text.encode(encoding), scales)) == 0
    made = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert made["scales"]["culture"]["alpha"] == pytest.approx(0.784381356682, abs=1e-12)


def test_the_report_can_be_read_alone(tmp_path: Path, capsys: Capture) -> None:
    asked = files(tmp_path, as_csv().encode(), model=MODELS["three factors"])
    assert main([*asked, "--html", str(tmp_path / "report.html")]) == 0
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert page.startswith('<!doctype html>\n<html lang="nb">')
    assert "Cronbachs alfa er 0,78 (0,72 til 0,83) for 4 spørsmål og 162 personer" in page
    assert "culture måles ved culture1" in page
    assert "src=" not in page
    assert "href=" not in page
    assert "RMSEA" in capsys.readouterr().err


def test_the_report_draws_the_model_with_what_is_explained_and_fetches_nothing(tmp_path: Path) -> None:
    asked = files(tmp_path, as_csv().encode(), model=MODELS["with background"])
    assert main([*asked, "--html", str(tmp_path / "report.html")]) == 0
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    made = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))["model"]
    wide = page[page.index("<svg") : page.index("</svg>")]
    assert page.count("<svg") == 2
    for name, share in made["r2"].items():
        assert f">{name}</text>" in wide
        assert f">R² {number(share)}</text>" in wide
    drawn = [one for one in made["estimates"] if one["op"] in ("=~", "~")]
    assert all(f">{number(one['std'])}</text>" in wide for one in drawn)
    assert not re.search(r"url\((?!#)|@import|<link|<script|<img", page)


def test_names_in_the_file_cannot_write_the_report(tmp_path: Path) -> None:
    text = as_csv().replace("culture1", "<script>alert(1)</script>")
    scales = SCALES.replace("culture1", "<script>alert(1)</script>")
    asked = files(tmp_path, text.encode(), scales)
    assert main([*asked, "--html", str(tmp_path / "report.html")]) == 0
    assert "<script>" not in (tmp_path / "report.html").read_text(encoding="utf-8")


SMALL = "a,b,c\n1,2,3\n2,3,5\n4,4,1\n"
RANGE = "[range]\nmin = 1\nmax = 5\n"
TWO = '[scales]\ns = ["a", "b"]\n'


@pytest.mark.parametrize(
    ("answers", "scales", "said"),
    [
        ("", TWO, "is empty"),
        ("a,b\n", TWO, "has a heading and no answers"),
        ("a,b\n1,2\n3,fire\n", TWO, "Row 3, column “b”: «fire» is not a number"),
        ("a,b\n1,2\n3\n", TWO, "Row 3: has 1 cells, but the heading has 2"),
        ("a,b\n1,=2\n", TWO, "Row 2, column “b”: a formula"),
        ("a,c\n1,2\n", TWO, "has no column «b». It has: a, c"),
        ("a,b,b\n1,2,3\n", TWO, "two columns «b»"),
        ("a,b\n1,2\n", TWO, "Scale s: Only one person"),
        ("a,b\n1,2\n1,3\n", TWO, "Scale s: Everybody has answered the same to a"),
        (SMALL, "scales = 3", "has no scales"),
        (SMALL, "[scales]\ns = = 1", "at line 2"),
        (SMALL, '[scales]\nlæring = ["a", "b"]\n', "stand in quotes"),
        (SMALL, '[scales]\ns = ["a"]\n', "s has 1 items"),
        (SMALL, '[scales]\ns = ["a", "a"]\n', "s has «a» twice"),
        (SMALL, "[scales]\ns = [1, 2]\n", "s is not a list of columns"),
        (SMALL, TWO + "[skalaer]\n", "unknown key «skalaer»"),
        ("a,b\n1,2\n2,4\n", TWO, "Scale s: only 2 people have answered every item"),
        ("a,b\n1,2\n2,1e200\n", TWO, "Row 3, column “b”: 1e200 is outside"),
        ("a,b\n1,\n2,\n3,\n", TWO, "Scale s: Nobody has answered b. Leave it out."),
        ("a,b\n1,5\n2,4\n3,3\n", TWO, "Scale s: The sum of the items has no variance"),
        (SMALL, "[scales]\ns = []\n", "s has 0 items"),
        (SMALL, '[scales]\n"" = ["a", "b"]\n', "a scale has no name"),
        (SMALL, TWO + 's = ["b", "c"]\n', "A scale may be written twice"),
        (SMALL, TWO + '[reversed]\nitems = ["b"]\n', "[reversed] needs to know the range"),
        (SMALL, TWO + '[reversed]\nitems = ["c"]\n' + RANGE, "[reversed] has «c», which is in no scale"),
        (SMALL, TWO + "[reversed]\nitems = []\n" + RANGE, "[reversed] needs a list"),
        (SMALL, TWO + "[range]\nmin = 5\nmax = 1\n", "min below max"),
        (SMALL, TWO + "[range]\nmin = 1\n", "[range] needs min and max"),
        ("a,b\n1,2\n2,9\n", TWO + RANGE, "Row 3, column “b”: 9 is outside 1 to 5"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(
    tmp_path: Path, capsys: Capture, answers: str, scales: str, said: str
) -> None:
    assert main(files(tmp_path, answers.encode(), scales)) == ERROR
    assert said in capsys.readouterr().err
    assert not (tmp_path / "out.json").exists()


@pytest.mark.parametrize(
    ("model", "said"),
    [
        ("culture1 ~ unknown", "has no column «unknown»"),
        ("f =~ culture1 + culture2", "not identified"),
        ("f =~ culture1 + + culture2", "Model, line 1"),
        ("culture1 ~ culture2\n\nhello", "Model, line 1"),
        ("", "The model is empty"),
        ("f =~ ", "line 1, column 3: something is missing on one side of =~"),
        ("culture1 =~ culture2 + culture3 + culture4", "«culture1» is a column, but"),
        ("culture1 <~ culture2", "line 1, column 10: «<» is not supported"),
    ],
)
def test_a_wrong_model_is_told_with_its_line(tmp_path: Path, capsys: Capture, model: str, said: str) -> None:
    assert main(files(tmp_path, as_csv().encode(), model=model)) == ERROR
    assert said in capsys.readouterr().err


def test_of_ten_thousand_columns_only_those_asked_for_are_read(tmp_path: Path, capsys: Capture) -> None:
    names = ["a", "b", *(f"x{number}" for number in range(10_000))]
    answers = "".join(
        f"{','.join(row)}\n" for row in (names, *([f"{n}", f"{n % 3}", *"1" * 10_000] for n in range(9)))
    )
    assert main(files(tmp_path, answers.encode(), TWO)) == 0
    assert json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))["scales"]["s"]["people"] == 9
    every = f"[scales]\ns = {json.dumps(names)}\n"
    assert main(files(tmp_path, answers.encode(), every)) == ERROR
    assert "Scale s: There are 10002 items; 1000 is the most." in capsys.readouterr().err


def test_a_line_that_never_ends_is_no_table(tmp_path: Path, capsys: Capture) -> None:
    assert main(files(tmp_path, b"a,b," + b"x" * 2**20, TWO)) == ERROR
    assert "answers.csv: Row 1 is too long" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["answers.csv", "scales.toml", "model.txt"])
def test_the_file_that_is_not_text_is_named(tmp_path: Path, capsys: Capture, name: str) -> None:
    asked = files(tmp_path, as_csv().encode(), model=MODELS["paths"])
    (tmp_path / name).write_bytes(b"a\0b\0\0\0\0c")
    assert main(asked) == ERROR
    assert f"{name}: " in capsys.readouterr().err


def test_why_there_is_no_omega_is_said_in_the_language_of_the_results(tmp_path: Path) -> None:
    assert main(files(tmp_path, as_csv().encode(), '[scales]\ns = ["culture1", "culture2"]\n')) == 0
    one = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))["scales"]["s"]
    assert (one["omega"], one["omega_ci"]) == (None, None)
    assert one["notes"] == ["Omega er ikke regnet ut: to spørsmål avgjør ikke en faktor."]


def test_without_anything_asked_for_it_says_what_to_give(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "a.csv").write_text(SMALL)
    assert main(["analyse", str(tmp_path / "a.csv")]) == ERROR
    assert "Give --scales, --model or both" in capsys.readouterr().err
