"""The mails about a gathering, as plain text in the language that is active.

A confidential item is never named in a mail: its place in the programme is, and no more.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from django.utils.translation import gettext as _

from redthread.core import dates
from redthread.gatherings.agenda_times import Slot
from redthread.gatherings.calendar_text import address_of, one_line
from redthread.gatherings.models import AgendaItem, Gathering
from redthread.people.models import Person


class Letter(NamedTuple):
    subject: str
    text: str


def invitation(gathering: Gathering, slots: Sequence[Slot[AgendaItem]], *, to: Person) -> Letter:
    """You are invited: when, where, what to prepare, and the programme."""
    opening = _("Du er invitert til «%(title)s» i %(network)s.") % _names(gathering)
    return _letter(
        _("Innkalling: %(title)s, %(day)s") % _names(gathering),
        to,
        [opening],
        _facts(gathering),
        _preparation(gathering),
        _programme(slots),
        _where_to_read(gathering),
    )


def moved(gathering: Gathering, *, to: Person, was: tuple[datetime, datetime]) -> Letter:
    """The gathering has a new time; the old one is told as well."""
    opening = _("«%(title)s» i %(network)s er flyttet.") % _names(gathering)
    old = _("Før: %(when)s") % {"when": dates.when(*was)}
    new = _("Nå: %(when)s") % {"when": dates.when(gathering.starts_at, gathering.ends_at)}
    return _letter(
        _("Flyttet: %(title)s, nå %(day)s") % _names(gathering),
        to,
        [opening],
        [old, new],
        _facts(gathering)[1:],
        _where_to_read(gathering),
    )


def changed(gathering: Gathering, *, to: Person) -> Letter:
    """The place, the form or the link is another; the time is as it was."""
    opening = _("Det er endringer i «%(title)s» i %(network)s. Tidspunktet er det samme.") % _names(gathering)
    return _letter(
        _("Endret: %(title)s, %(day)s") % _names(gathering),
        to,
        [opening],
        _facts(gathering),
        _where_to_read(gathering),
    )


def cancelled(gathering: Gathering, *, to: Person) -> Letter:
    """The gathering will not be held, and why."""
    opening = _("«%(title)s» i %(network)s er avlyst.") % _names(gathering)
    when = _("Den skulle vært %(when)s.") % {"when": dates.when(gathering.starts_at, gathering.ends_at)}
    why = _("Hvorfor: %(why)s") % {"why": gathering.cancelled_why}
    return _letter(_("Avlyst: %(title)s, %(day)s") % _names(gathering), to, [opening, when], [why])


def _letter(subject: str, to: Person, *parts: Sequence[str]) -> Letter:
    hello = _("Hei, %(name)s!") % {"name": to.first_name} if to.first_name else _("Hei!")
    paragraphs = [[hello], *(part for part in parts if part)]
    return Letter(one_line(subject), "\n\n".join("\n".join(part) for part in paragraphs) + "\n")


def _names(gathering: Gathering) -> dict[str, str]:
    return {
        "title": gathering.title,
        "network": gathering.network.name,
        "day": dates.weekday(gathering.starts_at),
    }


def _facts(gathering: Gathering) -> list[str]:
    is_in_a_room = gathering.mode == Gathering.Mode.PHYSICAL
    facts = [
        (_("Når"), dates.when(gathering.starts_at, gathering.ends_at)),
        (_("Hvor"), gathering.place),
        (_("Form"), "" if is_in_a_room else gathering.get_mode_display()),
        (_("Bli med på skjerm"), gathering.meeting_url),
        (_("Vertskap"), str(gathering.host or "")),
        (_("Møteleder"), str(gathering.chair or "")),
        (_("Tema"), gathering.theme),
    ]
    return [f"{label}: {one_line(value)}" for label, value in facts if value]


def _preparation(gathering: Gathering) -> list[str]:
    return [_("Forbered deg slik:"), gathering.prepare] if gathering.prepare else []


def _programme(slots: Sequence[Slot[AgendaItem]]) -> list[str]:
    lines = [_("Program:")]
    for slot in slots:
        if slot.is_new_day:
            lines.append(dates.weekday(slot.starts_at))
        title = _("Fortrolig sak") if slot.item.is_confidential else one_line(slot.item.title)
        lines.append(f"{dates.clock(slot.starts_at)} {title}")
    return [*lines, _("Slutt %(clock)s") % {"clock": dates.clock(slots[-1].ends_at)}] if slots else []


def _where_to_read(gathering: Gathering) -> list[str]:
    return [_("Alt om samlingen, også om programmet endres:"), address_of(gathering)]
