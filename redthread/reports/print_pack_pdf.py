"""A print pack as one tagged PDF (PDF/UA-1), made by typst from data only."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import typst
from django.utils.translation import gettext as _

from redthread.core.qr import qr_svg
from redthread.gatherings.method_card import Card
from redthread.reports.print_pack import EMPTY_LINES, Pack, Part, Poster
from redthread.reports.printable import MISSING, for_pdf

FOLDER = Path(__file__).parent / "typst"
# How large a name is on its label: up to so many letters, so many points.
SIZES = ((12, 27), (20, 22), (34, 18), (60, 14))
SMALLEST = 11


def print_pack_pdf(pack: Pack) -> bytes:
    """The chosen parts in order: tagged, with language, title and headings. The same bytes again."""
    made = typst.compile(
        _template(),
        format="pdf",
        pdf_standards=["ua-1"],
        sys_inputs={"pack": json.dumps(_data(pack))},
        ignore_system_fonts=True,
        timestamp=int(pack.made_at.timestamp()),
    )
    assert isinstance(made, bytes)
    return made


@cache
def _template() -> bytes:
    return b"\n".join(
        (FOLDER / name).read_bytes()
        for name in ("print_pack.typ", "print_pack_room.typ", "print_pack_parts.typ")
    )


def _data(pack: Pack) -> dict[str, Any]:
    return {
        "language": pack.language,
        "title": _heading(pack.title),
        "network": for_pdf(pack.network),
        "when": for_pdf(pack.when),
        "place": for_pdf(pack.place),
        "words": {name: for_pdf(text) for name, text in _words().items()},
        "parts": [{"kind": part, "title": for_pdf(str(Part(part).label))} for part in pack.parts],
        "agenda": [
            [for_pdf(line.day), line.time, for_pdf(line.title), [for_pdf(one) for one in line.about]]
            for line in pack.agenda
        ],
        "tables": [
            {
                "title": for_pdf(_("Bord %(number)d") % {"number": one.number}),
                "people": [[for_pdf(name), for_pdf(school)] for name, school in one.people],
            }
            for one in pack.tables
        ],
        "people": [[for_pdf(one.name), for_pdf(one.school), _table(one.table)] for one in pack.people],
        "sizes": [name_size(one.name) for one in pack.people],
        "empty_lines": EMPTY_LINES,
        "cards": [_card(card) for card in pack.cards],
        "posters": [_poster(poster) for poster in pack.posters] if Part.POSTERS in pack.parts else [],
        "post_its": [for_pdf(text) for text in pack.post_its],
    }


def name_size(name: str) -> int:
    """Points; a long name is smaller and goes over more lines, and is never cut."""
    longest = max((len(word) for word in name.split()), default=0)
    for letters, points in SIZES:
        if len(name) <= letters and longest <= 240 // points:
            return points
    return SMALLEST


def _table(number: int | None) -> str:
    return "" if number is None else for_pdf(_("Bord %(number)d") % {"number": number})


def _words() -> dict[str, str]:
    return {
        "name": _("Navn"),
        "school": _("Skole"),
        "table": _("Bord"),
        "signature": _("Underskrift"),
        "time": _("Tid"),
        "what": _("Hva"),
        "minutes": _("min"),
        "roles": _("Roller"),
        "theme": _("Tema:"),
        "page": _("Side"),
        "of": _("av"),
        "scan": _("Pek kameraet på telefonen hit"),
        "nothing": _("Ingenting er lagt inn ennå."),
    }


def _card(card: Card) -> dict[str, Any]:
    around = [(title, text) for title, text in card.around if text]
    return {
        "name": _heading(card.name),
        "purpose": for_pdf(card.purpose),
        "steps": [
            [
                str(step.minutes),
                _heading(step.title),
                for_pdf(step.text),
                [for_pdf(rule) for rule in step.rules],
            ]
            for step in card.steps
        ],
        "roles": [[for_pdf(role.name), for_pdf(role.text)] for role in card.roles],
        "around": [[for_pdf(title), for_pdf(text)] for title, text in around],
    }


def _poster(poster: Poster) -> dict[str, Any]:
    return {
        "title": _heading(poster.title),
        "lines": [for_pdf(line) for line in poster.lines],
        "address": for_pdf(poster.address),
        "qr": qr_svg(poster.address),
        "alt": for_pdf(_("QR-kode til %(address)s") % {"address": poster.address}),
    }


def _heading(words: str) -> str:
    return for_pdf(words) or MISSING
