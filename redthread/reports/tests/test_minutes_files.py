"""The minutes as files: who gets them, what is in them, and that hostile text stays text."""

from __future__ import annotations

import io
import re
import time
import unicodedata
from datetime import datetime, timedelta
from zipfile import ZipFile
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from conftest import SignedInClient
from redthread.gatherings.actions.answers import answer_proposal, release_proposal
from redthread.gatherings.actions.commitments import record_step
from redthread.gatherings.actions.minutes import approve_minutes, open_minutes
from redthread.gatherings.actions.outcomes import VoteGiven
from redthread.gatherings.tests.meeting import SECRET, WHISPER, Meeting, meet
from redthread.reports.minutes_docx import minutes_docx
from redthread.reports.minutes_pdf import minutes_pdf
from redthread.reports.minutes_record import Part, Point, Record, Table
from redthread.reports.printable import MISSING, SHOWN_IN_PDF, file_name, for_pdf, for_xml
from redthread.testing import make
from redthread.testing.cast import Cast

OSLO = ZoneInfo("Europe/Oslo")
HOSTILE = (
    '#read("/etc/passwd") $x^2$ \\ @label <b> *fet* _kursiv_ `kode` // merknad [x] #{1+1} == Ny overskrift'
)
KINDS = ["pdf", "docx"]


def address(meeting: Meeting, kind: str) -> str:
    return reverse(f"reports:minutes_{kind}", args=[meeting.cast.network.slug, meeting.gathering.public_id])


def text_in(content: bytes, kind: str) -> str:
    if kind == "pdf":
        raw = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    else:
        document = Document(io.BytesIO(content))
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        header = [paragraph.text for paragraph in document.sections[0].header.paragraphs]
        raw = "\n".join([*header, *(paragraph.text for paragraph in document.paragraphs), *cells])
    return " ".join(raw.split())


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    """Locked minutes with one of each kind, a step and an answer from the owner."""
    earlier = meet(cast)
    earlier.gathering.starts_at -= timedelta(days=40)
    earlier.gathering.ends_at -= timedelta(days=40)
    earlier.gathering.save()
    old = earlier.promise(cast.brekka, "Lesekurs for alle")
    asked = earlier.write("proposal", "Frikjøp også neste år")
    earlier.lock()
    release = release_proposal(outcome=asked, by=cast.liv, now=earlier.now)
    meeting = meet(cast, place="Åsen skole", host=cast.asen, theme="Lesing i alle fag")
    answered_at = meeting.now - timedelta(days=5)
    answer_proposal(release=release, text="Ja, i ett år.", by=cast.olav, now=answered_at)
    record_step(
        commitment=old,
        gathering=meeting.gathering,
        choice="carried",
        word="Vi trenger mer tid",
        by=cast.rita,
        now=meeting.now,
    )
    meeting.write("information", "Ny ferieplan")
    no = [VoteGiven(cast.mona, "against", "For tidlig på året")]
    meeting.write("decision", "Felles lesetest i uke 40", votes=no)
    meeting.write("information", WHISPER, item=meeting.secret)
    meeting.promise(cast.asen, "Åsen prøver to-lærer")
    meeting.came(cast.mona, cast.liv)
    meeting.came(cast.rita, presence="digital")
    meeting.came(cast.mads, presence="absent")
    meeting.lock()
    approve_minutes(minutes=meeting.minutes, remark="Godt referat", by=cast.mona, now=meeting.now)
    return meeting


