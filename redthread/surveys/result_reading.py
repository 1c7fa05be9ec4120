"""How to read a page of results, in plain words: what stands on it, and why something does not. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from redthread.pictures.figures import decimal, interval
from redthread.surveys.level_words import HIDDEN
from redthread.surveys.result_lines import Line

Figures = Mapping[str, Any]


def reading_lines(figures: Figures) -> Iterator[Line]:
    """Of what the page has, from the simple to the more involved."""
    yield Line(
        decimal(3.7),
        _("Gjennomsnittet av svarene. Endene av skalaen står i bildet og på siden til spørsmålet."),
    )
    yield Line(
        interval(3.5, 3.9),
        _(
            "Så usikkert er gjennomsnittet (95 % intervall). Jo færre svar, jo bredere. "
            "Er to intervaller langt fra hverandre, er forskjellen neppe tilfeldig."
        ),
    )
    if figures["gaps"] or figures["changes"]:
        yield Line(
            _("effekt 0,5"),
            _(
                "Hvor stor en forskjell er, målt mot hvor ulikt folk svarer. "
                "Omkring 0,2 er lite, 0,5 middels og 0,8 stort."
            ),
        )
    if figures["indices"]:
        yield Line(
            _("indeks"),
            _(
                "Flere spørsmål om det samme, lest som ett tall. "
                "En person teller med når nok av spørsmålene er besvart."
            ),
        )
        yield Line(
            _("alfa og omega"),
            _(
                "Hvor godt spørsmålene i en indeks måler sammen, fra 0 til 1. "
                "Under 0,7 bør de leses hver for seg."
            ),
        )
    yield Line(
        _("under 20 %, over 80 %"),
        _("Når få har svart, vises andeler nær ingen eller alle bare omtrent, så ingen blir avslørt."),
    )


def hidden_lines(figures: Figures) -> list[Line]:
    """Each reason that stands somewhere on the page, with what it means."""
    means = {
        "few": _("Færre enn %(k)d har svart. Ja/nei-spørsmål og følsomme spørsmål krever ti.")
        % {"k": figures["k"]},
        "derivable": _("Tallet er stort nok, men sammen med de andre ville det røpe et som ikke er det."),
        "none": _("Ingen i gruppen har svart."),
        "schools": _("Svarene kommer fra færre enn tre skoler."),
        "alike": _("Nesten alle i gruppen svarer det samme. Det ville si hva hver enkelt mener."),
    }
    cells = [
        cell
        for one in (*figures["items"].values(), *figures["indices"].values())
        for cell in one["cells"].values()
    ]
    compared = (one for key in ("comparisons", "modules") for one in figures.get(key, ()))
    told = (*cells, *figures["levels"], *compared)
    used = {cell["hidden"] for cell in told if "hidden" in cell}
    return [Line(str(HIDDEN[why]), words) for why, words in means.items() if why in used]
