"""The minutes as a Word document with real headings, and a table of who was there."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.document import Document as Doc
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Pt

from redthread.reports.minutes_record import Part, Record, Table
from redthread.reports.printable import for_xml

LANGUAGES = {"nb": "nb-NO", "nn": "nn-NO", "en": "en-GB"}


def minutes_docx(record: Record) -> bytes:
    """The record as DOCX; the same bytes each time."""
    document = Document()
    _set_up(document, record)
    document.add_heading(for_xml(record.title), level=0)
    if record.draft_mark:
        document.add_paragraph(for_xml(record.draft_mark), style="Intense Quote")
    for label, value in record.facts:
        _labelled(document, label, value)
    for part in record.parts:
        _write_part(document, part)
    if record.there.rows:
        _write_table(document, record.there)
    for line in record.closing:
        document.add_paragraph(for_xml(line))
    return same_each_time(document)


def _set_up(document: Doc, record: Record) -> None:
    language = LANGUAGES.get(record.language, record.language)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(11)
    word = OxmlElement("w:lang")
    word.set(qn("w:val"), language)
    normal.element.get_or_add_rPr().append(word)
    about = document.core_properties
    about.title, about.author, about.language = for_xml(record.title), for_xml(record.network), language
    about.created = about.modified = record.made_at.replace(tzinfo=None)
    about.comments, about.last_modified_by = "", ""
    document.sections[0].header.paragraphs[0].text = for_xml(
        f"{record.network}    {record.draft_mark}".strip()
    )


def _labelled(document: Doc, label: str, text: str) -> None:
    paragraph = document.add_paragraph()
    paragraph.add_run(for_xml(f"{label}: ")).bold = True
    paragraph.add_run(for_xml(text))


def _write_part(document: Doc, part: Part) -> None:
    document.add_heading(for_xml(part.title), level=1)
    for point in part.points:
        document.add_heading(for_xml(point.kind), level=2)
        for text in [*point.text.splitlines(), *point.notes]:
            if text.strip():
                document.add_paragraph(for_xml(text))


def _write_table(document: Doc, there: Table) -> None:
    document.add_heading(for_xml(there.title), level=1)
    table = document.add_table(rows=1, cols=len(there.head), style="Table Grid")
    for cell, word in zip(table.rows[0].cells, there.head, strict=True):
        cell.paragraphs[0].add_run(for_xml(word)).bold = True
    repeated = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(repeated)  # read as a heading row, on every page
    for row in there.rows:
        for cell, word in zip(table.add_row().cells, row, strict=True):
            cell.text = for_xml(word)


def same_each_time(document: Doc) -> bytes:
    """The file without the clock of this machine in it."""
    made, still = BytesIO(), BytesIO()
    document.save(made)
    with ZipFile(made) as source, ZipFile(still, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(ZipInfo(name), source.read(name), ZIP_DEFLATED)
    return still.getvalue()
