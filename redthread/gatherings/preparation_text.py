"""The mail of what to do before a gathering, as plain text in the language that is active."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from django.utils.translation import gettext as _

from redthread.core import dates
from redthread.gatherings.calendar_text import address_of
from redthread.gatherings.invitation_text import Letter
from redthread.gatherings.models import Gathering, Preparation
from redthread.people.models import Person

Kind = Preparation.Kind


def preparation_mail(gathering: Gathering, new: Sequence[Preparation], *, to: Person) -> Letter:
    """What to read, look at and think of before the gathering. Never of a confidential item."""
    facts = {"title": gathering.title, "day": dates.day(gathering.starts_at), "network": gathering.network}
    parts = [
        "\n".join([item.title, *(f"– {line(one)}" for one in ones)])
        for item, ones in groupby(new, key=lambda one: one.item)
    ]
    blocks = [
        _("Hei, %(name)s!") % {"name": to.first_name},
        _("Slik forbereder du deg til «%(title)s» i %(network)s %(day)s:") % facts,
        *parts,
        _("Filene ligger på samlingens side. Der sier du fra når du er klar, og svarer på spørsmål:"),
        address_of(gathering),
    ]
    subject = _("Forbered deg: %(title)s, %(day)s") % facts
    return Letter(" ".join(subject.split())[:250], "\n\n".join(blocks) + "\n")


def line(one: Preparation) -> str:
    """«Les: … (10 min)»."""
    text = " ".join(one.text.split())
    match one.kind:
        case Kind.QUESTION:
            said = _("Tenk på: %(text)s") % {"text": text}
        case Kind.FILE:
            said = _("Se på filen %(name)s") % {"name": one.file_name}
            said = f"{said}: {text}" if text else said
        case _:
            said = _("Les: %(text)s") % {"text": " ".join(part for part in (text, one.url) if part)}
    return said + (f" ({minutes_text(one.minutes)})" if one.minutes else "")


def minutes_text(minutes: int) -> str:
    return _("%(count)d min") % {"count": minutes}
