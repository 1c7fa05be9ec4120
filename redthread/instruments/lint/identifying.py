"""Questions that tell who answers. Role and kind of school come from the register, coarsened; nothing is
asked for twice, and what is asked beside them adds up: a role at a school is often one person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from redthread.instruments.lint.findings import Finding, Severity, numbered
from redthread.instruments.model import Instrument
from redthread.instruments.words import marked as _
from redthread.instruments.words import say

YOU = r"(?:du|deg|din|ditt|dine)"
ASKS = {
    "name": re.compile(
        r"\bhva heter du\b|\b(?:navnet|e-posten|e-postadressen|telefonnummeret|mobilnummeret) (?:ditt|din)\b"
        r"|\b(?:ditt navn|din e-post\w*|ditt (?:telefon|mobil)nummer)\b|\bfødselsnummer",
        re.I,
    ),
    "school": re.compile(
        rf"\b(?:hvilken|hva slags) (?:skole|barnehage|enhet|arbeidsplass)\b[^.?!]*\b{YOU}\b"
        rf"|\bhvor (?:jobber|arbeider|underviser) {YOU}\b|\b(?:navnet på|hva heter) skolen (?:din|du)\b",
        re.I,
    ),
    "role": re.compile(
        r"\bhva er (?:din (?:rolle|stilling)|(?:stillingen|rollen) din)\b(?! (?:i nettverket|på samling))"
        r"|\bhvilken (?:stilling|rolle|funksjon) har du\b(?! (?:i nettverket|på samling))"
        r"|\ber du (?:rektor|mellomleder|avdelingsleder|inspektør|lærer|ressurslærer)\b",
        re.I,
    ),
    "age": re.compile(r"\bhvor gammel er du\b|\b(?:hva er )?(?:din alder|alderen din)\b|\bfødselsår", re.I),
    "years": re.compile(
        r"\bhvor (?:lenge|mange år) har du (?:vært|jobbet|arbeidet|undervist|hatt)\b", re.I
    ),
    "sex": re.compile(
        r"\b(?:ditt kjønn|kjønnet ditt|hvilket kjønn)\b|^kjønn\b|\ber du (?:mann|kvinne)\b", re.I
    ),
    "subject": re.compile(r"\bhvilke?t? (?:fag|trinn|klasse)\b[^.?!]*\bdu\b", re.I),
    "place": re.compile(r"\b(?:hvilken (?:kommune|bydel|region)|hvor bor)\b[^.?!]*\bdu\b", re.I),
}  # fmt: skip
OF_THE_REGISTER = {"role", "school"}


def findings(instrument: Instrument) -> Iterator[Finding]:
    asked = [
        (place, kind)
        for place, item in numbered(instrument)
        for kind, pattern in ASKS.items()
        if pattern.search(item.text.nb)
    ]
    kinds = {kind for _place, kind in asked}
    for place, kind in asked:
        if kind == "name":
            wrong = say(_("Spørsmålet ber om hvem som svarer."))
            remedy = say(_("Ta det bort. Svarene skal ikke kunne spores til noen."))
        elif kind in OF_THE_REGISTER:
            wrong = say(
                _("Rolle og arbeidssted er kjent fra før, og peker sammen ut én person på en liten skole.")
            )
            remedy = say(_("Ta det bort. Rolle og type skole følger svaret, grovt nok til å skjerme."))
        elif len(kinds) > 1:
            wrong = say(
                _("Sammen med de andre opplysningene om den som svarer, kan dette peke ut én person.")
            )
            remedy = say(_("Ta det bort, eller behold bare én slik opplysning, i grove grupper."))
        else:
            wrong = say(_("Spørsmålet gjør den som svarer lettere å kjenne igjen."))
            remedy = say(
                _("Ta det bort hvis dere ikke skal bruke det. Ellers: ha få, store grupper å velge mellom.")
            )
        is_alone = kind not in OF_THE_REGISTER | {"name"} and len(kinds) == 1
        yield Finding("identifying", Severity.CONSIDER if is_alone else Severity.FIX, place, wrong, remedy)
