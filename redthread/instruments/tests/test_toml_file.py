"""The file: what is written is read again, and what is wrong is refused with its place."""

import pytest

from redthread.instruments.problems import InstrumentError
from redthread.instruments.tests.samples import SMALL
from redthread.instruments.toml_file import parse, write

FILE = '''format = "redthread-instrument/1"
code = "gathering-pulse"
version = 1
title = { nb = "Puls" }
about = { nb = "Kort" }

[scales.agree]
kind = "ordered"
options = [
  { value = 1, label = { nb = "Uenig" } },
  { value = 2, label = { nb = "Enig" } },
]

[scales.kinds]
kind = "nominal"
options = [ { value = 1, label = { nb = "Samling" } }, { value = 2, label = { nb = "Nettmøte" } } ]

[[sections]]
title = { nb = "Del" }

[[sections.items]]
code = "q1"
scale = "agree"
text = { nb = "Vi lærte noe" }

[[sections.items]]
code = "q2"
scale = "kinds"
text = { nb = "Hva var det?" }
shown_if = { item = "q1", values = [2] }

[[sections.items]]
code = "q3"
kind = "text"
text = { nb = """
Hva mer?
code = 1
""" }

[[indices]]
code = "learning"
title = { nb = "Læring" }
items = ["q1"]
'''


def test_what_is_written_is_read_again() -> None:
    assert parse(write(SMALL)) == SMALL
    assert parse(write(parse(FILE))) == parse(FILE)
    assert parse(FILE).item("q3").text.nb == "Hva mer?\ncode = 1\n"


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            'scale = "agree"',
            'scale = "degree"',
            "Linje 23, spørsmålet «q1», «scale»: Skalaen «degree» finnes ikke",
        ),
        ('"q2"', '"q1"', "Linje 27, spørsmålet «q1», «code»: Koden står flere ganger."),
        (
            'item = "q1"',
            'item = "q2"',
            "Linje 30, spørsmålet «q2», «shown_if»: Det avhenger av «q2», som ikke står før",
        ),
        (
            'item = "q1"',
            'item = "q3"',
            "Linje 30, spørsmålet «q2», «shown_if»: Det avhenger av «q3», som ikke står før",
        ),
        (
            'item = "q1"',
            'item = "q9"',
            "Linje 30, spørsmålet «q2», «shown_if»: Det avhenger av «q9», som ikke finnes",
        ),
        ("values = [2]", "values = [2, 9]", "«shown_if»: Verdien «9» er ikke blant svarene på «q1»"),
        ("values = [2]", "value = [2]", "«values»: Feltet mangler"),
        ("version = 1", 'version = "1"', "Linje 3, filen, «version»: Her skal det stå et helt tall."),
        ("version = 1", "version = true", "Linje 3, filen, «version»: Her skal det stå et helt tall."),
        ("version = 1", "version = 0", "Linje 3, filen, «version»: Tallet må være fra 1 til 9999."),
        ("version = 1", "version = 1\nrating = 2", "Linje 4, filen, «rating»: Feltet er ukjent."),
        ('"nominal"', '"nominell"', "Linje 15, skalaen «kinds», «kind»: «nominell» er ukjent. Velg blant"),
        (
            'value = 2, label = { nb = "Enig" }',
            'value = 1, label = { nb = "Enig" }',
            "Linje 9, skalaen «agree», «options»: Verdien 1 står flere ganger",
        ),
        (
            'value = 2, label = { nb = "Enig"',
            'value = 2, label = { nn = "Einig"',
            "skalaen «agree», «label»: Teksten på bokmål (nb) mangler.",
        ),
        (
            '{ nb = "Vi lærte noe" }',
            '{ nb = " " }',
            "Linje 24, spørsmålet «q1», «text»: Teksten på bokmål (nb) mangler.",
        ),
        ('{ nb = "Vi lærte noe" }', '{ nb = "Vi", se = "Mii" }', "«text»: Språket «se» er ukjent."),
        ('{ nb = "Vi lærte noe" }', '{ nb = "a\\u0000" }', "«text»: Teksten har styretegn"),
        (
            '{ nb = "Hva var det?" }',
            '{ nb = "Hva?" }\nreversed = true',
            "Linje 30, spørsmålet «q2», «reversed»: Bare svar med rekkefølge",
        ),
        (
            'kind = "text"',
            'kind = "text"\nscale = "agree"',
            "Linje 35, spørsmålet «q3», «scale»: Et spørsmål med fritekst har ingen",
        ),
        (
            'items = ["q1"]',
            'items = ["q1", "q8"]',
            "Linje 43, indeksen «learning», «items»: Spørsmålet «q8» finnes ikke.",
        ),
        ('items = ["q1"]', 'items = ["q1", "q3"]', "«items»: «q3» har ingen verdier"),
        ('items = ["q1"]', 'items = ["q2"]', "«items»: «q2» har ingen verdier"),
        ('items = ["q1"]', 'items = ["q1", "q1"]', "«items»: «q1» står flere ganger"),
        (
            'items = ["q1"]',
            'items = ["q1"]\nat_least = 2',
            "Linje 44, indeksen «learning», «at_least»: Tallet må være over 0",
        ),
        (
            'items = ["q1"]',
            'items = ["q1"]\nmeasures = "joy"',
            "Linje 44, indeksen «learning», «measures»: Skriv et av disse: dose, satisfaction, change.",
        ),
        ("version = 1", 'version = 1\nroles = ["rektor"]', "Linje 4, filen, «roles»: «rektor» er ukjent."),
        (
            "version = 1",
            'version = 1\ncontradictions = [["q1", "q3"]]',
            "«contradictions»: Paret må være to spørsmål",
        ),
        (
            "version = 1",
            'version = 1\ncomparisons = [["q1", "q2"]]',
            "«comparisons»: «q1» og «q2» må ha den samme skalaen",
        ),
        ("version = 1", "version = 1 1", "Linje 3, filen: Filen er ikke TOML."),
    ],
)
def test_what_is_wrong_is_refused_with_its_place(old: str, new: str, problem: str) -> None:
    assert FILE.count(old) >= 1
    with pytest.raises(InstrumentError) as caught:
        parse(FILE.replace(old, new, 1))

    assert problem in "\n".join(caught.value.problems)


