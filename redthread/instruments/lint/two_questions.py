"""Two questions in one: whoever agrees with the one and not with the other has nothing to answer.

«Og», «samt», a slash and a second question mark are looked for. «Eller» is left alone: «deltatt på samling
eller nettmøte» is one question. Pairs that are said as one thing are listed, as is what stands between two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from redthread.instruments.lint.findings import Finding, Severity, numbered
from redthread.instruments.lint.sentences import sentences_of
from redthread.instruments.model import Instrument
from redthread.instruments.words import marked as _
from redthread.instruments.words import say

HARMLESS = frozenset(
    (
        "ansvar og plikt", "av og til", "barn og ungdom", "barn og unge", "bedre og bedre",
        "dag og natt", "du og jeg", "en og en", "enkelt og greit", "erfaringer og ideer",
        "flere og flere", "fra og med", "fram og tilbake", "frem og tilbake", "før og etter",
        "først og fremst", "gamle og nye", "heim og skole", "helt og holdent", "her og der",
        "hjelp og støtte", "hjem og skole", "hver og en", "hver og én", "ideer og erfaringer",
        "igjen og igjen", "inn og ut", "ja og nei", "kaffe og te", "kunnskap og erfaring",
        "kunnskaper og ferdigheter", "lese og skrive", "lesing og skriving", "lov og rett",
        "lover og regler", "meg og mine", "mer og mer", "mindre og mindre", "mål og mening",
        "navn og adresse", "nå og da", "opp og ned", "oppgaver og ansvar", "oss og dem",
        "pris og kvalitet", "prøve og feile", "prøving og feiling", "rett og plikt", "rett og slett",
        "ro og orden", "råd og hjelp", "råd og støtte", "råd og vink", "skole og hjem", "store og små",
        "stort og smått", "støtte og hjelp", "tid og krefter", "tid og ro", "tid og rom", "til og med",
        "titt og ofte", "én og én",
    )
)  # fmt: skip
BETWEEN = re.compile(r"\b(?:mellom|imellom|forholdet til|forskjellen på|avstanden fra)\b[^,.;?]*$", re.I)
POSTURE = re.compile(
    r"\b(?:sitter?|sittende|satt|stående|stå|står|sto|gå|går|gikk|ligger?|lå|kommer|kom)$", re.I
)
AND = re.compile(r"(?<=[^\W\d_]),?\s+og\s+(?=[^\W\d_])", re.I)
ALSO = re.compile(r"\bsamt\b", re.I)
SLASH = re.compile(r"[^\W\d_]\s?/\s?[^\W\d_]")
HARMLESS_SLASH = re.compile(r"\b(?:ja/nei|km/t|m/f|a/b)\b", re.I)
LAST, FIRST = re.compile(r"[^\W_]+$"), re.compile(r"[^\W_]+")


def findings(instrument: Instrument) -> Iterator[Finding]:
    for place, item in numbered(instrument):
        if joint := _joint(item.text.nb):
            yield Finding(
                "two_questions", Severity.CONSIDER, place,
                say(_("Her kan det være to spørsmål i ett («%(joint)s»)."), joint=joint),
                say(_("Del det i to, eller behold bare det viktigste.")),
            )  # fmt: skip


def _joint(text: str) -> str:
    """What joins the two, or an empty string."""
    if text.count("?") > 1:
        return "? … ?"
    for sentence in sentences_of(text):
        if found := ALSO.search(sentence):
            return found.group()
        if SLASH.search(HARMLESS_SLASH.sub("", sentence)):
            return "/"
        for found in AND.finditer(sentence):
            if pair := _pair(sentence[: found.start()], sentence[found.end() :]):
                return pair
    return ""


def _pair(before: str, after: str) -> str:
    last, first = LAST.search(before), FIRST.match(after)
    if last is None or first is None or BETWEEN.search(before) or POSTURE.search(before):
        return ""
    pair = f"{last.group()} og {first.group()}"
    return "" if pair.lower() in HARMLESS else pair
