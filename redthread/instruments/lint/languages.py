"""Texts that lack one of the languages the questionnaire says it has; then bokmål is shown in their place."""

from __future__ import annotations

from collections.abc import Iterator

from redthread.instruments.lint.findings import Finding, Severity, numbered, scale_place
from redthread.instruments.model import Instrument, Text
from redthread.instruments.problems import Place
from redthread.instruments.words import marked as _
from redthread.instruments.words import say

NAMES = {"nn": _("nynorsk"), "en": _("engelsk")}
ONE = _("Én tekst mangler %(language)s. Bokmål blir vist i stedet.")
SEVERAL = _("%(count)d tekster mangler %(language)s. Bokmål blir vist i stedet.")


def findings(instrument: Instrument) -> Iterator[Finding]:
    for language in (one for one in instrument.languages if one in NAMES):
        lacking = [place for place, text in _texts(instrument) if not getattr(text, language).strip()]
        if lacking:
            yield Finding(
                "languages", Severity.CONSIDER, lacking[0],
                say(
                    ONE if len(lacking) == 1 else SEVERAL, count=len(lacking), language=say(NAMES[language])
                ),
                say(_("Skriv dem inn, eller ta språket ut av skjemaet.")),
            )  # fmt: skip


def _texts(instrument: Instrument) -> Iterator[tuple[Place, Text]]:
    yield Place(key="title"), instrument.title
    for code, scale in instrument.scales.items():
        for option in scale.options:
            yield scale_place(instrument, code), option.label
    for number, section in enumerate(instrument.sections, start=1):
        yield Place("section", number), section.title
        if section.intro is not None:
            yield Place("section", number), section.intro
    for place, item in numbered(instrument):
        yield place, item.text
        for text in item.versions.values():
            yield place, text
