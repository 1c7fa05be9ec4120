"""Bodies to start from: those of a regional network (002 L6304-6354), told in our own words."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from redthread.networks.models import Body


class ReadyBody(NamedTuple):
    code: str
    name: str | Promise
    purpose: str | Promise
    vote_rule: str = Body.VoteRule.NONE
    below: str = ""


READY = (
    ReadyBody(
        "FAG",
        _("Fagnettverket"),
        _(
            "Kommunenes ledere og rådgivere for oppvekst, lederne i PP-tjenesten og de hovedtillitsvalgte. "
            "Her lærer vi sammen, fire ganger i året."
        ),
    ),
    ReadyBody(
        "OPV",
        _("Oppvekstnettverket"),
        _(
            "Alle ledere og ressurspersoner i barnehager og skoler og PP-tjenesten. Noen politikere, "
            "foreldre, elevrådsledere og folk fra helse og næringsliv er med."
        ),
    ),
    ReadyBody(
        "EVA",
        _("Evalueringsnettverket"),
        _("Ser jevnlig på hvordan prosessene og det vi satser på sammen, går."),
        below="FAG",
    ),
    ReadyBody(
        "PRO",
        _("Prosessnettverket"),
        _("Planlegger og leder prosesser og aktiviteter i kommunene og på de regionale samlingene."),
        below="FAG",
    ),
    ReadyBody(
        "REN",
        _("Ressurslærernettverket"),
        _("Ressurslærerne i læringsmiljø og språk utvikler kompetansen sin sammen."),
    ),
    ReadyBody(
        "STG",
        _("Styringsgruppa"),
        _(
            "Én fra hver kommune stemmer. PP-tjenesten, de hovedtillitsvalgte, IKT-samarbeidet og "
            "utviklingsveilederen er med uten stemme."
        ),
        vote_rule=Body.VoteRule.PER_MUNICIPALITY,
    ),
    ReadyBody(
        "KOG",
        _("Koordineringsgruppa"),
        _(
            "Den valgte lederen, nestlederen og utviklingsveilederen planlegger og gjennomfører "
            "aktivitetene, og holder kontakten med universitet og høyskole, KS, statsforvalteren og andre."
        ),
    ),
)
