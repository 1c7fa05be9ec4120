"""The words people use for positions, in lists that nobody wrote for us."""

from __future__ import annotations

import re

from redthread.people.models import Position

Kind = Position.Kind

# The first word of each is the one that messages suggest.
WORDS: dict[Kind, str] = {
    Kind.PRINCIPAL: """rektor, skoleleder, skuleleiar, enhetsleder, einingsleiar, virksomhetsleder, styrer,
        styrar, barnehagestyrer, barnehagestyrar, principal, head teacher""",
    Kind.MIDDLE_LEADER: """mellomleder, mellomleiar, avdelingsleder, avdelingsleiar, inspektør,
        undervisningsinspektør, studieinspektør, assisterende rektor, assisterande rektor, ass rektor,
        fagleder, fagleiar, teamleder, teamleiar, trinnleder, trinnleiar, plangruppeleder, sfo leder,
        sfo leiar, pedagogisk leder, pedagogisk leiar, middle leader, deputy head""",
    Kind.RESOURCE_TEACHER: """ressurslærer, ressurslærar, ressursperson, lærerspesialist, lærarspesialist,
        utviklingsveileder, utviklingsrettleiar, resource teacher""",
    Kind.TEACHER: """lærer, lærar, kontaktlærer, kontaktlærar, faglærer, faglærar, adjunkt, lektor,
        barnehagelærer, barnehagelærar, spesialpedagog, teacher""",
    Kind.UNION: "tillitsvalgt, tillitsvald, plasstillitsvalgt, hovedtillitsvalgt, union representative",
    Kind.OWNER_EXECUTIVE: """kommunalsjef, skolesjef, skulesjef, oppvekstsjef, utdanningssjef, skoleeier,
        skuleeigar, kommunaldirektør, direktør, owner executive""",
    Kind.ADVISER: """rådgiver, rådgjevar, skolefaglig rådgiver, skulefagleg rådgjevar, pedagogisk konsulent,
        konsulent, spesialkonsulent, prosjektleder, prosjektleiar, adviser, advisor""",
    Kind.SUPPORT: """pp rådgiver, pp rådgjevar, ppt, ppt rådgiver, ppt leder, ppt leiar, logoped,
        pedagogisk psykologisk rådgiver, support service""",
    Kind.PARTNER: "ekstern partner, partner, samarbeidspartner, forsker, forskar, universitet, uh",
}


def _normal(word: str) -> str:
    return re.sub(r"[\W_]+", " ", word.casefold()).strip()


_KINDS = {_normal(word): kind for kind, words in WORDS.items() for word in words.split(",")}


def position_kind(word: str) -> Kind | None:
    """Which position a word means, None when we do not know it; what stands in brackets is left out."""
    return _KINDS.get(_normal(re.sub(r"\(.*?\)", " ", word)))


def known_words() -> str:
    """The words to suggest, as a list in a sentence."""
    return ", ".join(words.split(",")[0] for words in WORDS.values())
