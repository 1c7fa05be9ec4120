"""The minutes as a tagged PDF (PDF/UA-1), made by typst from data only."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import typst

from redthread.reports.minutes_record import Point, Record
from redthread.reports.printable import MISSING, for_pdf

TEMPLATE = Path(__file__).parent / "typst" / "minutes.typ"


def minutes_pdf(record: Record) -> bytes:
    """The record as PDF: tagged, with language, title, headings and page numbers. The same bytes again."""
    made = typst.compile(
        _template(),
        format="pdf",
        pdf_standards=["ua-1"],
        sys_inputs={"record": json.dumps(_data(record))},
        ignore_system_fonts=True,
        timestamp=int(record.made_at.timestamp()),
    )
    assert isinstance(made, bytes)
    return made


@cache
def _template() -> bytes:
    return TEMPLATE.read_bytes()


def _data(record: Record) -> dict[str, Any]:
    there = record.there
    return {
        "language": record.language,
        "title": _heading(record.title),
        "network": for_pdf(record.network),
        "draft_mark": for_pdf(record.draft_mark),
        "facts": [[for_pdf(word) for word in fact] for fact in record.facts],
        "there": {
            "title": _heading(there.title),
            "head": [for_pdf(word) for word in there.head],
            "rows": [[for_pdf(cell) for cell in row] for row in there.rows],
        },
        "parts": [
            {"title": _heading(part.title), "points": [_point(point) for point in part.points]}
            for part in record.parts
        ],
        "closing": [for_pdf(line) for line in record.closing],
        "page_words": [for_pdf(word) for word in record.page_words],
    }


def _heading(words: str) -> str:
    """A heading is never empty, whatever cannot be printed of it; PDF/UA refuses that."""
    return for_pdf(words) or MISSING


def _point(point: Point) -> dict[str, Any]:
    return {
        "kind": for_pdf(point.kind),
        "text": [for_pdf(line) for line in point.text.splitlines() if line.strip()],
        "notes": [for_pdf(note) for note in point.notes],
    }
