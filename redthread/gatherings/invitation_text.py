"""The mails about a gathering, as plain text in the language that is active.

A confidential item is never named in a mail: its place in the programme is, and no more.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from redthread.core import dates
from redthread.gatherings.agenda_times import Slot
from redthread.gatherings.calendar_lines import one_line
from redthread.gatherings.calendar_text import address_of, answer_address
from redthread.gatherings.models import AgendaItem, Gathering, Invitation
from redthread.gatherings.news import Change, is_moved
from redthread.notices.sender import reads_replies
from redthread.people.models import Person


class Letter(NamedTuple):
    subject: str
    text: str


def invitation(gathering: Gathering, slots: Sequence[Slot[AgendaItem]], *, to: Invitation) -> Letter:
    """You are invited: when, where, how to answer, what to prepare, and the programme."""
    opening = _("Du er invitert til «%(title)s» i %(network)s.") % _names(gathering)
    return _letter(
        _("Innkalling: %(title)s, %(day)s") % _names(gathering),
        to.person,
        [opening],
        _facts(gathering),
        _how_to_answer(to),
        _preparation(gathering),
        _programme(slots),
        _where_to_read(gathering),
    )


def news(gathering: Gathering, changes: list[Change], *, to: Invitation) -> Letter:
    """Everything that has changed since the last mail, from what it was to what it is."""
    told = [_in_words(change) for change in changes]
    if is_moved(changes):
        subject = _("Flyttet: %(title)s, nå %(day)s") % _names(gathering)
        opening = _("«%(title)s» i %(network)s er flyttet.") % _names(gathering)
    else:
        subject = _("Endret: %(title)s, %(day)s") % _names(gathering)
        opening = _("Det er endringer i «%(title)s» i %(network)s. Tidspunktet er det samme.")
        opening %= _names(gathering)
    return _letter(
        subject,
        to.person,
        [opening],
        *(_told(words) for words in told),
        _facts(gathering, but={words.label for words in told}),
        _how_to_answer(to),
        _where_to_read(gathering),
    )


def news_in_short(changes: list[Change]) -> str:
    """The same in a line a change, for the calendar's own text, which is all that some programs show."""
    told = [_in_words(change) for change in changes]
    return "\n".join(_("Endret: %(now)s (før: %(was)s)") % {"now": one.now, "was": one.was} for one in told)


def cancelled(gathering: Gathering, *, to: Invitation) -> Letter:
    """The gathering will not be held, and why."""
    opening = _("«%(title)s» i %(network)s er avlyst.") % _names(gathering)
    when = _("Den skulle vært %(when)s.") % {"when": dates.when(gathering.starts_at, gathering.ends_at)}
    why = _("Hvorfor: %(why)s") % {"why": gathering.cancelled_why}
    return _letter(_("Avlyst: %(title)s, %(day)s") % _names(gathering), to.person, [opening, when], [why])


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


def _facts(gathering: Gathering, but: Set[str] = frozenset()) -> list[str]:
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
    return [f"{label}: {one_line(value)}" for label, value in facts if value and label not in but]


class _Words(NamedTuple):
    """A change as people read it: what it is about, what it was, and what it is."""

    label: str
    was: str
    now: str


def _in_words(change: Change) -> _Words:
    ways: dict[str, tuple[str, Callable[[Any], str]]] = {
        "starts_at": (_("Når"), lambda times: dates.when(*times)),
        "mode": (_("Form"), lambda mode: str(Gathering.Mode(mode).label)),
        "place": (_("Hvor"), one_line),
        "meeting_url": (_("Bli med på skjerm"), one_line),
    }
    label, in_words = ways[change.fact]
    was, now = (in_words(value) if value else _("ikke bestemt") for value in (change.was, change.now))
    return _Words(label, was, now)


def _told(words: _Words) -> list[str]:
    return [words.label, _("Før: %(when)s") % {"when": words.was}, _("Nå: %(when)s") % {"when": words.now}]


def _how_to_answer(to: Invitation) -> list[str]:
    """The link, and whether the buttons of the calendar are read as well."""
    ask = _("Kommer du? Svar her, uten å logge inn. Du kan endre svaret fram til samlingen begynner:")
    lines = [ask, answer_address(to.key)]
    if reads_replies():
        lines.append(_("Du kan også svare med knappene i kalenderen."))
    return lines


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
