"""The successor pack as tagged PDF (PDF/UA-1), made by typst from data only."""

from __future__ import annotations

import json
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from redthread.core import dates
from redthread.reports.printable import MISSING, for_pdf
from redthread.reports.successor.parts import Block, Facts, Lines, Pack, Section, Table

TEMPLATE = Path(__file__).parent.parent / "typst" / "successor.typ"


def successor_pdf(pack: Pack, now: datetime) -> bytes:
    """The pack on A4: tagged, with language, title, headings and page numbers. The same bytes again."""
    made = typst.compile(
        _template(),
        format="pdf",
        pdf_standards=["ua-1"],
        sys_inputs={"pack": json.dumps(_data(pack, now))},
        ignore_system_fonts=True,
        timestamp=int(now.timestamp()),
    )
    assert isinstance(made, bytes)
    return made


@cache
def _template() -> bytes:
    return TEMPLATE.read_bytes()


def _data(pack: Pack, now: datetime) -> dict[str, Any]:
    made_on = dates.day_and_year(now)
    made = _("Laget %(day)s") % {"day": made_on}
    if pack.made_for:
        made = _("Laget for %(name)s %(day)s") % {"name": pack.made_for, "day": made_on}
    return {
        "language": get_language() or "nb",
        "title": for_pdf(pack.title),
        "network": for_pdf(pack.network) or MISSING,
        "made": for_pdf(made),
        "facts": [[for_pdf(word) for word in row] for row in pack.facts],
        "sections": [_section(section) for section in pack.sections],
        "page_words": [_("Side"), _("av")],
    }


def _section(section: Section) -> dict[str, Any]:
    return {
        "key": section.key,
        "title": for_pdf(section.title),
        "lead": for_pdf(section.lead),
        "blocks": [_block(block) for block in section.blocks if block.rows],
    }


def _block(block: Block) -> dict[str, Any]:
    shared = {"kind": block.kind, "title": for_pdf(block.title)}
    match block:
        case Facts():
            return {**shared, "rows": [[for_pdf(label), _paragraphs(text)] for label, text in block.rows]}
        case Lines():
            rows = [[for_pdf(one.text), for_pdf(one.quiet), _address(one.href)] for one in block.rows]
            return {**shared, "rows": rows}
        case Table():
            return {
                **shared,
                "head": [for_pdf(word) for word in block.head],
                "rows": [[for_pdf(cell) for cell in row] for row in block.rows],
                "widths": [round(width * 100) for width in block.widths],
            }


def _paragraphs(text: str) -> list[str]:
    return [for_pdf(line) for line in text.splitlines() if line.strip()]


def _address(href: str) -> str:
    """Only addresses of the web become links."""
    return href if href.startswith(("https://", "http://")) else ""
