"""Something to read: the absent leader's digest, and the monthly letter, as tagged PDF (PDF/UA-1)."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst

from redthread.reports.printable import MISSING, for_pdf

TEMPLATE = Path(__file__).parent / "typst" / "letter.typ"


@dataclass(frozen=True)
class Part:
    """A heading, if any, paragraphs, and points."""

    title: str = ""
    lines: list[str] = field(default_factory=list)
    points: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Sheet:
    language: str
    title: str
    sender: str
    lead: str
    parts: list[Part]
    footer: str
    made_at: datetime


def sheet_pdf(sheet: Sheet) -> bytes:
    """The same bytes again."""
    made = typst.compile(
        _template(),
        format="pdf",
        pdf_standards=["ua-1"],
        sys_inputs={"sheet": json.dumps(_data(sheet))},
        ignore_system_fonts=True,
        timestamp=int(sheet.made_at.timestamp()),
    )
    assert isinstance(made, bytes)
    return made


@cache
def _template() -> bytes:
    return TEMPLATE.read_bytes()


def _data(sheet: Sheet) -> dict[str, Any]:
    return {
        "language": sheet.language,
        "title": for_pdf(sheet.title) or MISSING,
        "from": for_pdf(sheet.sender),
        "lead": for_pdf(sheet.lead),
        "footer": for_pdf(sheet.footer),
        "parts": [
            {
                "title": for_pdf(part.title),
                "lines": [for_pdf(line) for line in part.lines],
                "points": [for_pdf(point) for point in part.points],
            }
            for part in sheet.parts
        ],
    }


def parts_of(text: str) -> list[Part]:
    """A letter's text: a block whose first line has points below it is a heading with its points.

    >>> parts_of("Hei\\n\\nSiden sist\\n– En samling")
    [Part(title='', lines=['Hei'], points=[]), Part(title='Siden sist', lines=[], points=['En samling'])]
    """
    return [_part(block.splitlines()) for block in text.replace("\r\n", "\n").split("\n\n") if block.strip()]


def _part(lines: list[str]) -> Part:
    if len(lines) > 1 and all(line.startswith("– ") for line in lines[1:]):
        return Part(lines[0], points=[line[2:] for line in lines[1:]])
    return Part(lines=[line for line in lines if line.strip()])
