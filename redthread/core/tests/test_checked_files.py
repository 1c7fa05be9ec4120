"""A file that others will open is what its content says, and what could run or burst is refused in words."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable

import pytest

from redthread.core import checked_files
from redthread.core.checked_files import LARGEST_FILE, content_type_of, kind_of, shown_name, text_kind_of
from redthread.core.errors import RuleError

PDF = b"%PDF-1.5\n1 0 obj << /Type /Catalog >> endobj\n%%EOF\n"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
ODT = b"application/vnd.oasis.opendocument.text"


def zipped(parts: Iterable[tuple[str, bytes]]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts:
            archive.writestr(name, content)
    return made.getvalue()


def docx(*more: tuple[str, bytes], types: str = f'<Override ContentType="{WORD}"/>') -> bytes:
    return zipped([("[Content_Types].xml", types.encode()), ("word/document.xml", b"<w/>"), *more])


def packed(objects: bytes) -> bytes:
    """A PDF whose objects lie packed in a stream."""
    stream = zlib.compress(objects)
    return b"%PDF-1.5\n1 0 obj << /Type /ObjStm >>\nstream\n" + stream + b"endstream endobj\n%%EOF\n"


def check(content: bytes) -> str:
    return kind_of(io.BytesIO(content), len(content)).ending


def test_what_is_taken_is_known_by_its_content() -> None:
    assert check(PDF) == "pdf"
    assert check(packed(b"<< /Type /Catalog >>")) == "pdf"
    assert check(docx()) == "docx"
    assert check(zipped([("mimetype", ODT + b"\n"), ("content.xml", b"<x/>")])) == "odt"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (packed(b"<< /OpenAction << /S /JavaScript /JS (app.alert(1)) >> >>"), "har programmer"),
        (packed(b"<< /AA << /S /L#61unch >> >>"), "har programmer"),
        (b"GIF89a" + PDF, "Vi kan ta imot"),
        (b"PK\x03\x04" + b"\0" * 40, "skadet"),
        (PDF + docx(), "to slags filer i én"),
        (b"PK\x03\x04<script>alert(1)</script>" + docx(), "to slags filer i én"),
        (docx(types=f'<O ContentType="{WORD}"/><O ContentType="x.macroEnabled.main+xml"/>'), "makroer"),
        (docx(("word/activeX/activeX1.bin", b"x")), "makroer"),
        (zipped([("mimetype", ODT), ("Basic/Standard/module.xml", b"x")]), "makroer"),
        (zipped([("mimetype", b"application/epub+zip"), ("x.xhtml", b"<script/>")]), "Vi kan ta imot"),
        (docx(("word/media/a.bin", bytes(30 * 2**20))), "for stor når den pakkes ut"),
        (docx(*((f"word/{number}", b"") for number in range(3_000))), "for stor når den pakkes ut"),
        (b"\xff\xd8\xff not a picture", "skadet"),
        (b"<?xml version='1.0'?><svg onload='alert(1)'/>", "Vi kan ta imot"),
        (b"\xef\xbb\xbf<!doctype html>", "Vi kan ta imot"),
        (b"", "tom"),
    ],
)
def test_what_pretends_hides_or_bursts_is_refused(content: bytes, words: str) -> None:
    with pytest.raises(RuleError, match=words):
        check(content)


def test_much_in_many_parts_is_as_large_as_much_in_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checked_files, "MOST_UNPACKED", 2**20)
    with pytest.raises(RuleError, match="for stor når den pakkes ut"):
        check(docx(*((f"word/media/{number}", bytes(900_000)) for number in range(2))))


def test_a_document_with_a_password_is_not_taken() -> None:
    locked = bytearray(docx())
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = locked.find(signature)
        while at >= 0:
            locked[at + flags] |= 1
            at = locked.find(signature, at + 1)
    with pytest.raises(RuleError, match="passord"):
        check(bytes(locked))


def test_what_is_too_large_is_not_even_read() -> None:
    for name in ("", "notat.txt"):
        with pytest.raises(RuleError, match="større enn 20 MB"):
            text_kind_of(io.BytesIO(b"a"), LARGEST_FILE + 1, name) or kind_of(
                io.BytesIO(PDF), LARGEST_FILE + 1
            )


@pytest.mark.parametrize(
    "content",
    [
        b"<SCRIPT>alert(1)</SCRIPT>",
        b"Hei\n< svg onload=alert(1)>",
        b"<?xml version='1.0'?>",
        b"MIME-Version: 1.0",
        b"mime-version: 1.0",
        b"<a href=javascript:alert(1)>",
        b"Hei\0",
        b"\x1b\x00\x1b",
    ],
)
def test_a_text_that_a_browser_would_run_is_no_text(content: bytes) -> None:
    with pytest.raises(RuleError):
        text_kind_of(io.BytesIO(content), len(content), "notat.txt")


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("..\\..\\windows\\plan.docx.exe", "plan.docx.pdf"),
        ("/etc/cron.d/x", "x.pdf"),
        ("plan\u202efdp.exe", "planfdp.pdf"),
        ("a\0b\r\nSet-Cookie: x.pdf", "abSet-Cookie: x.pdf"),
        ("..", "fil.pdf"),
        ("/", "fil.pdf"),
        ("", "fil.pdf"),
        (".htaccess", "htaccess.pdf"),
        ("å" * 300 + ".pdf", "å" * 120 + ".pdf"),
        ('"; filename="x.html', '"; filename="x.pdf'),
    ],
)
def test_a_name_has_no_folders_hidden_signs_or_false_ending(name: str, shown: str) -> None:
    assert shown_name(name, checked_files.PDF) == shown
    assert content_type_of(shown) == "application/pdf"
