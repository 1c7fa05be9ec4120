"""Questions that nobody comes to: behind one that the role is not asked, or for a role that is not there."""

from __future__ import annotations

from collections.abc import Iterator

from redthread.instruments.lint.findings import Finding, Severity, numbered
from redthread.instruments.model import ROLES, Instrument
from redthread.instruments.problems import Place
from redthread.instruments.words import Words, say
from redthread.instruments.words import marked as _


def findings(instrument: Instrument) -> Iterator[Finding]:
    roles = instrument.roles or ROLES
    for place, item in numbered(instrument):
        asked = [role for role in roles if item.is_for(role)]
        if not asked:
            yield _finding(place, say(_("Ingen av rollene som får skjemaet, får spørsmålet.")))
        elif item.shown_if is not None:
            first = instrument.item(item.shown_if.item)
            if not all(first.is_for(role) for role in asked):
                yield _finding(
                    place, say(_("Det avhenger av «%(item)s», som ikke alle rollene får."), item=first.code)
                )


def _finding(place: Place, wrong: Words) -> Finding:
    remedy = say(_("La de samme rollene få begge, eller ta spørsmålet bort."))
    return Finding("never_asked", Severity.FIX, place, wrong, remedy)
