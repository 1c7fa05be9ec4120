"""A survey of several roles, kinds and waves with much to hide, and its files read back in, for the tests."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO, StringIO
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pyreadstat
from django.urls import reverse
from django.utils import timezone
from docx import Document
from docx.table import Table as WordTable
from lxml import html  # type: ignore[import-untyped]
from numpy.typing import NDArray
from openpyxl import load_workbook
from pypdf import PdfReader

from conftest import SignedInClient
from redthread.instruments.coding import DONT_KNOW
from redthread.people.models import Person
from redthread.surveys.actions.closing import close_wave
from redthread.surveys.models import AnswerBundle, RespondentGroup, TextPile, Wave
from redthread.surveys.tests.answered import DEFINITION, invite, item, schools_in, survey_of
from redthread.testing.cast import Cast

Table = tuple[tuple[str, ...], ...]
CHOICES = """
[scales.reason]
kind = "nominal"
options = [{ value = 1, label = { nb = "Tid" } }, { value = 2, label = { nb = "Kolleger" } }]
"""
HELPED = item("helped", "Hva har hjulpet?", kind='"choices"', scale='"reason"')
MODULES = f"""
[[sections]]
title = {{ nb = "Temaer" }}
{item("reading", "Vi har arbeidet med lesing")}
{item("law", "Vi har arbeidet med jus")}
"""
DOSE = """
[[indices]]
code = "met"
title = { nb = "Møtt" }
items = ["reading", "law"]
at_least = 0.5
measures = "dose"
"""
MUCH = (
    DEFINITION.replace("[scales.yes_no]", CHOICES + "[scales.yes_no]")
    .replace('[[sections.items]]\ncode = "words"', f'{HELPED}[[sections.items]]\ncode = "words"')
    .replace("[[indices]]", f'{MODULES}[[indices]]\nmeasures = "change"')
    .replace("contradictions", 'comparisons = [["open", "help"]]\ncontradictions')
    + DOSE
)
HEADING = [
    "Kode",
    "Påstand eller indeks",
    "Hvem",
    "Mål",
    "Svar",
    "Verdi",
    "Verdien ligger",
    "Antall svar",
    "Sammenlignet med",
    "Antall svar der",
    "Skjult fordi",
]
CODES = ("trust", "met", "open", "help", "closed", "tried", "helped", "reading", "law")
# Role, kind, how many have answered, how many schools they are at, and what they answer (None: by lot).
Group = tuple[str, str, int, int, int | None]
WAVES: tuple[tuple[Group, ...], ...] = (
    (
        ("principal", "primary", 14, 4, None),
        ("principal", "lower", 6, 5, None),
        ("middle_leader", "primary", 9, 4, 4),
        ("middle_leader", "lower", 3, 3, 4),
        ("teacher", "primary", 31, 4, None),
        ("teacher", "lower", 12, 2, None),
        ("adviser", "", 7, 2, None),
        ("owner", "", 0, 1, None),
    ),
    (
        ("principal", "primary", 15, 4, None),
        ("principal", "lower", 8, 4, None),
        ("middle_leader", "primary", 9, 4, 4),
        ("middle_leader", "lower", 5, 3, 4),
        ("teacher", "primary", 28, 4, None),
        ("teacher", "lower", 16, 4, None),
        ("adviser", "", 13, 4, 4),
        ("owner", "", 0, 1, None),
    ),
)


def closed_waves(cast: Cast, seed: int) -> list[Wave]:
    """Two waves of the same survey, closed one after the other, as the product closes them."""
    now = timezone.now()
    survey = survey_of(cast.network, cast.liv, now, definition=MUCH)
    schools = schools_in(cast.network, cast.owner, 5)
    found = []
    for number, groups in enumerate(WAVES, start=1):
        roles = list(dict.fromkeys(role for role, *_rest in groups))
        wave = Wave.objects.create(
            survey=survey, number=number, roles=roles, opened_at=now, opened_by=cast.liv
        )
        laid = []
        for place, (role, kind, people, at, alike) in enumerate(groups, start=1):
            group = RespondentGroup.objects.create(
                wave=wave, number=place, role=role, school_kind=kind, invited=people + 4
            )
            invite(wave, group, people, people + 4, schools[:at])
            rows = _rows(np.random.default_rng([seed, number, place]), people, alike, role)
            laid += [bytes([place]) + row.tobytes() for row in rows]
        AnswerBundle.objects.create(wave=wave, number=1, rows=b"".join(laid))
        texts = [{"text": f"Ord nummer {n} i runde {number}", "mark": f"mark-{n}"} for n in range(12)]
        TextPile.objects.create(wave=wave, item="words", entries=texts)
        close_wave(wave=wave, by=cast.liv, now=now)
        found.append(wave)
    return found


def _rows(chance: np.random.Generator, people: int, alike: int | None, role: str) -> NDArray[np.uint8]:
    """Three statements, a yes or no, two options of which several can be chosen, and two modules:
    teachers have met little of one, and few know the other."""
    rows = np.empty((people, 8), np.uint8)
    own = chance.normal(3, 1, people)
    for place, turn in enumerate((1, 1, -1)):
        rows[:, place] = np.clip(np.rint(3 + turn * (own - 3) + chance.normal(0, 0.5, people)), 1, 5)
        rows[chance.random(people) < 0.1, place] = DONT_KNOW
    if alike is not None:
        rows[:, :3] = alike
    rows[:, 3:6] = 1 + (chance.random((people, 3)) < 0.4)
    met = own + chance.normal(0, 1, people) - (1.5 if role == "teacher" else 0)
    rows[:, 6] = np.clip(np.rint(met), 1, 5)
    rows[:, 7] = np.where(chance.random(people) < 0.9, DONT_KNOW, chance.integers(1, 6, people))
    return rows


class Told(NamedTuple):
    """A row of a file of figures, in whatever format it came."""

    code: str
    text: str
    who: str
    measure: str
    answer: str
    value: float | None
    band: str
    n: int | None
    against: str
    n_against: int | None
    hidden: str


def from_csv(content: bytes, _place: Path) -> list[Told]:
    heading, *rows = csv.reader(StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";")
    assert heading == HEADING
    return [_told(*row[:5], row[5].replace(",", "."), *row[6:]) for row in rows]


def from_xlsx(content: bytes, _place: Path) -> list[Told]:
    sheet = load_workbook(BytesIO(content), read_only=True).worksheets[0]
    heading, *rows = sheet.iter_rows(values_only=True)
    assert list(heading) == HEADING
    return [_told(*("" if cell is None else cell for cell in row)) for row in rows]


def from_sav(content: bytes, place: Path) -> list[Told]:
    """Numbers with labels become their labels; a label that is missing stays a number and fits nothing."""
    path = place / "figures.sav"
    path.write_bytes(content)
    frame, meta = pyreadstat.read_sav(path)
    for column, labels in meta.variable_value_labels.items():
        frame[column] = [labels.get(one, one) for one in frame[column]]
    assert list(meta.column_names_to_labels.values()) == HEADING
    rows = frame.astype(object).where(frame.notna(), "").itertuples(index=False)
    return [_told(*row)._replace(hidden="" if row[10] == "vises" else str(row[10])) for row in rows]


def _told(*cells: object) -> Told:
    code, text, who, measure, answer, value, band, n, against, there, hidden = cells
    number = None if value == "" else float(str(value))
    people, others = (None if one == "" else int(float(str(one))) for one in (n, there))
    return Told(
        *(str(code), str(text), str(who), str(measure), str(answer)),
        number,
        plain(str(band)),
        people,
        str(against),
        others,
        str(hidden),
    )


READ: Mapping[str, Callable[[bytes, Path], list[Told]]] = {
    "csv": from_csv,
    "xlsx": from_xlsx,
    "sav": from_sav,
}
RESPONSE = ("Antall som ble spurt", "Antall av de spurte som svarte")


def compared_in(rows: list[Told]) -> list[Told]:
    return [one for one in rows if one.against or one.measure == "Dekning"]


def response_in(rows: list[Told]) -> list[Told]:
    return [one for one in rows if one.measure in RESPONSE]


def at(wave: Wave, name: str, *more: object, app: str = "surveys") -> str:
    survey = wave.survey
    return reverse(f"{app}:{name}", args=[survey.network.slug, survey.public_id, wave.number, *more])


def got(person: Person, address: str) -> bytes:
    answer = SignedInClient(person).get(address)
    assert answer.status_code == 200, address
    return bytes(answer.content)


def page_tables(content: bytes) -> list[Table]:
    """Every table of a page, its heading first."""
    return [
        tuple(
            tuple(plain(cell.text_content()) for cell in row.xpath("./th|./td")) for row in table.iter("tr")
        )
        for table in html.document_fromstring(content.decode()).iter("table")
    ]


def word_tables(content: bytes) -> Iterator[Table]:
    for table in Document(BytesIO(content)).tables:
        assert isinstance(table, WordTable)
        yield tuple(tuple(plain(cell.text) for cell in row.cells) for row in table.rows)


def page_text(content: bytes) -> str:
    main = html.document_fromstring(content.decode()).find(".//main")
    assert main is not None
    return plain(" ".join(main.itertext()))


def word_lines(content: bytes, between: str = " ") -> str:
    """Everything but the tables."""
    return between.join(plain(one.text) for one in Document(BytesIO(content)).paragraphs)


def pdf_text(content: bytes) -> str:
    return plain(" ".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages))


def plain(text: str) -> str:
    return " ".join(text.split())
