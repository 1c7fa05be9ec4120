"""A staff kit as one page on A4 or one slide, both tagged (PDF/UA-1), made by typst from data only."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any, Literal

import typst
from django.utils.translation import gettext as _
from django.utils.translation import override

from redthread.betweenwork.models import StaffKit, StaffQuestion
from redthread.betweenwork.staff_kit_page import answer_address
from redthread.betweenwork.staff_time import card_of_kit, time_plan, whole_time
from redthread.core.qr import qr_svg
from redthread.reports.printable import MISSING, for_pdf

TEMPLATE = Path(__file__).parent / "typst" / "staff_kit.typ"
Shape = Literal["page", "slide"]
MOST_OF_A_STEP = 130  # letters of a step's text on the sheet, which is one page


def staff_kit_pdf(kit: StaffKit, *, shape: Shape) -> bytes:
    """The kit in the school's written norm. The same bytes again."""
    with override(kit.school.written_norm or "nb"):
        data = _data(kit, shape)
    made = typst.compile(
        _template(),
        format="pdf",
        pdf_standards=["ua-1"],
        sys_inputs={"kit": json.dumps(data)},
        ignore_system_fonts=True,
        timestamp=int(kit.made_at.timestamp()),
    )
    assert isinstance(made, bytes)
    return made


@cache
def _template() -> bytes:
    return TEMPLATE.read_bytes()


def _data(kit: StaffKit, shape: Shape) -> dict[str, Any]:
    card = card_of_kit(kit)
    plan = time_plan(card)
    address = answer_address(kit)
    roles = [[for_pdf(role.name), for_pdf(role.text)] for role in card.roles[:2]] if card else []
    return {
        "shape": shape,
        "language": kit.school.written_norm or "nb",
        "title": for_pdf(kit.title) or MISSING,
        "school": for_pdf(kit.school.name),
        "purpose": [for_pdf(line) for line in kit.purpose.splitlines() if line.strip()],
        "plan": [
            [f"{point.starts}", for_pdf(point.title) or MISSING, _short(point.text), f"{point.minutes}"]
            for point in plan
        ],
        "method": {
            "name": for_pdf(card.name) if card else "",
            "purpose": for_pdf(card.purpose) if card else "",
            "roles": roles,
        },
        "questions": [_question(one) for one in kit.questions.all()],
        "qr": qr_svg(address),
        "alt": for_pdf(_("QR-kode til %(address)s") % {"address": address}),
        "code": for_pdf(kit.shown_code),
        "address": for_pdf(address.partition("://")[2]),
        "words": {name: for_pdf(text) for name, text in _words(whole_time(plan)).items()},
    }


def _short(text: str) -> str:
    shown = for_pdf(text)
    return shown if len(shown) <= MOST_OF_A_STEP else shown[: MOST_OF_A_STEP - 2].rsplit(" ", 1)[0] + " …"


def _question(question: StaffQuestion) -> dict[str, Any]:
    return {
        "text": for_pdf(question.text) or MISSING,
        "options": [for_pdf(str(option)) or MISSING for option in question.options],
    }


def _words(minutes: int) -> dict[str, str]:
    return {
        "time": _("Slik bruker vi %(minutes)d minutter") % {"minutes": minutes},
        "from": _("Fra min"),
        "what": _("Hva"),
        "minutes": _("min"),
        "asked": _("Svar på telefonen, uten navn"),
        "scan": _("Pek kameraet på telefonen hit"),
        "promise": _("Ingen kan se hvem som svarte hva. Svarene blir på skolen, og vises når fem har svart."),
    }
