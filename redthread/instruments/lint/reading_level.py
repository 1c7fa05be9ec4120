"""How heavy the questions are to read: LIX, and sentences that are too long to hold in mind.

LIX is words a sentence plus the share of words of more than six letters, in per cent (Björnsson 1968,
*Läsbarhet*): below 30 very easy, 30-40 easy, 40-50 medium, 50-60 heavy, above 60 very heavy. It is counted
over all questions together; of a single sentence it says little.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from redthread.instruments.lint.findings import Finding, Severity, numbered
from redthread.instruments.lint.sentences import sentences_of, words_of
from redthread.instruments.model import Instrument
from redthread.instruments.problems import Place
from redthread.instruments.words import marked as _
from redthread.instruments.words import say

LONG_WORD = 7  # letters
HEAVY, VERY_HEAVY = 50, 60
LONGEST_SENTENCE = 25  # words
FEWEST_WORDS = 60  # below this LIX says nothing


def lix(texts: Iterable[str]) -> float:
    """Each text ends a sentence. 0 for no words."""
    sentences = [one for text in texts for one in sentences_of(text)]
    words = [word for one in sentences for word in words_of(one)]
    if not words:
        return 0.0
    long_ones = sum(len(word) >= LONG_WORD for word in words)
    return len(words) / len(sentences) + 100 * long_ones / len(words)


def findings(instrument: Instrument) -> Iterator[Finding]:
    texts = [item.text.nb for item in instrument.items]
    level = lix(texts)
    if level > HEAVY and sum(len(words_of(text)) for text in texts) >= FEWEST_WORDS:
        yield Finding(
            "reading_level",
            Severity.FIX if level > VERY_HEAVY else Severity.CONSIDER,
            Place(),
            say(
                _("Spørsmålene er tunge å lese (lesbarhetsindeks %(lix)d, over 50 er tungt)."),
                lix=round(level),
            ),
            say(_("Bruk kortere ord og kortere setninger.")),
        )
    for place, item in numbered(instrument):
        longest = max((len(words_of(one)) for one in sentences_of(item.text.nb)), default=0)
        if longest > LONGEST_SENTENCE:
            yield Finding(
                "reading_level", Severity.CONSIDER, place,
                say(_("Setningen har %(count)d ord, og er lang å lese på en telefon."), count=longest),
                say(_("Kort den ned til 25 ord eller færre.")),
            )  # fmt: skip
