"""How long an instrument takes to answer.

Reading: 200 words a minute. Adults read 238 words of English non-fiction a minute in silence (Brysbaert 2019,
*Journal of Memory and Language* 109); Norwegian compounds are longer, and statements are read with care.
Answering: seconds from the last word read to the next screen. These are our own assumptions, to be held
against measured times: one choice on a scale 4, a choice of several 8, free words 45 (most write a sentence
or nothing). The words of a scale are read when it differs from the one before.
"""

from __future__ import annotations

from redthread.instruments.answering import asked
from redthread.instruments.model import ROLES, Instrument, Item

WORDS_A_MINUTE = 200
SECONDS = {"scale": 4, "choices": 8, "text": 45}


def minutes(instrument: Instrument, role: str, language: str = "nb") -> float:
    """For somebody of that role who is led to every item and answers it."""
    items = asked(instrument, role)
    words = 0
    scale = ""
    for item in items:
        words += len(item.words(role, language).split())
        if item.scale and item.scale != scale:
            words += _words_of_scale(instrument, item, language)
            scale = item.scale
    for section in instrument.sections:
        if any(item.is_for(role) for item in section.items):
            intro = section.intro.to(language) if section.intro else ""
            words += len(section.title.to(language).split()) + len(intro.split())
    return words / WORDS_A_MINUTE + sum(SECONDS[item.kind] for item in items) / 60


def longest_minutes(instrument: Instrument, language: str = "nb") -> tuple[str, float]:
    """The role with the longest way through, and its minutes."""
    times = {role: minutes(instrument, role, language) for role in instrument.roles or ROLES}
    return max(times.items(), key=lambda entry: entry[1])


def _words_of_scale(instrument: Instrument, item: Item, language: str) -> int:
    scale = instrument.scale_of(item)
    return sum(len(option.label.to(language).split()) for option in scale.options) if scale else 0
