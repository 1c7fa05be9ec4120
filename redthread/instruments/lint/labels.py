"""Answers without words of their own: a bare «3» in the middle, or the same words twice."""

from __future__ import annotations

from collections.abc import Iterator

from redthread.instruments.lint.bands import bands_of
from redthread.instruments.lint.findings import Finding, Severity, scale_place
from redthread.instruments.model import AnswerScale, Instrument
from redthread.instruments.words import marked as _
from redthread.instruments.words import say


def findings(instrument: Instrument) -> Iterator[Finding]:
    for scale in instrument.scales.values():
        place = scale_place(instrument, scale.code)._replace(key="options")
        labels = [option.label.nb.strip().lower() for option in scale.options]
        if len(set(labels)) < len(labels):
            yield Finding(
                "labels", Severity.FIX, place,
                say(_("To av svarene har samme ord.")),
                say(_("Gi hvert svar sine egne ord.")),
            )  # fmt: skip
        if _has_bare_middle(scale, labels):
            yield Finding(
                "labels", Severity.CONSIDER, place,
                say(_("Svar midt på skalaen har ingen ord, så folk leser ulike ting inn i dem.")),
                say(_("Skriv hva hvert svar betyr, også det i midten.")),
            )  # fmt: skip


def _has_bare_middle(scale: AnswerScale, labels: list[str]) -> bool:
    """Words at both ends, and none in between. A scale of numbers only counts something."""
    has_words = [any(sign.isalpha() for sign in label) for label in labels]
    has_ends = scale.kind == "ordered" and has_words[0] and has_words[-1]
    return has_ends and not all(has_words[1:-1]) and not bands_of(scale)
