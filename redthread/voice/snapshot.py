"""What the owner sees of a matter, word for word. Reads, never writes."""

from __future__ import annotations

import hashlib
import json
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import override

from redthread.voice.models import Matter
from redthread.voice.voices import Standing


class Told(NamedTuple):
    """What the network chooses to tell of how it weighed the matter; nothing, when it chooses nothing."""

    support: bool = False
    dissent: bool = False


def matter_snapshot(matter: Matter, standing: Standing, told: Told) -> list[dict[str, str]]:
    """In bokmål, as everything that is released. Those who disagree are told of by reason, never by name."""
    with override("nb"):
        lines = [
            (_("Hva vi ber om"), matter.ask),
            (_("Hvorfor"), matter.why),
            (_("Hva det bygger på"), matter.rests_on),
            (_("Fra"), f"{matter.network}, {matter.body.name}" if matter.body else matter.network.name),
        ]
        if told.support:
            lines.append((_("Støtte"), _support(standing)))
        if told.dissent:
            reasons = sorted(one.voice.reason for one in standing.dissents if one.voice)
            lines.append((_("Uenighet"), "\n".join(reasons)))
    return [{"label": label, "text": text.strip()} for label, text in lines if text.strip()]


def _support(standing: Standing) -> str:
    numbers = {"supporting": standing.supporting, "able": standing.able}
    return _("%(supporting)d av %(able)d som har stemme, støtter saken.") % numbers


def mark_of(title: str, snapshot: list[dict[str, str]]) -> str:
    """By which what is sent is known to be what was seen."""
    seen = json.dumps([title, snapshot], ensure_ascii=False)
    return hashlib.sha256(seen.encode()).hexdigest()[:32]
