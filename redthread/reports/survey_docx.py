"""A survey's results as a Word document: real headings, pictures with words for them, and real tables."""

from __future__ import annotations

from io import BytesIO

import vl_convert
from docx import Document
from docx.document import Document as Doc
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Cm, Length, Pt
from docx.text.paragraph import Paragraph

from redthread.pictures.picture import Picture, Table
from redthread.reports.minutes_docx import LANGUAGES, same_each_time
from redthread.reports.printable import for_xml
from redthread.reports.survey_record import Part, Record

WIDTH, TALLEST = Cm(16), Cm(20)


def survey_docx(record: Record) -> bytes:
    """The record as DOCX; the same bytes each time."""
    document = Document()
    _set_up(document, record)
    document.add_heading(for_xml(record.title), level=0)
    document.add_paragraph(for_xml(record.lead))
    for part in record.parts:
        _write_part(document, part)
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
    document.sections[0].header.paragraphs[0].text = for_xml(record.network)


def _write_part(document: Doc, part: Part) -> None:
    document.add_heading(for_xml(part.title), level=part.level - 1)
    for line in part.lines:
        if line.strip():
            document.add_paragraph(for_xml(line), style="List Bullet" if part.level == 2 else None)
    if part.see:
        document.add_paragraph(for_xml(part.see))
    for one in part.shown:
        if one.picture:
            _write_picture(document, one.picture, one.picture_caption)
        _write_caption(document, one.caption).paragraph_format.keep_with_next = True
        _write_table(document, one.table)


def _write_picture(document: Doc, drawn: Picture, caption: str) -> None:
    """As dots, since older Word shows no SVG; how to read it follows."""
    png = vl_convert.svg_to_png(for_xml(drawn.svg), scale=2)
    shape = document.add_picture(BytesIO(png), width=WIDTH)
    if shape.height > TALLEST:
        shape.width, shape.height = Length(shape.width * TALLEST / shape.height), TALLEST
    about = document.inline_shapes[-1]._inline.docPr
    about.set("descr", for_xml(drawn.title))
    _write_caption(document, caption)


def _write_caption(document: Doc, caption: str) -> Paragraph:
    written = document.add_paragraph()
    written.add_run(for_xml(caption)).font.size = Pt(9)
    return written


def _write_table(document: Doc, figures: Table) -> None:
    table = document.add_table(rows=1, cols=len(figures.heading), style="Table Grid")
    for cell, word in zip(table.rows[0].cells, figures.heading, strict=True):
        cell.paragraphs[0].add_run(for_xml(word)).bold = True
    repeated = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(repeated)  # read as a heading row, on every page
    for row in figures.rows:
        for cell, word in zip(table.add_row().cells, row, strict=True):
            cell.text = for_xml(word)
    document.add_paragraph()
