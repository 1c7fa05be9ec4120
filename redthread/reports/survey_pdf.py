"""A survey's results as a tagged PDF (PDF/UA-1), made by typst from data only."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import typst

from redthread.pictures.finishing import FONT
from redthread.pictures.picture import Picture, Table
from redthread.reports.numbering import Captioned
from redthread.reports.printable import MISSING, for_pdf, for_xml
from redthread.reports.survey_record import Part, Record

TEMPLATE = Path(__file__).parent / "typst" / "survey.typ"


def survey_pdf(record: Record) -> bytes:
    """Pictures with what they show in words, and every table with its heading row. The same bytes again."""
    made = typst.compile(
        _template(),
        format="pdf",
        pdf_standards=["ua-1"],
        sys_inputs={"record": json.dumps(data_of(record))},
        ignore_system_fonts=True,
        timestamp=int(record.made_at.timestamp()),
    )
    assert isinstance(made, bytes)
    return made


@cache
def _template() -> bytes:
    return TEMPLATE.read_bytes()


def data_of(record: Record) -> dict[str, Any]:
    """What the template is given."""
    return {
        "language": record.language[:2],
        "title": for_pdf(record.title) or MISSING,
        "network": for_pdf(record.network),
        "lead": for_pdf(record.lead),
        "parts": [_part(part) for part in record.parts],
    }


def _part(part: Part) -> dict[str, Any]:
    return {
        "title": for_pdf(part.title) or MISSING,
        "level": part.level,
        "lines": [for_pdf(line) for line in part.lines if line.strip()],
        "see": for_pdf(part.see),
        "shown": [_shown(one) for one in part.shown],
    }


def _shown(one: Captioned) -> dict[str, Any]:
    picture = _picture(one.picture, one.picture_caption) if one.picture else None
    return {"caption": for_pdf(one.caption), "picture": picture, **_table(one.table)}


def _picture(drawn: Picture, caption: str) -> dict[str, Any]:
    """In a font that typst carries, since it reads none from the machine."""
    svg = for_xml(drawn.svg).replace(FONT, "Libertinus Serif")
    return {"svg": svg, "alt": for_pdf(drawn.title) or MISSING, "caption": for_pdf(caption)}


def _table(table: Table) -> dict[str, Any]:
    return {
        "head": [for_pdf(word) or MISSING for word in table.heading],
        "rows": [[for_pdf(cell) for cell in row] for row in table.rows],
    }