@pytest.mark.parametrize("kind", KINDS)
def test_every_member_gets_the_whole_of_what_is_open(
    cast: Cast, as_person: type[SignedInClient], meeting: Meeting, kind: str
) -> None:
    for person in cast.insiders():
        answer = as_person(person).get(address(meeting, kind))
        assert answer.status_code == 200
    text = text_in(answer.content, kind)
    for told in (
        "Referat: Oktobersamling",
        "Rektornettverk øst",
        "Åsen skole",
        "Lesing i alle fag",
        "Referent: Liv Berg" if kind == "docx" else "Referent Liv Berg",
        "Brekka skole – videreføres",
        "Lesekurs for alle",
        "Vi trenger mer tid",
        "Ny ferieplan",
        "Felles lesetest i uke 40",
        "Uten avstemning.",
        "Mona Vik var uenig: For tidlig på året",
        "Forpliktelse – Åsen skole",
        "Trinnlederne",
        "Personalet nås: fellestid",
        "Forslag: Frikjøp også neste år",
        "Ja, i ett år.",
        "på skjerm",
        "Godkjent av 1 av 3 som var til stede.",
        "Merknad fra Mona Vik: Godt referat",
    ):
        assert told in text, told
    for hidden in (SECRET, WHISPER, "Mads Lund", "Utkast"):
        assert hidden not in text, hidden


@pytest.mark.parametrize("kind", KINDS)
def test_before_locking_those_who_run_it_get_a_marked_draft_and_others_nothing(
    cast: Cast, as_person: type[SignedInClient], kind: str
) -> None:
    meeting = meet(cast)
    open_minutes(gathering=meeting.gathering, written_by=cast.rita, by=cast.liv, now=meeting.now)
    meeting.write("information", "Ny ferieplan")
    meeting.write("information", WHISPER, item=meeting.secret)
    for person in (cast.liv, cast.rita):
        text = text_in(as_person(person).get(address(meeting, kind)).content, kind)
        assert text.count("Utkast – referatet er ikke låst") == 2  # on every page, and before the text
        assert "Ny ferieplan" in text
        assert WHISPER not in text
        assert SECRET not in text
        assert "Låst" not in text
    for person in (cast.mona, cast.kine, cast.eva):
        assert as_person(person).get(address(meeting, kind)).status_code == 403


@pytest.mark.parametrize("kind", KINDS)
def test_files_are_for_the_network(
    cast: Cast, as_person: type[SignedInClient], client: SignedInClient, meeting: Meeting, kind: str
) -> None:
    assert client.get(address(meeting, kind)).status_code == 302
    for person in (cast.stein, cast.olav):
        assert as_person(person).get(address(meeting, kind)).status_code == 404
    own_door = address(meeting, kind).replace(cast.network.slug, cast.steins_network.slug)
    assert as_person(cast.stein).get(own_door).status_code == 404
    assert as_person(cast.mona).post(address(meeting, kind)).status_code == 405
    unopened = meet(cast, is_open=False)
    assert as_person(cast.liv).get(address(unopened, kind)).status_code == 404


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_is_offered_for_saving_under_a_safe_name(
    cast: Cast, as_person: type[SignedInClient], kind: str
) -> None:
    meeting = meet(cast, title='../..\\"Vår"\r\nSet-Cookie: a=b; æøå/hemmelig')
    meeting.lock()
    answer = as_person(cast.mona).get(address(meeting, kind))
    given = answer.headers["Content-Disposition"]
    assert given.startswith("attachment; filename")
    assert "\r" not in given
    assert "\n" not in given
    assert "/" not in given
    assert "%5C" not in given
    assert "%2F" not in given
    assert f".{kind}" in given
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "Set-Cookie: a" not in str(answer.headers)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Referat Oktobersamling 14. oktober 2026", "Referat Oktobersamling 14. oktober 2026.pdf"),
        ("Referat æøå", "Referat æøå.pdf"),
        ("../../etc/passwd", "etc passwd.pdf"),
        ('a\\b:c*d?e"f<g>h|i%j;k', "a b c d e f g h i j k.pdf"),
        ("a\r\nb\x00c\u202ed", "a b c d.pdf"),
        (" .. ", "referat.pdf"),
        ("x" * 300, "x" * 80 + ".pdf"),
    ],
)
def test_file_names_hold_no_path_and_no_signs_with_a_meaning(words: str, name: str) -> None:
    assert file_name(words, "pdf") == name


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_pdf_is_tagged_titled_and_in_the_readers_language(language: str) -> None:
    record = big_record()
    reader = PdfReader(io.BytesIO(minutes_pdf(Record(**{**record.__dict__, "language": language}))))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"].value is True  # type: ignore[index]
    assert root["/Lang"] == language  # type: ignore[index]
    assert root["/StructTreeRoot"]  # type: ignore[index]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True  # type: ignore[index]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()  # type: ignore[index]
    assert reader.metadata is not None
    assert reader.metadata.title == "Referat: Stor samling"
    assert all("+" in str(font["/BaseFont"]) for font in fonts(reader))
    assert "delte med de andre skolene" in " ".join(reader.pages[0].extract_text().split())