def test_all_that_is_wrong_is_told_at_once() -> None:
    with pytest.raises(InstrumentError) as caught:
        parse(FILE.replace('scale = "agree"', 'scale = "a"').replace('["q1"]', '["q7"]'))

    assert caught.value.problems == (
        "Linje 23, spørsmålet «q1», «scale»: Skalaen «a» finnes ikke. Legg den inn under «scales».",
        "Linje 30, spørsmålet «q2», «shown_if»: Verdien «2» er ikke blant svarene på «q1».",
        "Linje 43, indeksen «learning», «items»: Spørsmålet «q7» finnes ikke.",
    )


def test_too_many_questions_are_refused() -> None:
    item = '[[sections.items]]\ncode = "n{}"\nkind = "text"\ntext = {{ nb = "Hva?" }}\n'
    start = FILE[: FILE.index("[[sections.items]]")]

    assert len(parse(start + "".join(map(item.format, range(400)))).items) == 400
    with pytest.raises(InstrumentError, match="Skjemaet har 401 spørsmål"):
        parse(start + "".join(map(item.format, range(401))))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# " + "æ" * 500_001,
        "a = " + "[" * 100_000,
        "a." * 200_000 + "a = 1",
        '"a b".' * 100_000 + "a = 1",
        "roles = [" + '"x",' * 200_000 + "]",
        "version = " + "9" * 900_000,
        "version = 0x" + "f" * 900_000,
        "sections = 3\nscales = 4\ncode = []\nindices = [1]\ncontradictions = [3]",
        "[scales]\nagree = 3\n",
        "\ud800",
    ],
)
def test_what_is_no_instrument_at_all_is_refused(text: str) -> None:
    with pytest.raises(InstrumentError) as caught:
        parse(text)

    assert 1 <= len(caught.value.problems) <= 50
