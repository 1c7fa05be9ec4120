"""A judgement of something that not everybody has been part of, without a way to say so (003 L2117-2120).

Looked for in two cases: an earlier question asks how much of it there was, or it is one of the activities
that a programme seldom has for all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from redthread.instruments.lint.findings import Finding, Severity, numbered
from redthread.instruments.model import Instrument, Item
from redthread.instruments.words import marked as _
from redthread.instruments.words import say

JUDGES = re.compile(
    r"\bhvor (?:godt|bra|nyttig\w*|fornøyd|stort? utbytte|relevant\w*|lærerik\w*|mye nytte)\b"
    r"|\b(?:nyttig|nytte|utbytte|lærerik|verdifull|kvalitet|fornøyd|relevant|godt? (?:planlagt|lagt opp))\w*",
    re.I,
)
COUNTS = re.compile(r"\bhvor (?:mange|ofte|mye)\b|\b(?:deltok|deltatt|vært med|fått|hatt) ", re.I)
ACTIVITIES = (
    "samling", "veiledning", "nettmøte", "digital", "modul", "kurs", "besøk", "mellomarbeid", "utprøving",
    "coaching", "hospitering", "webinar", "nettverksmøte", "studietur",
)  # fmt: skip
SELDOM_FOR_ALL = frozenset(
    ("veiledning", "nettmøte", "digital", "modul", "besøk", "coaching", "hospitering", "webinar", "studietur")
)


def findings(instrument: Instrument) -> Iterator[Finding]:
    counted: set[str] = set()
    for place, item in numbered(instrument):
        about = {one for one in ACTIVITIES if one in item.text.nb.lower()}
        if COUNTS.search(item.text.nb) and not JUDGES.search(item.text.nb):
            counted |= about
        elif about & (counted | SELDOM_FOR_ALL) and _has_no_way_out(instrument, item):
            yield Finding(
                "not_relevant", Severity.FIX, place,
                say(_("Den som ikke har vært med på dette, har ikke noe svar å velge.")),
                say(
                    _("Legg til «ikke aktuelt» på skalaen, eller still spørsmålet bare til dem som var med.")
                ),
            )  # fmt: skip


def _has_no_way_out(instrument: Instrument, item: Item) -> bool:
    scale = instrument.scale_of(item)
    is_judged = scale is not None and item.kind == "scale" and JUDGES.search(item.text.nb)
    return bool(is_judged and scale and not scale.has_not_relevant and item.shown_if is None)