def test_a_file_is_in_the_language_of_the_page(
    cast: Cast, as_person: type[SignedInClient], meeting: Meeting
) -> None:
    reader = PdfReader(io.BytesIO(as_person(cast.mona).get(address(meeting, "pdf")).content))
    assert reader.trailer["/Root"]["/Lang"] == "nb"  # type: ignore[index]


def fonts(reader: PdfReader) -> list[dict[str, str]]:
    """Every font used; an embedded one has its name after a «+»."""
    return [
        font.get_object()
        for page in reader.pages
        for font in page["/Resources"]["/Font"].values()  # type: ignore[index]
    ]


def test_the_pdf_has_headings_in_order_and_page_numbers(
    meeting: Meeting, as_person: type[SignedInClient]
) -> None:
    reader = PdfReader(io.BytesIO(as_person(meeting.cast.mona).get(address(meeting, "pdf")).content))
    tags = tags_of(reader.trailer["/Root"]["/StructTreeRoot"])  # type: ignore[index]
    headings = [tag for tag in tags if re.fullmatch(r"/H\d", tag)]
    assert headings[0] == "/H1"
    assert headings.count("/H1") == 1
    assert set(headings) == {"/H1", "/H2"}
    assert "/Table" in tags
    assert "/TH" in tags
    assert "Side 1 av" in " ".join(reader.pages[0].extract_text().split())


def tags_of(node: object) -> list[str]:
    """The structure's tags in reading order."""
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        return [tag for one in node for tag in tags_of(one)]
    if not isinstance(node, dict):
        return []
    own = [str(node["/S"])] if "/S" in node else []
    return own + (tags_of(node["/K"]) if "/K" in node else [])


def test_the_word_file_has_real_headings_and_a_table_with_a_heading_row(
    cast: Cast, as_person: type[SignedInClient], meeting: Meeting
) -> None:
    document = Document(io.BytesIO(as_person(cast.mona).get(address(meeting, "docx")).content))
    styles = {one.text: one.style.name for one in document.paragraphs if one.style is not None}
    assert styles["Referat: Oktobersamling"] == "Title"
    assert styles["Felles lesetest"] == "Heading 1"
    assert styles["Informasjon"] == "Heading 2"
    assert styles["Ny ferieplan"] == "Normal"
    table = document.tables[0]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Skole", "Navn", "Hvordan"],
        ["Brekka skole", "Rita Moe", "på skjerm"],
        ["Åsen skole", "Mona Vik", "i rommet"],
        ["Andre", "Liv Berg", "i rommet"],
    ]
    assert "w:tblHeader" in table.rows[0]._tr.xml
    assert document.core_properties.title == "Referat: Oktobersamling"
    assert document.core_properties.language == "nb-NO"
    assert 'w:val="nb-NO"' in document.styles["Normal"].element.xml


