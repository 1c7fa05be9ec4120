"""The year wheel on paper: A4 for the binder, A3 for the wall; tagged (PDF/UA-1), with the same as a list."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst
from django.template.loader import render_to_string
from django.utils.dateformat import format as formatted
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from redthread.networks.models import Network
from redthread.reports.printable import MISSING, for_pdf, for_xml
from redthread.wheel.drawing.wheel import Wheel
from redthread.wheel.marks import Entry, Kind
from redthread.wheel.year_page import MonthList

TYPST = Path(__file__).parent / "typst"
PAPERS = ("a4", "a3")
KEY = {
    Kind.BETWEEN: "#a9bfba",
    Kind.FIXED: "#a99b86",
    Kind.OWNERS: "#c3a56d",
    Kind.SCHOOLS: "#d9cba9",
}


def wheel_pdf(
    network: Network, wheel: Wheel, months: Sequence[MonthList], *, paper: str, now: datetime
) -> bytes:
    """The wheel with its list, on one of `PAPERS`."""
    made = typst.compile(
        _file("wheel.typ"),
        format="pdf",
        pdf_standards=["ua-1"],
        sys_inputs={
            "record": json.dumps(_data(network, wheel, months, paper)),
            "picture": picture(wheel),
        },
        ignore_system_fonts=True,
        timestamp=int(now.timestamp()),
    )
    assert isinstance(made, bytes)
    return made


def picture(wheel: Wheel) -> str:
    """The same drawing as on the screen, in the colours of paper and with nothing to click on."""
    drawn = render_to_string("wheel/_wheel.html", {"wheel": wheel})
    style = _file("wheel.css").decode()
    head = '<svg xmlns="http://www.w3.org/2000/svg" class='
    return for_xml(drawn.replace("<svg class=", head, 1).replace(">", f"><style>{style}</style>", 1))


@cache
def _file(name: str) -> bytes:
    return (TYPST / name).read_bytes()


def _data(network: Network, wheel: Wheel, months: Sequence[MonthList], paper: str) -> dict[str, Any]:
    every = [entry for month in months for entry in month.entries]
    gatherings = [entry for entry in every if entry.kind == Kind.GATHERING]
    title = _("Skoleåret %(year)s") % {"year": wheel.year}
    return {
        "paper": paper,
        "language": (get_language() or "nb")[:2],
        "network": for_pdf(network.name) or MISSING,
        "title": title,
        "alt": for_pdf(_alt(network, wheel, gatherings)),
        "gatherings_title": _("Samlinger"),
        "gatherings": [[for_pdf(entry.when), *_told(entry)] for entry in gatherings],
        "key": [[colour, _key(kind)] for kind, colour in KEY.items() if any(e.kind == kind for e in every)],
        "list_title": _("Året måned for måned"),
        "months": [
            {
                "title": formatted(month.first, "F Y").capitalize(),
                "rows": [[for_pdf(entry.when), *_told(entry)] for entry in month.entries],
            }
            for month in months
            if month.entries
        ],
        "page_words": [_("Side"), _("av")],
    }


def _told(entry: Entry) -> list[str]:
    """What it is called, a quiet line below, and its colour."""
    colour = "#b3202f" if entry.kind == Kind.GATHERING else KEY.get(entry.kind, "#d7cdbb")
    return [for_pdf(entry.title), for_pdf(entry.quiet), colour]


def _key(kind: Kind) -> str:
    match kind:
        case Kind.BETWEEN:
            return _("Mellomarbeid på skolene")
        case Kind.FIXED:
            return _("Faste saker i året")
        case Kind.OWNERS:
            return _("Skoleeiers satsinger")
        case _:
            return _("Skolenes satsinger")


def _alt(network: Network, wheel: Wheel, gatherings: Sequence[Entry]) -> str:
    """What the picture shows, for those who hear it; the list below says all of it."""
    told = _(
        "Årshjul for %(network)s, skoleåret %(year)s. Samlinger: %(gatherings)s. "
        "Alt står i lista etter bildet."
    )
    names = "; ".join(f"{entry.when} {entry.title}" for entry in gatherings) or _("ingen ennå")
    return told % {"network": network.name, "year": wheel.year, "gatherings": names}
