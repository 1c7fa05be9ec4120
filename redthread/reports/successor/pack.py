"""The successor pack: one click, so that whoever takes over is oriented in fifteen minutes.

A room that has something the next leader must know adds one function to `SECTIONS`, in the order of reading.
Each takes the `Reader` and gives a `Section`; one that has nothing in it is left out. What a section may hold
is what every leader of the network sees: no school's own drafts, nobody's private notes, no story's text, no
answer that was given without a name.
"""

from __future__ import annotations

from collections.abc import Callable
from textwrap import shorten

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from redthread.core import dates
from redthread.gatherings.models import Commitment
from redthread.reports.successor.open_section import between_work, coming, open_matters, promised
from redthread.reports.successor.parts import Pack, Section
from redthread.reports.successor.past_section import (
    concepts,
    history,
    mandate,
    only_you_know,
    stories,
    where_things_are,
)
from redthread.reports.successor.people_section import knows, leads, who
from redthread.reports.successor.reader import Reader

SECTIONS: tuple[Callable[[Reader], Section], ...] = (
    only_you_know,
    open_matters,
    coming,
    promised,
    who,
    leads,
    knows,
    mandate,
    concepts,
    stories,
    where_things_are,
    history,
)


def pack_for(reader: Reader) -> Pack:
    """Everything, for the named successor, or for whoever takes over when nobody is named."""
    sections = [section(reader) for section in SECTIONS]
    made_for = reader.handover.successor.name if reader.handover else ""
    return Pack(
        title=_("Til deg som tar over"),
        made_for=made_for,
        network=reader.network.name,
        facts=[row for row in _first_to_know(reader) if row[1]],
        sections=[section for section in sections if section.has_content],
    )


def _first_to_know(reader: Reader) -> list[tuple[str, str]]:
    """What fits in one glance: why, when next, what is open, whom to call (rule 12)."""
    why = reader.mandate.purpose if reader.mandate else ""
    return [
        (_("Hvorfor"), shorten(why, 260, placeholder=" …")),
        (_("Neste samling"), _next(reader)),
        (_("Åpent nå"), _open(reader)),
        (_("Ring først"), "; ".join(_to_call(reader))),
        (_("Du tar over"), _takes_over(reader)),
    ]


def _next(reader: Reader) -> str:
    one = reader.next
    if one is None:
        return _("Ingen er publisert ennå")
    parts = [
        f"{one.title}, {dates.when(one.starts_at, one.ends_at)}",
        one.place,
        _("vertskap: %(name)s") % {"name": one.host} if one.host else "",
        _("møteleder: %(name)s") % {"name": one.chair} if one.chair else "",
    ]
    return ", ".join(part for part in parts if part)


def _open(reader: Reader) -> str:
    promises = sum(one.state == Commitment.State.OPEN for one in reader.commitments)
    work = [line.text for line in between_work(reader)]
    told = ngettext("%(n)d forpliktelse", "%(n)d forpliktelser", promises) % {"n": promises}
    return ", ".join([told, *(_("mellomarbeid %(what)s") % {"what": one} for one in work)])


def _to_call(reader: Reader) -> list[str]:
    return [
        f"{one.person.name} ({one.get_role_display()}), {one.person.email}" for one in reader.roster.leading
    ]


def _takes_over(reader: Reader) -> str:
    one = reader.handover
    if one is None:
        return ""
    return _("%(name)s, som %(role)s fra %(day)s") % {
        "name": one.successor,
        "role": one.get_role_display(),
        "day": dates.day_and_year(one.starts_on),
    }