@pytest.mark.parametrize("kind", KINDS)
def test_what_people_write_is_text_and_never_markup(
    cast: Cast, as_person: type[SignedInClient], kind: str
) -> None:
    meeting = meet(cast, title=HOSTILE[:100])
    meeting.write("information", HOSTILE)
    make.item(meeting.gathering, title="&lt;b&gt; ]]> #import")
    meeting.write("information", "Sagt", item=meeting.gathering.agenda_items.last())
    meeting.lock()
    text = text_in(as_person(cast.mona).get(address(meeting, kind)).content, kind)
    assert HOSTILE.replace(" ", "") in text.replace(" ", "")
    assert "&lt;b&gt; ]]> #import" in text
    assert "root:" not in text


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_minutes_give_the_same_bytes(
    cast: Cast, as_person: type[SignedInClient], meeting: Meeting, kind: str
) -> None:
    first = as_person(cast.mona).get(address(meeting, kind)).content
    time.sleep(2.1)  # a clock in the file would have ticked, also one that counts in twos
    assert as_person(cast.rita).get(address(meeting, kind)).content == first


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_asks_little_of_the_database_however_much_is_in_it(
    cast: Cast, as_person: type[SignedInClient], kind: str
) -> None:
    counts = []
    for times in (1, 3):
        meeting = meet(cast)
        for number in range(times):
            meeting.write("decision", f"Vedtak {number}")
            meeting.promise(cast.asen, f"Lovet {number}")
        meeting.came(cast.mona)
        meeting.lock()
        with CaptureQueriesContext(connection) as queries:
            assert as_person(cast.mona).get(address(meeting, kind)).status_code == 200
        counts.append(len(queries))
    # Signing in the test's client asks too; what counts is that more content asks no more.
    assert counts[0] == counts[1]


def big_record() -> Record:
    """A hundred people and a hundred points, far more than one gathering gives."""
    text = "Vi prøvde to-lærer i lesing på femte trinn, og delte med de andre skolene. " * 6
    points = [Point("Vedtak", text, ["Enighet."]) for _ in range(10)]
    return Record(
        language="nb",
        title="Referat: Stor samling",
        network="Nettverk Nordmøre",
        made_at=datetime(2026, 10, 14, 12, 0, tzinfo=OSLO),
        draft_mark="",
        facts=[("Nettverk", "Nordmøre")],
        there=Table("Til stede", ["Skole", "Navn", "Hvordan"], [["Skole", "Navn", "i rommet"]] * 100),
        parts=[Part(f"Sak {number}", points) for number in range(10)],
        closing=["Låst."],
        page_words=("Side", "av"),
    )


def test_a_big_record_has_many_pages_and_numbers_them_all() -> None:
    reader = PdfReader(io.BytesIO(minutes_pdf(big_record())))
    last = len(reader.pages)
    assert last > 5
    assert f"Side {last} av {last}" in " ".join(reader.pages[-1].extract_text().split())
    assert minutes_docx(big_record()).startswith(b"PK")


def record_saying(text: str) -> Record:
    record = big_record()
    return Record(
        **{
            **record.__dict__,
            "title": text,
            "there": Table(text, [text, "b"], [[text, text]]),
            "parts": [Part(text, [Point(text, text, [text])])],
        }
    )


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=60))
def test_whatever_people_type_becomes_a_file(text: str) -> None:
    made = minutes_pdf(record_saying(text)), minutes_docx(record_saying(text))
    assert made[0].startswith(b"%PDF")
    assert ZipFile(io.BytesIO(made[1])).testzip() is None


def test_all_signs_that_are_promised_are_in_the_fonts() -> None:
    signs = [chr(code) for first, last in SHOWN_IN_PDF for code in range(first, last + 1)]
    shown = [sign for sign in signs if unicodedata.category(sign) != "Cn"]
    for start in range(0, len(shown), 60):
        few = " ".join(shown[start : start + 60])
        assert minutes_pdf(record_saying(few)).startswith(b"%PDF")


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Blåbærsyltetøy", "Blåbærsyltetøy"),
        ("a\u030asen", "åsen"),
        ("Čoahkkin đŋŧž", "Čoahkkin đŋŧž"),
        ("Bra 🙂!", f"Bra {MISSING}!"),
        ("中文", MISSING),
        ("a\u202eb\u200bc\x00d", "abcd"),
        ("to\nlinjer", "to linjer"),
        ("€ – «ja» … → ≤ 5", "€ – «ja» … → ≤ 5"),
        ("[a] ^b^ -", "[a] ^b^ -"),
    ],
)
def test_what_a_pdf_cannot_show_is_a_box(typed: str, printed: str) -> None:
    assert for_pdf(typed) == printed


def test_word_keeps_everything_but_what_xml_cannot_hold() -> None:
    assert for_xml("a\x00b\x0bc🙂\ufffed\n") == "abc🙂d\n"
